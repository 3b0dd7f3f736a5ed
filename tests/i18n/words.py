"""What a reader of an English page sees that is still Vietnamese."""

import re
from collections.abc import Collection, Iterable
from html.parser import HTMLParser
from typing import Any, Self

from django.apps import apps
from django.db.models import CharField, TextField

VIETNAMESE = re.compile(
    "[ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]",
    re.IGNORECASE,
)
# Attributes that are read out or shown.
SPOKEN = {"aria-label", "title", "alt", "placeholder", "value", "data-label"}
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line"}
# What has English beside it or is told anew, so that its Vietnamese is a fault.
WORDED = (
    "name_vi",
    "unit_vi",
    "level_reason",
    *(f"documents.Document.{name}" for name in ("title", "issuer", "note")),
    "text_vi",
    "assessments.Plan.note",
    "assessments.PublishedFigure.note",
    "assessments.RecognitionDecision.note",
    "communes.BoundaryLayer.title",
    "reporting.Target.note",
)
# The only Vietnamese that pages for everybody may hold.
PROPER = {"communes.UnitVersion.name", "documents.Document.number"}
# Names up to so many words are looked for word by word.
SHORT = 8
OURS = ["accounts", "assessments", "communes", "criteria", "documents", "reporting"]


class PageWords(HTMLParser):
    """Pieces of text of a page, without those marked as Vietnamese."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.languages: list[str | None] = []
        self.language = ""
        self._open: list[tuple[str, bool]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        said = dict(attrs)
        if tag == "html":
            self.language = said.get("lang", "")
        foreign = self._is_foreign() or (tag != "html" and said.get("lang") == "vi")
        if not foreign:
            self.pieces += [v for k, v in attrs if k in SPOKEN and v]
        if tag not in VOID:
            self._open.append((tag, foreign))

    def handle_startendtag(self, tag: str, attrs: list[Any]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self._is_foreign():
            self.pieces.append(text)

    def _is_foreign(self) -> bool:
        return bool(self._open) and (
            self._open[-1][1] or self._open[-1][0] in {"style", "script"}
        )


class Names:
    """What rows call themselves, which no catalogue translates."""

    def __init__(self, models: Iterable[Any], but: Collection[str] = WORDED) -> None:
        self._take(text for model in models for text in _texts(_free(model, but)))

    @classmethod
    def proper(cls) -> Self:
        """Names of units, numbers of documents, and what our English calls things."""
        names = cls([])
        names._take(t for model in own_models() for t in _texts(_proper(model)))
        return names

    def _take(self, texts: Iterable[str]) -> None:
        said = set(texts)
        self.long = sorted((t for t in said if len(_tokens(t)) > SHORT), key=len)[::-1]
        self.short = {" ".join(_tokens(t)).lower() for t in said}

    def without(self, text: str) -> str:
        """The text with every name taken out."""
        for name in self.long:
            text = text.replace(name, "")
        words, kept, place = _tokens(text), [], 0
        while place < len(words):
            sizes = range(SHORT, 0, -1)
            size = next((n for n in sizes if self._is_name(words, place, n)), 0)
            if not size:
                kept.append(words[place])
            place += size or 1
        return " ".join(kept)

    def _is_name(self, words: list[str], place: int, size: int) -> bool:
        return " ".join(words[place : place + size]).lower() in self.short


def own_models() -> list[Any]:
    """Every model of ours."""
    return [model for name in OURS for model in apps.get_app_config(name).get_models()]


def leftovers(page: str, names: Names) -> list[str]:
    """Pieces with Vietnamese letters that no row gave."""
    left = []
    for piece in dict.fromkeys(PageWords(page).pieces):
        if VIETNAMESE.search(piece) and VIETNAMESE.search(names.without(piece)):
            left.append(piece)
    return left


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w./-]+|[^\w\s]", text)


def _free(model: Any, but: Collection[str]) -> list[Any]:
    """Fields of free text, without those in `but`, named alone or in full."""
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, CharField | TextField)
        and not f.choices
        and not {f.name, str(f)} & set(but)
    ]


def _proper(model: Any) -> list[Any]:
    return [f for f in _free(model, ()) if f.name.endswith("_en") or str(f) in PROPER]


def _texts(fields: list[Any]) -> set[str]:
    """What the rows of a model say in these fields."""
    if not fields:
        return set()
    rows = fields[0].model.objects.values_list(*(f.name for f in fields)).distinct()
    return {
        " ".join(line.split())
        for row in rows
        for text in row
        if text and VIETNAMESE.search(text)
        for line in text.splitlines()
    }
