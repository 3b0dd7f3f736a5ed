"""The list of what a person may enter, in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import PeriodSet
from assessments.reports.entry_places import EntryPlace
from assessments.views.deadline_words import closed_words, deadline_words
from assessments.views.entry_criterion import Link
from communes.clock import today


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One commune in one round."""

    url: str
    label: str
    unit: str
    state: str
    days: str
    plan_url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What templates/entry/home.html prints."""

    heading: str
    crumbs: tuple[Link, ...]
    rows: tuple[HomeRow, ...]


def place_url(place: EntryPlace) -> str:
    """The page of one commune and period set."""
    return _address(place, "entry:page")


def _address(place: EntryPlace, view: str) -> str:
    period_set = place.period_set
    args = [period_set.period.year, place.unit.unit_id, period_set.pk]
    return reverse(view, args=args)


def home_page(places: list[EntryPlace]) -> HomePage:
    """What a person may enter, in words."""
    heading = _("Nhập liệu")
    return HomePage(
        heading=heading,
        crumbs=(Link("", heading),),
        rows=tuple(
            HomeRow(
                url=place_url(place),
                label=_label(place.period_set),
                unit=place.unit.full_name,
                state=_handed_in(place),
                days=_closing(place),
                plan_url=_address(place, "plans:page"),
            )
            for place in places
        ),
    )


def _label(period_set: PeriodSet) -> str:
    return f"{period_set.period.year}: {period_set.criteria_set.name}"


def _handed_in(place: EntryPlace) -> str:
    said = {"n": place.handed_in, "total": place.total, "back": place.returned}
    if place.returned:
        return _("Đã nộp %(n)s trên %(total)s tiêu chí, %(back)s bị trả lại") % said
    return _("Đã nộp %(n)s trên %(total)s tiêu chí") % said


def _closing(place: EntryPlace) -> str:
    period = place.period_set.period
    if period.closed_at is not None:
        return closed_words(place.given)
    if not place.is_there:
        return _("Đơn vị không còn, kết quả cũ chỉ xem được.")
    if period.closes_on is None:
        return ""
    return deadline_words(period.closes_on, (period.closes_on - today()).days)
