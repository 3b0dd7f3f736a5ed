"""A commune's proofs in the browser: accessible, and added without script."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from assessments.models import Evidence
from tests.assessments.files import PDF, picture
from tests.assessments.round import DAY, make_round
from tests.builders import make_document, make_evidence, make_period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def round_(settings, tmp_path):
    settings.CLOCK_DAY = DAY
    settings.MEDIA_ROOT = str(tmp_path)
    round_ = make_round()
    round_.save()
    round_.prove()
    before = make_period(year=2020, as_of=dt.date(2020, 12, 31))
    old = make_evidence(unit=round_.commune, period=before, title="Biên bản 2020")
    old.criterion_results.add(round_.result(2))
    make_document(title="Đề án nông thôn mới")
    return round_


@pytest.fixture
def address(round_):
    place = f"{round_.commune.pk}-{round_.period_set.pk}"
    return f"/minh-chung/{round_.period.year}/{place}/"


@pytest.mark.one_database
def test_page_is_styled_accessible_and_fits(
    sized_page, sign_in, round_, address, axe_violations, is_styled, fits
):
    sign_in(round_.official)
    sized_page.goto(f"{address}?q=de+an")

    assert is_styled(sized_page)
    assert axe_violations(sized_page) == []
    assert fits(sized_page)


@pytest.mark.one_database
def test_refusals_are_accessible(
    sized_page, sign_in, round_, address, axe_violations, fits
):
    sign_in(round_.official)
    sized_page.goto(address)
    sized_page.get_by_role("button", name="Thêm minh chứng").click()

    summary = sized_page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(2)
    assert axe_violations(sized_page) == []
    assert fits(sized_page)


def test_commune_adds_detaches_and_carries_without_script(
    plain_page, sign_in, round_, address
):
    page = plain_page
    sign_in(round_.official, page.context)
    page.goto(address)
    page.get_by_label("Tệp").set_input_files(
        [
            {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF},
            {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": picture()},
        ]
    )
    page.get_by_role("group", name="Chứng minh cho").get_by_role(
        "checkbox"
    ).last.check()
    page.get_by_role("button", name="Thêm minh chứng").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thêm: a.pdf, b.jpg.")

    page.get_by_role("button", name="Lấy lại cho tiêu chí 2").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lấy lại “Biên bản 2020”.")

    page.get_by_role("button", name="Gỡ a.pdf").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gỡ “a.pdf”.")
    with page.expect_download() as download:
        page.get_by_role("link", name="b.jpg").click()
    assert download.value.suggested_filename == "b.jpg"
    assert Evidence.objects.count() == 5
