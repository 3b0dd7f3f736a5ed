"""The matrix: outcomes as marks, orders, pages, its totals and its size."""

import dataclasses
import gzip
import random
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from assessments.models import CriterionResult, IndicatorResult
from criteria.choices import Outcome
from criteria.models import Criterion
from reporting.pages.cells import NO_NUMBER, Cells
from reporting.pages.matrix import matrix_page
from reporting.reports import matrix as matrix_report
from reporting.reports.matrix import Query, matrix_of
from reporting.reports.scope import Where
from tests.builders import make_commune, make_district
from tests.demo.html import SHOWN, PageReader
from tests.reporting.worlds import NAMES, World, account, make_world, record

pytestmark = pytest.mark.django_db

HOME = Where("Bắc Kạn")


def read(**query):
    return matrix_of(HOME, Query(**query))


def names(found):
    return [row.name for row in found.found]


def text_of(markup):
    """What a reader of the cells hears, one word a cell."""
    return re.sub(r"<[^>]+>", "", markup.replace("</td>", "|")).strip("|").split("|")


def cells(letters, missing=lambda at: "2"):
    return Cells([False] * len(letters)).row(letters, missing)


def test_cells_hold_the_whole_word_of_each_outcome():
    markup = cells("MFB?N")

    assert text_of(markup) == [
        "Đạt",
        "2 chỉ tiêu chưa đạt",
        "Cơ bản đạt",
        "? Chưa đánh giá",
        "– Không xét",
    ]
    assert re.findall(r'class="([^"]+)"', markup) == ["m-d", "m-f", "m-b", "m-q", "m-x"]


def test_cell_without_a_number_says_the_outcome():
    assert text_of(cells("F", lambda at: NO_NUMBER)) == ["× Chưa đạt"]


def test_cells_mark_the_start_of_a_group():
    markup = Cells([False, True]).row("MM", lambda at: "")

    assert re.findall(r'class="([^"]+)"', markup) == ["m-d", "m-d gs"]


@pytest.fixture
def two_districts(world: World) -> World:
    """A second district whose one commune misses three criteria."""
    other = make_district("Pác Nặm", province=world.province, parent=world.province)
    unit = make_commune("Bằng Thành", parent=other)
    record(world, world.periods[0], {unit.pk: account(3)})
    return world


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Ân Tình", "Bộc Bố", "Cổ Linh", "Bằng Thành"]),
        ("dat", ["Ân Tình", "Bộc Bố", "Cổ Linh", "Bằng Thành"]),
        ("ten", ["Ân Tình", "Bằng Thành", "Bộc Bố", "Cổ Linh"]),
        ("5", ["Cổ Linh", "Bằng Thành", "Ân Tình", "Bộc Bố"]),
        ("99", ["Ân Tình", "Bộc Bố", "Cổ Linh", "Bằng Thành"]),
    ],
)
def test_rows_stand_in_the_order_asked_for(two_districts, order, expected):
    assert names(read(order=order)) == expected


def test_columns_stand_hardest_first(two_districts):
    found = read(columns="kho")

    assert [c.number for c in found.criteria] == [6, 5, 4, 1, 2, 3]


def test_district_blocks_count_their_own(two_districts):
    blocks = read().blocks

    assert [(b.name, len(b.rows), b.met, b.average) for b in blocks] == [
        ("Bạch Thông", 3, [3, 3, 3, 3, 2, 1], 5),
        ("Pác Nặm", 1, [1, 1, 1, 0, 0, 0], 3),
    ]


def test_filter_leaves_one_district(two_districts, client):
    chosen = two_districts.district.pk

    text = client.get(f"/ma-tran/?huyen={chosen}").content.decode()

    assert "Huyện Bạch Thông: 3 xã và 6 tiêu chí, 15 trên 18 ô đã đạt" in text
    assert "Bằng Thành" not in text


def test_filter_that_leaves_nothing_offers_a_way_out(two_districts, client):
    text = client.get("/ma-tran/?huyen=2147483647").content.decode()

    assert "Chưa có xã nào khớp bộ lọc." in text
    assert "Bỏ lọc, xem 4 xã" in text
    assert "<h1>Ma trận xã và tiêu chí, Tỉnh Bắc Kạn 2021</h1>" in text


def test_heading_counts_the_cells_met(world, client):
    text = client.get("/ma-tran/").content.decode()

    assert "Ma trận 3 xã và 6 tiêu chí: 15 trên 18 ô đã đạt" in text
    assert "ô chưa đánh giá" not in text


def test_lead_counts_the_cells_without_an_outcome(world, client):
    make_commune("Yên Hân", parent=world.district)
    first = world.communes[0].assessments.filter(period=world.periods[0])
    first.update(confirmed_outcomes="?MMMMM")

    assert "7 ô chưa đánh giá." in client.get("/ma-tran/").content.decode()


def test_number_in_a_cell_counts_indicators_not_met(world):
    # Bộc Bố fails criterion 6, Cổ Linh 5 and 6; each has one indicator.
    _first, second, third = (unit.pk for unit in world.communes)

    assert read().missing == {(second, 6): 1, (third, 5): 1, (third, 6): 1}


def test_cross_stands_where_only_a_verdict_fails(world, client):
    IndicatorResult.objects.filter(outcome=Outcome.NOT_MET).delete()

    text = client.get("/ma-tran/").content.decode()

    assert '<td class="m-f">×<i> Chưa đạt</i></td>' in text
    assert "Chưa đạt, không rõ số chỉ tiêu" in text


def test_commune_without_account_is_not_assessed_and_in_no_average(world, client):
    make_commune("Vân Tùng", parent=world.district)

    found = read()

    assert found.blocks[0].average == 5
    row = client.get("/ma-tran/").content.decode().split("Vân Tùng")[1].split("</tr>")
    assert row[0].count("Chưa đánh giá") == 6
    assert '<td class="tot">–</td>' in row[0]


