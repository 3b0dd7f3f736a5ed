"""Saving the page: what was touched, wrong input kept, two editors, the script."""

import pytest
from django.utils import timezone

from assessments.models import ResultEvent
from tests.assessments.entry.desk import Desk, fields_of
from tests.assessments.round import make_round, shared_on_the_day
from tests.builders import make_membership, make_user

pytestmark = pytest.mark.django_db


shared_round = shared_on_the_day(lambda: make_round("percent", "percent", "yes_no"))


@pytest.fixture
def colleague(desk):
    """Another official of the commune."""
    user = make_user(full_name="Chị Hà")
    return make_membership(
        user=user, role="commune_official", unit=desk.round.commune
    ).user


def leaf(desk, number=1):
    return desk.round.result(number).indicator_results.get()


def test_page_saves_what_was_typed(desk):
    answer = desk.type(v_1_1="75", n_1_1="Theo biểu 3", b_1_1="1")

    row = leaf(desk)
    assert (answer.status_code, answer["Location"]) == (302, desk.url())
    assert (row.value, row.note, row.basis) == (75, "Theo biểu 3", "estimate")


def test_untouched_criteria_are_not_written(desk):
    desk.type(v_1_1="75")
    desk.type(v_2_1="90")

    assert [desk.round.result(n).version for n in (1, 2)] == [2, 2]
    assert ResultEvent.objects.count() == 2


def test_only_what_changed_is_told(desk):
    desk.type(v_1_1="75")
    desk.type(n_1_1="Theo biểu 3")
    desk.send(desk.fields())

    assert ResultEvent.objects.count() == 2


def test_wrong_input_is_kept_as_typed_and_marked(desk):
    desk.type(v_1_1="12.5")

    page = desk.open().content.decode()
    assert (leaf(desk).typed, leaf(desk).value) == ("12.5", None)
    assert 'value="12.5" aria-invalid="true" aria-describedby="x-1-1-said ' in page
    assert '<a href="#v-1-1">Chỉ tiêu 1.1: Phải là số nguyên' in page
    assert "<title>Lỗi: " in page
    assert "Chưa đánh giá: giá trị chưa hợp lệ" in page


def test_typed_text_is_escaped(desk):
    desk.type(v_1_1='"><script>')

    assert "<script>" not in desk.open().content.decode()


def test_value_is_emptied(desk):
    desk.type(v_1_1="75")
    desk.type(v_1_1="")

    assert leaf(desk).value is None


def test_second_editor_sees_both_values(desk, colleague):
    form = desk.fields(v_1_1="75", v_2_1="60")
    desk.round.save(value=81, by=colleague)

    answer = desk.send(form)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Chưa lưu: Chị Hà đã sửa tiêu chí 1 lúc" in page
    assert "<td>81</td><td>75</td>" in page
    assert fields_of(page)["v-1-1"] == "75"
    assert (leaf(desk).value, leaf(desk, 2).value) == (81, 60)


def test_saving_again_without_choosing_is_told_again(desk, colleague):
    form = desk.fields(v_1_1="75")
    desk.round.save(value=81, by=colleague)
    again = fields_of(desk.send(form).content.decode())

    assert desk.send(again).status_code == 409
    assert leaf(desk).value == 81


@pytest.mark.parametrize(
    ("button", "value"), [({"use": "1.2"}, 75), ({"keep": "1"}, 81)]
)
def test_second_editor_chooses(desk, colleague, button, value):
    form = desk.fields(v_1_1="75")
    desk.round.save(value=81, by=colleague)
    again = fields_of(desk.send(form).content.decode())

    answer = desk.send({**again, **button})

    assert answer.status_code == 302
    assert leaf(desk).value == value


def test_choice_made_over_an_older_value_is_told(desk, colleague):
    form = desk.fields(v_1_1="75")
    desk.round.save(value=81, by=colleague)
    again = fields_of(desk.send(form).content.decode())
    desk.round.save(value=82, by=colleague)

    assert desk.send({**again, "use": "1.2"}).status_code == 409
    assert leaf(desk).value == 82


def test_same_form_twice_is_no_conflict(desk):
    form = desk.fields(v_1_1="75")

    assert [desk.send(form).status_code for _ in range(2)] == [302, 302]
    assert ResultEvent.objects.count() == 1


