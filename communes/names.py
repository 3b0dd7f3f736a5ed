"""Vietnamese names: with their kinds, folded for search, as keys for sorting.

Stored beside each name because SQLite cannot fold "Đ" and the default order of
PostgreSQL puts Ân after Ea.
"""

import re
import unicodedata
from functools import cache, lru_cache

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from communes.choices import UnitKind

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_BASE = {letter: f"{position:02d}" for position, letter in enumerate(_ALPHABET)}
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter

# How a kind and a name are written together.
_FULL = {
    UnitKind.TINH: _("Tỉnh %(name)s"),
    UnitKind.THANH_PHO_TW: _("Thành phố %(name)s"),
    UnitKind.HUYEN: _("Huyện %(name)s"),
    UnitKind.QUAN: _("Quận %(name)s"),
    UnitKind.THI_XA: _("Thị xã %(name)s"),
    UnitKind.THANH_PHO: _("Thành phố %(name)s"),
    UnitKind.XA: _("Xã %(name)s"),
    UnitKind.PHUONG: _("Phường %(name)s"),
    UnitKind.THI_TRAN: _("Thị trấn %(name)s"),
    UnitKind.DAC_KHU: _("Đặc khu %(name)s"),
    UnitKind.THON: _("Thôn %(name)s"),
}
# English puts a number behind the kind, other names before it.
_NUMBERED = {
    UnitKind.QUAN: _("Quận %(number)s"),
    UnitKind.PHUONG: _("Phường %(number)s"),
    UnitKind.THON: _("Thôn %(number)s"),
}


def full_name(kind: str, name: str) -> str:
    """A unit as a reader knows it: "Xã Sĩ Bình", "Sĩ Bình commune"."""
    what = UnitKind(kind)
    if name.isdigit() and what in _NUMBERED:
        return str(_NUMBERED[what] % {"number": name})
    return str(_FULL[what] % {"name": name})


def official_name(kind: str, name: str) -> str:
    """A unit as Vietnamese documents write it, whatever the reader's language."""
    with override("vi"):
        return full_name(kind, name)


@cache
def _kind_slug(kind: str) -> str:
    return slugify(fold(official_name(kind, "")))


# Every unit of the country fits; a list asks for a hundred at a time.
@lru_cache(maxsize=32_768)
def slug_of(kind: str, name: str) -> str:
    """The readable part of an address: "xa-si-binh"."""
    return f"{_kind_slug(kind)}-{slugify(fold(name))}"


def nfc(text: str) -> str:
    """The text composed, with single spaces and no spaces around it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """The text for search: no marks, đ as d, lower case ("Sĩ Bình" → "si binh")."""
    plain = unicodedata.normalize("NFD", nfc(text).lower())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.replace("đ", "d")


def fold_name(text: str) -> str:
    """A name for search, with y read as i: "Sỹ Bình" and "Sĩ Bình" are one name."""
    return fold(text).replace("y", "i")


@cache
def _kind_words() -> list[tuple[UnitKind, str]]:
    """Kinds as either language writes them beside a name, folded."""
    found = []
    for language in ("vi", "en"):
        with override(language):
            found += [(kind, fold_name(full_name(kind, ""))) for kind in UnitKind]
    return found


def without_kind(name: str) -> list[tuple[str, str]]:
    """How a folded name may be read, as (kind, name): as it is, of any kind (""), and
    without the word for a kind before or behind it.
    """
    found = [("", name)]
    for kind, word in _kind_words():
        for bare in (name.removeprefix(f"{word} "), name.removesuffix(f" {word}")):
            if bare != name:
                found.append((kind, bare))
    return found


def bare_name(name: str) -> str:
    """The name without the word for a kind before it: "Xã Sĩ Bình" → "Sĩ Bình".

    Marks count: "Tĩnh Túc" begins with no tỉnh.
    """
    name = nfc(name)
    for kind in UnitKind:
        word = official_name(kind, "")
        if name.casefold().startswith(word.casefold()):
            return name[len(word) :]
    return name


def _letter(cluster: str) -> tuple[str, str]:
    """One letter with its marks as (place in the alphabet, tone)."""
    marks = unicodedata.normalize("NFD", cluster)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    base = unicodedata.normalize(
        "NFC", "".join(c for c in marks if c not in _TONES or c in _SHAPES)
    )
    return _BASE.get(base, ""), tone


def sort_key(text: str) -> str:
    """A string whose plain byte order is Vietnamese alphabetical order.

    Letters first in the order a ă â b c d đ …, then tones ngang huyền hỏi ngã sắc
    nặng; spaces come before digits, digits before letters.
    """
    primary, tones = [], []
    for cluster in nfc(text).lower():
        if cluster.isalpha():
            place, tone = _letter(cluster)
            primary.append(f"c{place or 'zz'}")
            tones.append(tone)
        elif cluster.isdigit():
            primary.append(f"b{cluster}")
        else:
            primary.append("a")
    return "".join(primary) + "!" + "".join(tones)
