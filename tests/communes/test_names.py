"""Vietnamese names: found without marks, ordered by the Vietnamese alphabet."""

import csv
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from communes.names import bare_name, fold, fold_name, nfc, sort_key

LETTERS = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
LIST = Path(settings.BASE_DIR) / "data" / "units" / "units-2025.csv"
vietnamese = st.text(alphabet="aăâàảãáạbdđeêốộớơưứy AĐÊ12'-", max_size=12)


def listed_names() -> list[str]:
    with LIST.open(encoding="utf-8", newline="") as rows:
        return sorted({row["name"] for row in csv.DictReader(rows)})


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sĩ Bình", "si binh"),
        ("ĐỒNG PHÚC", "dong phuc"),
        ("Ea H'Leo", "ea h'leo"),
        ("Thượng Ân", "thuong an"),
        (unicodedata.normalize("NFD", "Đức Vân"), "duc van"),
        ("", ""),
    ],
)
def test_fold_drops_marks_and_case(text, folded):
    assert fold(text) == folded


def test_fold_name_reads_y_as_i():
    assert fold_name("Sỹ Bình") == fold_name("Sĩ Bình") == "si binh"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Xã Đồng Phúc", "Đồng Phúc"),
        ("thị  trấn Chợ Rã", "Chợ Rã"),
        ("Tĩnh Túc", "Tĩnh Túc"),
        ("Xã", "Xã"),
        ("Xa Đàn", "Xa Đàn"),
    ],
)
def test_bare_name_drops_the_word_for_a_kind(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_nfc_composes_and_trims(form):
    assert nfc(unicodedata.normalize(form, "  Hòa \u00a0 Mục\n")) == "Hòa Mục"


@pytest.mark.parametrize(("before", "after"), list(pairwise(LETTERS)))
def test_sort_key_follows_alphabet(before, after):
    assert sort_key(before) < sort_key(after)
    assert sort_key(f"{before}z") < sort_key(f"{after}a")


@pytest.mark.parametrize(
    "ordered",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Ân", "Ea", "Êa"],
        ["An Bình", "Anh"],
        ["Phường 1", "Phường An"],
        ["Hòa An", "Hóa An", "Hòa Bình"],
        ["Dương Sơn", "Đại Sảo"],
    ],
    ids=["tones", "â before e", "space first", "digit first", "letters first", "đ"],
)
def test_sort_key_orders_names(ordered):
    keys = [sort_key(name) for name in ordered]

    assert all(before < after for before, after in pairwise(keys))


@given(vietnamese)
def test_sort_key_ignores_case_and_composition(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert sort_key(text.upper()) == sort_key(text) == sort_key(decomposed)


@given(vietnamese)
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


def test_sort_key_fits_its_column():
    assert max(len(sort_key(name)) for name in listed_names()) <= 420


@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite knows no Vietnamese order"
)
def test_sort_key_agrees_with_postgresql():
    names = listed_names()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name"
            ' ORDER BY name COLLATE "vi-x-icu"',
            [names],
        )
        collated = [name for (name,) in cursor.fetchall()]

    mine = sorted(names, key=lambda name: (sort_key(name), name))

    assert [name.lower() for name in mine] == [name.lower() for name in collated]
