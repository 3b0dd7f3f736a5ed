"""Rounds, corrections, dossiers and the register in the browser."""

import pytest
from playwright.sync_api import expect

from assessments.actions import open_dossier
from assessments.models import Correction, Dossier
from tests.assessments.round import DAY, make_round
from tests.builders import make_recognition
from tests.round_builders import (
    make_condition,
    make_correction,
    make_dossier,
    make_exception,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def round_(settings):
    settings.CLOCK_DAY = DAY
    round_ = make_round()
    make_condition(round_.procedure)
    round_.confirmed(1)
    round_.confirmed(2)
    round_.close()
    return round_


@pytest.fixture
def dossier(round_):
    said = {"unit": round_.commune, "tier": "ntm", "year": 2021}
    return open_dossier(**said, by=round_.coordinator)


@pytest.fixture
def addresses(round_, dossier):
    """Every page, with rows to show."""
    period, unit = round_.period.pk, round_.commune
    late = make_exception(period=round_.period, unit=unit, valid_from=DAY)
    correction = make_correction(
        criterion_result=round_.result(2), asked_by=round_.official
    )
    decision = make_recognition(unit=round_.other_commune, basis="inferred")
    decided = make_dossier(
        unit=round_.other_commune,
        procedure=round_.procedure,
        decision=decision,
        closed_at="2021-11-01T00:00Z",
    )
    return [
        "/cong-nhan/",
        "/cong-nhan/ho-so/",
        "/cong-nhan/ho-so/moi/",
        *(
            f"/cong-nhan/ho-so/{dossier.pk}/{end}"
            for end in ("", "quyet-dinh/", "ket-thuc/")
        ),
        f"/cong-nhan/ho-so/{decided.pk}/",
        f"/cong-nhan/ho-so/{dossier.pk}/giay-to/",
        f"/cong-nhan/{decision.pk}/thu-hoi/",
        "/dot-nhap/",
        f"/dot-nhap/{period}/gia-han/",
        f"/dot-nhap/{period}/dinh-chinh/?xa={unit.pk}",
        f"/dot-nhap/gia-han/{late.pk}/huy/",
        f"/dot-nhap/ket-qua/{round_.result(1).pk}/dinh-chinh/",
        f"/dot-nhap/dinh-chinh/{correction.pk}/",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_pages_are_styled_accessible_and_fit(
    sized_page, sign_in, round_, addresses, axe_violations, is_styled, fits, prefix
):
    sign_in(round_.coordinator)
    faults = {}
    for address in addresses:
        sized_page.goto(prefix + address)
        faults[address] = axe_violations(sized_page)
        if not is_styled(sized_page):
            faults[address].append("no style")
        if not fits(sized_page):
            faults[address].append("sideways scroll")

    assert faults == {address: [] for address in addresses}


@pytest.mark.one_database
def test_refused_forms_are_accessible(
    sized_page, sign_in, round_, dossier, axe_violations, fits
):
    sign_in(round_.coordinator)
    pages = {
        f"/dot-nhap/{round_.period.pk}/gia-han/": "Gia hạn",
        f"/dot-nhap/ket-qua/{round_.result(1).pk}/dinh-chinh/": "Gửi đề nghị",
        f"/cong-nhan/ho-so/{dossier.pk}/quyet-dinh/": "Ghi quyết định",
    }
    for address, button in pages.items():
        sized_page.goto(address)
        sized_page.get_by_role("button", name=button, exact=True).click()
        expect(sized_page.get_by_role("alert")).to_be_visible()
        assert axe_violations(sized_page) == [], address
        assert fits(sized_page), address


def test_correction_by_two_people_without_script(plain_page, sign_in, round_):
    page = plain_page
    sign_in(round_.official, page.context)
    page.goto(f"/dot-nhap/ket-qua/{round_.result(1).pk}/dinh-chinh/")
    page.locator("#v-1-1").fill("60")
    page.get_by_label("Lý do", exact=True).fill("Nhập nhầm")
    page.get_by_label("Trích yếu").fill("Biên bản kiểm tra")
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("Đã gửi đề nghị đính chính.")).to_be_visible()

    sign_in(round_.coordinator, page.context)
    page.goto("/dot-nhap/")
    page.get_by_role("link", name="Tiêu chí 1").click()
    page.get_by_label("Đồng ý, ghi giá trị mới").check()
    page.get_by_role("button", name="Quyết định").click()

    expect(page.get_by_role("status")).to_contain_text("Đã quyết định")
    assert Correction.objects.get().is_agreed
    assert round_.result(1).computed == "not_met"


def test_dossier_from_poll_to_decision_without_script(plain_page, sign_in, round_):
    page = plain_page
    sign_in(round_.coordinator, page.context)
    page.goto("/cong-nhan/ho-so/")
    page.get_by_role("link", name="Lập hồ sơ").click()
    page.get_by_label("Xã", exact=True).select_option(label="Xã Sĩ Bình")
    page.get_by_role("button", name="Lập hồ sơ").click()
    page.get_by_label("Phiếu phát ra").fill("100")
    page.get_by_label("Không nợ đọng", exact=True).select_option("1")
    page.get_by_role("button", name="Lưu hồ sơ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")

    page.get_by_role("link", name="Ghi quyết định").click()
    page.get_by_label("Ngày quyết định", exact=True).fill("2021-11-20")
    page.get_by_label("Số quyết định", exact=True).fill("12/QĐ-UBND")
    page.get_by_label("Cơ quan ban hành").fill("UBND huyện Bạch Thông")
    page.get_by_label("Trích yếu").fill("Quyết định công nhận")
    page.get_by_role("button", name="Ghi quyết định").click()

    expect(page.get_by_role("status")).to_contain_text("Đã ghi quyết định")
    assert Dossier.objects.get().decision.number == "12/QĐ-UBND"
    page.goto("/cong-nhan/")
    expect(page.get_by_role("cell", name="12/QĐ-UBND").first).to_be_visible()
