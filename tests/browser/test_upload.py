"""Files sent by the script: one after the other, each told of by itself, none lost."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from assessments.models import Evidence
from tests.assessments.files import PDF, picture
from tests.assessments.round import DAY, make_round
from tests.builders import make_evidence
from tests.round_builders import make_dossier

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def round_(settings, tmp_path):
    settings.CLOCK_DAY = DAY
    settings.MEDIA_ROOT = str(tmp_path)
    return make_round()


def address(round_, view="entry:page"):
    args = [round_.period.year, round_.commune.pk, round_.period_set.pk]
    return reverse(view, args=args)


@pytest.fixture
def desk(context, round_, sign_in):
    """The page of entering; requests that fail may show on the console."""
    sign_in(round_.official)
    page = context.new_page()
    page.goto(address(round_))
    page.locator("#tc-1 summary", has_text="Thêm minh chứng").click()
    return page


def file(name="bien-ban.pdf", content=PDF, kind="application/pdf"):
    return {"name": name, "mimeType": kind, "buffer": content}


def choose(page, *files):
    page.locator("#evidence-1").set_input_files(list(files))


def row(page, name):
    return page.locator("ul.evidence li").filter(has_text=name)


def says(page, name, words):
    expect(row(page, name)).to_contain_text(words, use_inner_text=True)


def titles():
    return list(Evidence.objects.order_by("pk").values_list("title", flat=True))


def test_each_file_has_its_own_result(desk, round_):
    choose(desk, file(), file("gia.pdf", b"<html>"), file("sau.pdf", PDF + b"\n"))

    says(desk, "bien-ban.pdf", "Đã lưu.")
    says(desk, "gia.pdf", "Không nhận: Nội dung tệp không phải là .pdf")
    says(desk, "sau.pdf", "Đã lưu.")
    assert titles() == ["bien-ban.pdf", "sau.pdf"]
    assert round_.result(1).evidence.count() == 2
    expect(desk.get_by_role("button", name="Gửi lại gia.pdf")).to_be_hidden()
    expect(desk.get_by_role("button", name="Gửi lại bien-ban.pdf")).to_be_hidden()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="bien-ban.pdf").click()
    assert download.value.suggested_filename == "bien-ban.pdf"


def test_a_refused_file_is_taken_off_for_another(desk, round_):
    choose(desk, file("gia.pdf", b"<html>"))
    says(desk, "gia.pdf", "Không nhận")

    desk.get_by_role("button", name="Bỏ tệp này gia.pdf").press("Enter")

    expect(row(desk, "gia.pdf")).to_have_count(0)
    expect(desk.locator("#evidence-1")).to_be_focused()
    choose(desk, file())
    says(desk, "bien-ban.pdf", "Đã lưu.")
    assert titles() == ["bien-ban.pdf"]


def test_files_go_one_after_the_other(desk):
    told = []
    desk.on("request", lambda one: told.append(one.method))
    desk.on("response", lambda answer: told.append(answer.status))

    choose(desk, *(file(f"{n}.pdf", PDF + b"\n" * n) for n in range(3)))
    says(desk, "2.pdf", "Đã lưu.")

    assert told == ["GET", 200, "POST", 200] * 3


def test_a_photo_is_made_smaller_before_it_is_sent(desk):
    noise, stream = Image.effect_noise((2000, 1000), 80), io.BytesIO()
    noise.convert("RGB").save(stream, "JPEG", quality=95)

    choose(desk, file("anh.jpg", stream.getvalue(), "image/jpeg"))

    says(desk, "anh.jpg", "Đã lưu.")
    proof = Evidence.objects.get()
    with proof.file.open("rb") as kept:
        assert Image.open(kept).size == (1600, 800)
    assert proof.size < len(stream.getvalue())


def test_too_large_file_is_not_sent_in_vain(desk):
    asked = []
    desk.on("request", lambda request: asked.append(request.resource_type))
    choose(desk, file(content=PDF + bytes(10 * 1024 * 1024)))

    says(desk, "bien-ban.pdf", "Không nhận: Tệp lớn hơn 10 MB.")
    assert "xhr" not in asked


def test_file_waits_for_the_network_and_is_kept_once(desk, context):
    context.set_offline(True)
    choose(desk, file())
    says(desk, "bien-ban.pdf", "Chưa gửi: mất mạng.")
    assert not Evidence.objects.exists()

    context.set_offline(False)
    desk.get_by_role("button", name="Gửi lại bien-ban.pdf").click()

    says(desk, "bien-ban.pdf", "Đã lưu.")
    assert titles() == ["bien-ban.pdf"]


def test_answer_that_was_lost_makes_no_second_proof(desk):
    def lose(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch()
        return route.abort("connectionreset")

    desk.route("**/minh-chung/**", lose)
    choose(desk, file())
    says(desk, "bien-ban.pdf", "Chưa gửi: mất mạng.")
    assert Evidence.objects.count() == 1
    desk.unroute("**/minh-chung/**")

    desk.get_by_role("button", name="Gửi lại bien-ban.pdf").click()

    says(desk, "bien-ban.pdf", "Đã lưu.")
    assert Evidence.objects.count() == 1


def test_ended_session_keeps_the_file_until_the_sign_in(
    desk, context, round_, sign_in, settings
):
    context.clear_cookies()
    choose(desk, file())
    says(desk, "bien-ban.pdf", "Chưa gửi: phiên đã hết.")
    assert not Evidence.objects.exists()

    with context.expect_page() as opened:
        desk.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    sign_in(round_.official)
    desk.get_by_role("button", name="Gửi lại bien-ban.pdf").click()

    says(desk, "bien-ban.pdf", "Đã lưu.")
    assert titles() == ["bien-ban.pdf"]


def test_person_who_may_no_longer_enter_is_told(desk, round_):
    round_.official.memberships.update(valid_to=DAY)

    choose(desk, file())

    says(desk, "bien-ban.pdf", "Chưa gửi: bạn không còn được gửi tệp ở đây.")
    assert titles() == []


def test_leaving_asks_while_a_file_is_unsent(desk, context):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    choose(desk, file("gia.pdf", b"<html>"))
    says(desk, "gia.pdf", "Không nhận")
    desk.reload()
    assert asked == []

    desk.locator("#tc-1 summary", has_text="Thêm minh chứng").click()
    context.set_offline(True)
    choose(desk, file())
    says(desk, "bien-ban.pdf", "mất mạng")
    context.set_offline(False)
    desk.reload()
    assert asked == ["beforeunload"]


@pytest.fixture
def proofs(page, round_, sign_in):
    """The page of proofs, where the form chooses the criteria."""
    sign_in(round_.official)
    page.goto(address(round_, "evidence:page"))
    return page


def test_form_sends_its_files_before_the_rest(proofs, round_):
    page = proofs
    page.get_by_label("Tệp").set_input_files([file(), file("b.pdf", PDF + b"\n")])
    says(page, "b.pdf", "Chưa gửi: bấm “Thêm minh chứng”")
    page.get_by_label("Địa chỉ trên mạng").fill("https://backan.gov.vn/a")
    send = page.get_by_role("button", name="Thêm minh chứng")
    send.click()
    says(page, "b.pdf", "Chưa gửi: chọn tiêu chí mà tệp chứng minh")
    assert not Evidence.objects.exists()

    page.get_by_role("checkbox").last.check()
    send.click()

    expect(page.get_by_role("status")).to_contain_text("Đã thêm: https://backan")
    assert titles() == ["bien-ban.pdf", "b.pdf", "https://backan.gov.vn/a"]
    assert round_.result(2).evidence.count() == 3


@pytest.mark.parametrize("language", ["", "/en"])
def test_rows_are_accessible_and_fit(
    sized_page, round_, sign_in, axe_violations, fits, language
):
    page = sized_page
    sign_in(round_.official)
    page.goto(f"{language}{address(round_, 'evidence:page')}")
    page.locator("[type=file]").set_input_files(
        [file(f"{'bien-ban-' * 12}.jpg", picture(), "image/jpeg"), file("b.pdf")]
    )
    rows = page.locator("#h-add ~ form .evidence li")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("b.pdf")
    assert axe_violations(page) == []
    page.get_by_role("checkbox").first.check()
    page.locator(".add-proof button.btn-main").click()
    expect(rows.locator("a[data-name][href]")).to_have_count(2)

    assert axe_violations(page) == []
    assert fits(page)


def test_papers_of_a_dossier_go_one_by_one_too(page, round_, sign_in):
    dossier = make_dossier(unit=round_.commune, procedure=round_.procedure)
    proof = make_evidence(unit=round_.commune, period=round_.period, title="Sổ họp")
    sign_in(round_.coordinator)
    page.goto(reverse("recognition:papers", args=[dossier.pk]))
    page.get_by_label("Tệp").set_input_files([file(), file("b.pdf", PDF + b"\n")])
    says(page, "b.pdf", "Chưa gửi: bấm “Thêm giấy tờ”")
    page.get_by_label(proof.title).check()

    page.get_by_role("button", name="Thêm giấy tờ").click()

    page.wait_for_url("**" + reverse("recognition:dossier", args=[dossier.pk]))
    titles = dossier.evidence.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Sổ họp", "bien-ban.pdf", "b.pdf"]
