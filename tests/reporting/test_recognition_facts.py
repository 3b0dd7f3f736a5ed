"""Meeting all criteria and being recognised: two facts, their sources, what is left."""

import datetime as dt

import pytest

from reporting.pages.province import province_page
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.builders import (
    make_commune,
    make_document,
    make_figure,
    make_recognition,
    make_target,
)
from tests.reporting.worlds import make_world

pytestmark = pytest.mark.django_db


def page_of(year=2021):
    return province_page(province_report(Where("Bắc Kạn", year=year)))


def recognised_kpi():
    return page_of().kpis[2]


def told(kpi):
    return [note.text for note in kpi.notes]


def test_key_figure_is_the_published_count_beside_the_names(world):
    make_figure(unit=world.province, value=2)
    make_recognition(unit=world.communes[0])
    make_target(unit=world.province, value=3)

    kpi = recognised_kpi()

    assert (kpi.label, kpi.value, kpi.url) == ("Xã đã công nhận", "2", "")
    assert told(kpi) == [
        "Số công bố 31/12/2021",
        "Biết tên: 1",
        "Mục tiêu 2021–2025: 3 (còn 1)",
    ]


def test_key_figure_of_names_tells_what_is_left_from_which_count(world):
    make_figure(unit=world.province, value=2, as_of=dt.date(2020, 12, 31))
    make_recognition(unit=world.communes[0])
    make_target(unit=world.province, value=3)

    kpi = recognised_kpi()

    assert (kpi.label, kpi.value) == ("Đã công nhận, biết tên", "1")
    assert told(kpi) == ["Mục tiêu 2021–2025: 3 (còn 1, từ 2 ngày 31/12/2020)"]


def test_key_figure_without_any_source_is_no_zero(world):
    kpi = recognised_kpi()

    assert (kpi.label, kpi.value) == ("Xã đã công nhận", "chưa có số")


def test_target_of_the_average_across_a_change_of_set_is_told(world):
    make_target(unit=world.province, metric="average", value=5, year_to=2022)
    later = make_world((0,), years=(2022,))
    later.periods[0].assessments.update(province=world.province)

    assert told(page_of().kpis[1]) == ["Mục tiêu 2021–2022: 5,0 (bộ tiêu chí khác)"]


def test_where_the_two_facts_meet_adds_up_to_the_recognised(world):
    silent = make_commune("Dương Quang", parent=world.district)
    for unit in (world.communes[0], world.communes[2], silent):
        make_recognition(unit=unit)

    part = page_of().recognition

    met = {row["label"]: row["count"] for row in part.meetings}
    assert part.facts[1]["count"] == 3
    assert met == {
        "Vừa đạt đủ vừa đã công nhận": 1,
        "Đã công nhận, nay còn thiếu tiêu chí": 1,
        "Đã công nhận, chưa đánh giá xong": 1,
        "Đạt đủ, chưa được công nhận": 0,
    }


def test_published_figures_stand_under_their_document(world):
    one, other = make_document(title="Báo cáo"), make_document(title="Tin")
    said = [(one, "meets_all"), (one, "recognised"), (other, "recognised")]
    for document, metric in said:
        make_figure(unit=world.province, metric=metric, value=1, document=document)

    groups = page_of().recognition.published

    assert [group["label"] for group in groups] == [one.label, other.label]
    assert [len(group["rows"]) for group in groups] == [2, 1]
    assert groups[0]["rows"][0]["rows_url"] == "/xa/?nam=2021&dat=6"


def test_nothing_known_of_either_fact_prints_no_section():
    make_world((1, 2))

    assert page_of().recognition is None
