"""How a province or district ended, if it did: when, by what, into what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from communes.choices import KINDS_OF_LEVEL, LEVEL_ENDED_BY, UnitLevel
from communes.models import SuccessionLink, UnitVersion
from documents.models import Document


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


def ending_of(version: UnitVersion) -> Ending | None:
    """How the unit of a version ended; None where it goes on.

    No query for a version in force, one for a unit that was only renamed, else at most
    three.
    """
    if version.valid_to is None:
        return None
    districts = UnitVersion.objects.filter(
        kind__in=KINDS_OF_LEVEL[UnitLevel.DISTRICT], valid_to__isnull=True
    )
    versions = UnitVersion.objects.filter(unit=version.unit_id).order_by("-valid_from")
    ended_on, has_districts = versions.values_list("valid_to", Exists(districts))[0]
    if ended_on is None:
        return None
    link = _heir_link(version)
    is_district = version.kind in KINDS_OF_LEVEL[UnitLevel.DISTRICT]
    level_ended = is_district and not has_districts
    return Ending(
        day=ended_on,
        level_ended=level_ended,
        heir=UnitVersion(
            unit_id=link.successor_id, name=link.heir_name, kind=link.heir_kind
        )
        if link
        else None,
        document=_document_of(link, level_ended=level_ended),
    )


def _heir_link(version: UnitVersion) -> Any:
    """The link to the main successor of the unit, else of its province."""
    named = UnitVersion.objects.filter(unit=OuterRef("successor")).order_by(
        "-valid_from"
    )
    return (
        SuccessionLink.objects.filter(
            predecessor__in=[version.unit_id, version.province_id or 0]
        )
        .select_related("succession__document")
        .annotate(
            heir_name=Subquery(named.values("name")[:1]),
            heir_kind=Subquery(named.values("kind")[:1]),
            is_own=Case(When(predecessor=version.unit_id, then=Value(1)), default=0),
        )
        .order_by("-is_own", "-is_main", "pk")
        .first()
    )


def _document_of(link: Any, *, level_ended: bool) -> Document | None:
    """What ended the unit: the act on its whole level, else that of its succession."""
    if level_ended:
        key = LEVEL_ENDED_BY[UnitLevel.DISTRICT]
        return Document.objects.filter(key=key).first()
    return link.succession.document if link else None
