"""What a map is coloured by: criteria met, one criterion, or change on last year."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.summaries import counting_of
from criteria.choices import OUTCOME_OF_LETTER, Outcome
from criteria.rules.outcomes import counts_as_met
from reporting.pages.cells import NO_NUMBER, mark_of
from reporting.pages.parts import band_css, band_label, signed
from reporting.reports.map import MapReport, Place
from reporting.reports.rows import CommuneRow
from reporting.reports.scope import Scope

CHANGE = "thay-doi"
CRITERION = "tieu-chi-"
# A gain that is coloured as a large one.
LARGE = 3


@dataclass(frozen=True, slots=True)
class MapClass:
    """One entry of the legend: its colour, a sample, and the list that it counts."""

    key: str
    css: str
    sample: str
    label: str
    narrow: tuple[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What one unit shows: its class, the sign inside, the words of its title."""

    key: str
    css: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Colouring:
    """One way to colour the map. `mark` takes a row that has an account."""

    value: str
    label: str
    sign_note: str
    classes: list[MapClass]
    of_row: Callable[[CommuneRow], Mark | None]

    def mark(self, place: Place) -> Mark:
        """The mark of a place; hollow where nothing is known of it."""
        row = place.row
        found = self.of_row(row) if row is not None and row.has_account else None
        return found or Mark("none", "nd", "…", _("chưa có số liệu"))


def no_figures() -> MapClass:
    """The entry for what is not known, drawn hollow."""
    return MapClass("none", "nd", "…", _("Chưa có số liệu"))


def colouring_of(report: MapReport, wanted: str) -> Colouring:
    """The colouring asked for; by criteria met where it cannot be had."""
    scope = report.scope
    if scope is None:
        return Colouring("", _("Số tiêu chí đạt"), "", [], lambda row: None)
    if wanted == CHANGE:
        return _by_change(scope)
    number = wanted.removeprefix(CRITERION)
    if number.isascii() and number.isdigit() and int(number) in scope.numbers:
        return _by_criterion(scope, int(number))
    return _by_bands(scope)


def _by_bands(scope: Scope) -> Colouring:
    css = band_css(scope.bands)
    total = len(scope.criteria)

    def mark(row: CommuneRow) -> Mark | None:
        band = next((b for b in scope.bands if row.in_band(b)), None)
        if band is None:
            return None
        words = _("%(met)s/%(total)s tiêu chí") % {"met": row.met, "total": total}
        return Mark(str(band.minimum), css[band.minimum], str(row.met), words)

    return Colouring(
        value="",
        label=_("Số tiêu chí đạt"),
        sign_note=_("Số trong ô là số tiêu chí đạt."),
        classes=[
            MapClass(
                key=str(band.minimum),
                css=css[band.minimum],
                sample=str(band.minimum),
                label=band_label(band).capitalize(),
                narrow=("dat", band.minimum),
            )
            for band in scope.bands
        ],
        of_row=mark,
    )


# Colour of each outcome of one criterion, before it is counted.
_CSS = {
    Outcome.MET: "mt",
    Outcome.BASICALLY_MET: "mt",
    Outcome.NOT_APPLICABLE: "na",
    Outcome.NOT_MET: "ft",
    Outcome.NOT_ASSESSED: "nd",
}


def _sign(outcome: Outcome) -> str:
    """The mark of the matrix; what is not met has no number of indicators here."""
    return NO_NUMBER if outcome == Outcome.NOT_MET else mark_of(outcome.letter)


def _by_criterion(scope: Scope, number: int) -> Colouring:
    """Counted as the set counts; the sign inside tells the outcome itself."""
    counting = counting_of(scope.criteria_set)
    place = scope.numbers.index(number)
    name = f"{number}. {scope.criteria[place].name}"

    def mark(row: CommuneRow) -> Mark:
        outcome = OUTCOME_OF_LETTER[row.letters[place]]
        css = _CSS[outcome]
        if outcome == Outcome.NOT_ASSESSED:
            key = "open"
        elif counts_as_met(outcome, counting):
            key = "met"
        else:
            key, css = "short", "ft"
        return Mark(key, css, _sign(outcome), str(outcome.label).lower())

    return Colouring(
        value=f"{CRITERION}{number}",
        label=_("Tiêu chí %(name)s") % {"name": name},
        sign_note="; ".join(f"{_sign(o)}: {str(o.label).lower()}" for o in Outcome)
        + ".",
        classes=[
            MapClass(
                "met", "mt", _sign(Outcome.MET), _("Đạt"), ("dat_tieu_chi", number)
            ),
            MapClass("short", "ft", NO_NUMBER, _("Chưa đạt"), ("thieu", number)),
            MapClass("open", "nd", "?", _("Chưa đánh giá"), ("cho", number)),
        ],
        of_row=mark,
    )


def _by_change(scope: Scope) -> Colouring:
    classes = [
        MapClass("up", "b19", "+3", _("Thêm từ %(n)s") % {"n": LARGE}),
        MapClass("more", "b15", "+1", _("Thêm 1–%(n)s") % {"n": LARGE - 1}),
        MapClass("same", "b10", "0", _("Không đổi")),
        MapClass("less", "b0", "−1", _("Bớt")),
    ]
    css = {one.key: one.css for one in classes}

    def mark(row: CommuneRow) -> Mark | None:
        change = row.change
        if change is None:
            return None
        key = (
            "less"
            if change < 0
            else "same"
            if change == 0
            else "more"
            if change < LARGE
            else "up"
        )
        words = _("%(change)s tiêu chí so với năm %(year)s") % {
            "change": signed(change),
            "year": scope.year - 1,
        }
        return Mark(key, css[key], signed(change), words)

    return Colouring(
        value=CHANGE,
        label=_("Thay đổi so với năm trước"),
        sign_note=_("Số trong ô là số tiêu chí thêm hoặc bớt so với năm trước."),
        classes=classes,
        of_row=mark,
    )
