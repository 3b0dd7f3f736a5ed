"""Faults in the lists are told by file, line and column, and nothing is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from communes.models import Classification, Succession, Unit, UnitVersion
from documents.models import Document
from tests.communes.shipped import run

# The files are refused before the database is asked.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.slow]

SHIPPED = Path(settings.BASE_DIR) / "data" / "units"
Edit = Callable[[list[str]], list[str]]


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "units"))


def edit(path: Path, change: Edit) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


def line_of(path: Path, start: str) -> int:
    """Number of the line that begins so; the header is line 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(start))


def nothing_written() -> bool:
    tables = (Unit, UnitVersion, Classification, Succession, Document)
    return not any(table.objects.exists() for table in tables)


def refusal_of(folder: Path) -> str:
    with pytest.raises(CommandError) as refusal:
        run("load_units", "--commit", "--directory", str(folder))
    assert nothing_written()
    return str(refusal.value)


FAULTS = [
    ("units-2021.csv", "00001,", ",001,01,", ",999,01,", "parent_code"),
    ("units-2025-06.csv", "00001,", ",phường,", ",ấp,", "type"),
    ("units-2025-06.csv", "00001,", ",Phúc Xá,", ",,", "name"),
    ("bac-kan-unit-history.csv", "02140-2,", "2020-02-01", "1/2/2020", "valid_from"),
    ("bac-kan-unit-history.csv", "02140-2,", "2025-06-30", "2020-01-31", "valid_to"),
    ("bac-kan-unit-history.csv", "02134-1,", "02155-2", "9-9", "successor_unit_ids"),
    ("map-2025-06-to-2025-07.csv", "00001,", ",whole,", ",half,", "extent"),
    ("provinces-2021.csv", "01,", "DBSH", "XYZ", "region"),
]


@pytest.mark.parametrize(
    ("file", "row", "old", "new", "column"), FAULTS, ids=lambda value: value
)
def test_load_units_names_place_of_fault(folder, file, row, old, new, column):
    path = folder / file
    line = line_of(path, row)

    def replaced(lines: list[str]) -> list[str]:
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        return lines

    edit(path, replaced)

    assert f"{file}:{line}: {column}: " in refusal_of(folder)


@pytest.mark.parametrize("file", ["units-2021.csv", "units-2025.csv"])
def test_load_units_refuses_code_twice(folder, file):
    path = folder / file
    edit(path, lambda lines: [*lines, lines[-1]])
    lines = path.read_text(encoding="utf-8").splitlines()

    said = refusal_of(folder)

    assert f"{file}:{len(lines)}: code: " in said
    assert str(len(lines) - 1) in said


def test_load_units_refuses_other_encoding(folder):
    path = folder / "units-2021.csv"
    line = line_of(path, "01978,")
    head, tail = path.read_bytes().split(b"01978,", 1)
    path.write_bytes(head + b"01978,\xff" + tail)

    assert f"units-2021.csv:{line}: : không phải UTF-8" in refusal_of(folder)


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("units-2021.csv", "parent_code"),
        ("bac-kan-unit-history.csv", "valid_to"),
        ("map-2025-06-to-2025-07.csv", "extent"),
        ("provinces-2025.csv", "merged_from_2021_codes"),
    ],
)
def test_load_units_refuses_missing_column(folder, file, column):
    def renamed(lines: list[str]) -> list[str]:
        return [lines[0].replace(column, "khac"), *lines[1:]]

    edit(folder / file, renamed)

    assert f"{file}:1: {column}: thiếu cột này" in refusal_of(folder)


def test_load_units_refuses_missing_file(folder):
    (folder / "provinces-2025.csv").unlink()

    assert "provinces-2025.csv:1: : không có tệp này" in refusal_of(folder)


def test_load_units_refuses_row_with_cell_too_many(folder):
    path = folder / "provinces-2021.csv"
    edit(path, lambda lines: [lines[0], lines[1] + ",", *lines[2:]])

    assert "provinces-2021.csv:2: : số ô" in refusal_of(folder)


def test_load_units_tells_every_fault_and_counts_the_rest(folder):
    path = folder / "units-2021.csv"
    edit(path, lambda lines: [lines[0], *(x.replace("tỉnh", "?") for x in lines[1:])])

    said = refusal_of(folder)

    assert "có 63 lỗi" in said
    assert said.count("units-2021.csv:") == 20
    assert "và 43 lỗi nữa" in said
