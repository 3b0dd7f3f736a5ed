"""The admin at both widths: nothing on the console, axe finds nothing, it fits."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from communes.models import Commune, Unit
from criteria.models import Level
from documents.models import Document
from tests.admin.world import make_world, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WIDTHS = (360, 1280)


@pytest.fixture
def world(admin_user: Any, sign_in: Any) -> None:
    """Rows of everything, and an administrator who has signed in."""
    make_world(admin_user)
    sign_in(admin_user)


@pytest.fixture
def examined(context: BrowserContext) -> Page:
    """A page whose console axe may write to: it reads style sheets in ways that the
    policy refuses."""
    return context.new_page()


def commune() -> Unit:
    return Commune.objects.filter(versions__name="Yên Thịnh 0").distinct().get()


def addresses() -> list[str]:
    level = Level.objects.get(status="unverified")
    return [
        "/quan-tri/",
        url(Commune, "change", commune().pk),
        url(Commune, "doi-ten", commune().pk),
        url(Commune, "sap-nhap", commune().pk),
        url(Level, "changelist"),
        url(Level, "doi-chieu", level.pk),
        url(Level, "add"),
    ]


@pytest.mark.one_database
@pytest.mark.usefixtures("world")
def test_admin_pages_fit_and_write_nothing_to_the_console(page, fits) -> None:
    for address in addresses():
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert fits(page), (address, width)


@pytest.mark.one_database
@pytest.mark.usefixtures("world")
def test_admin_pages_are_accessible(examined, axe_violations) -> None:
    """At the width of a telephone, where boxes stand closest."""
    examined.set_viewport_size({"width": 360, "height": 800})
    found = {}
    for address in addresses():
        examined.goto(address)
        found[address] = axe_violations(examined)

    assert found == {address: [] for address in found}


@pytest.mark.usefixtures("world")
def test_unit_is_renamed_by_preview_and_confirmation(page) -> None:
    document = Document.objects.filter(is_illustrative=False).first()
    assert document is not None
    page.goto(url(Commune, "doi-ten", commune().pk))
    page.get_by_label("Tên mới").fill("Tân Tú")
    page.get_by_label("Từ ngày").fill("2022-01-01")
    page.locator("#select2-id_document-container").click()
    page.locator(".select2-search__field").fill(document.number)
    page.get_by_role("option", name=document.number).first.click()

    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Phiên bản mở ra (1)")).to_be_visible()
    page.get_by_role("button", name="Xác nhận").click()

    expect(page.get_by_text("Đã ghi: Đổi tên.")).to_be_visible()
    assert str(commune()) == "Xã Tân Tú"
