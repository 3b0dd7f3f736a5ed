"""The check page: what would be handed in, and handing it in."""

import pytest
from django.utils import timezone

from tests.assessments.entry.desk import fields_of
from tests.builders import make_check

pytestmark = pytest.mark.django_db

SURE = {"is_confirmed": "1"}


def hand_in(desk, *criteria, **more):
    said = {"criteria": list(criteria), **SURE, **more}
    return desk.client.post(desk.url("check"), said)


def states(desk):
    return [desk.round.result(n).status for n in (1, 2)]


def test_check_page_links_to_what_is_missing(desk):
    desk.round.save()

    page = desk.open("check").content.decode()

    assert f'<a href="{desk.url()}#v-2-1">2.1: Chưa nhập giá trị.</a>' in page
    assert "1 tiêu chí nộp được, 1 tiêu chí còn thiếu." in page


def test_complete_criteria_are_chosen_at_first(desk):
    desk.round.save()

    assert fields_of(desk.open("check").content.decode())["criteria"] == "1.2"


def test_chosen_criteria_are_handed_in_at_once(desk):
    desk.round.save(1)
    desk.round.save(2)

    answer = hand_in(desk, "1.2", "2.2")

    assert answer["Location"] == desk.url()
    assert states(desk) == ["submitted", "submitted"]
    assert "Đã nộp cho huyện lúc" in desk.open().content.decode()


def test_one_criterion_is_handed_in_alone(desk):
    desk.round.save(1)
    desk.round.save(2)

    hand_in(desk, "1.2")

    assert states(desk) == ["submitted", "draft"]


def test_second_click_is_answered_like_the_first(desk):
    desk.round.save()

    assert [hand_in(desk, "1.2").status_code for _ in range(2)] == [302, 302]
    assert desk.round.account.events.filter(kind="submitted").count() == 1


def test_doubts_are_said_and_kept_for_the_reviewer(desk):
    make_check(measure=None, key="ca-phan")
    desk.round.save(value=104)
    assert "1.1: Kiểm tra lại: cao hơn 100" in desk.open("check").content.decode()

    hand_in(desk, "1.2")

    assert desk.round.result().doubts == 1


@pytest.mark.parametrize(
    ("criteria", "more", "why"),
    [
        ([], {}, "Chọn ít nhất một tiêu chí"),
        (["1.2"], {"is_confirmed": ""}, "Đánh dấu xác nhận"),
        (["2.1"], {}, "Tiêu chí 2 còn chỗ phải sửa"),
        (["99.1"], {}, "không có tiêu chí này"),
        (["x"], {}, "không có trên trang"),
        (["1.2", "2.1"], {}, "Tiêu chí 2 còn chỗ phải sửa"),
    ],
)
def test_refusal_is_told_and_writes_nothing(desk, criteria, more, why):
    desk.round.save()

    answer = hand_in(desk, *criteria, **more)

    assert (answer.status_code, states(desk)) == (422, ["draft", "draft"])
    assert why in answer.content.decode()


def test_criterion_changed_since_it_was_read_is_not_handed_in(desk):
    desk.round.save(value=80)
    desk.round.save(value=10)

    answer = hand_in(desk, "1.2")

    assert (answer.status_code, states(desk)[0]) == (409, "draft")
    assert "Tiêu chí 1 vừa được sửa" in answer.content.decode()


def test_closed_period_is_told(desk):
    desk.round.save()
    desk.round.period.closed_at = timezone.now()
    desk.round.period.save()

    answer = hand_in(desk, "1.2")

    assert (answer.status_code, states(desk)[0]) == (422, "draft")
    assert "Kỳ đã khóa" in answer.content.decode()


def test_closed_period_leaves_one_sentence_and_the_way_back(desk):
    desk.round.submitted(1)
    desk.round.close()

    answer = desk.open("check")

    text = answer.content.decode()
    assert text.count("Kỳ đã khóa ngày") == 1
    assert answer.context["page"].lead == "Đã nộp 1 trên 2 tiêu chí"
    assert f'class="btn" href="{desk.url()}"' in text
    assert 'name="criteria"' not in text


def test_without_a_procedure_nothing_is_handed_in(desk):
    desk.round.save()
    desk.round.procedure.steps.all().delete()

    answer = hand_in(desk, "1.2")

    assert (answer.status_code, states(desk)[0]) == (422, "draft")
    assert "Chưa có trình tự xác nhận" in answer.content.decode()


def groups(desk):
    found = desk.open("check").context["page"].groups
    return {
        one.key: ([row.number for row in one.rows], one.is_unfolded) for one in found
    }


def test_what_must_be_decided_comes_first_and_the_rest_is_folded(desk):
    desk.round.save(1)
    assert groups(desk) == {"first": ([2], False), "ready": ([1], False)}

    desk.round.save(2)
    assert groups(desk) == {"ready": ([1, 2], True)}

    desk.round.submit(1)
    assert groups(desk) == {"ready": ([2], True), "done": ([1], False)}


def test_doubtful_criterion_is_to_be_seen_though_it_can_be_handed_in(desk):
    make_check(measure=None, key="ca-phan")
    desk.round.save(value=104)

    assert groups(desk) == {"first": ([1, 2], False)}


def test_refused_page_folds_nothing_that_could_be_meant(desk):
    desk.round.save()

    answer = hand_in(desk, "2.1")

    [ready] = [one for one in answer.context["page"].groups if one.key == "ready"]
    assert ready.is_unfolded
