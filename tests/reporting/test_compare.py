"""Communes side by side: what differs first, peers by default, odd addresses."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import CriterionResult
from criteria.choices import Outcome
from reporting.pages.compare import compare_page
from reporting.reports.compare import compare
from reporting.reports.scope import Where
from tests.builders import (
    make_assessment,
    make_classification,
    make_commune,
    make_district,
    make_province,
    make_recognition,
)
from tests.reporting.worlds import account, make_world, record

pytestmark = pytest.mark.django_db

HOME = Where("Bắc Kạn", year=2021)
TOO_MANY = "Chỉ so được 4 xã một lần; 2 xã sau không hiện."


@pytest.fixture
def six(db):
    """Six communes that miss none to five criteria."""
    return make_world((0, 1, 2, 3, 4, 5), years=(2021,))


def page_of(*asked, text="", only_different=False):
    found = compare(HOME, [unit.pk for unit in asked], text)
    return compare_page(found, only_different=only_different)


def text_at(client, **query):
    response = client.get("/so-sanh/", {"nam": 2021, **query})
    assert response.status_code == 200
    return response.content.decode()


def plain(text):
    """The text with the spaces that keep units at their numbers made plain."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def names(page):
    return [column["name"] for column in page.columns]


def test_rows_that_differ_come_first_with_the_indicators_that_tell_why(six):
    page = page_of(six.communes[0], six.communes[2])

    differing, equal = page.groups
    assert page.heading == "Ân Tình và Cổ Linh khác nhau ở 2 tiêu chí"
    assert [row["label"] for row in differing["rows"]] == [
        *["5. Tiêu chí 5", "5.1 Chỉ tiêu", "6. Tiêu chí 6", "6.1 Chỉ tiêu"],
    ]
    assert [row["label"] for row in equal["rows"]] == [
        f"{n}. Tiêu chí {n}" for n in range(1, 5)
    ]


def test_indicator_shows_value_level_and_gap_of_each(six):
    page = page_of(six.communes[0], six.communes[2])

    row = page.groups[0]["rows"][1]
    assert plain(row["sub"]) == "mức: từ 80 %"
    assert [plain(cell["text"]) for cell in row["cells"]] == ["90 %", "60 %"]
    assert plain(row["cells"][1]["sub"]) == "Còn thiếu 20 điểm %"


def test_outcome_says_how_many_indicators_are_not_met(six):
    page = page_of(six.communes[0], six.communes[2])

    cells = page.groups[0]["rows"][0]["cells"]
    assert [(cell["label"], cell["sub"]) for cell in cells] == [
        ("Đạt", ""),
        ("Chưa đạt", "1 chỉ tiêu chưa đạt"),
    ]


def test_box_hides_what_is_equal(six, client):
    first, third = six.communes[0].pk, six.communes[2].pk

    text = text_at(client, xa=[first, third], khac="1")

    assert "Tiêu chí 5" in text
    assert "Tiêu chí 4" not in text
    assert "Đã ẩn 4 tiêu chí giống nhau." in text
    assert re.search(r'name="khac"[^>]* checked', text)


def test_equal_communes_are_said_to_be_equal(client):
    world = make_world((1, 1), years=(2021,))

    text = text_at(client, xa=[unit.pk for unit in world.communes])

    assert "Ân Tình và Bộc Bố giống nhau ở cả 6 tiêu chí" in text
    assert 'class="diff"' not in text


def test_facts_stand_above_the_criteria(client):
    world = make_world()
    make_recognition(unit=world.communes[0], year=2021)

    page = page_of(*world.communes[:2])

    cells = {
        row["label"]: [
            cell.get("text") or cell["pill"]["label"] for cell in row["cells"]
        ]
        for row in page.facts
    }
    assert cells == {
        "Số tiêu chí đạt": [6, 5],
        "So với 2020": ["+1", "+1"],
        "Công nhận": ["Đã công nhận", "chưa"],
    }


def test_single_commune_is_shown_with_its_nearest_peers(six):
    page = page_of(six.communes[2])

    assert names(page) == ["Cổ Linh", "Bộc Bố", "Đồng Phúc"]
    assert page.lead.startswith("Bạn mới chọn một xã")
    assert [link.label for link in page.peers] == [
        *["Ân Tình (6/6)", "Sĩ Bình (2/6)", "Yên Mỹ (1/6)"],
    ]


