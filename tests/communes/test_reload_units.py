"""Loading again: broken off, after an office went on, with newer or other data."""

import datetime as dt
from copy import deepcopy
from dataclasses import replace

import pytest
from django.core.management import CommandError

from communes.actions import classify, retype
from communes.choices import Scheme, UnitKind
from communes.imports import write as writing
from communes.imports.compare import compare
from communes.models import (
    Classification,
    Succession,
    SuccessionLink,
    Unit,
    UnitVersion,
)
from communes.reports import counts_on
from documents.models import Document
from tests.builders import make_commune, make_document
from tests.communes.shipped import run
from tests.communes.units_data import bac_kan, load, nation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REFORM = dt.date(2025, 7, 1)
TABLES = [Document, Unit, UnitVersion, Classification, Succession, SuccessionLink]


def rows() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_nothing_is_written_unless_told() -> None:
    printed = run("load_units", "--only", "bac-kan")

    assert "Chưa ghi gì. Thêm --commit để ghi." in printed
    assert rows() == [0] * len(TABLES)


def test_nothing_stays_of_a_broken_run(monkeypatch) -> None:
    def fail(*args) -> None:
        raise RuntimeError

    monkeypatch.setattr(writing, "_write_successions", fail)

    with pytest.raises(RuntimeError):
        run("load_units", "--only", "bac-kan", "--commit")
    assert rows() == [0] * len(TABLES)


def test_run_after_an_office_went_on_changes_nothing() -> None:
    load(bac_kan())
    unit = UnitVersion.objects.in_force_on(REFORM).get(code="02143").unit
    day, document = dt.date(2026, 10, 1), make_document()
    retype(unit=unit, kind=UnitKind.PHUONG, day=day, document=document)
    classify(unit=unit, scheme=Scheme.ZONE, value="I", day=day, document=document)

    assert compare(bac_kan()).size == 0


def test_run_fills_english_that_a_document_lacks() -> None:
    load(bac_kan())
    one = Document.objects.exclude(note_en="").exclude(title_en="").earliest("pk")
    Document.objects.filter(pk=one.pk).update(title_en="", note="Sửa", note_en="")

    printed = run("load_units", "--only", "bac-kan", "--commit")

    stored = Document.objects.get(pk=one.pk)
    assert "Điền tiếng Anh: 1 văn bản" in printed
    # What somebody changed since is not what the English of the file says.
    assert (stored.title_en, stored.note_en) == (one.title_en, "")
    assert compare(bac_kan()).size == 0


def test_run_refuses_what_contradicts_the_database() -> None:
    make_commune("Khác", code="02143", valid_from=dt.date(2010, 1, 1))
    before = rows()

    with pytest.raises(CommandError, match="02143: cơ sở dữ liệu đã ghi khác"):
        run("load_units", "--only", "bac-kan", "--commit")
    assert rows() == before


def test_run_ends_what_newer_data_end() -> None:
    load(bac_kan())
    newer, day = deepcopy(bac_kan()), dt.date(2026, 10, 1)
    unit = newer.alive["02143"]
    newer.renew(unit, replace(unit.last, kind=UnitKind.PHUONG, valid_from=day))

    load(newer)

    old, new = UnitVersion.objects.filter(code="02143").order_by("valid_from")[1:]
    assert old.unit == new.unit
    assert old.valid_to == new.valid_from == day
    assert compare(newer).size == 0


def test_run_uses_document_known_under_another_key() -> None:
    mine = make_document(
        key="sap-xep-2020",
        number="855/NQ-UBTVQH14",
        issuer="Ủy ban Thường vụ Quốc hội",
        issued_on=dt.date(2020, 1, 10),
    )

    load(bac_kan())

    assert Document.objects.filter(number=mine.number).count() == 1
    assert Succession.objects.filter(document=mine).exists()


def test_nation_after_one_province_is_the_same_nation() -> None:
    run("load_units", "--only", "bac-kan", "--commit")
    part = Unit.objects.count()
    run("load_units", "--commit")

    plan = nation()
    assert 0 < part < len(plan.units)
    assert sum(counts_on(REFORM).values()) == 3321
    assert Unit.objects.count() == len(plan.units)
    links = sum(len(one.links) for one in plan.successions)
    assert SuccessionLink.objects.count() == links
    assert Succession.objects.count() == len(plan.successions)
    assert compare(plan).size == 0
