"""Provinces and districts that ended: their last years, and where to go on."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from communes.choices import LEVEL_ENDED_BY, UnitLevel
from communes.models import Succession, SuccessionLink
from reporting.reports.absence import absence_of
from reporting.reports.ending import ending_of
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.builders import make_commune, make_document, make_province, make_version
from tests.reporting.worlds import account, make_world, open_year, record

pytestmark = pytest.mark.django_db

END = dt.date(2025, 7, 1)


@pytest.fixture
def reformed(world):
    """The small province merged into Thái Nguyên, its districts gone; 2025 told."""
    heir = make_province("Thái Nguyên", valid_from=END)
    succession = Succession.objects.create(
        day=END,
        kind="merge",
        document=make_document(key="nq-202", number="202/2025/QH15"),
    )
    SuccessionLink.objects.create(
        succession=succession,
        predecessor=world.province,
        successor=heir,
        extent="whole",
        is_main=True,
    )
    by = LEVEL_ENDED_BY[UnitLevel.DISTRICT]
    make_document(key=by, number="203/2025/QH15", issued_on=None)
    for unit in (world.province, world.district, world.ward, *world.communes):
        unit.versions.update(valid_to=END)
    new = make_commune("Na Rì", parent=heir, province=heir, valid_from=END)
    record(world, open_year(world, 2025), {new.pk: account(0)})
    world.heir, world.new = heir, new
    return world


def test_home_that_ended_opens_its_latest_year(client, reformed):
    page = client.get("/").context["page"]

    assert "2021" in page.title
    assert page.ending["heir"].label == "Tỉnh Thái Nguyên"


def test_home_that_ended_says_by_what_and_leads_on(client, reformed):
    answer = client.get("/?nam=2025")

    page = answer.context["page"]
    assert answer.status_code == 200
    assert page.heading == "Tỉnh Bắc Kạn hết tồn tại ngày 1/7/2025"
    assert [crumb.label for crumb in page.crumbs] == ["Cả nước", "Tỉnh Bắc Kạn"]
    assert page.ending["text"] == ""
    assert page.ending["document"].url == "/van-ban/nq-202/"
    assert [year.label for year in page.years] == ["2021", "2020"]
    there = client.get(page.ending["heir"].url)
    assert there.status_code == 200
    assert there.context["page"].title == "Tổng quan Tỉnh Thái Nguyên 2025"


def test_list_of_a_home_that_ended_says_so(client, reformed):
    answer = client.get("/xa/?nam=2025")

    assert answer.status_code == 200
    assert "hết tồn tại ngày 1/7/2025" in answer.content.decode()
    assert 'href="/xa/?nam=2021"' in answer.content.decode()


def test_year_that_the_ended_place_lived_is_still_not_found(client, reformed):
    assert client.get("/?nam=2019").status_code == 404


def test_heir_without_results_is_named_without_a_year(client, reformed):
    reformed.periods[-1].assessments.update(lapsed_at=timezone.now())

    page = client.get("/?nam=2025").context["page"]

    assert page.ending["heir"].url.endswith("-tinh-thai-nguyen/")
    assert client.get(page.ending["heir"].url).status_code == 200


def test_province_without_districts_has_none_anywhere(client, reformed):
    query = f"?tinh={reformed.heir.pk}&nam=2025"
    province = client.get(f"/tinh/{reformed.heir.pk}/?nam=2025", follow=True)
    communes = client.get(f"/xa/{query}")
    commune = client.get(f"/xa/{reformed.new.pk}/?nam=2025", follow=True)

    for answer in (province, communes, commune):
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Huyện, thành phố" not in text
        assert 'name="huyen"' not in text
    assert [c.label for c in province.context["page"].crumbs] == [
        "Cả nước",
        "Tỉnh Thái Nguyên",
    ]
    assert [c.label for c in commune.context["page"].crumbs] == [
        "Tỉnh Thái Nguyên",
        "Xã Na Rì",
    ]
    assert province.context["page"].ending is None


def test_list_without_districts_has_as_many_cells_as_columns(client, reformed):
    text = client.get(f"/xa/?tinh={reformed.heir.pk}&nam=2025").content.decode()

    head, _head_end, rest = text.partition("</thead>")
    row = rest.partition('<th scope="row">')[2].partition("</tr>")[0]
    assert head.count('<th scope="col"') == 1 + row.count("<td")


def test_district_that_ended_shows_its_last_years(client, reformed):
    url = f"/huyen/{reformed.district.pk}-huyen-bach-thong/"
    page = client.get(url).context["page"]

    assert "2021" in page.title
    assert page.ending["text"] == (
        "Huyện Bạch Thông hết tồn tại ngày 1/7/2025, khi cả nước bỏ cấp huyện."
    )
    assert page.ending["heir_label"] == "Địa bàn nay thuộc"
    assert page.ending["heir"].label == "Tỉnh Thái Nguyên"
    assert page.ending["document"].label == "Nghị quyết 203/2025/QH15"


def test_district_of_a_later_year_says_that_the_level_ended(client, reformed):
    answer = client.get(f"/huyen/{reformed.district.pk}-huyen-bach-thong/?nam=2025")

    assert answer.status_code == 200
    assert "khi cả nước bỏ cấp huyện" in answer.content.decode()
    assert [y.url[-9:] for y in answer.context["page"].years] == [
        "?nam=2021",
        "?nam=2020",
    ]


def test_district_that_merged_while_the_level_goes_on_names_its_own_heir():
    world = make_world((0, 1), years=(2021,))
    other = make_world((0,), years=())
    world.district.versions.update(valid_to=dt.date(2023, 1, 1))
    succession = Succession.objects.create(
        day=dt.date(2023, 1, 1), kind="merge", document=make_document()
    )
    SuccessionLink.objects.create(
        succession=succession,
        predecessor=world.district,
        successor=other.district,
        extent="whole",
    )

    ending = province_report(Where(district=world.district.pk)).ending

    assert ending.level_ended is False
    assert ending.heir.unit_id == other.district.pk
    assert ending.document.key == succession.document.key


def test_place_that_was_only_renamed_has_not_ended(world):
    world.province.versions.update(valid_to=END)
    make_version(world.province, name="Bắc Cạn", kind="tinh", valid_from=END)

    assert province_report(Where(world.province.pk)).ending is None


def test_place_that_ended_without_heir_or_document_says_only_when(world):
    world.province.versions.update(valid_to=END)

    absence = absence_of(Where(world.province.pk, year=2026))

    assert absence.ended_before is True
    assert absence.ending.heir is None
    assert absence.ending.document is None
    assert absence.heir_years == []


def test_country_of_2025_counts_the_provinces_of_that_day(client, reformed):
    page = client.get("/ca-nuoc/?nam=2025").context["page"]

    assert [row["name"] for row in page.provinces] == ["Thái Nguyên"]
    assert page.silent == []


def test_commune_that_ended_links_to_its_successor(client, reformed):
    former = reformed.communes[0]
    SuccessionLink.objects.create(
        succession=Succession.objects.get(),
        predecessor=former,
        successor=reformed.new,
        extent="whole",
        is_main=True,
    )

    text = client.get(f"/xa/{former.pk}/", follow=True).content.decode()

    assert "Hết tồn tại ngày 1/7/2025" in text
    assert f'href="/xa/{reformed.new.pk}/"' in text


def test_document_that_ended_a_level_is_shipped():
    shipped = settings.BASE_DIR / "data" / "units" / "documents.csv"

    keys = {line.split(",")[0] for line in shipped.read_text("utf-8").splitlines()}

    assert set(LEVEL_ENDED_BY.values()) <= keys


@pytest.mark.parametrize(
    ("which", "queries"), [("heir", 0), ("province", 2), ("district", 3)]
)
def test_how_a_place_ended_is_asked_only_if_it_did(
    reformed, django_assert_num_queries, which, queries
):
    version = getattr(reformed, which).versions.get()

    with django_assert_num_queries(queries):
        ending = ending_of(version)

    assert (ending is not None) == (queries > 0)