def test_without_a_commune_the_nearest_to_all_is_shown(six):
    page = page_of()

    assert names(page) == ["Bộc Bố", "Ân Tình", "Cổ Linh"]
    assert page.lead.startswith("Bạn chưa chọn xã nào")


def test_peers_are_of_the_same_region_and_zone(six):
    make_classification(six.province, scheme="region", value="TDMNPB")
    for unit in (six.communes[0], six.communes[4], six.communes[5]):
        make_classification(unit, scheme="zone", value="III")

    page = page_of(six.communes[0])

    assert names(page) == ["Ân Tình", "Sĩ Bình", "Yên Mỹ"]
    found = compare(HOME, [six.communes[0].pk])
    assert found.peers.shared == [("region", "TDMNPB"), ("zone", "III")]


def test_own_region_goes_before_that_of_the_province(six):
    make_classification(six.province, scheme="region", value="TDMNPB")
    for unit in six.communes[3:]:
        make_classification(unit, scheme="region", value="DBSH")

    assert names(page_of(six.communes[3])) == ["Đồng Phúc", "Sĩ Bình", "Yên Mỹ"]


def test_zone_is_given_up_where_it_leaves_no_choice(six):
    make_classification(six.province, scheme="region", value="TDMNPB")
    for unit in (six.communes[0], six.communes[5]):
        make_classification(unit, scheme="zone", value="III")

    found = compare(HOME, [six.communes[0].pk])

    assert found.peers.shared == [("region", "TDMNPB")]


def test_class_that_ended_does_not_count(six):
    for unit in six.communes[:3]:
        make_classification(
            unit, scheme="zone", value="III", valid_to=dt.date(2021, 12, 31)
        )

    assert compare(HOME, [six.communes[0].pk]).peers.shared == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["2147483647"], "Không có xã nào mang số 2147483647."),
        (["-1"], "“-1” không phải là số của một xã."),
        (["9" * 40], "không phải là số của một xã."),
        (["<b>"], "“&lt;b&gt;” không phải là số của một xã."),
    ],
    ids=["unknown", "negative", "huge", "markup"],
)
def test_odd_id_is_told_and_the_rest_shown(six, client, asked, said):
    text = text_at(client, xa=[*asked, six.communes[0].pk, six.communes[1].pk])

    assert said in text
    assert "Ân Tình và Bộc Bố khác nhau ở 1 tiêu chí" in text


def test_commune_named_twice_is_shown_once(six, client):
    first, second = six.communes[:2]

    text = text_at(client, xa=[first.pk, second.pk, first.pk])

    assert "Xã Ân Tình được nêu hai lần; chỉ hiện một lần." in text
    assert text.count('scope="col"') == 1 + 2


def test_more_than_four_are_cut_and_told(six, client):
    text = text_at(client, xa=[unit.pk for unit in six.communes])

    assert TOO_MANY in text
    assert text.count('scope="col"') == 1 + 4
    assert 'name="q"' not in text.split("<main")[1]


def test_commune_not_in_force_in_the_year_is_told(six, client):
    gone = make_commune("Xuân La", parent=six.district, valid_to=dt.date(2021, 6, 1))

    text = text_at(client, xa=[gone.pk, six.communes[0].pk, six.communes[1].pk])

    assert "Xã Xuân La không có vào ngày 31/12/2021" in text
    assert text.count('scope="col"') == 1 + 2


def test_ward_without_account_counts_in_no_difference(six, client):
    text = text_at(client, xa=[six.ward.pk, six.communes[0].pk, six.communes[1].pk])

    assert "Phường Đức Xuân chưa có kết quả năm 2021 theo bộ tiêu chí này" in text
    assert "khác nhau ở 1 tiêu chí" in text


def test_district_is_no_commune(six, client):
    text = text_at(client, xa=[six.district.pk])

    assert f"Không có xã nào mang số {six.district.pk}." in text


