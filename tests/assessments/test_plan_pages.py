import pytest
from django.urls import reverse

from assessments.models import Plan
from communes.clock import now
from tests.assessments.round import DAY, make_round, shared_on_the_day

pytestmark = pytest.mark.django_db


shared_round = shared_on_the_day(lambda: make_round("percent", "yes_no"))


@pytest.fixture
def official(client, round_):
    client.force_login(round_.official)
    return client


def address(round_, name="page"):
    args = [round_.period.year, round_.commune.pk, round_.period_set.pk]
    return reverse(f"plans:{name}", args=args)


def post(client, round_, *numbers, name="page", **fields):
    said = {"criteria": [round_.criterion_id(n) for n in numbers], "version": 0}
    return client.post(address(round_, name), {**said, **fields})


def register(client, round_, **fields):
    said = {"action": "register", "late_reason": "Xã mới sáp nhập", **fields}
    return post(client, round_, 1, **said)


def test_draft_is_kept_and_shown_again(official, round_):
    answer = post(official, round_, 1, **{"v-1-1": "82", "v-2-1": "1"})
    page = official.get(answer.url).content.decode()

    assert answer.status_code == 302
    assert 'value="82"' in page
    assert "Bản nháp, chưa đăng ký" in page


def test_unreadable_value_saves_nothing_and_is_marked(official, round_):
    answer = post(official, round_, 1, **{"v-1-1": "12.5"})
    page = answer.content.decode()

    assert not Plan.objects.exists()
    assert "<title>Lỗi: " in page
    assert 'value="12.5" aria-invalid="true"' in page


def test_registered_plan_is_read_and_put_off(official, round_):
    register(official, round_, **{"v-1-1": "82"})
    page = official.get(address(round_)).content.decode()
    assert "Đã đăng ký" in page
    assert "82" in page
    assert 'name="criteria"' not in page

    said = {"to_year": DAY.year + 1, "reason": "Thiếu vốn"}
    official.post(address(round_, "postpone"), said)

    page = official.get(address(round_)).content.decode()
    assert "Thiếu vốn" in page
    assert Plan.objects.get().postponements.get().to_year == DAY.year + 1


def test_year_that_has_begun_asks_why_and_says_so_ever_after(official, round_):
    assert "chỉ đăng ký muộn được" in official.get(address(round_)).content.decode()
    refused = register(official, round_, late_reason="", **{"v-1-1": "82"})

    text = refused.content.decode()
    assert '<a href="#id_late_reason">Năm 2021 đã bắt đầu' in text
    assert 'value="82"' in text
    assert not Plan.objects.exists()

    page = register(official, round_).url
    text = official.get(page).content.decode()
    assert "Đăng ký muộn, ngày 24/11/2021" in text
    assert "Lý do đăng ký muộn: Xã mới sáp nhập" in text


def test_draft_keeps_the_reason_that_was_typed(official, round_):
    page = post(official, round_, 1, late_reason="Xã mới sáp nhập").url

    assert 'value="Xã mới sáp nhập"' in official.get(page).content.decode()
    assert not Plan.objects.get().is_late


def test_plan_refused_by_the_action_can_be_sent_again(official, round_):
    assert register(official, round_, late_reason="").status_code == 200

    assert register(official, round_).status_code == 302

    assert Plan.objects.get().is_late


def test_plan_before_its_year_asks_no_reason(official, round_, settings):
    settings.CLOCK_DAY = DAY.replace(year=DAY.year - 1)

    assert "late_reason" not in official.get(address(round_)).content.decode()
    post(official, round_, 1, action="register", late_reason="thừa")

    assert Plan.objects.get().note == ""
    page = official.get(address(round_)).content.decode()
    assert "Đã đăng ký ngày 24/11/2020" in page


def test_everybody_reads_why_it_was_late(official, round_, client):
    register(official, round_, is_recognition_planned="1")
    client.logout()

    args = [round_.commune.pk]
    url = reverse("reporting:commune-by-id", args=args)
    text = client.get(url, {"nam": DAY.year}, follow=True).content.decode()

    assert "Đăng ký muộn:" in text
    assert "Xã mới sáp nhập" in text


def test_late_plan_from_before_reasons_were_asked_promises_none(official, round_):
    post(official, round_, 1, is_recognition_planned="1")
    Plan.objects.update(registered_at=now())
    commune = reverse("reporting:commune-by-id", args=[round_.commune.pk])

    own = official.get(address(round_)).content.decode()
    public = official.get(commune, {"nam": DAY.year}, follow=True).content.decode()

    assert "Đăng ký muộn, ngày 24/11/2021" in own
    assert "Lý do đăng ký muộn" not in own
    assert "Đăng ký muộn:" not in public


def test_refusal_of_putting_off_stands_at_its_field(official, round_):
    register(official, round_)

    answer = official.post(
        address(round_, "postpone"), {"to_year": DAY.year, "reason": "Vốn"}
    )

    assert "năm sau" in answer.content.decode()
    assert not Plan.objects.get().postponements.exists()


def test_second_editor_is_told(official, round_):
    post(official, round_, 1)

    answer = post(official, round_, 2)

    assert answer.status_code == 409
    assert "người khác thay đổi" in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "district_officer", "coordinator"])
def test_plan_is_not_there_for_others(client, round_, who):
    client.force_login(getattr(round_, who))

    assert client.get(address(round_)).status_code == 404
    assert post(client, round_, 1).status_code == 404


def test_page_asks_as_much_for_many_criteria(
    client, settings, django_assert_max_num_queries
):
    settings.CLOCK_DAY = DAY
    round_ = make_round(*["percent"] * 30)
    client.force_login(round_.official)
    client.get(address(round_))

    with django_assert_max_num_queries(20):
        client.get(address(round_))


def test_what_was_typed_stands_again_where_the_period_closed(official, round_):
    round_.close()

    answer = post(official, round_, 1, **{"v-1-1": "82"})

    text = answer.content.decode()
    assert "Kỳ đã khóa" in text
    assert 'value="82"' in text
    assert not Plan.objects.exists()
