"""Generated results of the demo: drawn, judged by the rules, marked illustrative."""

import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.actions import open_period, record_results
from assessments.actions.accounts import Account
from assessments.actions.periods import open_round
from assessments.choices import Metric, PeriodKind, Status
from assessments.models import Period, PublishedFigure, RecognitionDecision
from communes.actions import classify
from communes.choices import Scheme, UnitKind
from communes.clock import acting_on
from communes.facts import UnitFacts, facts_on
from communes.models import Unit, UnitVersion
from criteria.book import Book, Entered, open_book
from criteria.models import CriteriaSet
from documents.choices import DocumentKind
from documents.models import Document
from documents.wording import fill_english
from reporting.demo.plot import Place, counts_of_bands, earlier, missed, spread
from reporting.demo.values import draw_tree, draw_value

SEED = 20211231
OLD_SET = "commune-ntm-2016-2020"
NEW_SET = "commune-ntm-2021-2025"
HARD_DISTRICTS = {"Pác Nặm": 1.0, "Na Rì": 0.9, "Ngân Sơn": 0.9}
EASY_DISTRICTS = {"Bắc Kạn": 0.0}
NOTE = "Giá trị sinh ngẫu nhiên từ số giống cố định, chỉ để minh họa."
NOTE_EN = "Values drawn at random from a fixed seed, only to illustrate."
# From this day schools are asked by their number.
SCHOOLS_ASKED = dt.date(2022, 3, 8)
# Years that communes enter in the portal, and until when.
CLOSES_ON = {2022: dt.date(2022, 12, 5), 2023: dt.date(2023, 12, 5)}
# The day on which most communes handed in the year that is half-way.
HANDED_IN = dt.date(2022, 11, 14)
REASON = "Đánh giá duy nhất của bản minh họa."


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the demo with its set opened for judging."""

    period: Period
    criteria_set: CriteriaSet
    book: Book
    facts: dict[int, UnitFacts]


def load_results(province: Unit, progress: Callable[[int], None]) -> int:
    """Record 2020, 2021 and 2022; returns how many accounts are new."""
    class_schools(_communes(province, SCHOOLS_ASKED), 2022, SCHOOLS_ASKED)
    years = [year_of(2020, OLD_SET, province), year_of(2021, OLD_SET, province)]
    with acting_on(HANDED_IN):
        years.append(year_of(2022, NEW_SET, province))
    plots = _plots(years[1], province)
    done = 0
    for year, plot in zip(years, plots, strict=True):
        document = year.period.round_document or demo_document(year.period.year)
        if document.assessment_set.exists():
            continue
        rng = random.Random(SEED + year.period.year)  # noqa: S311
        accounts = draw_accounts(year, plot, rng)
        with acting_on(min(HANDED_IN, year.period.as_of)):
            done += record_results(
                period=year.period,
                criteria_set=year.criteria_set,
                document=document,
                accounts=accounts,
                origin="demo",
                chosen_reason=REASON,
                progress=progress,
            )
    return done


def open_year(year: int, set_key: str) -> tuple[Period, CriteriaSet]:
    """The period of a year judged by a set, opened if it is not yet."""
    criteria_set = CriteriaSet.objects.get(key=set_key)
    period = Period.objects.filter(year=year, kind=PeriodKind.YEAR).first()
    if period is None:
        period = open_period(
            year=year,
            kind=PeriodKind.YEAR,
            as_of=dt.date(year, 12, 31),
            criteria_sets=[criteria_set],
            closes_on=CLOSES_ON.get(year),
        )
        if year in CLOSES_ON:
            period = open_round(period=period, is_illustrative=True)
    return period, criteria_set


def year_of(year: int, set_key: str, province: Unit) -> Year:
    """A year of the communes of a province, ready to be judged."""
    period, criteria_set = open_year(year, set_key)
    unit_ids = (
        UnitVersion.objects.in_force_on(period.as_of)
        .filter(province=province, kind__in=criteria_set.counted_kinds)
        .order_by("code")
        .values_list("unit_id", flat=True)
    )
    return Year(
        period=period,
        criteria_set=criteria_set,
        book=open_book(criteria_set, day=period.as_of, year=year),
        facts=facts_on(unit_ids, period.as_of),
    )


def _communes(province: Unit, day: dt.date) -> list[Unit]:
    """Its communes of the kind that the sets count, by code."""
    versions = UnitVersion.objects.in_force_on(day).filter(
        province=province, kind=UnitKind.XA
    )
    return [v.unit for v in versions.select_related("unit").order_by("code")]


def class_schools(communes: Iterable[Unit], year: int, day: dt.date) -> None:
    """Illustrative: whether a commune has more than three schools, asked since 2022.

    No source tells it; without it criterion 5 of 318/QĐ-TTg has no level.
    """
    rng = random.Random(SEED)  # noqa: S311
    document = demo_document(year)
    for unit in communes:
        value = rng.choice(["le3", "gt3"])
        if not unit.classifications.filter(scheme=Scheme.SCHOOLS).exists():
            classify(
                unit=unit,
                scheme=Scheme.SCHOOLS,
                value=value,
                day=day,
                document=document,
            )


def demo_document(year: int) -> Document:
    """The generated accounts of a year, cited as what they are."""
    return _generated(
        f"demo-results-{year}",
        f"Số liệu minh họa năm {year}",
        f"Illustrative figures for {year}",
    )


def _generated(key: str, title: str, title_en: str) -> Document:
    """A document under which generated accounts stand."""
    said = {
        "kind": DocumentKind.ROUND,
        "title": title,
        "title_en": title_en,
        "note": NOTE,
        "note_en": NOTE_EN,
        "is_illustrative": True,
    }
    document, _is_new = Document.objects.get_or_create(key=key, defaults=said)
    fill_english(document, said)
    return document


Plot = dict[int, set[int]]


def _plots(year: Year, province: Unit) -> list[Plot]:
    """What each commune misses at the ends of 2020, 2021 and 2022.

    The bands and the average of 2021 are the published ones.
    """
    rng = random.Random(SEED)  # noqa: S311
    numbers = [e.criterion.number for e in year.book.entries]
    bands = _published_bands(province, year.period.as_of)
    places, ranked, recognised = _ranking(year, bands[0][2], rng)
    counts = spread(
        counts_of_bands(bands, _published_total(province, year.period.as_of)),
        bands,
        rng,
    )
    now = {
        unit_id: missed(places[unit_id], len(numbers) - count, numbers, rng)
        for unit_id, count in zip(ranked, counts, strict=True)
    }
    before = earlier(now, places, recognised, numbers, rng)
    after = {u: _after(now[u], places[u], numbers, rng) for u in now}
    return [before, now, after]


def _ranking(
    year: Year, full: int, rng: random.Random
) -> tuple[dict[int, Place], list[int], set[int]]:
    """Places, unit ids from most to fewest criteria, those recognised in the year.

    `full` is how many communes meet all.
    """
    as_of = year.period.as_of
    names = {
        v.unit_id: v.name
        for v in UnitVersion.objects.in_force_on(as_of).filter(
            unit_id__in={f.district_id for f in year.facts.values()}
        )
    }
    decisions = RecognitionDecision.objects.filter(
        unit__in=list(year.facts), tier="ntm", known_by__lte=as_of
    ).order_by("pk")
    standing = [d.unit_id for d in decisions]
    new = {d.unit_id for d in decisions if d.year == year.period.year}
    places = {
        u: Place(u, _hardship(names.get(f.district_id, ""), rng))
        for u, f in year.facts.items()
    }
    rest = sorted(
        (u for u in places if u not in standing), key=lambda u: places[u].hardship
    )
    # One commune recognised earlier has fallen short, as happens after a review.
    fallen = [u for u in standing if u not in new][-1:]
    held = [u for u in standing if u not in fallen]
    best = rest[: max(0, full - len(held))]
    return places, [*held, *best, *fallen, *rest[len(best) :]], new


def _hardship(district: str, rng: random.Random) -> float:
    base = HARD_DISTRICTS.get(district, EASY_DISTRICTS.get(district, 0.4))
    return min(1.0, max(0.0, base + rng.uniform(-0.15, 0.15)))


def _published_bands(province: Unit, day: dt.date) -> list[tuple[int, int, int]]:
    figures = PublishedFigure.objects.filter(
        unit=province, metric=Metric.IN_BAND, as_of=day
    ).order_by("-band_minimum")
    return [(f.band_minimum, f.band_maximum, int(f.value)) for f in figures]


def _published_total(province: Unit, day: dt.date) -> int:
    """Criteria met by all communes: the published average times the communes."""
    bands = _published_bands(province, day)
    average = PublishedFigure.objects.get(
        unit=province, metric=Metric.AVERAGE, as_of=day
    )
    return int(average.value * sum(n for _lo, _hi, n in bands))


def _after(
    now: set[int], place: Place, numbers: list[int], rng: random.Random
) -> set[int]:
    """The stricter set of the next year: a little caught up, something new missed."""
    kept = {n for n in now if rng.random() > 0.15}
    return kept | missed(place, rng.choice([0, 1, 1]), numbers, rng)


def draw_accounts(year: Year, plot: Plot, rng: random.Random) -> dict[int, Account]:
    partly = year.criteria_set.key == NEW_SET
    return {
        unit_id: _account(year, unit_id, plot[unit_id], rng, partly=partly)
        for unit_id in year.facts
        if unit_id in plot
    }


def _account(
    year: Year, unit_id: int, misses: Iterable[int], rng: random.Random, *, partly: bool
) -> Account:
    values: dict[str, Entered] = {}
    statuses: dict[int, Status] = {}
    strength = rng.random()
    for entry in year.book.entries:
        number = entry.criterion.number
        if partly:
            statuses[number] = rng.choices(
                [Status.CONFIRMED, Status.SUBMITTED, Status.DRAFT], [5, 3, 2]
            )[0]
            if statuses[number] == Status.DRAFT and rng.random() < 0.6:
                continue

        def leaf_value(leaf_id: int, wish: bool) -> Entered:
            return _entered(year, unit_id, leaf_id, wish, strength, rng)

        drawn = draw_tree(entry.tree, number not in misses, leaf_value, rng)
        values |= {year.book.indicators[i].code: e for i, e in drawn.items()}
    return Account(values=values, statuses=statuses)


def _entered(
    year: Year,
    unit_id: int,
    leaf_id: int,
    wish: bool,
    strength: float,
    rng: random.Random,
) -> Entered:
    leaf = year.book.indicators[leaf_id]
    if leaf.may_not_apply and wish and rng.random() < 0.5:
        return Entered(not_applicable_reason="Xã không có đối tượng của chỉ tiêu này")
    answer = year.book.answer(leaf_id, year.facts[unit_id])
    level = answer.level.value if answer.level else Decimal(1)
    return Entered(value=draw_value(leaf, level, wish, strength, rng))


def load_nation(
    progress: Callable[[int], None], year: int = 2021, provinces: int | None = None
) -> int:
    """Results of every commune of the nation in one year, for benchmarks.

    With `provinces` only of the first so many by id, the demo's own among them.
    """
    period, criteria_set = open_year(year, OLD_SET)
    document = _generated(
        f"demo-nation-{year}",
        f"Số liệu minh họa toàn quốc năm {year}",
        f"Illustrative figures of the whole country for {year}",
    )
    units = (
        UnitVersion.objects.in_force_on(period.as_of)
        .filter(kind__in=criteria_set.counted_kinds)
        .exclude(unit__assessments__period=period)
    )
    if provinces is not None:
        known = units.order_by("province_id").values_list("province_id", flat=True)
        units = units.filter(province_id__in=list(known.distinct()[: provinces - 1]))
    facts = facts_on(units.values_list("unit_id", flat=True), period.as_of)
    book = open_book(criteria_set, day=period.as_of, year=year)
    one = Year(period, criteria_set, book, facts)
    rng = random.Random(SEED)  # noqa: S311
    numbers = [e.criterion.number for e in book.entries]
    plot = {
        u: missed(Place(u, rng.random()), rng.randint(0, 12), numbers, rng)
        for u in facts
    }
    return record_results(
        period=period,
        criteria_set=criteria_set,
        document=document,
        accounts=draw_accounts(one, plot, rng),
        origin="demo",
        chosen_reason=REASON,
        progress=progress,
    )