def test_criterion_locked_meanwhile_is_told_with_what_was_typed(desk):
    desk.round.save()
    form = desk.fields(v_1_1="75")
    desk.round.submit()

    answer = desk.send(form)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Chưa lưu tiêu chí 1. Đã nộp lúc" in page
    assert "<td>80</td><td>75</td>" in page
    assert 'name="use"' not in page
    assert leaf(desk).value == 80


def test_closed_period_is_told(desk):
    form = desk.fields(v_1_1="75")
    desk.round.period.closed_at = timezone.now()
    desk.round.period.save()

    answer = desk.send(form)

    page = answer.content.decode()
    assert (answer.status_code, ResultEvent.objects.count()) == (409, 0)
    assert "Chưa lưu tiêu chí 1. Kỳ đã khóa" in page
    assert "Không lưu được bản của bạn." in page
    assert "<td>75</td>" in page
    assert "Người khác" not in page
    assert 'name="keep"' not in page


def test_check_button_saves_first(desk):
    answer = desk.send(desk.fields(v_1_1="75", action="check"))

    assert answer["Location"] == desk.url("check")
    assert leaf(desk).value == 75


def test_script_gets_new_token_and_verdict(desk):
    answer = desk.as_json(desk.fields(v_1_1="75"))

    said = answer.json()
    one = said["criteria"]["1"]
    assert answer.status_code == 200
    assert one["leaves"]["1-1"] == {
        "css": "fail",
        "text": "Còn thiếu 5\u00a0điểm\u00a0%",
        "error": "",
        "doubts": [],
    }
    assert one["token"] == desk.fields()["t-1"]
    assert said["progress"] == "Đã nhập 1 trên 3 giá trị"
    assert list(said["criteria"]) == ["1"]


def test_script_saves_on_with_the_token_it_got(desk):
    form = desk.fields(v_1_1="75")
    token = desk.as_json(form).json()["criteria"]["1"]["token"]

    answer = desk.as_json({**form, "t-1": token, "v-1-1": "76"})

    assert (answer.status_code, leaf(desk).value) == (200, 76)


def test_script_is_told_what_is_wrong_with_a_field(desk):
    said = desk.as_json(desk.fields(v_1_1="12.5")).json()

    assert "Phải là số nguyên" in said["criteria"]["1"]["leaves"]["1-1"]["error"]


def test_script_gets_both_values_of_a_conflict(desk, colleague):
    form = desk.fields(v_1_1="75", v_2_1="60")
    desk.round.save(value=81, by=colleague)

    answer = desk.as_json(form)

    said = answer.json()
    both = said["conflicts"]["1"]["leaves"]["1-1"]
    assert answer.status_code == 409
    assert both["words"].endswith(": 81. Bản của bạn: 75.")
    assert both["theirs"]["v-1-1"] == "81"
    assert list(said["criteria"]) == ["2"]
    again = {**form, "t-1": said["conflicts"]["1"]["token"]}
    assert desk.as_json(again).status_code == 200


def test_conflict_says_a_choice_by_its_words(desk, colleague):
    form = desk.fields(v_3_1="1")
    desk.round.save(3, value=0, by=colleague)

    said = desk.as_json(form).json()["conflicts"]["3"]["leaves"]["3-1"]
    page = desk.send(form).content.decode()

    assert said["words"].endswith(": Chưa đạt. Bản của bạn: Đạt.")
    assert '<th scope="row">3.1</th><td>Chưa đạt</td><td>Đạt</td>' in page


def test_script_is_told_of_a_lock(desk):
    desk.round.save()
    form = desk.fields(v_1_1="75")
    desk.round.submit()

    answer = desk.as_json(form)

    assert answer.status_code == 423
    assert "Đã nộp lúc" in answer.json()["locked"]["1"]


def test_post_without_tokens_saves_nothing(desk):
    assert desk.send({"v-1-1": "75"}).status_code == 302
    assert not ResultEvent.objects.exists()


def test_another_commune_is_not_written(desk, client):
    form = desk.fields(v_1_1="75")
    client.force_login(desk.round.stranger)

    assert Desk(client, desk.round).send(form).status_code == 404
    assert not ResultEvent.objects.exists()
