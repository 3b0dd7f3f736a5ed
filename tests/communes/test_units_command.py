"""Counting units of a day from the command line."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError

from communes.choices import UnitKind
from communes.models import Unit
from tests.builders import make_commune, make_province
from tests.communes.shipped import run

REFORM = dt.date(2025, 7, 1)


@pytest.fixture
def bac_kan(db) -> Unit:
    province = make_province("Bắc Kạn", valid_to=REFORM)
    for name in ("Sĩ Bình", "Vũ Muộn"):
        make_commune(name, parent=province, valid_to=REFORM)
    make_commune("Phủ Thông", parent=province, kind=UnitKind.THI_TRAN)
    make_commune("Đại Từ", parent=make_province("Thái Nguyên"))
    return province


def test_units_counts_nation_by_kind(bac_kan):
    printed = run("units", "--on", "2025-06-30")

    rows = [line.strip("│ \n").split("│") for line in printed.splitlines()]
    said = [[cell.strip() for cell in row] for row in rows]
    assert ["thị trấn", "1"] in said
    assert ["xã", "3"] in said
    assert said[-2][-1] == "4"


@pytest.mark.parametrize("name", ["Bắc Kạn", "bac kan", "BẮC KẠN"])
def test_units_finds_province_without_marks(bac_kan, name):
    printed = run("units", "--on", "2025-06-30", "--province", name, "--format", "json")

    said = json.loads(printed)
    assert said == {"total": 3, "by_kind": {"thi_tran": 1, "xa": 2}}


def test_units_leaves_out_what_ended_that_day(bac_kan):
    printed = run("units", "--on", "2025-07-01", "--format", "json")

    assert json.loads(printed)["total"] == 2


def test_units_tells_when_province_stood(bac_kan):
    with pytest.raises(CommandError, match=r"31/8/2004 .* 30/6/2025"):
        run("units", "--on", "2025-07-01", "--province", "Bắc Kạn")


def test_units_refuses_unknown_province(bac_kan):
    with pytest.raises(CommandError, match="Không có tỉnh “Atlantis”"):
        run("units", "--on", "2025-07-01", "--province", "Atlantis")


def test_units_refuses_day_in_another_form():
    with pytest.raises(CommandError, match="--on"):
        run("units", "--on", "1/7/2025")
