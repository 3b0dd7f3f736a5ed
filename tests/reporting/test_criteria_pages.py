import pytest

from criteria.rules.outcomes import Counting
from reporting.reports.criteria import criteria_report, tally
from tests.builders import (
    AS_OF,
    make_district,
    make_province,
)
from tests.criteria.builders import make_lead
from tests.reporting.criteria_world import NEXT, WHERE, plain, read, record_next, sheet
from tests.reporting.worlds import make_world

pytestmark = pytest.mark.django_db


def lines(where=WHERE, **over):
    return criteria_report(where, **over).lines


def test_criteria_are_ordered_by_communes_failing(world):
    found = [(line.criterion.number, line.now.failing) for line in lines()]

    assert found == [(6, 2), (5, 1), (1, 0), (2, 0), (3, 0), (4, 0)]


@pytest.mark.parametrize(
    ("query", "first", "direction"),
    [
        ("", "6. ", "descending"),
        ("xep=so", "1. ", "ascending"),
        ("xep=so&nguoc=1", "6. ", "descending"),
        ("xep=dat&nguoc=1", "6. ", "ascending"),
        ("xep=khong-co", "6. ", "descending"),
    ],
)
def test_criteria_sort_as_asked(client, world, query, first, direction):
    text = read(client, f"/tieu-chi/?nam=2021&{query}")

    body = plain(text[text.index("<tbody>") :])
    assert body.strip().startswith(first)
    assert f'aria-sort="{direction}"' in text


def test_criteria_link_every_count_to_its_list(client, world):
    text = read(client, "/tieu-chi/?nam=2021")

    for query, count in [("thieu=6", 2), ("dat_tieu_chi=6", 1), ("dat_tieu_chi=1", 3)]:
        assert f'href="/xa/?nam=2021&amp;{query}">{count}</a>' in text
        assert f"Hiện {count} trên 3 xã" in read(client, f"/xa/?nam=2021&{query}")


def test_criteria_of_one_set_tell_the_change(world):
    # A year earlier each commune but none missed one criterion more.
    assert {line.criterion.number: line.change for line in lines()} == {
        6: 1,
        5: 1,
        4: 1,
        3: 0,
        2: 0,
        1: 0,
    }


def test_criteria_of_a_district_count_its_communes(client, world):
    other = make_district("Ba Bể", parent=world.province, province=world.province)
    unit = world.communes[0]
    unit.versions.update(parent=other)

    found = lines(district=other.pk)

    assert [line.now.total for line in found] == [1] * 6
    text = read(client, f"/tieu-chi/?huyen={other.pk}")
    assert "Không tiêu chí nào có xã chưa đạt" in text


def test_criteria_of_an_unknown_district_are_empty(client, world):
    text = read(client, "/tieu-chi/?nam=2021&huyen=999999")

    assert "Chưa có kết quả nào được xác nhận trong năm 2021" in text


def test_criteria_name_their_departments(client, world):
    criterion = world.criteria_set.criteria.get(number=6)
    make_lead(criterion, name_vi="Sở Y tế")
    make_lead(criterion, name_vi="Sở Nội vụ", sector="noi-vu", valid_from=AS_OF)
    make_lead(criterion, name_vi="Sở Cũ", sector="cu", valid_to=AS_OF)

    found = {line.criterion.number: line.asked.leads for line in lines()}

    assert found[6] == ("Sở Y tế", "Sở Nội vụ")
    assert found[5] == ()


def test_criteria_of_another_set_compare_by_measure(client, world):
    record_next(world)

    found = lines(NEXT)

    assert {line.criterion.number: line.change for line in found} == {
        1: 2,
        2: None,
        3: None,
    }
    text = plain(read(client, "/tieu-chi/?nam=2022"))
    assert "+2 (theo bộ tiêu chí khác, cùng câu hỏi)" in text
    assert "theo bộ tiêu chí khác, hỏi khác" in text
    assert "theo bộ tiêu chí khác: không có tiêu chí này" in text


def test_criteria_compare_no_year_with_other_communes(client, world):
    record_next(world, communes=world.communes[:2])

    assert lines(NEXT)[0].change is None
    assert "số xã khác: 1 trên 3 xã đạt" in plain(read(client, "/tieu-chi/?nam=2022"))


@pytest.mark.parametrize("url", ["/tieu-chi/", "/tieu-chi/6/"])
def test_criteria_without_any_result_say_so(client, url):
    make_province()

    assert "Chưa có kết quả nào" in read(client, url)


def test_criteria_download_the_rows_shown(client, world):
    rows = sheet(client, "/tieu-chi/?nam=2021&dang=csv")

    assert rows[1][:6] == ["6", "Tiêu chí 6", "2", "1", "0", "3"]
    assert len(rows[1 : rows.index([])]) == 6


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/tieu-chi/?nam=2021", 7),
        ("/tieu-chi/6/?nam=2021", 9),
        ("/tieu-chi/6/?nam=2021&q=o&xem=tat-ca&xep=ten&chi_tieu=6.1", 9),
    ],
)
def test_criteria_pages_ask_the_same_queries_at_any_size(
    client, django_assert_num_queries, size, url, queries
):
    make_world(tuple(n % 6 for n in range(size)))

    with django_assert_num_queries(queries):
        read(client, url)


def test_bars_of_an_unfinished_year_tell_the_outcomes_there_are():
    law = Counting(not_applicable_counts=True, basically_met_counts=False)

    assert tally(["M", "?", "?"], 0, law).is_mostly_met
    assert tally(["M", "F"], 0, law).is_mostly_met
    assert not tally(["M", "F", "F", "?"], 0, law).is_mostly_met
