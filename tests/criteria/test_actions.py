"""Levels are added, verified and corrected; nothing is changed or lost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from criteria.actions import append_level, supersede_level, verify_level
from criteria.choices import Layer, Trust
from criteria.errors import CriteriaError
from criteria.models import Level
from tests.builders import make_document, make_province
from tests.criteria.builders import build_level, make_indicator, make_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa():
    return get_user_model().objects.create(username="hoa", is_superuser=True)


def test_append_adds_a_level():
    level = append_level(level=build_level(make_indicator()))

    assert Level.objects.live().get() == level


def test_append_as_verified_stamps_the_person(hoa):
    level = build_level(make_indicator(), status=Trust.VERIFIED)

    append_level(level=level, by=hoa)

    assert level.verified_by == hoa
    assert level.verified_at is not None


def test_append_refuses_a_tie():
    indicator = make_indicator()
    make_level(indicator, region="", year=2021)

    with pytest.raises(CriteriaError, match="đã có mức 95"):
        append_level(level=build_level(indicator, value=Decimal(90)))


def test_append_refuses_the_same_case():
    indicator = make_indicator()
    make_level(indicator)

    with pytest.raises(CriteriaError, match="đã có mức 95"):
        append_level(level=build_level(indicator, valid_from=dt.date(2018, 1, 1)))


def test_append_accepts_what_follows():
    indicator = make_indicator()
    make_level(indicator, valid_to=dt.date(2022, 3, 8))

    level = append_level(level=build_level(indicator, valid_from=dt.date(2022, 3, 8)))

    assert level.pk


def test_append_accepts_more_keys():
    indicator = make_indicator()
    make_level(indicator)

    assert append_level(level=build_level(indicator, year=2021)).pk


def test_append_accepts_another_province():
    indicator = make_indicator()
    for name in ("Bắc Kạn", "Thái Nguyên"):
        level = build_level(
            indicator, layer=Layer.PROVINCE, province=make_province(name)
        )
        append_level(level=level)

    assert Level.objects.count() == 2


def test_append_refuses_a_composite():
    composite = make_indicator(measure=None, operator="", combine="all")

    with pytest.raises(CriteriaError, match="từng phần"):
        append_level(level=build_level(composite))


@pytest.mark.parametrize("is_illustrative", [True, False])
def test_append_keeps_illustration_marked(is_illustrative):
    document = make_document(is_illustrative=is_illustrative)
    status = Trust.VERIFIED if is_illustrative else Trust.ILLUSTRATIVE

    with pytest.raises(CriteriaError, match="minh họa"):
        append_level(
            level=build_level(make_indicator(), document=document, status=status)
        )


def test_append_refuses_a_province_that_is_not_named():
    with pytest.raises(ValidationError, match="phải nêu tỉnh"):
        append_level(level=build_level(make_indicator(), layer=Layer.PROVINCE))


def test_verify_stamps_document_article_and_person(hoa):
    level, document = make_level(), make_document()

    verify_level(level, document=document, article=" Phụ lục I, 4.2 ", by=hoa)

    level.refresh_from_db()
    assert (level.status, level.document) == (Trust.VERIFIED, document)
    assert (level.verified_article, level.verified_by) == ("Phụ lục I, 4.2", hoa)
    assert level.value == 95


def test_verify_wants_an_article(hoa):
    with pytest.raises(CriteriaError, match="điều, khoản"):
        verify_level(make_level(), document=make_document(), article=" ", by=hoa)


def test_verify_refuses_an_invented_level(hoa):
    level = make_level(
        status=Trust.ILLUSTRATIVE, document=make_document(is_illustrative=True)
    )

    with pytest.raises(CriteriaError, match="minh họa"):
        verify_level(level, document=make_document(), article="1", by=hoa)


def test_verify_refuses_an_invented_document(hoa):
    document = make_document(is_illustrative=True)

    with pytest.raises(CriteriaError, match="minh họa"):
        verify_level(make_level(), document=document, article="1", by=hoa)


def test_verify_refuses_a_superseded_level(hoa):
    old = make_level()
    supersede_level(old, correction=build_level(old.indicator))

    with pytest.raises(CriteriaError, match="đã được thay"):
        verify_level(old, document=make_document(), article="1", by=hoa)


def test_supersede_keeps_the_old_row():
    old = make_level()

    new = supersede_level(old, correction=build_level(old.indicator, value=Decimal(96)))

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.value, old.superseded_by) == (95, new)
    assert (new.value, new.superseded_by) == (96, None)


def test_supersede_can_correct_the_keys():
    old = make_level(region="DBSH")

    new = supersede_level(old, correction=build_level(old.indicator, region="DNB"))

    assert Level.objects.live().get() == new


def test_supersede_twice_is_refused():
    old = make_level()
    supersede_level(old, correction=build_level(old.indicator))

    with pytest.raises(CriteriaError, match="đã được thay"):
        supersede_level(old, correction=build_level(old.indicator))


def test_supersede_refuses_another_leaf():
    with pytest.raises(CriteriaError, match="cùng chỉ tiêu"):
        supersede_level(make_level(), correction=build_level(make_indicator()))


def test_supersede_refuses_another_layer():
    old = make_level()
    correction = build_level(old.indicator, layer=Layer.MINISTRY)

    with pytest.raises(CriteriaError, match="cùng cấp ban hành"):
        supersede_level(old, correction=correction)


def test_supersede_refuses_a_tie_with_a_third():
    old = make_level()
    make_level(old.indicator, region="DBSH")

    with pytest.raises(CriteriaError, match="đã có mức"):
        supersede_level(old, correction=build_level(old.indicator, region="DBSH"))


def test_supersede_by_a_person_stamps_what_is_verified(hoa):
    old = make_level()
    correction = build_level(old.indicator, status=Trust.VERIFIED)

    assert supersede_level(old, correction=correction, by=hoa).verified_by == hoa
