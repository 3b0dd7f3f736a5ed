"""The coordinator's pages in English: forms, refusals, previews."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from tests.assessments.imports.sheets import make_office, xlsx
from tests.i18n.words import Names, leftovers, own_models

pytestmark = pytest.mark.django_db

# Words of the sheets themselves: they are read in Vietnamese only.
SHEET_WORDS = [
    "Về, Chuẩn, Từ, Đến, Tính đến ngày, Số, Trên tổng, Ghi chú",
    "(Đạt, Chưa đạt, x)",
    "write Đạt or Chưa đạt",
    "“Về”, “Tính đến ngày” and “Số”",
]
FAULTS = [
    ["Xã", "2.1", "Cột lạ"],
    ["Sĩ Bình", "12.5", 1],
    ["Xã không có", 80, 1],
    ["Vũ Muộn", -1, 1],
]
SOUND = [["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79]]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def coordinator(office, client):
    client.force_login(office.coordinator)
    return client


def left(response, *more):
    """What is Vietnamese on the page beside names, sheets and what was typed."""
    text = response.content.decode()
    for words in (*SHEET_WORDS, *more):
        text = text.replace(words, "")
    return leftovers(text, Names(own_models()))


def address(name, *args):
    with override("en"):
        return reverse(f"assessments:{name}", args=args)


@pytest.mark.parametrize("name", ["import", "figures", "figure", "accounts"])
def test_page_speaks_english(coordinator, name):
    response = coordinator.get(address(name))
    assert response.status_code == 200
    assert left(response) == []


@pytest.mark.parametrize("name", ["import", "figures", "figure"])
def test_refused_form_speaks_english(coordinator, name):
    response = coordinator.post(address(name), {"number": "7"})
    assert response.context["form"].errors
    assert left(response) == []


@pytest.mark.parametrize(
    ("rows", "typed"),
    [(SOUND, ()), (FAULTS, ("Cột lạ", "Xã không có"))],
    ids=["sound", "faults"],
)
def test_preview_speaks_english(coordinator, office, rows, typed):
    said = {
        "province": office.province.pk,
        "period_set": office.period_set.pk,
        "number": "7/BC-UBND",
        "issuer": "UBND tỉnh",
        "issued_on": "05/01/2022",
        "document_title": "Báo cáo kết quả",
        "file": SimpleUploadedFile("bang.xlsx", xlsx(*rows)),
    }
    page = coordinator.post(address("import"), said, follow=True)
    assert page.status_code == 200
    assert "7/BC-UBND" in page.content.decode()
    assert left(page, *typed, "UBND tỉnh", "Báo cáo kết quả") == []
