import datetime as dt
import re

import pytest
from django.urls import reverse

from assessments.models import CriterionResult
from criteria.choices import Outcome
from tests.builders import (
    AS_OF,
    make_commune,
    make_district,
    make_procedure,
    make_province,
    make_step,
    make_user,
    make_version,
)
from tests.reporting.worlds import account, make_world, open_year, record

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|<script|\sstyle\s*=|\son[a-z]+\s*=|javascript:")


def url_of(unit, slug):
    return reverse("reporting:commune", args=[unit.pk, slug])


@pytest.fixture
def pages(world):
    """Addresses of every kind of page, of a wrong one too."""
    return [
        "/",
        "/xa/",
        url_of(world.communes[1], "xa-boc-bo"),
        url_of(world.ward, "phuong-duc-xuan"),
        "/xa/?q=khong-co",
        "/tai-khoan/dang-nhap/",
        "/khong-co/",
    ]


def test_pages_answer(client, pages):
    answers = [client.get(url).status_code for url in pages]

    assert answers == [200, 200, 200, 200, 200, 200, 404]


def test_pages_carry_a_strict_policy(client, pages):
    for url in pages:
        policy = client.get(url).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_pages_hold_no_inline_style_or_script(client, pages):
    found = {url: INLINE.findall(client.get(url).content.decode()) for url in pages}

    assert found == {url: [] for url in pages}


@pytest.mark.parametrize("url", ["/", "/xa/"])
def test_page_without_any_result_says_so(client, url):
    make_province()

    response = client.get(url)

    assert response.status_code == 200
    assert "Chưa có kết quả nào trên cổng" in response.content.decode()


@pytest.mark.parametrize("url", ["/?nam=2019", "/xa/?nam=2019", "/?nam=0"])
def test_year_without_results_is_not_found(client, world, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("query", ["nam=abc", "nam=", "nam=-1", "nam=²", "dat=x"])
def test_query_that_is_no_number_is_left_out(client, world, query):
    response = client.get(f"/xa/?{query}")

    assert "Hiện 3 trên 3 xã" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "2147483647", "2147483648", "9" * 5000])
def test_unknown_commune_is_not_found(client, world, number):
    assert client.get(f"/xa/{number}/").status_code == 404


@pytest.mark.parametrize("level", ["province", "district"])
def test_other_units_have_no_commune_page(client, world, level):
    unit = getattr(world, level)

    assert client.get(f"/xa/{unit.pk}/").status_code == 404


@pytest.mark.parametrize("slug", ["", "-ten-cu"])
def test_wrong_slug_leads_to_the_right_one_with_its_query(client, world, slug):
    unit = world.communes[0]

    response = client.get(f"/xa/{unit.pk}{slug}/?nam=2020&q=%C4%90")

    assert response.status_code == 302
    assert response.url == f"{url_of(unit, 'xa-an-tinh')}?nam=2020&q=%C4%90"


def test_ward_page_says_that_nothing_was_assessed(client, world):
    text = client.get(url_of(world.ward, "phuong-duc-xuan")).content.decode()

    assert "Đơn vị này chưa có kết quả đánh giá nào trên cổng." in text


def test_commune_page_of_a_year_without_result_says_so(client, world):
    url = url_of(world.communes[0], "xa-an-tinh")

    text = client.get(f"{url}?nam=2015").content.decode()

    assert "Xã chưa có kết quả nào được xác nhận trong năm này." in text


def test_ended_commune_tells_its_last_day(client, world):
    unit = make_commune("Xuân La", parent=world.district, valid_to=dt.date(2025, 7, 1))

    text = client.get(url_of(unit, "xa-xuan-la")).content.decode()

    assert "Hết tồn tại ngày 1/7/2025" in text


def test_commune_to_come_has_a_page_and_no_row(client, world):
    unit = make_commune(
        "Xuân La", parent=world.district, valid_from=AS_OF.replace(2030)
    )

    assert client.get(url_of(unit, "xa-xuan-la")).status_code == 200
    assert "Xuân La" not in client.get("/xa/").content.decode()


def test_commune_page_of_a_year_bears_the_name_of_that_year(client, world):
    unit = world.communes[0]
    unit.versions.update(valid_to=dt.date(2022, 1, 1))
    said = {"province": world.province, "parent": world.district}
    make_version(unit, name="Ân Mới", valid_from=dt.date(2022, 1, 1), **said)

    response = client.get(f"/xa/{unit.pk}/?nam=2021", follow=True)

    assert response.redirect_chain == [(f"{url_of(unit, 'xa-an-tinh')}?nam=2021", 302)]
    assert "Ân Mới" in response.content.decode()


def test_page_without_districts_has_no_table_of_them(client):
    world = make_world((0, 1), years=(2021,))
    world.district.versions.update(valid_to=AS_OF)
    for unit in world.communes:
        unit.versions.update(parent=world.province)

    text = client.get("/").content.decode()

    assert "h-dist" not in text
    assert 'name="huyen"' not in client.get("/xa/").content.decode()


def submitted_world():
    """One commune whose every criterion waits for confirmation."""
    world = make_world((0,), years=())
    make_step(make_procedure())
    waiting = {world.communes[0].pk: account(1, status="submitted")}
    record(world, open_year(world, 2021), waiting)
    return world


def test_submitted_results_are_not_for_the_public(client):
    world = submitted_world()

    for url in ("/?", "/xa/?", f"{url_of(world.communes[0], 'xa-an-tinh')}?"):
        text = client.get(f"{url}ket_qua=da-nop").content.decode()
        assert "Kết quả đã xác nhận" in text
        assert "90 %" not in text


def test_submitted_results_are_for_the_signed_in_who_ask(client):
    submitted_world()
    client.force_login(make_user())

    asked = client.get("/xa/?ket_qua=da-nop&dat=3").content.decode()
    not_asked = client.get("/xa/?dat=3").content.decode()

    assert "Hiện 1 trên 1 xã" in asked
    assert "Hiện 0 trên 1 xã" in not_asked


def test_links_keep_the_basis_of_the_signed_in(client):
    submitted_world()
    client.force_login(make_user())

    text = client.get("/?ket_qua=da-nop").content.decode()

    assert "/xa/?nam=2021&amp;ket_qua=da-nop&amp;thieu=6" in text


@pytest.mark.parametrize("verdict", [Outcome.NOT_MET, Outcome.BASICALLY_MET])
def test_verdict_against_the_values_is_shown_with_its_reason(client, verdict):
    world = make_world((0,), years=(2021,))
    CriterionResult.objects.filter(criterion__number=2).update(
        verdict=verdict, verdict_reason="Theo biên bản kiểm tra"
    )

    text = client.get(url_of(world.communes[0], "xa-an-tinh")).content.decode()

    assert "Theo biên bản kiểm tra" in text


def test_pages_of_two_provinces_do_not_mix(client, world):
    other = make_province("Thái Nguyên")
    make_commune(
        "La Bằng", parent=make_district("Đại Từ", province=other, parent=other)
    )

    assert "Hiện 3 trên 3 xã" in client.get("/xa/").content.decode()


def test_pages_escape_what_a_reader_types(client, world):
    text = client.get("/xa/?q=<script>alert(1)</script>").content.decode()

    assert "<script" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("url", ["/en/", "/en/xa/"])
def test_pages_exist_in_english(client, world, url):
    assert 'lang="en"' in client.get(url).content.decode()
