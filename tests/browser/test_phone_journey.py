"""An official with a telephone proves a criterion by a photo and hands it in."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from assessments.models import Evidence
from tests.assessments.round import DAY, make_round
from tests.browser.conftest import NARROW, WIDE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

GPS = 0x8825


@pytest.fixture
def round_(settings, tmp_path):
    settings.CLOCK_DAY = DAY
    settings.MEDIA_ROOT = str(tmp_path)
    return make_round()


def photo() -> bytes:
    """As a camera takes it: where it was taken stands in it."""
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(GPS).update(
        {1: "N", 2: (22.0, 8.0, 31.0), 3: "E", 4: (105.0, 50.0, 2)}
    )
    Image.effect_noise((1800, 900), 60).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def place_in(content) -> dict:
    with Image.open(content) as picture:
        return dict(picture.getexif().get_ifd(GPS))


@pytest.fixture
def phone(browser, browser_context_args, base_url, sign_in, round_):
    """The page of entering under a thumb, the first criterion's proofs unfolded."""
    args = {**browser_context_args, "viewport": NARROW}
    context = browser.new_context(**args, has_touch=True, is_mobile=True)
    sign_in(round_.official, into=context)
    page = context.new_page()
    place = [round_.period.year, round_.commune.pk, round_.period_set.pk]
    page.goto(base_url + reverse("entry:page", args=place))
    page.locator("#tc-1 summary", has_text="Thêm minh chứng").tap()
    yield page
    context.close()


def test_list_of_criteria_closes_behind_a_choice(phone):
    # The second time the address names the criterion already.
    for _time in range(2):
        phone.evaluate("scrollTo(0, 0)")
        phone.get_by_role("button", name="2 tiêu chí").tap()
        phone.get_by_role("link", name="2 Tiêu chí 2").tap()

        expect(phone.locator("#tc-nav")).to_be_hidden()
        expect(phone.locator("#tc-2 h2")).to_be_in_viewport()


def attach(phone):
    file = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.get_by_label("Tệp minh chứng cho tiêu chí 1").set_input_files([file])
    return phone.locator("#tc-1 .evidence li")


def test_photo_is_handed_in_and_read_by_the_reviewer(
    phone, page, base_url, sign_in, round_, fits, axe_violations
):
    phone.locator("#v-1-1").fill("82")
    sent = attach(phone)
    expect(sent).to_contain_text("Đã lưu.", use_inner_text=True)
    assert fits(phone)
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Kiểm tra và nộp").tap()
    phone.get_by_label("Tôi đã kiểm tra").tap()
    phone.get_by_role("button", name="Nộp các tiêu chí đã chọn").tap()
    expect(phone.get_by_role("status").first).to_contain_text("Đã nộp cho huyện")

    page.set_viewport_size(WIDE)
    sign_in(round_.district_officer)
    page.goto(f"{base_url}/tham-tra/{round_.result(1).pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="anh.jpg").click()

    assert download.value.suggested_filename == "anh.jpg"
    assert place_in(io.BytesIO(photo()))
    assert place_in(download.value.path()) == {}
    refused_to_strangers(round_)


def refused_to_strangers(round_):
    """Another commune's official does not find the file, the reviewer gets it whole."""
    url = reverse("evidence:file", args=[Evidence.objects.get().pk])
    client = Client()
    client.force_login(round_.stranger)
    assert client.get(url).status_code == 404
    client.force_login(round_.district_officer)
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_network_lost_on_the_way_loses_no_photo(phone, round_):
    def lose(route):
        return route.abort() if route.request.method == "POST" else route.continue_()

    phone.route("**/minh-chung/**", lose)
    sent = attach(phone)
    expect(sent).to_contain_text("Chưa gửi: mất mạng.", use_inner_text=True)
    assert not Evidence.objects.exists()
    phone.unroute("**/minh-chung/**")

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi lại anh.jpg").tap()
    expect(sent).to_contain_text("Chưa gửi: mất mạng.", use_inner_text=True)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Gửi lại anh.jpg").tap()

    expect(sent).to_contain_text("Đã lưu.", use_inner_text=True)
    proof = Evidence.objects.get()
    assert list(proof.criterion_results.all()) == [round_.result(1)]
    with proof.file.open("rb") as kept:
        assert place_in(kept) == {}
