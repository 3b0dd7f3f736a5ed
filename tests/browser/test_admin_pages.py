"""The admin at both widths: nothing on the console, axe finds nothing, it fits."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from communes.models import Commune, Unit
from criteria.models import Level
from documents.models import Document
from reporting.models import Target
from tests.admin.world import make_world, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NO_SIDEWAYS_SCROLL = "document.scrollingElement.scrollWidth <= window.innerWidth"
WIDTHS = (360, 1280)


@pytest.fixture
def signed_in(page: Page, admin_user: Any, base_url: str) -> Page:
    make_world(admin_user)
    client = Client()
    client.force_login(admin_user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base_url}
    page.context.add_cookies([cookie])
    return page


def commune() -> Unit:
    return Commune.objects.filter(versions__name="Yên Thịnh 0").distinct().get()


def addresses() -> list[str]:
    level = Level.objects.get(status="unverified")
    return [
        "/quan-tri/",
        "/en/quan-tri/",
        url(Commune, "changelist"),
        url(Commune, "change", commune().pk),
        url(Commune, "doi-ten", commune().pk),
        url(Commune, "sap-nhap", commune().pk),
        url(Level, "changelist"),
        url(Level, "doi-chieu", level.pk),
        url(Level, "add"),
        url(Target, "add"),
    ]


def test_admin_pages_are_accessible_and_fit(signed_in, axe_violations) -> None:
    found = {}
    for address in addresses():
        signed_in.goto(address)
        for width in WIDTHS:
            signed_in.set_viewport_size({"width": width, "height": 800})
            fits = signed_in.evaluate(NO_SIDEWAYS_SCROLL)
            found[address, width] = axe_violations(signed_in)
            assert fits, (address, width)

    assert found == {place: [] for place in found}


def test_unit_is_renamed_by_preview_and_confirmation(signed_in, axe_violations) -> None:
    document = Document.objects.filter(is_illustrative=False).first()
    assert document is not None
    signed_in.goto(url(Commune, "doi-ten", commune().pk))
    signed_in.get_by_label("Tên mới").fill("Tân Tú")
    signed_in.get_by_label("Từ ngày").fill("2022-01-01")
    signed_in.locator("#select2-id_document-container").click()
    signed_in.locator(".select2-search__field").fill(document.number)
    signed_in.get_by_role("option", name=document.number).first.click()

    signed_in.get_by_role("button", name="Xem trước").click()
    expect(signed_in.get_by_text("Phiên bản mở ra (1)")).to_be_visible()
    assert axe_violations(signed_in) == []
    signed_in.get_by_role("button", name="Xác nhận").click()

    expect(signed_in.get_by_text("Đã ghi: Đổi tên.")).to_be_visible()
    assert str(commune()) == "Xã Tân Tú"
