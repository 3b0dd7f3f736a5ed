"""What is known of a unit on a day: its region, classes and provinces."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from communes.choices import Scheme
from communes.dated import in_force_q
from communes.models import Classification, SuccessionLink, UnitVersion


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """Facts of one unit on one day.

    `classes` holds known schemes only, own or else of the province. `province_ids`
    is the province of that day, then the dissolved ones whose territory the unit
    lies on, latest first.
    """

    unit_id: int
    version_id: int
    name: str
    district_id: int | None
    province_ids: tuple[int, ...]
    classes: dict[str, str] = field(default_factory=dict)

    @property
    def region(self) -> str | None:
        """Region of the sets of 2010–2025, None = unknown."""
        return self.classes.get(Scheme.REGION)


def facts_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, UnitFacts]:
    """Facts of the units in force on `day`, by unit id; five queries at any size."""
    rows = UnitVersion.objects.in_force_on(day).filter(unit_id__in=set(unit_ids))
    versions = {version.unit_id: version for version in rows}
    former = _former_provinces(versions, day)
    provinces = {v.province_id or v.unit_id for v in versions.values()}
    classes = _classes({*versions, *provinces}, day)
    return {
        unit_id: _facts(version, former.get(unit_id, []), classes)
        for unit_id, version in versions.items()
    }


def _facts(
    version: UnitVersion, former: list[int], classes: dict[int, dict[str, str]]
) -> UnitFacts:
    province_id = version.province_id or version.unit_id
    known = {**classes.get(province_id, {}), **classes.get(version.unit_id, {})}
    return UnitFacts(
        unit_id=version.unit_id,
        version_id=version.pk,
        name=version.name,
        district_id=version.parent_id if version.parent_id != province_id else None,
        province_ids=(province_id, *[p for p in former if p != province_id]),
        classes=known,
    )


def _classes(unit_ids: set[int], day: dt.date) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    rows = Classification.objects.in_force_on(day).filter(unit_id__in=unit_ids)
    for unit_id, scheme, value in rows.values_list("unit_id", "scheme", "value"):
        found.setdefault(unit_id, {})[scheme] = value
    return found


def _former_provinces(
    versions: dict[int, UnitVersion], day: dt.date
) -> dict[int, list[int]]:
    """Dissolved provinces of each unit: its own past ones, then its predecessors'."""
    links = SuccessionLink.objects.filter(
        successor_id__in=versions, succession__day__lte=day
    ).order_by("-is_main", "pk")
    heirs: dict[int, list[int]] = {unit_id: [unit_id] for unit_id in versions}
    for successor_id, predecessor_id in links.values_list(
        "successor_id", "predecessor_id"
    ):
        heirs[successor_id].append(predecessor_id)
    past = _past_provinces({u for units in heirs.values() for u in units}, day)
    return {
        unit_id: list(dict.fromkeys(p for u in units for p in past.get(u, [])))
        for unit_id, units in heirs.items()
    }


def _past_provinces(unit_ids: set[int], day: dt.date) -> dict[int, list[int]]:
    """Provinces of ended versions, where the province itself has ended by `day`."""
    rows = (
        UnitVersion.objects.filter(unit_id__in=unit_ids, valid_to__lte=day)
        .exclude(province__isnull=True)
        .order_by("-valid_to")
        .values_list("unit_id", "province_id")
    )
    pairs = list(rows)
    alive = set(
        UnitVersion.objects.filter(
            in_force_q(day), unit_id__in={province for _, province in pairs}
        ).values_list("unit_id", flat=True)
    )
    found: dict[int, list[int]] = {}
    for unit_id, province_id in pairs:
        if province_id not in alive:
            found.setdefault(unit_id, []).append(province_id)
    return found
