"""Pages of the demo, one of each kind: accessible, and as wide as their window."""

import pytest
from playwright.sync_api import expect

from communes.choices import UnitKind
from communes.models import UnitVersion
from criteria.models import CriteriaSet
from reporting.reports.province import province_report
from reporting.reports.scope import Where

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.slow]

WIDTHS = (360, 1280)
PAGES = {
    "province": "/?nam=2021",
    "province that ended": "/?nam=2025",
    "province after": "/tinh/{heir}/?nam=2025",
    "district": "/huyen/{district}/?nam=2021",
    "country": "/ca-nuoc/?nam=2021",
    "communes": "/xa/?nam=2021",
    "no communes": "/xa/?nam=2021&q=khong-co-xa-nao",
    "commune": "/xa/{commune}-{slug}/?nam=2021",
    "commune without results": "/xa/{commune}-{slug}/?nam=2015",
    "criteria": "/tieu-chi/?nam=2022",
    "criterion": "/tieu-chi/10/?nam=2021",
    # One district: its cells are of every look that the whole has.
    "matrix": "/ma-tran/?nam=2021&huyen={district}",
    "comparison": "/so-sanh/?nam=2021&xa={commune}",
    "targets": "/muc-tieu/?nam=2021",
    "map": "/ban-do/?nam=2021",
    "map after": "/ban-do/?tinh={heir}&nam=2025",
    "documents": "/van-ban/",
    "document": "/van-ban/{document}/",
    "search": "/tim-kiem/?q=yen",
    "sign in": "/tai-khoan/dang-nhap/",
}


@pytest.fixture(scope="module")
def places(shown_demo):
    """What the addresses name; the commune is the one that misses most."""
    row = min(province_report(Where("Bắc Kạn", year=2021)).rows, key=lambda r: r.met)
    heir = UnitVersion.objects.get(
        name="Thái Nguyên", kind=UnitKind.TINH, valid_to=None
    )
    return {
        "commune": row.unit_id,
        "slug": row.slug,
        "district": row.district_id,
        "heir": heir.unit_id,
        "document": CriteriaSet.objects.earliest("valid_from").document.key,
    }


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def address(request, places):
    return request.param.format(**places)


def test_page_is_accessible_and_fits(page, address, axe_violations, is_styled, fits):
    """Both widths and themes; the dark theme differs in colours alone."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    assert is_styled(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert axe_violations(page) == [], width
        assert fits(page), width

    page.emulate_media(color_scheme="dark")
    assert axe_violations(page, ["color-contrast"]) == []


def test_english_page_is_accessible_and_fits(page, address, axe_violations, fits):
    """Both widths; the language changes words, no colour."""
    page.goto(f"/en{address}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert axe_violations(page, without=["color-contrast"]) == [], width
        assert fits(page), width


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_page_is_whole_without_javascript(plain_page, address, prefix, is_styled):
    """There axe cannot run: the page is only looked at."""
    plain_page.goto(prefix + address)

    expect(plain_page.get_by_role("heading", level=1)).to_be_visible()
    assert is_styled(plain_page)
