"""What is left to do stands open on a commune's page; what is settled is folded."""

import pytest

from tests.builders import make_plan
from tests.reporting.test_commune_head import page_of

pytestmark = pytest.mark.django_db


def numbers(groups):
    return [entry["number"] for group in groups for entry in group["criteria"]]


def outcomes(groups):
    return {entry["outcome_css"] for group in groups for entry in group["criteria"]}


def test_every_criterion_stands_once_open_or_folded(world):
    page = page_of(world.communes[1])

    left, settled = numbers(page.groups), numbers(page.settled["groups"])

    assert left
    assert settled
    assert sorted(left + settled) == [item["number"] for item in page.strip_items]
    assert outcomes(page.settled["groups"]) <= {"met", "na"}
    assert not outcomes(page.groups) & {"met", "na"}


def test_label_of_the_folded_names_its_criteria(world):
    page = page_of(world.communes[1])

    settled = numbers(page.settled["groups"])

    said = ", ".join(str(number) for number in settled)
    assert page.settled["label"] == f"{len(settled)} tiêu chí đạt: {said}"


def test_no_table_stands_open_where_nothing_is_left(client, world):
    full = client.get(f"/xa/{world.communes[0].pk}/", follow=True).content.decode()

    before, folded = full.split('<details class="settled">')
    assert 'class="crit-table"' not in before
    assert 'class="crit-table"' in folded


def test_head_names_the_promise(client, world):
    commune = world.communes[1]
    make_plan(unit=commune, year=2022)

    text = client.get(f"/xa/{commune.pk}/", follow=True).content.decode()

    head = text.split('<p class="meta">')[1].split("</p>")[0]
    assert '<a href="#h-plans">Đạt chuẩn nông thôn mới năm 2022:' in head
