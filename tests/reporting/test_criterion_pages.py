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
from reporting.reports.criterion import Query, criterion_report
from tests.builders import (
    AS_OF,
    make_criterion,
    make_document,
    make_indicator,
    make_level,
    make_period,
    make_procedure,
    make_step,
    make_user,
    publish,
)
from tests.criteria.builders import make_set as make_draft
from tests.reporting.criteria_world import WHERE, plain, read, sheet
from tests.reporting.worlds import account, make_world, open_year, record

pytestmark = pytest.mark.django_db


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
    shown = plain(text[text.index("<main") : text.index('"h-trend"')])
    assert not re.search(r"\b60\b", shown)


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


def test_criterion_shows_every_level_that_applies(client, world):
    leaf = world.criteria_set.criteria.get(number=6).indicators.get()
    IndicatorResult.objects.filter(
        criterion_result__assessment__unit=world.communes[2],
        criterion_result__assessment__period__year=2021,
        indicator=leaf,
    ).update(level=make_level(leaf, value=Decimal(65), region="TDMNPB"))

    text = plain(read(client, "/tieu-chi/6/?nam=2021"))

    assert "Mức năm 2021: từ 80 %; từ 65 %." in text
    assert "Mức 2021: 80" in text
    assert "Mức 2021: 65" in text
    assert "60 % từ 65 % Còn thiếu 5 điểm %" in text
    assert "từ 65 %, cho 1 xã" in text


def test_submitted_values_are_for_the_signed_in_who_ask(client):
    world = make_world((0,), years=())
    make_step(make_procedure())
    waiting = {world.communes[0].pk: account(1, status="submitted")}
    record(world, open_year(world, 2021), waiting)
    url = "/tieu-chi/6/?ket_qua=da-nop"

    assert "Còn thiếu 20" not in plain(read(client, url))
    client.force_login(make_user())
    text = read(client, url)

    assert "Còn thiếu 20 điểm %" in plain(text)
    assert "/xa/?nam=2021&amp;ket_qua=da-nop" in text


def test_pages_of_another_province_stay_in_it(client, world, settings):
    settings.HOME_PROVINCE = "Thái Nguyên"
    place = f"tinh={world.province.pk}&amp;nam=2021"

    assert f"/tieu-chi/6/?{place}" in read(
        client, f"/tieu-chi/?tinh={world.province.pk}"
    )
    text = read(client, f"/tieu-chi/6/?tinh={world.province.pk}")
    assert f"/xa/?{place}&amp;dat_tieu_chi=6" in text
    assert f'name="tinh" value="{world.province.pk}"' in text


def test_form_leads_to_another_criterion_with_its_state(client, world):
    response = client.get("/tieu-chi/6/?tc=5&nam=2021&chi_tieu=6.1&huyen=3")

    assert response.status_code == 302
    assert response.url == "/tieu-chi/5/?nam=2021&huyen=3"


def test_criterion_downloads_the_rows_shown(client, world):
    world.communes[1].versions.update(code="00719")

    rows = sheet(client, "/tieu-chi/6/?nam=2021&dang=csv")

    said = dict(zip(rows[0], rows[1], strict=True))
    assert [row[1] for row in rows[1:3]] == ["Bộc Bố", "Cổ Linh"]
    assert rows[3] == []
    assert said["Mã xã"] == "00719"
    assert [said[key] for key in ("Giá trị", "Mức", "Còn thiếu")] == ["60", "80", "20"]


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


def test_districts_count_communes_that_wait(client, world):
    assert "cho=1&amp;huyen" not in read(client, "/tieu-chi/1/?nam=2021")
    first = world.communes[0].assessments.filter(period=world.periods[0])
    first.update(confirmed_outcomes="?MMMMM")

    text = read(client, "/tieu-chi/1/?nam=2021")

    assert re.search(r'<a href="[^"]*cho=1&amp;huyen=\d+[^"]*">1</a>', text)
