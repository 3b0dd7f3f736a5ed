"""What a map is coloured by: criteria met, one criterion, or change on last year."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.summaries import counting_of
from criteria.choices import OUTCOME_OF_LETTER, Outcome
from criteria.rules.outcomes import counts_as_met
from reporting.pages.cells import NO_NUMBER, mark_of
from reporting.pages.parts import band_css, band_label, number, signed
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
    of_group: Callable[[list[CommuneRow]], Mark]

    def mark(self, place: Place) -> Mark:
        """The mark of a place; hollow where nothing is known of it."""
        row = place.row
        found = self.of_row(row) if row is not None and row.has_results else None
        return found or _unknown()

    def mark_group(self, places: list[Place]) -> Mark:
        """The mark of a district as a whole."""
        rows = [p.row for p in places if p.row is not None and p.row.has_results]
        return self.of_group(rows) if rows else _unknown()


def _unknown() -> Mark:
    return Mark("none", "nd", "…", _("chưa có số liệu"))


def no_figures() -> MapClass:
    """The entry for what is not known, drawn hollow."""
    return MapClass("none", "nd", "…", _("Chưa có số liệu"))


def colouring_of(report: MapReport, wanted: str) -> Colouring:
    """The colouring asked for; by criteria met where it cannot be had."""
    scope = report.scope
    if scope is None:
        return Colouring(
            value="",
            label=_("Số tiêu chí đạt"),
            sign_note="",
            classes=[],
            of_row=lambda row: None,
            of_group=lambda rows: _unknown(),
        )
    if wanted == CHANGE:
        return _by_change(scope)
    asked = wanted.removeprefix(CRITERION)
    if asked.isascii() and asked.isdigit() and int(asked) in scope.numbers:
        return _by_criterion(scope, int(asked))
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

    def mark_group(rows: list[CommuneRow]) -> Mark:
        average = sum(row.met for row in rows) / len(rows)
        band = next(b for b in scope.bands if int(average) >= b.minimum)
        said = number(average, 1)
        words = _("bình quân %(average)s tiêu chí mỗi xã") % {"average": said}
        return Mark(str(band.minimum), css[band.minimum], said, words)

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
        of_group=mark_group,
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


def _by_criterion(scope: Scope, asked: int) -> Colouring:
    """Counted as the set counts; the sign inside tells the outcome itself."""
    counting = counting_of(scope.criteria_set)
    place = scope.numbers.index(asked)
    name = f"{asked}. {scope.criteria[place].name}"

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

    def mark_group(rows: list[CommuneRow]) -> Mark:
        found = Counter(mark(row).key for row in rows)
        met = found["met"]
        words = _("%(met)s trên %(total)s xã đạt") % {"met": met, "total": len(rows)}
        sign = f"{met}/{len(rows)}"
        # What most of its communes are.
        css = {"met": "mt", "short": "ft", "open": "nd"}
        key = max(css, key=found.__getitem__)
        return Mark(key, css[key], sign, words)

    return Colouring(
        value=f"{CRITERION}{asked}",
        label=_("Tiêu chí %(name)s") % {"name": name},
        sign_note="; ".join(f"{_sign(o)}: {str(o.label).lower()}" for o in Outcome)
        + ".",
        classes=[
            MapClass(
                "met", "mt", _sign(Outcome.MET), _("Đạt"), ("dat_tieu_chi", asked)
            ),
            MapClass("short", "ft", NO_NUMBER, _("Chưa đạt"), ("thieu", asked)),
            MapClass("open", "nd", "?", _("Chưa đánh giá"), ("cho", asked)),
        ],
        of_row=mark,
        of_group=mark_group,
    )


def _by_change(scope: Scope) -> Colouring:
    classes = [
        MapClass("up", "b19", "+3", _("Thêm từ %(n)s") % {"n": LARGE}),
        MapClass("more", "b15", "+1", _("Thêm 1–%(n)s") % {"n": LARGE - 1}),
        MapClass("same", "b10", "0", _("Không đổi")),
        MapClass("less", "b0", "−1", _("Bớt")),
    ]
    css = {one.key: one.css for one in classes}

    def key_of(change: float) -> str:
        if change < 0:
            return "less"
        if change == 0:
            return "same"
        return "more" if change < LARGE else "up"

    def mark(row: CommuneRow) -> Mark | None:
        change = row.change
        if change is None:
            return None
        words = _("%(change)s tiêu chí so với năm %(year)s") % {
            "change": signed(change),
            "year": scope.year - 1,
        }
        key = key_of(change)
        return Mark(key, css[key], signed(change), words)

    def mark_group(rows: list[CommuneRow]) -> Mark:
        known = [row.change for row in rows if row.change is not None]
        if not known:
            return _unknown()
        gained, lost = sum(c > 0 for c in known), sum(c < 0 for c in known)
        words = _("%(gained)s xã thêm tiêu chí, %(lost)s xã bớt") % {
            "gained": gained,
            "lost": lost,
        }
        key = key_of(sum(known) / len(known))
        return Mark(key, css[key], signed(sum(known)), words)

    return Colouring(
        value=CHANGE,
        label=_("Thay đổi so với năm trước"),
        sign_note=_("Số trong ô là số tiêu chí thêm hoặc bớt so với năm trước."),
        classes=classes,
        of_row=mark,
        of_group=mark_group,
    )
