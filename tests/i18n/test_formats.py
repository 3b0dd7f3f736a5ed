"""Numbers, days and names of units in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.utils.formats import date_format, number_format
from django.utils.timezone import get_default_timezone
from django.utils.translation import override

from communes.choices import UnitKind
from communes.models import UnitVersion
from communes.names import full_name, official_name
from criteria.breakable import breakable
from criteria.choices import MeasureKind, Operator
from criteria.rules.distance import level_words, words
from documents.models import Document
from reporting.pages.parts import number, percent, signed

DAY = dt.date(2022, 12, 5)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "day", "moment", "grouped"),
    [
        ("vi", "5/12/2022", "14:32 5/12/2022", "1.234,5"),
        ("en", "5 December 2022", "5 December 2022, 14:32", "1,234.5"),
    ],
)
def test_formats(language, day, moment, grouped):
    at = dt.datetime(2022, 12, 5, 14, 32, tzinfo=get_default_timezone())
    with override(language):
        assert date_format(DAY) == day
        assert date_format(at, "DATETIME_FORMAT") == moment
        assert number_format(Decimal("1234.5"), force_grouping=True) == grouped
        assert number(Decimal("1234.54"), 1) == grouped
        assert number_format(2021) == "2021"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_are_typed_day_first_in_both_languages(language):
    with override(language):
        field = forms.DateField()
        assert field.clean("05/12/2022") == DAY
        assert field.widget.format_value(DAY) == "05/12/2022"


@pytest.mark.parametrize(
    ("kind", "name", "vietnamese", "english"),
    [
        (UnitKind.TINH, "Bắc Kạn", "Tỉnh Bắc Kạn", "Bắc Kạn province"),
        (UnitKind.THANH_PHO_TW, "Huế", "Thành phố Huế", "Huế city"),
        (UnitKind.HUYEN, "Chợ Đồn", "Huyện Chợ Đồn", "Chợ Đồn district"),
        (UnitKind.XA, "Yên Thịnh", "Xã Yên Thịnh", "Yên Thịnh commune"),
        (UnitKind.THI_TRAN, "Chợ Rã", "Thị trấn Chợ Rã", "Chợ Rã township"),
        (UnitKind.PHUONG, "12", "Phường 12", "Ward 12"),
        (UnitKind.QUAN, "1", "Quận 1", "Urban district 1"),
        (UnitKind.DAC_KHU, "Phú Quốc", "Đặc khu Phú Quốc", "Phú Quốc special zone"),
    ],
)
def test_units_are_named_as_each_language_does(kind, name, vietnamese, english):
    with override("vi"):
        assert full_name(kind, name) == vietnamese
    with override("en"):
        assert full_name(kind, name) == english
        assert official_name(kind, name) == vietnamese


@pytest.mark.parametrize("kind", UnitKind.values)
def test_every_kind_has_a_name_in_both_languages(kind):
    with override("vi"):
        vietnamese = full_name(kind, "A")
    with override("en"):
        assert full_name(kind, "A") != vietnamese


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        (UnitKind.XA, "xa-yen-thinh"),
        (UnitKind.THI_TRAN, "thi-tran-yen-thinh"),
        (UnitKind.THANH_PHO_TW, "thanh-pho-yen-thinh"),
    ],
)
def test_addresses_are_the_same_in_both_languages(language, kind, slug):
    with override(language):
        assert UnitVersion(kind=kind, name="Yên Thịnh").slug == slug


@pytest.mark.parametrize(
    ("language", "level", "short", "one"),
    [
        (
            "vi",
            f"từ 1.234,5{NBSP}%",
            f"Còn thiếu 2,6{NBSP}điểm{NBSP}%",
            f"Còn thiếu 1{NBSP}điểm{NBSP}%",
        ),
        (
            "en",
            "at least 1,234.5%",
            f"2.6{NBSP}percentage{NBSP}points short",
            f"1{NBSP}percentage{NBSP}point short",
        ),
    ],
)
def test_distances_in_words(language, level, short, one):
    kind, at_least = MeasureKind.PERCENT, Operator.AT_LEAST
    with override(language):
        assert level_words(at_least, Decimal("1234.5"), kind, "", 1) == level
        said = words(Decimal("77.4"), at_least, Decimal(80), kind, "", 1)
        assert said == short
        assert words(Decimal(79), at_least, Decimal(80), kind, "", 1) == one


def test_citation_of_a_document():
    document = Document(kind="decision", number="318/QĐ-TTg", issued_on=DAY)
    with override("vi"):
        assert document.label == "Quyết định 318/QĐ-TTg (5/12/2022)"
    with override("en"):
        assert document.label == "Decision 318/QĐ-TTg (5 December 2022)"


@pytest.mark.parametrize(
    ("language", "said"), [("vi", f"20,8{NBSP}%"), ("en", "20.8%")]
)
def test_shares(language, said):
    with override(language):
        assert percent(Decimal("20.83")) == said
        assert percent(None) == number(None)


def test_changes_have_a_true_minus():
    assert [signed(n) for n in (2, 0, -1)] == ["+2", "0", "−1"]


def test_long_english_words_may_be_parted():
    assert breakable("Information and communications") == (
        "Informa\u00adtion and communi\u00adca\u00adtions"
    )
    assert breakable("Education and Housing") == "Educa\u00adtion and Housing"
    assert breakable("Tổ chức sản xuất") == "Tổ chức sản xuất"
