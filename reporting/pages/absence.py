"""The page of a place without results in words, and how a place ended."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.pages.parts import Link, document_url, place_url
from reporting.reports.absence import Absence
from reporting.reports.ending import Ending


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """What templates/reporting/empty.html prints."""

    title: str
    heading: str
    crumbs: list[Link]
    ending: dict[str, Any] | None
    years: list[Link]


def absence_page(absence: Absence, path: str, kept: dict[str, str]) -> AbsencePage:
    """Put it into words; `path` and `kept` are of the page that was asked for."""
    year = absence.where.year
    heading = _heading(absence)
    heir_year = year if year in absence.heir_years else None
    ending = ending_words(absence.ending, absence.place, heir_year)
    if ending and absence.ended_before:
        ending["text"] = ""  # the heading tells it
    nation = Link(_("Cả nước"), reverse("reporting:nation"))
    return AbsencePage(
        title=heading,
        heading=heading,
        crumbs=[nation, Link(absence.place.full_name)] if absence.place else [],
        ending=ending,
        years=_links_to(absence.years, path, kept),
    )


def nation_absence(
    year: int, years: list[int], path: str, kept: dict[str, str]
) -> AbsencePage:
    """The page of the country in a year without results, with the years that have."""
    heading = _("Cả nước chưa có kết quả năm %(year)s") % {"year": year}
    return AbsencePage(
        title=heading,
        heading=heading,
        crumbs=[],
        ending=None,
        years=_links_to(years, path, kept),
    )


def _links_to(years: list[int], path: str, kept: dict[str, str]) -> list[Link]:
    return [Link(str(y), f"{path}?{urlencode(kept | {'nam': str(y)})}") for y in years]


def _heading(absence: Absence) -> str:
    if absence.place is None or not (absence.years or absence.ending):
        return _("Chưa có kết quả nào trên cổng")
    said = {"place": absence.place.full_name, "year": absence.where.year}
    if absence.ended_before and absence.ending:
        said["day"] = date_format(absence.ending.day)
        if absence.ending.level_ended:
            return (
                _("%(place)s hết tồn tại ngày %(day)s, khi cả nước bỏ cấp huyện") % said
            )
        return _("%(place)s hết tồn tại ngày %(day)s") % said
    if absence.where.year is None:
        return _("%(place)s chưa có kết quả nào trên cổng") % said
    return _("%(place)s chưa có kết quả năm %(year)s") % said


def ending_words(
    ending: Ending | None, place: Any, heir_year: int | None = None
) -> dict[str, Any] | None:
    """How a place ended, with its successor and the document; None if it goes on."""
    if ending is None:
        return None
    said = {"place": place.full_name, "day": date_format(ending.day)}
    if ending.level_ended:
        text = _("%(place)s hết tồn tại ngày %(day)s, khi cả nước bỏ cấp huyện.") % said
        heir_label = _("Địa bàn nay thuộc")
    else:
        text = _("%(place)s hết tồn tại ngày %(day)s.") % said
        heir_label = _("Nhập vào")
    query = f"?nam={heir_year}" if heir_year else ""
    return {
        "text": text,
        "heir_label": heir_label,
        "heir": Link(ending.heir.full_name, place_url(ending.heir) + query)
        if ending.heir
        else None,
        "document": Link(ending.document.label, document_url(ending.document))
        if ending.document
        else None,
    }
