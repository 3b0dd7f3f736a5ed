"""Loading the plans of communes: the year and tier a road map names each for."""

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Plan
from communes.choices import KINDS_OF_LEVEL, UnitLevel
from communes.models import Unit, UnitVersion
from communes.names import fold_name
from criteria.choices import Tier
from documents.models import Document
from documents.wording import fill_english
from reporting.demo.rows import Row, rows_of


class PlansError(Exception):
    """What of a file cannot be loaded, a line each."""


@transaction.atomic
def load_plans(path: Path, documents: dict[str, Document], province: Unit) -> int:
    """Load one file, all of it or nothing; returns how many plans were new.

    A plan that stands only gets the English that it lacks: a document that names
    another year for the same unit and tier is refused.
    """
    refused: list[str] = []
    plans: list[Plan] = []
    units = _Units(province)
    for line, row in enumerate(rows_of(path), 2):
        try:
            plans.append(_plan(row, documents, units))
        except PlansError as error:
            refused.append(f"{path.name}:{line}: {error}")
    refused += _second_years(plans)
    if refused:
        raise PlansError("\n".join(refused))
    return sum(_is_new(plan) for plan in plans)


class _Units:
    """The communes of a province as they stood on the first day of each year."""

    def __init__(self, province: Unit) -> None:
        self.province = province
        self.by_year: dict[int, dict[str, UnitVersion]] = {}

    def named(self, code: str, name: str, year: int) -> Unit:
        """The unit of that code and name when the year began, before any merger in it.

        Raises PlansError where code and name are not of one unit.
        """
        if year not in self.by_year:
            self.by_year[year] = self._on(dt.date(year, 1, 1))
        found = self.by_year[year].get(code)
        if found is None:
            said = {"code": code, "year": year}
            raise PlansError(_("ngày 1/1/%(year)s không có xã mã %(code)s") % said)
        if found.name_search != fold_name(name):
            said = {"code": code, "year": year, "found": found.name, "name": name}
            text = _("ngày 1/1/%(year)s mã %(code)s là %(found)s, không phải %(name)s")
            raise PlansError(text % said)
        return found.unit

    def _on(self, day: dt.date) -> dict[str, UnitVersion]:
        versions = UnitVersion.objects.in_force_on(day).filter(
            province=self.province, kind__in=KINDS_OF_LEVEL[UnitLevel.COMMUNE]
        )
        return {version.code: version for version in versions.select_related("unit")}


def _plan(row: Row, documents: dict[str, Document], units: _Units) -> Plan:
    if not row["year"].isdecimal():
        raise PlansError(_("không phải năm: “%(value)s”") % {"value": row["year"]})
    if row["tier"] not in Tier.values:
        raise PlansError(_("không có chuẩn “%(value)s”") % {"value": row["tier"]})
    if row["document"] not in documents:
        text = _("không có văn bản “%(value)s”")
        raise PlansError(text % {"value": row["document"]})
    year = int(row["year"])
    return Plan(
        unit=units.named(row["code"], row["name"], year),
        tier=row["tier"],
        year=year,
        document=documents[row["document"]],
        note=row["note"],
        note_en=row.get("note_en", ""),
    )


def _second_years(plans: list[Plan]) -> list[str]:
    """Plans that give another year than the same document gave before."""
    stored = Plan.objects.filter(document__in={plan.document for plan in plans})
    known = {(p.unit_id, p.tier, p.document_id): p.year for p in stored}
    found = []
    for plan in plans:
        key = (plan.unit_id, plan.tier, plan.document_id)
        year = known.setdefault(key, plan.year)
        if year != plan.year:
            said = {"key": plan.document.key, "year": year, "other": plan.year}
            text = _("%(key)s đã ghi năm %(year)s, không thể là %(other)s cho cùng xã")
            found.append(text % said)
    return found


def _is_new(plan: Plan) -> bool:
    said = {"note": plan.note, "note_en": plan.note_en}
    row, is_new = Plan.objects.get_or_create(
        unit=plan.unit,
        tier=plan.tier,
        year=plan.year,
        document=plan.document,
        defaults=said,
    )
    fill_english(row, said)
    return is_new
