"""The pages of the trail, and its download."""

import csv
import io
from copy import deepcopy

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments.events import append_event
from assessments.models import ResultEvent
from assessments.reports import trail
from tests.assessments.round import DAY, Round, make_round, shared_on_the_day

pytestmark = pytest.mark.django_db
ADDRESS = "/nhat-ky/"


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(DAY):
        yield


def entered_twice() -> Round:
    world = make_round()
    world.save(value=75)
    world.save(value=81)
    return world


shared_round = shared_on_the_day(entered_twice)


@pytest.fixture
def world(shared_round, db) -> Round:
    return deepcopy(shared_round)


def page_for(person: object, path: str = ADDRESS, **query: object) -> object:
    client = Client()
    client.force_login(person)
    return client.get(path, query)


def lines_of(response: object) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def test_the_page_says_who_what_and_from_where(world: Round) -> None:
    text = page_for(world.official).content.decode()

    assert "<del>75\xa0%</del>" in text
    assert "<ins>81\xa0%</ins>" in text
    assert "Trang nhập liệu" in text
    assert reverse("trail:result", args=[world.result().pk]) in text


def test_a_neighbour_sees_nothing_of_it(world: Round) -> None:
    text = page_for(world.stranger).content.decode()

    assert "81\xa0%" not in text
    assert "Không có việc nào như vậy" in text


def test_wrong_input_is_told_beside_its_field(world: Round) -> None:
    response = page_for(world.official, tu="31/02/2022", tieu_chi="x", viec="bay")

    assert response.status_code == 400
    text = response.content.decode()
    assert "Lỗi: " in text
    assert 'aria-describedby="id_tu_error"' in text


def test_days_in_the_wrong_order_are_told(world: Round) -> None:
    response = page_for(world.official, tu="02/12/2021", den="01/12/2021")

    assert "không sớm hơn ngày đầu" in response.content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30])
def test_a_key_that_is_none_is_not_found(world: Round, key: str) -> None:
    assert page_for(world.official, truoc=key).status_code == 404


def test_a_text_with_a_null_byte_is_refused(world: Round) -> None:
    assert page_for(world.official, xa="\x00").status_code == 400


def test_the_history_of_a_criterion(world: Round) -> None:
    path = reverse("trail:result", args=[world.result().pk])

    text = page_for(world.district_officer, path).content.decode()

    assert "Lịch sử tiêu chí 1, Xã Sĩ Bình" in text
    assert text.count("<ins>") == 2
    assert page_for(world.stranger, path).status_code == 404


def test_a_long_event_is_cut_in_the_list_and_whole_on_its_page(world: Round) -> None:
    values = {f"9.{n}": str(n) for n in range(trail.SHOWN + 3)}
    event = append_event(
        world.account, kind="loaded", origin="demo", new={"values": values}
    )
    path = reverse("trail:event", args=[event.pk])

    assert path in page_for(world.official).content.decode()
    whole = page_for(world.official, path).content.decode()
    assert whole.count("<ins>") == len(values)


def test_download_is_exactly_the_filtered_rows(
    world: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "CHUNK", 1)
    world.submit()

    all_lines = lines_of(page_for(world.official, dang="csv"))
    saved = lines_of(page_for(world.official, dang="csv", viec="saved"))

    assert [line[2] for line in all_lines[1:]] == ["Nộp", "Lưu", "Lưu"]
    assert [line[6] for line in saved[1:]] == [
        "1.1 Chỉ tiêu: 75\xa0% → 81\xa0%",
        "1.1 Chỉ tiêu: 75\xa0%",
    ]
    assert saved[1][10] == ResultEvent.objects.get(sequence=2).hash


def test_download_runs_no_formula(world: Round) -> None:
    append_event(world.account, kind="comment", origin="review", note="=1+1")

    lines = lines_of(page_for(world.official, dang="csv", viec="comment"))

    assert lines[1][7] == "'=1+1"


def test_download_speaks_the_language_of_the_reader(world: Round) -> None:
    lines = lines_of(page_for(world.official, "/en/nhat-ky/", dang="csv"))

    assert lines[0][0] == "When"
    assert lines[1][2] == "Saved"


def test_note_keeps_the_language_it_was_typed_in(world: Round) -> None:
    event = append_event(world.account, kind="comment", origin="review", note="Ghi rõ")

    for path in ("/en/nhat-ky/", f"/en/nhat-ky/viec/{event.pk}/"):
        page = page_for(world.official, path).content.decode()
        assert '<span lang="vi">Ghi rõ</span>' in page


@pytest.mark.parametrize("path", ["", "viec/{}/"])
def test_nobody_without_a_role_reads_it(world: Round, path: str) -> None:
    from tests.builders import make_user

    event = ResultEvent.objects.first()

    status = page_for(make_user(), ADDRESS + path.format(event.pk)).status_code

    assert status == (404 if path else 403)
