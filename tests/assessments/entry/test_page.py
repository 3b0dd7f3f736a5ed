import pytest

pytestmark = pytest.mark.django_db


def test_page_shows_saves_and_hands_in(desk):
    assert desk.open().status_code == 200

    answer = desk.type(v_1_1="75")

    assert answer.status_code == 302
    assert str(desk.round.result().indicator_results.get().value) == "75.0000"
    check = desk.open("check")
    assert check.status_code == 200, check.content
    done = desk.client.post(
        desk.url("check"), {"criteria": ["1.2"], "is_confirmed": "1"}
    )
    assert done.status_code == 302, done.content.decode()
    assert desk.round.result().status == "submitted"
