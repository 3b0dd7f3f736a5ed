"""What is kept in Vietnamese and said in the reader's language."""

import csv
from pathlib import Path

import pytest
import yaml
from django.template import Context, Template
from django.utils.translation import override

from documents.models import Document
from documents.wording import fill_english, in_language
from tests.builders import make_document

DATA = Path(__file__).resolve().parent.parent.parent / "data"


def shipped_documents():
    """Every row of every file of documents."""
    for path in sorted(DATA.glob("*/documents.csv")):
        yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    for path in sorted(DATA.glob("*/documents.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["documents"]


@pytest.mark.parametrize(
    ("language", "english", "said", "marked"),
    [
        ("vi", "News", "Tin", ""),
        ("en", "News", "News", ""),
        ("en", "", "Tin", ' lang="vi"'),
    ],
)
def test_text_is_said_in_the_readers_language(language, english, said, marked):
    with override(language):
        text = in_language("Tin", english)

    page = Template("{% load wording %}<b{{ text|lang }}>{{ text }}</b>")
    assert page.render(Context({"text": text})) == f"<b{marked}>{said}</b>"


def test_what_was_never_said_is_no_foreign_text():
    with override("en"):
        assert in_language("", "") == ""
        assert not hasattr(in_language("", ""), "lang")


@pytest.mark.parametrize("part", ["title", "issuer", "note"])
def test_every_shipped_document_has_its_english(part):
    rows = list(shipped_documents())

    assert len(rows) > 50
    missing = [r["key"] for r in rows if r.get(part) and not r.get(f"{part}_en")]
    assert missing == []


@pytest.mark.parametrize(
    "name", ["targets", "recognitions", "plans", "published-figures"]
)
def test_every_shipped_note_has_its_english(name):
    text = (DATA / "bac-kan" / f"{name}.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["note"]]

    assert rows
    assert [row["note"] for row in rows if not row["note_en"]] == []


@pytest.mark.django_db
def test_english_page_marks_what_has_no_english(client):
    document = make_document(number="", issuer="Quốc hội", issuer_en="")

    page = client.get(f"/en/van-ban/{document.key}/").content.decode()

    assert '<h1 lang="vi">Sắp xếp đơn vị hành chính</h1>' in page
    assert '<span lang="vi">Quốc hội</span>' in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/van-ban/?q=prime", "/en/tim-kiem/?q=prime"])
def test_documents_are_found_by_their_english_title(client, address):
    make_document(number="5/QĐ-TTg", title_en="Prime things")

    page = client.get(address).content.decode()

    assert "5/QĐ-TTg" in page
    assert '<span class="sub">Prime things</span>' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stands", "said", "becomes"),
    [
        (("Tin", ""), ("Tin", "News"), "News"),
        (("Tin", "Report"), ("Tin", "News"), "Report"),
        (("Tin khác", ""), ("Tin", "News"), ""),
        (("Tin", ""), ("Tin", ""), ""),
    ],
    ids=["lacks it", "has its own", "says something else", "file has none"],
)
def test_only_english_that_is_lacking_is_filled(stands, said, becomes):
    document = make_document(title=stands[0], title_en=stands[1])

    is_filled = fill_english(document, {"title": said[0], "title_en": said[1]})

    assert Document.objects.get().title_en == becomes
    assert is_filled == (becomes == "News")