def test_province_without_districts_orders_by_count(client):
    world = make_world((2, 0), years=(2021,))
    for unit in world.communes:
        unit.versions.update(parent=world.province)
    world.district.versions.all().delete()

    text = client.get("/ma-tran/").content.decode()

    assert names(read()) == ["Bộc Bố", "Ân Tình"]
    assert "rowgroup" not in text
    assert 'name="huyen"' not in text


def test_totals_lead_to_as_many_communes(two_districts, client):
    page = PageReader(client.get("/ma-tran/?nam=2021").content.decode())

    shown = {
        link.count: int(SHOWN.search(client.get(link.url).content.decode())[1])
        for link in page.counts
    }

    assert shown == {4: 4, 3: 3, 2: 2, 1: 1}


def test_heads_say_what_orders_the_rows(world, client):
    text = client.get("/ma-tran/?xep=5").content.decode()

    heads = re.findall(r"<th[^>]*aria-sort[^>]*>.*?</th>", text)
    assert len(heads) == 1
    assert ">5</a>" in heads[0]


def test_state_of_the_address_stays_in_every_order(two_districts):
    page = matrix_page(
        read(district=two_districts.district.pk, order="5", columns="kho")
    )

    state = f"nam=2021&huyen={two_districts.district.pk}"
    assert page.last_column["sort_url"] == f"/ma-tran/?{state}&xep=dat&cot=kho"
    assert page.first_column["sort_url"] == f"/ma-tran/?{state}&cot=kho"


def test_legend_tells_the_outcomes_that_occur(world, client):
    before = client.get("/ma-tran/").content.decode()
    verdict = {"verdict": Outcome.BASICALLY_MET, "verdict_reason": "Biên bản"}
    result = CriterionResult.objects.filter(criterion__number=6).first()
    CriterionResult.objects.filter(pk=result.pk).update(**verdict)
    letters = result.assessment.confirmed_outcomes[:-1] + "B"
    type(result.assessment).objects.filter(pk=result.assessment_id).update(
        confirmed_outcomes=letters
    )

    after = client.get("/ma-tran/?nam=2021").content.decode()

    assert "Cơ bản đạt (không tính là đạt)" not in before
    assert "Cơ bản đạt (không tính là đạt)" in after


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("size", [3, 30])
def test_matrix_asks_seven_queries_at_any_size(client, size):
    make_world(tuple(n % 6 for n in range(size)))

    counted = [
        queries_of(client, f"/ma-tran/?nam=2021{state}")
        for state in ("", "&xep=5&cot=kho", "&dang=csv")
    ]

    assert counted == [7, 7, 7]


def test_rendering_asks_nothing(client, world, django_assert_num_queries):
    page = matrix_page(read())
    request = client.get("/ma-tran/").wsgi_request

    with django_assert_num_queries(0):
        render_to_string("reporting/matrix.html", {"page": page}, request)


@pytest.fixture
def largest(monkeypatch):
    """The largest province: 579 communes of 27 districts, 19 criteria at random."""
    world = make_world((0,), years=(2021,))
    districts = [
        make_district(f"Huyện {n}", province=world.province, parent=world.province)
        for n in range(27)
    ]
    sample = read()
    criterion = sample.scope.criteria[0]
    criteria = [
        Criterion(
            number=n,
            group=criterion.group,
            criteria_set=criterion.criteria_set,
            name_vi=f"Tiêu chí dài {n}",
        )
        for n in range(1, 20)
    ]
    scope = dataclasses.replace(sample.scope, criteria=criteria)
    rows = random_rows(sample.found[0], [unit.pk for unit in districts])
    numbers = {
        (r.unit_id, n): 1 + (r.unit_id * n) % 4 for r in rows for n in scope.numbers
    }
    scope.districts.update(
        {v.unit_id: v for unit in districts for v in unit.versions.all()}
    )
    monkeypatch.setattr(matrix_report, "open_scope", lambda where: scope)
    monkeypatch.setattr(matrix_report, "account_rows", lambda scope: rows)
    monkeypatch.setattr(matrix_report, "_missing_indicators", lambda s, r: numbers)
    return rows


def random_rows(sample, district_ids):
    chance = random.Random(4)  # noqa: S311  the same rows every time
    return [
        sample._replace(
            unit_id=10_000 + n,
            name=f"{chance.choice(NAMES)} {n}",
            name_sort=f"{n:04d}",
            district_id=district_ids[n % len(district_ids)],
            letters="".join(chance.choices("MFB?N", [60, 30, 3, 4, 3], k=19)),
        )
        for n in range(579)
    ]


def test_large_province_has_pages_of_whole_districts(largest):
    first, last = read(), read(page=99)

    sizes = [len(block.rows) for block in first.blocks]
    assert sum(sizes) <= 100
    assert {len(b.rows) for b in [*first.blocks, *last.blocks]} <= {21, 22}
    assert (first.page, last.page, last.pages) == (1, 7, 7)
    assert len(first.found) == 579


def test_large_province_by_count_has_pages_of_a_hundred(largest):
    pages = [read(order="dat", page=n) for n in range(1, 7)]

    assert [len(p.blocks[0].rows) for p in pages] == [100] * 5 + [79]
    shown = [row for p in pages for row in p.blocks[0].rows]
    assert shown == pages[0].found


@pytest.mark.parametrize("order", ["", "dat"])
def test_page_of_the_largest_province_is_light(largest, client, order):
    content = client.get(f"/ma-tran/?xep={order}").content

    assert len(gzip.compress(content, 6)) <= 15 * 1024
