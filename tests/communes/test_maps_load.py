"""The shipped maps, and folders of maps with faults."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import CommandError

from communes.choices import UnitLevel
from communes.models import BoundaryLayer, BoundaryShape, UnitVersion
from documents.models import Document
from tests.communes.shipped import run, shipped_units

SHIPPED = Path(settings.BASE_DIR) / "data" / "maps"


@pytest.fixture(scope="module", autouse=True)
def _units(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shipped_units(django_db_blocker, "--only", "bac-kan"):
        run("load_maps", "--commit")
        yield


@pytest.fixture
def folder(tmp_path) -> Path:
    return copytree(SHIPPED, tmp_path / "maps")


def mend(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_load_draws_every_unit_of_its_day() -> None:
    for layer in BoundaryLayer.objects.all():
        units = UnitVersion.objects.in_force_on(layer.valid_from).filter(
            province=layer.province_id
        )
        wanted = units.of_level(UnitLevel(layer.level)).values_list("unit", flat=True)
        drawn = layer.shapes.values_list("unit", flat=True)

        assert sorted(drawn) == sorted(wanted)


def test_load_stores_source_licence_and_caveat() -> None:
    layer = BoundaryLayer.objects.get(kind="polygons", level="commune")

    assert layer.document.key == "boundaries-thai-nguyen-2025"
    assert "MIT" in layer.licence
    assert "sapnhap.bando.com.vn" in layer.caveat
    assert "sapnhap.bando.com.vn" in layer.caveat_en
    assert layer.shapes.count() == 92


def test_outlines_lie_in_their_view_box_and_are_light() -> None:
    shapes = BoundaryShape.objects.filter(layer__kind="polygons")

    assert all(
        one.x <= one.layer.width and one.y <= one.layer.height
        for one in shapes.select_related("layer")
    )
    paths = shapes.filter(layer__level="commune").values_list("path", flat=True)
    assert sum(map(len, paths)) < 20_000


def test_second_load_finds_nothing_new() -> None:
    assert run("load_maps", "--commit").strip() == "Không có gì mới."


def test_second_load_fills_english_that_a_document_lacks() -> None:
    row = Document.objects.filter(key="tile-grid-bac-kan-2021")
    english = row.get().title_en
    row.update(title_en="")

    run("load_maps", "--commit")

    assert english
    assert row.get().title_en == english


def test_dry_run_writes_nothing(folder) -> None:
    mend(folder / "layers.csv", "Lưới ô 108", "Bản đồ 108")

    printed = run("load_maps", "--directory", str(folder))

    assert "Bản đồ 108 đơn vị" in printed
    assert "Chưa ghi gì" in printed
    assert not BoundaryLayer.objects.filter(title__startswith="Bản đồ").exists()


def test_load_replaces_what_changed(folder) -> None:
    mend(folder / "tile-grid-bac-kan-2021.csv", "058,9,6", "058,0,0")

    run("load_maps", "--commit", "--directory", str(folder))

    assert BoundaryLayer.objects.count() == 4
    run("load_maps", "--commit")


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("layers.csv", ",tiles,", ",raster,", "layers.csv:2: kind: không có kiểu"),
        ("layers.csv", ",commune,", ",village,", "level: không vẽ cấp “village”"),
        ("layers.csv", "2020-02-01", "2030-02-01", "province: Không có tỉnh"),
        ("layers.csv", "2020-02-01", "", "valid_from: ô này không được để trống"),
        ("layers.csv", "2020-02-01", "1/2/2020", "valid_from: “1/2/2020”"),
        ("layers.csv", ",MIT,", ",,", "licence: Trường này không được"),
        ("layers.csv", "tile-grid-bac-kan-2021.csv", "x.csv", "không có tệp"),
        ("layers.csv", ",tile-grid-bac-kan-2021,", ",x,", "không có văn bản “x”"),
        ("tile-grid-bac-kan-2021.csv", "01834", "01835", "Phường Nguyễn Thị Minh"),
        ("tile-grid-bac-kan-2021.csv", "01834", "01837", "đã có ở dòng 2"),
        ("tile-grid-bac-kan-2021.csv", "058,9,6", "058,-1,6", "không phải số từ 0"),
        ("tile-grid-bac-kan-2021.csv", "058,9,6", "058,10,7", "ô này đã có 01834"),
        ("boundaries/thai-nguyen-2025-communes.geojson", "[", "(", "Không phải JSON"),
        ("boundaries/thai-nguyen-2025-communes.geojson", "01840", "1", "Đức Xuân"),
    ],
)
def test_faulty_folder_refused_and_nothing_written(
    folder, name, old, new, reason
) -> None:
    mend(folder / name, old, new)
    with (folder / "documents.csv").open("a") as documents:
        documents.write("another,dataset,,,,Nguồn khác,,,,,\n")

    with pytest.raises(CommandError, match=reason):
        run("load_maps", "--commit", "--directory", str(folder))
    assert not Document.objects.filter(key="another").exists()
