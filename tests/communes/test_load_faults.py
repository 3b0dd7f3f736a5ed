"""Faults that only show beside other rows or files are told with their place."""

from pathlib import Path

import pytest

from communes.imports.load import plan_units
from communes.imports.sheets import UnitsFileError
from tests.communes.units_data import DATA

pytestmark = pytest.mark.slow

HISTORY = "bac-kan-unit-history.csv"
MAP = "map-2025-06-to-2025-07.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped files, to be spoilt one at a time."""
    for path in DATA.iterdir():
        (tmp_path / path.name).symlink_to(path)
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Write a file with its first `old` replaced; the number of that line."""
    path = folder / name
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.unlink()
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "reason"),
    [
        ("units-2021.csv", "\n001,huyện", "\n002,huyện", "code", "đã có ở dòng"),
        ("units-2021.csv", ",001,01,", ",0099,01,", "parent_code", "0099"),
        ("units-2025-06.csv", "\n01834,", "\n01833,", "code", "01833"),
        ("units-2025-06.csv", "Sĩ Bình,", "Sĩ Bằng,", "name", "Sĩ Bằng"),
        ("units-2025.csv", "Văn Lang,Xã Văn Lang,19,19", "Văn Lang,Xã Văn Lang,18,18",
         "province_code", "18"),
        (HISTORY, ",2015-03-12,2025-06-30", ",2015-03-11,2025-06-30",
         "valid_from", "còn là của dòng"),
        (HISTORY, "058-2,058,Thành phố", "058-1,058,Thành phố", "unit_id", "058-1"),
        (HISTORY, "2025-06-30,892/NQ", "2025-06-30,893/NQ", "started_by", "893"),
        (HISTORY, "Xã Cao Minh,xã", "Xã Cao Văn,xã", "full_name", "Cao Văn"),
        (MAP, "\n00001,", "\n00002,", "old_code", "00002"),
        (MAP, ",00097,", ",00098,", "new_code", "00098"),
        (MAP, ",whole,1,1,", ",whole,1,yes,", "main_successor", "để trống"),
        ("provinces-2025.csv", ",06 19", ",06 99", "merged_from_2021_codes", "06 99"),
        ("changes-2026.csv", "2026-04-30", "30/4/2026", "effective", "30/4/2026"),
        ("changes-2026.csv", ",Đồng Nai,", ",Đồng Nái Hạ,", "name", "Đồng Nái Hạ"),
        ("changes-2026.csv", "30/2026/QH16", "31/2026/QH16", "resolution", "31/2026"),
        ("changes-2026.csv", "xã,phường", "thị trấn,phường", "type_old", "thị trấn"),
        ("bac-kan-zones-2021.csv", ",I,listed", ",IV,listed", "zone", "IV"),
        ("documents.csv", "nso-2021-11,dataset", "nso-2021-11,list", "kind", "list"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(folder, name, old, new, column, reason) -> None:
    spoil(folder, name, old, new)

    with pytest.raises(UnitsFileError) as refusal:
        plan_units(folder)

    told = [p for p in refusal.value.problems if p.file == name and p.column == column]
    assert [p for p in told if reason in p.reason]
    assert all(p.line > 1 for p in told) or column in ("code", "")


def test_missing_old_commune_in_the_map_is_told(folder: Path) -> None:
    spoil(folder, MAP, "\n00004,", "\n00001,")

    with pytest.raises(UnitsFileError) as refusal:
        plan_units(folder)

    assert "units-2021.csv" in str(refusal.value)
    assert "00004" in str(refusal.value)


def test_missing_document_is_told(folder: Path) -> None:
    spoil(folder, "documents.csv", "nq-202-2025,", "nq-202,")

    with pytest.raises(UnitsFileError, match="nq-202-2025"):
        plan_units(folder)