def test_communes_of_two_provinces_compare_under_one_set(six, client):
    other = make_province("Thái Nguyên")
    parent = make_district("Đại Từ", province=other, parent=other)
    far = make_commune("La Bằng", parent=parent)
    record(six, six.periods[0], {far.pk: account(1)})

    text = text_at(client, xa=[six.communes[0].pk, far.pk])

    assert "Ân Tình và La Bằng khác nhau ở 1 tiêu chí" in text
    assert "Đại Từ, Thái Nguyên" in text


def test_commune_judged_by_another_set_is_not_compared(six, client):
    far = make_commune("La Bằng", parent=six.district)
    chosen = {"is_chosen": True, "chosen_reason": "Báo cáo"}
    make_assessment(unit=far, period=six.periods[0], **chosen)

    text = text_at(client, xa=[six.communes[0].pk, far.pk])

    assert "Xã La Bằng chưa có kết quả năm 2021 theo bộ tiêu chí này" in text
    assert "Chưa đủ kết quả để so Ân Tình và La Bằng" in text


def test_search_offers_communes_to_add(six):
    page = page_of(six.communes[0], six.communes[1], text="co linh")

    assert [link.label for link in page.found] == ["Cổ Linh (Bạch Thông)"]
    ids = [six.communes[n].pk for n in range(3)]
    assert page.found[0].url == "/so-sanh/?nam=2021&" + "&".join(
        f"xa={unit_id}" for unit_id in ids
    )


@pytest.mark.parametrize("text", ["không có", "Đức Xuân", "%", "\x00"])
def test_search_that_finds_nothing_says_so(six, client, text):
    said = text_at(client, q=text)

    assert ("Không có xã nào có kết quả mà tên có" in said) == (text != "\x00")


def test_chip_takes_its_commune_away(six):
    page = page_of(*six.communes[:3])

    kept = f"xa={six.communes[0].pk}&xa={six.communes[2].pk}"
    assert page.chips[1]["remove_url"] == f"/so-sanh/?nam=2021&{kept}"


def test_verdict_that_differs_from_values_is_the_outcome(six):
    result = CriterionResult.objects.filter(
        assessment__unit=six.communes[0], criterion__number=6
    )
    result.update(verdict=Outcome.BASICALLY_MET, verdict_reason="Biên bản")
    account_of = result.get().assessment
    type(account_of).objects.filter(pk=account_of.pk).update(
        confirmed_outcomes=account_of.confirmed_outcomes[:-1] + "B"
    )

    page = page_of(six.communes[0], six.communes[1])

    assert page.groups[0]["rows"][0]["cells"][0]["label"] == "Cơ bản đạt"


def test_commune_page_leads_to_its_comparison(six, client):
    unit = six.communes[2]
    address = reverse("reporting:commune", args=[unit.pk, "xa-co-linh"])

    text = client.get(f"{address}?nam=2021").content.decode()
    link = re.search(r'href="([^"]+)">So sánh với xã tương tự', text)[1]

    assert link == f"/so-sanh/?xa={unit.pk}&amp;nam=2021"
    assert (
        "Cổ Linh, Bộc Bố và Đồng Phúc"
        in client.get(link.replace("&amp;", "&")).content.decode()
    )


def test_ward_page_offers_no_comparison(six, client):
    address = reverse("reporting:commune", args=[six.ward.pk, "phuong-duc-xuan"])

    assert "So sánh với xã" not in client.get(address).content.decode()


def test_year_without_results_is_not_found(six, client):
    assert client.get("/so-sanh/?nam=2015").status_code == 404


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("size", [3, 30])
def test_comparison_asks_the_same_queries_at_any_size(client, size):
    world = make_world(tuple(n % 6 for n in range(size)), years=(2021,))
    first, second, third = (unit.pk for unit in world.communes[:3])

    counted = [
        queries_of(client, f"/so-sanh/?nam=2021{state}")
        for state in (
            "",
            f"&xa={first}&xa={second}",
            f"&xa={first}&xa={second}&xa={third}&q=an",
        )
    ]

    assert counted == [13, 14, 15]


def test_rendering_asks_nothing(client, six, django_assert_num_queries):
    page = page_of(*six.communes[:4])
    request = client.get("/so-sanh/").wsgi_request

    with django_assert_num_queries(0):
        render_to_string("reporting/compare.html", {"page": page}, request)
