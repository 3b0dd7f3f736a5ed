"""What the accounts, levels and figures still leave open."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.choices import PeriodKind
from assessments.models import (
    Assessment,
    IndicatorResult,
    PeriodSet,
    PublishedFigure,
    RecognitionDecision,
)
from assessments.rules.figures import Figure, impossible
from communes.choices import UnitLevel
from communes.clock import today
from communes.models import Commune, UnitVersion
from criteria.choices import Tier, Trust
from criteria.models import CriteriaSet, Level


def latest_period_set() -> PeriodSet | None:
    """The last yearly period whose day has come, with the set of communes."""
    sets = PeriodSet.objects.filter(
        unit_level=UnitLevel.COMMUNE,
        tier=Tier.NTM,
        period__kind=PeriodKind.YEAR,
        period__as_of__lte=today(),
    )
    newest = sets.select_related("period", "criteria_set").order_by("-period__as_of")
    return newest.first()


def communes_without_account() -> QuerySet[Commune]:
    """Communes without a chosen account in the latest year.

    Of provinces that take part in it: another province's silence is no omission.
    """
    latest = latest_period_set()
    if latest is None:
        return Commune.objects.none()
    accounts = Assessment.objects.chosen().filter(
        period=latest.period_id, criteria_set=latest.criteria_set_id
    )
    counted = UnitVersion.objects.in_force_on(latest.period.as_of).filter(
        kind__in=latest.criteria_set.counted_kinds,
        province__in=accounts.order_by().values("province"),
    )
    own = accounts.filter(unit=OuterRef("pk"))
    return Commune.objects.filter(~Exists(own), pk__in=counted.values("unit"))


def rivals_without_choice() -> QuerySet[Assessment]:
    """Accounts beside another one, none of them chosen."""
    beside = Assessment.objects.filter(
        unit=OuterRef("unit"),
        period=OuterRef("period"),
        criteria_set=OuterRef("criteria_set"),
        lapsed_at__isnull=True,
    ).exclude(pk=OuterRef("pk"))
    return Assessment.objects.filter(
        Exists(beside),
        ~Exists(beside.filter(is_chosen=True)),
        is_chosen=False,
        lapsed_at__isnull=True,
    )


def _in_use(status: Trust) -> QuerySet[Level]:
    used = IndicatorResult.objects.filter(level=OuterRef("pk"))
    return Level.objects.live().filter(Exists(used), status=status)


def unverified_in_use() -> QuerySet[Level]:
    """Levels that judged a result and that nobody has checked."""
    return _in_use(Trust.UNVERIFIED)


def illustrative_in_use() -> QuerySet[Level]:
    """Invented levels that judged a result."""
    return _in_use(Trust.ILLUSTRATIVE)


def without_number() -> QuerySet[RecognitionDecision]:
    """Recognitions whose decision is known from elsewhere only."""
    return RecognitionDecision.objects.filter(number="")


def impossible_figures() -> QuerySet[PublishedFigure]:
    """Published figures that contradict themselves or their own document."""
    return PublishedFigure.objects.filter(pk__in=list(why_impossible()))


def why_impossible() -> dict[int, list[str]]:
    """Reasons by figure id; two queries at any size."""
    sizes = set_sizes()
    rows = PublishedFigure.objects.all()
    return impossible(figure_of(row, sizes) for row in rows)


Sizes = list[tuple[str, dt.date, dt.date | None, int]]


def set_sizes() -> Sizes:
    """How many criteria each set has, by tier and days."""
    sets = CriteriaSet.objects.filter(unit_level=UnitLevel.COMMUNE)
    counted = sets.order_by("valid_from").annotate(size=Count("criteria"))
    return list(counted.values_list("tier", "valid_from", "valid_to", "size"))


def figure_of(row: PublishedFigure, sizes: Sizes) -> Figure:
    """A published figure as the rules take it."""
    low, high = row.band_minimum, row.band_maximum
    return Figure(
        id=row.pk,
        metric=row.metric,
        value=row.value,
        as_of=row.as_of,
        source=(row.unit_id, row.tier, row.as_of, row.document_id),
        band=(low, high) if low is not None and high is not None else None,
        denominator=row.denominator,
        set_size=max(_sizes_on(row, sizes), default=None),
    )


def _sizes_on(row: PublishedFigure, sizes: Sizes) -> Iterator[int]:
    for tier, start, end, size in sizes:
        if tier == row.tier and start <= row.as_of and (not end or row.as_of < end):
            yield size


ATTENTION_COMMUNES = {
    "chua-co-danh-gia": (
        _("Xã chưa có đánh giá được chọn trong năm gần nhất"),
        communes_without_account,
    ),
}
ATTENTION_ACCOUNTS = {
    "chua-chon": (
        _("Đánh giá cùng xã, cùng kỳ, chưa chọn bản nào"),
        rivals_without_choice,
    ),
}
ATTENTION_LEVELS = {
    "chua-doi-chieu": (_("Mức đang dùng, chưa đối chiếu văn bản"), unverified_in_use),
    "minh-hoa": (_("Mức đang dùng là mức minh họa"), illustrative_in_use),
}
ATTENTION_RECOGNITIONS = {
    "thieu-so-quyet-dinh": (_("Công nhận chưa có số quyết định"), without_number),
}
ATTENTION_FIGURES = {
    "khong-the-co": (_("Số công bố không thể đúng"), impossible_figures),
}
