"""The year 2022 half-way: what offices of one district did to it, day by day.

Everything is done by the actions that people use, so it obeys all their rules.
"""

import datetime as dt
import random
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from accounts.models import User
from assessments.actions.entering import save_criterion, submit_criteria
from assessments.actions.evidence import ForCriteria
from assessments.actions.plans import Promised, register_plan, save_plan
from assessments.actions.proofs import attach_document
from assessments.actions.reviewing import agree, comment, send_back
from assessments.actions.values import Given
from assessments.choices import Status
from assessments.models import CriterionResult, Period, PeriodSet, ResultEvent
from assessments.reports.last_year import last_values
from communes.clock import acting_on
from communes.models import Unit
from criteria.book import Entered
from criteria.choices import MeasureKind
from criteria.models import Indicator
from documents.models import Document
from reporting.demo.results import NEW_SET, SEED, open_year

YEAR = 2022
AGREED_SHARE = 0.45
RETURNED_SHARE = 0.1
# In points of a share: more than the checks let pass from one year to the next.
JUMP = 40
RETURNS = [
    "Bổ sung biên bản nghiệm thu có chữ ký các bên.",
    "Số liệu chưa khớp với biểu thống kê của huyện, kiểm tra lại.",
    "Bổ sung danh sách hộ theo từng thôn.",
]


def play(people: dict[str, User]) -> int:
    """Play the days of November; returns how many results moved. Plays once."""
    officer, official = people["huyen-ba-be"], people["xa-quang-khe"]
    if ResultEvent.objects.filter(by=officer).exists():
        return 0
    district, commune = _place(officer), _place(official)
    period = Period.objects.get(year=YEAR, kind="year")
    waiting = _waiting(period, district)
    neighbours = list(waiting.exclude(assessment__unit=commune))
    own = list(waiting.filter(assessment__unit=commune))
    period_set = PeriodSet.objects.get(period=period, criteria_set__key=NEW_SET)
    moved = _district_decides(neighbours, officer)
    doubtful, jump = _with_a_jump(own[3:], period_set)
    _district_returns([*own[:2], doubtful], officer)
    _commune_answers(own[0], period_set, official)
    _commune_answers(doubtful, period_set, official, jump)
    moved += _agency_returns(period, people["so-nong-nghiep"])
    _both_go_on(own[2], period_set, officer, official)
    _commune_plans(commune, official)
    return moved + len(own)


def _place(person: User) -> Unit:
    unit = person.memberships.get().unit
    assert unit is not None  # noqa: S101  offices of units have one
    return unit


def _waiting(period: Period, district: Unit) -> QuerySet[CriterionResult]:
    return CriterionResult.objects.filter(
        assessment__period=period,
        assessment__district=district,
        status=Status.SUBMITTED,
    ).order_by("assessment__unit_version__code", "criterion__number")


def _district_decides(results: Iterable[CriterionResult], officer: User) -> int:
    """On two days: many agreed, then some returned; the rest still waits."""
    rng = random.Random(SEED)  # noqa: S311
    drawn = [(result, rng.random()) for result in results]
    agreed = [one for one, share in drawn if share < AGREED_SHARE]
    returned = [
        one
        for one, share in drawn
        if AGREED_SHARE <= share < AGREED_SHARE + RETURNED_SHARE
    ]
    with acting_on(dt.date(2022, 11, 17)):
        for result in agreed:
            agree(result=result, version=result.version, by=officer)
    with acting_on(dt.date(2022, 11, 18)):
        for result in returned:
            reason = rng.choice(RETURNS)
            send_back(result=result, version=result.version, by=officer, reason=reason)
    return len(agreed) + len(returned)


def _agency_returns(period: Period, officer: User) -> int:
    """The agency sends one result of its own back."""
    sector = officer.memberships.get().agency.sector  # type: ignore[union-attr]  # an officer's role has one
    result = CriterionResult.objects.filter(
        assessment__period=period,
        step__actor="agency",
        criterion__leads__sector=sector,
    ).first()
    if result is None:
        return 0
    with acting_on(dt.date(2022, 11, 22)):
        reason = "Bổ sung hợp đồng liên kết vụ mùa 2022."
        send_back(result=result, version=result.version, by=officer, reason=reason)
    return 1


