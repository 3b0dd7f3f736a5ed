"""The catalogues hold every message, and the check would notice if they did not."""

import io
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from scripts.check_translations import FOLDERS, behind, check, faults, mixed
from scripts.messages import KEYWORDS, ROOT, as_python, is_translated, updated

CATALOGUES = [path for name in FOLDERS for path in sorted((ROOT / name).rglob("*.po"))]
DJANGO = Path(django.__file__).parent
# Messages of Django that no page of this site shows: those of its developers.
NEVER_SHOWN = [
    "DEBUG",
    "Django",
    "Tutorial",
    "Topics, references",
    "Connect, get",
    "The install",
]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.parts[-4])
def test_catalogue_is_complete_and_abreast_of_the_sources(path):
    assert check(path) == []


def test_check_finds_a_string_that_is_not_in_the_catalogue():
    found = Catalog()
    found.add("Xã", locations=[("a.py", 0)])
    found.add(("%(n)s xã", "%(n)s xã"), locations=[("b.html", 0)])
    catalogue = Catalog()
    catalogue.add("%(n)s xã", "%(n)s communes")

    faulty = list(behind(catalogue, found))

    assert len(faulty) == 2
    assert "'Xã' of a.py" in faulty[0]
    assert "b.html" in faulty[1]


def test_check_finds_fuzzy_empty_and_broken_messages():
    catalogue = Catalog(locale="en", fuzzy=False)
    catalogue.add("một", "one", flags=["fuzzy"])
    catalogue.add("hai", "")
    catalogue.add(("%(n)s xã", "%(n)s xã"), ("%(n)s commune", ""))
    catalogue.add("%(n)s huyện", "%(m)s district")

    kinds = [fault.split(":")[0] for fault in faults(catalogue)]

    assert kinds[:3] == ["fuzzy", "missing", "missing"]
    assert len(kinds) == 4


def test_check_finds_a_counting_string_without_its_number():
    texts = [
        ("a.py", b'ngettext("%(n)s xa", "%(n)s xa", n); ngettext("xa", "xa", n)'),
        ("b.py", b'_("%(n)s xa"); _("xa")'),
    ]

    assert list(mixed(texts)) == ["without its number: '%(n)s xa' of b.py"]


def test_strings_of_templates_are_found():
    template = """{% load i18n %}
      <p class="it's">{% translate "Xã" %} {{ x|default:_("chưa") }}</p>
    {% blocktranslate count n=n trimmed %}
      {{ n }} xã
    {% plural %}
      {{ n }} xã
    {% endblocktranslate %}{% translate "Nộp" context "nút" %}"""

    calls = extract("python", io.BytesIO(as_python(template, "x.html")), KEYWORDS)

    assert {(message, context) for _line, message, _c, context in calls} == {
        ("Xã", None),
        ("chưa", None),
        (("%(n)s xã", "%(n)s xã"), None),
        ("Nộp", "nút"),
    }


def test_update_keeps_translations_and_drops_what_left_the_sources():
    found = Catalog()
    found.add("mới")
    found.add("xã")
    found.add(("%(n)s huyện", "%(n)s huyện"))
    catalogue = Catalog()
    catalogue.add("xã", "commune")
    catalogue.add("cũ", "old")
    catalogue.add("%(n)s huyện", "%(n)s district")

    texts = {m.id: m.string for m in updated(catalogue, found) if m.id}

    plural = ("%(n)s huyện", "%(n)s huyện")
    assert texts == {"mới": None, "xã": "commune", plural: ("", "")}
    assert not any(message.fuzzy for message in catalogue if message.id)


@pytest.mark.parametrize("part", ["conf", "contrib/admin", "contrib/auth"])
def test_vendor_catalogue_holds_what_django_lacks_in_vietnamese(part):
    ours = _messages(ROOT / "locale_vendor/vi/LC_MESSAGES/django.po")
    shipped = _messages(DJANGO / part / "locale/vi/LC_MESSAGES/django.po")
    known = {key for key, message in (shipped | ours).items() if is_translated(message)}

    missing = [
        str(key[1])
        for key in _messages(DJANGO / part / "locale/en/LC_MESSAGES/django.po")
        if key not in known and not any(word in str(key[1]) for word in NEVER_SHOWN)
    ]

    assert missing == []


def _messages(path):
    """Messages by context and text, both forms where one counts; no fuzzy ones."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    return {(m.context, m.id): m for m in catalogue if m.id and not m.fuzzy}
