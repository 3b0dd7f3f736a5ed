"""How a province or district ended, if it did: when, by what, into what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from communes.choices import KINDS_OF_LEVEL, LEVEL_ENDED_BY, UnitLevel
from communes.models import SuccessionLink, UnitVersion
from documents.models import Document

_CITED = {"kind", "number", "issued_on", "title", "key"}


@dataclass(frozen=True, slots=True)
class Ending:
    """The first day on which a unit is no longer; `heir` is where it went.

    Of a district whose level ended, the heir is that of its province, or none where
    the province goes on.
    """

    day: dt.date
    level_ended: bool
    heir: UnitVersion | None
    document: Document | None


def with_ending(versions: QuerySet[Any]) -> QuerySet[Any]:
    """The versions of provinces and districts, each knowing how its unit ended."""
    latest = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    districts = UnitVersion.objects.filter(
        kind__in=KINDS_OF_LEVEL[UnitLevel.DISTRICT], valid_to__isnull=True
    )
    return versions.annotate(
        ended_on=Subquery(latest.values("valid_to")[:1]),
        has_districts_today=Exists(districts),
        heir=Coalesce(_heir("unit"), _heir("province")),
        no_districts_by=Subquery(
            Document.objects.filter(key=LEVEL_ENDED_BY[UnitLevel.DISTRICT]).values(
                said=JSONObject(**{name: name for name in _CITED})
            )
        ),
    )


def _heir(column: str) -> Subquery:
    """The main successor of a unit with the document that named it."""
    named = UnitVersion.objects.filter(unit=OuterRef("successor")).order_by(
        "-valid_from"
    )
    links = (
        SuccessionLink.objects.filter(predecessor=OuterRef(column))
        .annotate(
            heir_name=Subquery(named.values("name")[:1]),
            heir_kind=Subquery(named.values("kind")[:1]),
        )
        .order_by("-is_main", "pk")
    )
    cited = {name: f"succession__document__{name}" for name in _CITED}
    return Subquery(
        links.values(
            said=JSONObject(
                unit_id="successor",
                name="heir_name",
                unit_kind="heir_kind",
                **cited,
            )
        )[:1]
    )


def ending_of(version: Any) -> Ending | None:
    """What `with_ending` told of a version; None where its unit goes on."""
    if version.ended_on is None:
        return None
    said = version.heir
    is_district = version.kind in KINDS_OF_LEVEL[UnitLevel.DISTRICT]
    level_ended = is_district and not version.has_districts_today
    cited = version.no_districts_by if level_ended else said
    return Ending(
        day=version.ended_on,
        level_ended=level_ended,
        heir=UnitVersion(
            unit_id=said["unit_id"], name=said["name"], kind=said["unit_kind"]
        )
        if said
        else None,
        document=_document(cited) if cited else None,
    )


def _document(said: dict[str, Any]) -> Document:
    """A document as it is cited, from the columns read with the version."""
    issued = said["issued_on"]
    columns = {name: said[name] for name in _CITED}
    return Document(
        **columns | {"issued_on": dt.date.fromisoformat(issued) if issued else None}
    )