def _district_returns(results: list[CriterionResult], officer: User) -> None:
    """Three results of the demo's commune."""
    with acting_on(dt.date(2022, 11, 18)):
        for result, reason in zip(results, RETURNS, strict=False):
            send_back(result=result, version=result.version, by=officer, reason=reason)


def _with_a_jump(
    results: list[CriterionResult], period_set: PeriodSet
) -> tuple[CriterionResult, dict[str, Given]]:
    """A result with a share, and one for it that is far from last year's."""
    unit_id = results[0].assessment.unit_id
    last = last_values(unit_id, period_set.period, period_set.criteria_set)
    leaves = Indicator.objects.filter(
        criterion__in=[one.criterion_id for one in results],
        measure__kind=MeasureKind.PERCENT,
        measure__in=[pk for pk, one in last.items() if (one.value or 0) > 2 * JUMP],
    ).order_by("criterion__number", "position")
    leaf = leaves[0]
    (result,) = (one for one in results if one.criterion_id == leaf.criterion_id)
    value = last[leaf.measure_id].value - JUMP
    return result, {leaf.code: Given(Entered(value=value))}


def _commune_answers(
    result: CriterionResult,
    period_set: PeriodSet,
    official: User,
    given: Mapping[str, Given] | None = None,
) -> None:
    """It answers, adds a proof, changes values and hands it in again."""
    result.refresh_from_db()
    commune, period = result.assessment.unit_id, period_set.period
    with acting_on(dt.date(2022, 11, 21)):
        if given:
            save_criterion(
                unit_id=commune,
                period_set=period_set,
                criterion_id=result.criterion_id,
                version=result.version,
                given=given,
                by=official,
            )
            result.refresh_from_db()
        note = "Xã đã bổ sung, xin xem tệp kèm theo."
        comment(result=result, by=official, note=note)
        document = Document.objects.order_by("key").filter(issued_on__lt="2022-11-01")
        attach_document(
            purpose=ForCriteria(commune, period, {result.criterion_id}),
            document=document[0],
            page="2",
            by=official,
        )
        result.refresh_from_db()
        submit_criteria(
            unit_id=commune,
            period_set=period_set,
            versions={result.criterion_id: result.version},
            by=official,
        )


def _both_go_on(
    looked_at: CriterionResult, period_set: PeriodSet, officer: User, official: User
) -> None:
    """The commune types on; the district looks at a result on the ground."""
    with acting_on(dt.date(2022, 11, 23)):
        _type_a_point(looked_at.assessment.unit, period_set, official)
        note = "Đã kiểm tra thực địa tại hai thôn, đúng như xã nêu."
        comment(result=looked_at, by=officer, note=note)


def _type_a_point(commune: Unit, period_set: PeriodSet, official: User) -> None:
    """A draft that holds what nobody can read for sure: 12.5."""
    draft = CriterionResult.objects.filter(
        assessment__unit=commune,
        assessment__period=period_set.period,
        status=Status.DRAFT,
        criterion__indicators__measure__kind=MeasureKind.PERCENT,
    ).first()
    if draft is None:
        return
    leaf = Indicator.objects.filter(
        criterion=draft.criterion_id, measure__kind=MeasureKind.PERCENT
    )[0]
    save_criterion(
        unit_id=commune.pk,
        period_set=period_set,
        criterion_id=draft.criterion_id,
        version=draft.version,
        given={leaf.code: Given(typed="12.5")},
        by=official,
    )


def _commune_plans(commune: Unit, official: User) -> None:
    """The plan of the year to come, registered."""
    period, criteria_set = open_year(YEAR + 1, NEW_SET)
    period_set = PeriodSet.objects.get(period=period, criteria_set=criteria_set)
    numbers = criteria_set.criteria.filter(number__in=(5, 16)).values_list("pk")
    with acting_on(dt.date(2022, 11, 23)):
        plan = save_plan(
            unit_id=commune.pk,
            period_set=period_set,
            promised=Promised(frozenset(pk for (pk,) in numbers)),
            version=0,
            by=official,
        )
        register_plan(plan=plan, version=plan.version, by=official)
