"""Documents: the library, and what each one decides here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    F,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from assessments.models import (
    Assessment,
    Plan,
    Procedure,
    PublishedFigure,
    RecognitionDecision,
)
from communes.models import BoundaryLayer, Classification, Succession, UnitVersion
from communes.names import fold_name
from criteria.models import CriteriaSet, Level, SubstitutionRule
from documents.models import Document
from reporting.models import Target
from reporting.reports.commune import named_links
from reporting.reports.plans import promised

PAGE_SIZE = 50


class NoSuchDocument(Exception):
    """No document has this key, or it decides nothing of that kind."""


def _newest_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows about a unit, with its latest name and kind, in Vietnamese order."""
    newest = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    return rows.annotate(
        unit_name=Subquery(newest.values("name")[:1]),
        unit_kind=Subquery(newest.values("kind")[:1]),
        unit_sort=Subquery(newest.values("name_sort")[:1]),
    )


def _by_unit(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _newest_names(rows).order_by("unit_sort", "pk")


# What may cite a document, and how its rows are read, by the name of the part.
PARTS: dict[str, tuple[type[Model], Callable[[QuerySet[Any]], QuerySet[Any]]]] = {
    "bo-tieu-chi": (CriteriaSet, lambda rows: rows.order_by("valid_from", "pk")),
    "muc": (
        Level,
        lambda rows: (
            rows.select_related("indicator__criterion", "indicator__measure")
            .prefetch_related("indicator__measure__options")
            .order_by(
                "indicator__criterion__criteria_set_id",
                "indicator__criterion__number",
                "indicator__position",
                "pk",
            )
        ),
    ),
    "vung-ap-dung": (SubstitutionRule, lambda rows: rows.order_by("pk")),
    "muc-tieu": (
        Target,
        lambda rows: _newest_names(rows).order_by("year_to", "metric", "pk"),
    ),
    "so-cong-bo": (
        PublishedFigure,
        lambda rows: _newest_names(rows).order_by("-as_of", "metric", "pk"),
    ),
    "cong-nhan": (RecognitionDecision, _by_unit),
    "ke-hoach": (Plan, _by_unit),
    "thu-tuc": (Procedure, lambda rows: rows.order_by("valid_from", "pk")),
    "sap-xep": (
        Succession,
        lambda rows: rows.prefetch_related(
            Prefetch("links", queryset=named_links().order_by("pk"))
        ).order_by("day", "pk"),
    ),
    "don-vi": (
        UnitVersion,
        lambda rows: rows.order_by("name_sort", "valid_from", "pk"),
    ),
    "phan-loai": (Classification, _by_unit),
    "ban-do": (BoundaryLayer, lambda rows: rows.order_by("pk")),
    "ket-qua": (
        Assessment,
        lambda rows: _by_unit(rows.select_related("period")),
    ),
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the library, with how many rows cite it, by part."""

    document: Document
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of fact that a document decides: a page of its rows."""

    key: str
    count: int
    rows: list[Any]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """A document and everything here that rests on it."""

    document: Document
    counts: dict[str, int]
    parts: list[Part]
    chosen: str


@dataclass(frozen=True, slots=True)
class Library:
    """A page of the documents that pass the search."""

    text: str
    kind: str
    rows: list[DocumentRow]
    shown: int
    total: int
    kinds: dict[str, int]
    page: int
    pages: int


def library(text: str = "", kind: str = "", page: int = 1) -> Library:
    """Documents, newest first; two queries at any size."""
    everything = list(
        Document.objects.values_list("pk", "kind", "number", "title", "title_en")
    )
    needle = fold_name(text)
    found = [
        (pk, its_kind)
        for pk, its_kind, *words in everything
        if not needle or needle in fold_name(" ".join(words))
    ]
    kinds: dict[str, int] = {}
    for _pk, its_kind in found:
        kinds[its_kind] = kinds.get(its_kind, 0) + 1
    chosen = [pk for pk, its_kind in found if kind in ("", its_kind)]
    pages = max(1, -(-len(chosen) // PAGE_SIZE))
    page = min(max(1, page), pages)
    start = (page - 1) * PAGE_SIZE
    documents = _with_counts(Document.objects.filter(pk__in=chosen)).order_by(
        F("issued_on").desc(nulls_last=True), "number", "pk"
    )
    return Library(
        text=text,
        kind=kind,
        rows=[
            DocumentRow(document, _counts(document))
            for document in documents[start : start + PAGE_SIZE]
        ],
        shown=len(chosen),
        total=len(everything),
        kinds=kinds,
        page=page,
        pages=pages,
    )


def document_report(key: str, chosen: str = "", page: int = 1) -> DocumentReport:
    """What a document decides; one query, and one or two for each part it has.

    With `chosen` that part alone, by pages. Raises NoSuchDocument.
    """
    document = _with_counts(Document.objects.filter(key=key)).first()
    if document is None:
        raise NoSuchDocument(key)
    counts = {name: n for name, n in _counts(document).items() if n}
    if chosen and chosen not in counts:
        raise NoSuchDocument(chosen)
    names = [chosen] if chosen else list(counts)
    parts = [_part(document, name, counts[name], page) for name in names]
    return DocumentReport(document, counts, parts, chosen)


def _with_counts(documents: QuerySet[Document]) -> QuerySet[Any]:
    """Documents with the number of rows of each part, as columns of one query."""
    return documents.annotate(
        **{f"n_{name}".replace("-", "_"): _count(m) for name, (m, _o) in PARTS.items()}
    )


def _count(model: Any) -> Coalesce:
    rows = _of(model).filter(document=OuterRef("pk")).order_by()
    counted = rows.values("document").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _of(model: Any) -> QuerySet[Any]:
    """Rows of a part: of plans those that everybody may read."""
    return promised() if model is Plan else model._default_manager.all()


def _counts(document: Any) -> dict[str, int]:
    return {name: getattr(document, f"n_{name}".replace("-", "_")) for name in PARTS}


def _part(document: Document, name: str, count: int, page: int) -> Part:
    model, read = PARTS[name]
    rows = read(_of(model).filter(document=document))
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(max(1, page), pages)
    start = (page - 1) * PAGE_SIZE
    return Part(name, count, list(rows[start : start + PAGE_SIZE]), page, pages)
