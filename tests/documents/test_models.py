"""Every rule of the documents' table, broken in the database itself."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError

from documents.choices import DocumentKind
from documents.models import Document
from tests.builders import make_document
from tests.constraints import constraints_of, refused_by

pytestmark = pytest.mark.django_db

RULES = constraints_of("documents")
SAME = {"issuer": "Chính phủ", "number": "07/NQ-CP"}


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("document_has_title", {"title": ""}),
        ("document_kind_known", {"kind": "rumour"}),
    ],
)
def test_document_refuses(rule, fields) -> None:
    with refused_by(RULES[rule]):
        make_document(**fields)


def test_document_refuses_number_twice_a_day() -> None:
    make_document(**SAME)

    with refused_by(RULES["document_number_once_a_day"]):
        make_document(**SAME)


def test_document_refuses_undated_number_twice() -> None:
    make_document(**SAME, issued_on=None)

    with refused_by(RULES["document_number_once_undated"]):
        make_document(**SAME, issued_on=None)


def test_document_allows_number_again_another_year() -> None:
    make_document(**SAME)
    make_document(**SAME, issued_on=dt.date(2021, 1, 10))
    make_document(**SAME, issued_on=None)

    assert Document.objects.filter(**SAME).count() == 3


def test_document_allows_many_without_number() -> None:
    make_document(number="", issued_on=None)
    make_document(number="", issued_on=None)

    assert Document.objects.count() == 2


def test_document_refuses_key_twice() -> None:
    make_document(key="nq-07")

    with pytest.raises(IntegrityError, match="key"):
        make_document(key="nq-07")


def test_every_constraint_is_broken_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")

    assert not [name for name in RULES if name not in text]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "Nghị quyết 855/NQ-UBTVQH14 (10/1/2020)"),
        ({"issued_on": None}, "Nghị quyết 855/NQ-UBTVQH14"),
        ({"number": ""}, "Sắp xếp đơn vị hành chính"),
    ],
)
def test_label_cites_number_and_day_or_title(fields, label) -> None:
    said = {"number": "855/NQ-UBTVQH14", "kind": DocumentKind.RESOLUTION} | fields

    assert str(make_document(**said)) == label


def test_label_of_another_kind_is_its_number():
    document = make_document(kind="other", number="1298/LĐTBXH-VPQGGN", issued_on=None)

    assert document.label == "1298/LĐTBXH-VPQGGN"
