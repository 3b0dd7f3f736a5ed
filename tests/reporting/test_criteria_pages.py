import csv
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions import record_results
from assessments.actions.accounts import Account
from assessments.models import Assessment, CriterionResult, IndicatorResult
from assessments.summaries import recompute
from criteria.book import Entered
from criteria.choices import Outcome
from criteria.models import Measure
from reporting.reports.criteria import criteria_report
from reporting.reports.criterion import Query, criterion_report
from reporting.reports.scope import Where
from tests.builders import (
    AS_OF,
    make_criterion,
    make_district,
    make_document,
    make_indicator,
    make_level,
    make_period,
    make_procedure,
    make_step,
    publish,
)
from tests.criteria.builders import make_lead
from tests.criteria.builders import make_set as make_draft
from tests.reporting.worlds import account, make_world, open_year, record

pytestmark = pytest.mark.django_db

# The fixture world misses none, one and two criteria: 6, then 5 and 6.
WHERE = Where("Bắc Kạn", year=2021)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def plain(text):
    """The words of a page, one space apart."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


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


def next_set(world, operator="ge", level=85):
    """A set for 2022 that shares one measure with the world's and asks else anew.

    Criterion 1 asks what the world's sixth asks; the second bears a known name over
    another question; the third is like nothing before.
    """
    shared = Measure.objects.get(indicators__criterion__number=6)
    fresh = make_draft(valid_from=AS_OF)
    for number, name in enumerate(["Tiêu chí 1", "Tiêu chí 2", "Mới"], 1):
        criterion = make_criterion(fresh, number)
        criterion.name_vi = name
        criterion.save()
        over = {"measure": shared, "operator": operator} if number == 1 else {}
        leaf = make_indicator(criterion, kind="percent", **over)
        make_level(leaf, value=Decimal(level if number == 1 else 80))
    publish(fresh)
    return fresh


def record_next(world, value=90, communes=None, **over):
    """Results of 2022 by the next set, every criterion with the same value."""
    fresh = next_set(world, **over)
    values = {f"{number}.1": Entered(Decimal(value)) for number in (1, 2, 3)}
    units = world.communes if communes is None else communes
    record_results(
        period=make_period(fresh, year=2022, as_of=AS_OF.replace(2022)),
        criteria_set=fresh,
        document=make_document(),
        accounts={unit.pk: Account(values=values) for unit in units},
        origin="test",
        chosen_reason="Báo cáo cuối năm",
    )


NEXT = Where("Bắc Kạn", year=2022)


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


def report_of(number=6, where=WHERE, **query):
    return criterion_report(where, number, Query(**query))


def names(report):
    return [standing.row.name for standing in report.listed]


def set_value(world, place, number, value):
    """Another value for a commune of the world in 2021, without judging it again."""
    IndicatorResult.objects.filter(
        criterion_result__assessment__unit=world.communes[place],
        criterion_result__assessment__period__year=2021,
        criterion_result__criterion__number=number,
    ).update(value=value)


def test_criterion_says_who_fails_and_by_how_far(client, world):
    set_value(world, 1, 6, Decimal(75))

    text = plain(read(client, "/tieu-chi/6/?nam=2021"))

    assert "Tiêu chí 6: 2 xã chưa đạt" in text
    assert "Mức năm 2021: từ 80" in text
    nearest = "Bộc Bố Bạch Thông Bạch Thông 75 % từ 80 % Còn thiếu 5 điểm %"
    farthest = "Cổ Linh Bạch Thông Bạch Thông 60 % từ 80 % Còn thiếu 20 điểm %"
    assert text.index(nearest) < text.index(farthest)


def test_criterion_met_by_all_says_so(client, world):
    text = plain(read(client, "/tieu-chi/2/?nam=2021"))

    assert "Tiêu chí 2: cả 3 xã đạt" in text
    assert "Không có xã nào chưa đạt tiêu chí này." in text


def test_criterion_without_confirmed_result_says_so(client, world):
    make_step(make_procedure())
    waiting = {unit.pk: account(1, status="submitted") for unit in world.communes}
    record(world, open_year(world, 2022), waiting)

    text = read(client, "/tieu-chi/6/?nam=2022")

    assert "Tiêu chí 6: chưa có kết quả nào được xác nhận" in text
    assert "60" not in plain(text[text.index("<main") : text.index('"h-trend"')])


def test_criterion_not_of_the_set_is_not_found(client, world):
    for url in ("/tieu-chi/7/", "/tieu-chi/0/", f"/tieu-chi/{'9' * 30}/"):
        assert client.get(url).status_code == 404


def test_criterion_draws_a_dot_a_commune(client, world):
    text = read(client, "/tieu-chi/6/?nam=2021")

    dots = re.search(
        r'class="dot-d"[^>]* d="([^"]*)"/><path class="dot-f"[^>]* d="([^"]*)"', text
    )
    assert [dots[1].count("M"), dots[2].count("M")] == [1, 2]
    assert 'role="img" aria-label="6.1. Chỉ tiêu: 1 xã đạt mức, 2 xã chưa đạt' in text


def test_criterion_of_yes_and_no_draws_no_dots(client, world):
    text = read(client, "/tieu-chi/1/?nam=2021")

    assert "dot-d" not in text
    assert 'id="h-dist"' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Bộc Bố", "Cổ Linh"]),
        ({"everyone": True}, ["Bộc Bố", "Cổ Linh", "Ân Tình"]),
        ({"text": "co linh"}, ["Cổ Linh"]),
        ({"district": 999999}, []),
        ({"indicator": "6.1"}, ["Bộc Bố", "Cổ Linh"]),
        ({"indicator": "khong-co"}, ["Bộc Bố", "Cổ Linh"]),
        ({"sort": "ten", "is_descending": True}, ["Cổ Linh", "Bộc Bố"]),
        ({"sort": "dat", "is_descending": True}, ["Bộc Bố", "Cổ Linh"]),
        ({"sort": "gia-tri", "is_descending": True}, ["Bộc Bố", "Cổ Linh"]),
    ],
)
def test_criterion_lists_what_is_asked(world, query, found):
    set_value(world, 1, 6, Decimal(75))

    assert names(report_of(**query)) == found


def two_leaves():
    """A province whose criterion has two indicators: one fails A, two fail B."""
    world = make_world((0, 0, 0), years=())
    fresh = make_draft(valid_from=AS_OF)
    criterion = make_criterion(fresh, 1)
    for _place in range(2):
        make_level(make_indicator(criterion, kind="percent"), value=Decimal(80))
    publish(fresh)
    met, short = Entered(Decimal(90)), Entered(Decimal(70))
    values = [{"1.1": short, "1.2": short}, {"1.1": met, "1.2": short}]
    values.append({"1.1": met, "1.2": met})
    record_results(
        period=make_period(fresh),
        criteria_set=fresh,
        document=make_document(),
        accounts={
            unit.pk: Account(values=own)
            for unit, own in zip(world.communes, values, strict=True)
        },
        origin="test",
        chosen_reason="Báo cáo cuối năm",
    )
    return world


def test_criterion_shows_the_indicator_most_communes_fail(client):
    two_leaves()

    text = plain(read(client, "/tieu-chi/1/"))

    assert "Tiêu chí 1: 2 xã chưa đạt, nhiều nhất vì chỉ tiêu 1.2: 2 xã" in text
    assert "Chưa đạt cả chỉ tiêu 1.1" in text


def test_criterion_counts_an_indicator_as_its_list_does(client):
    two_leaves()
    text = read(client, "/tieu-chi/1/")

    assert "chi_tieu=1.1" in text
    shown = read(client, "/tieu-chi/1/?chi_tieu=1.1")
    assert "Hiện 1 trên 2 xã." in shown
    assert 'aria-current="true">1.1<' in shown


@pytest.mark.parametrize(
    ("verdict", "css"),
    [(Outcome.BASICALLY_MET, "v-basic"), (Outcome.NOT_APPLICABLE, "v-na")],
)
def test_criterion_names_other_outcomes_with_their_reason(client, world, verdict, css):
    result = CriterionResult.objects.get(
        assessment__unit=world.communes[1],
        assessment__period__year=2021,
        criterion__number=6,
    )
    result.verdict, result.verdict_reason = verdict, "Theo biên bản kiểm tra"
    result.save()
    refresh(result.assessment)

    text = read(client, "/tieu-chi/6/?nam=2021")

    assert f'class="v {css}"' in text
    assert "Theo biên bản kiểm tra" in text


def refresh(assessment):
    """The stored summary as the rows say now."""
    Assessment.objects.filter(pk=assessment.pk).update(**recompute(assessment))


def test_criterion_tells_level_layer_and_document(client, world):
    document = world.criteria_set.document

    text = plain(read(client, "/tieu-chi/6/?nam=2021"))

    assert "cho 3 xã" in text
    assert f"Mức quốc gia theo {document.label}" in text


def years_of(number=1, where=NEXT):
    return {
        year.totals.year: (
            year.tally.met if year.tally else None,
            year.breaks,
        )
        for year in report_of(number, where).trend
    }


def test_trend_is_joined_where_the_question_is_the_same(world):
    record_next(world)

    assert years_of() == {2020: (0, False), 2021: (1, False), 2022: (3, False)}


def test_trend_breaks_where_the_operator_is_another(world):
    record_next(world, operator="le")

    assert years_of()[2022] == (0, True)


def test_trend_breaks_where_the_question_is_another(client, world):
    record_next(world)

    assert years_of(2)[2022] == (3, True)
    text = plain(read(client, "/tieu-chi/2/?nam=2022"))
    assert "2022: bộ tiêu chí khác, hỏi chỉ tiêu khác" in text


def test_trend_breaks_where_the_denominator_is_another(client, world):
    record_next(world, communes=world.communes[:2])

    assert years_of()[2022] == (2, True)
    text = plain(read(client, "/tieu-chi/1/?nam=2022"))
    assert "2022: số xã có kết quả đổi từ 3 thành 2" in text


def test_trend_without_a_counterpart_shows_no_number(client, world):
    record_next(world)

    assert years_of(3) == {2020: (None, False), 2021: (None, True), 2022: (3, True)}
    text = plain(read(client, "/tieu-chi/3/?nam=2022"))
    assert "bộ tiêu chí của năm này không hỏi điều này" in text


@pytest.mark.parametrize(
    ("level", "words"), [(85, "mức chặt hơn"), (75, "mức nới hơn")]
)
def test_trend_notes_a_stricter_or_looser_level(client, world, level, words):
    record_next(world, level=level)

    text = plain(read(client, "/tieu-chi/1/?nam=2022"))

    assert f"1.1: {words}, trước từ 80 %, nay từ {level} %" in text


def test_earlier_years_link_to_the_number_of_their_set(client, world):
    record_next(world)

    text = read(client, "/tieu-chi/1/?nam=2022")

    assert 'href="/tieu-chi/6/?nam=2021">2021</a>' in text


def test_form_leads_to_another_criterion_with_its_state(client, world):
    response = client.get("/tieu-chi/6/?tc=5&nam=2021&chi_tieu=6.1&huyen=3")

    assert response.status_code == 302
    assert response.url == "/tieu-chi/5/?nam=2021&huyen=3"


def sheet(client, url):
    text = client.get(url).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_criterion_downloads_the_rows_shown(client, world):
    world.communes[1].versions.update(code="00719")

    rows = sheet(client, "/tieu-chi/6/?nam=2021&dang=csv")

    said = dict(zip(rows[0], rows[1], strict=True))
    assert [row[1] for row in rows[1:3]] == ["Bộc Bố", "Cổ Linh"]
    assert rows[3] == []
    assert said["Mã xã"] == "00719"
    assert [Decimal(said[key]) for key in ("Giá trị", "Mức", "Còn thiếu")] == [
        60,
        80,
        20,
    ]


def test_criteria_download_the_rows_shown(client, world):
    rows = sheet(client, "/tieu-chi/?nam=2021&dang=csv")

    assert rows[1][:6] == ["6", "Tiêu chí 6", "2", "1", "0", "3"]
    assert len(rows[1 : rows.index([])]) == 6


def test_criterion_works_without_districts(client):
    world = make_world((0, 1), years=(2021,))
    world.district.versions.update(valid_to=AS_OF)
    for unit in world.communes:
        unit.versions.update(parent=world.province)

    text = read(client, "/tieu-chi/6/")

    assert "h-dist" not in text
    assert 'name="huyen"' not in text
    assert "Huyện, thành phố" not in text
    assert "Huyện, thành phố" not in sheet(client, "/tieu-chi/6/?dang=csv")[0]


def test_criterion_pages_the_communes(client, monkeypatch):
    monkeypatch.setattr("reporting.reports.criterion.PAGE_SIZE", 2)
    make_world((1, 1, 1), years=(2021,))

    first, last = (read(client, f"/tieu-chi/6/?trang={page}") for page in (1, 9))

    assert "Hiện 3 trên 3 xã" in first
    assert "Trang 1 trên 2" in first
    assert 'rel="next"' in first
    assert "Trang 2 trên 2" in last


def test_other_pages_link_to_the_criterion(client, world):
    assert 'href="/tieu-chi/6/?nam=2021"' in read(client, "/?nam=2021")
    unit = world.communes[0]
    url = reverse("reporting:commune", args=[unit.pk, "xa-an-tinh"])
    assert 'href="/tieu-chi/6/?nam=2021"' in read(client, f"{url}?nam=2021")


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/tieu-chi/?nam=2021", 6),
        ("/tieu-chi/6/?nam=2021", 8),
        ("/tieu-chi/6/?nam=2021&q=o&xem=tat-ca&xep=ten&chi_tieu=6.1", 8),
    ],
)
def test_criteria_pages_ask_the_same_queries_at_any_size(
    client, django_assert_num_queries, size, url, queries
):
    make_world(tuple(n % 6 for n in range(size)))

    with django_assert_num_queries(queries):
        read(client, url)
