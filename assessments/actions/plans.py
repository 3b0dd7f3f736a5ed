"""The year plan of a commune: kept as a draft, registered, put off with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.own_account import refuse_locked
from assessments.errors import AssessmentsError
from assessments.models import (
    Period,
    PeriodSet,
    Plan,
    PlanItem,
    PlanPostponement,
    PlanValue,
)
from assessments.permissions import may_enter
from assessments.reports.locks import locks_of
from assessments.reports.plan import own_plan
from communes.clock import now, today
from criteria.models import Criterion, Indicator

LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Promised:
    """What a commune promises for a year: criteria by id, values by leaf code."""

    criteria: frozenset[int]
    values: Mapping[str, Decimal] = field(default_factory=dict)
    is_recognition_planned: bool = False


class StalePlan(AssessmentsError):
    """Somebody else changed the plan since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Kế hoạch này vừa được người khác thay đổi."))


@transaction.atomic
def save_plan(
    *,
    unit_id: int,
    period_set: PeriodSet,
    promised: Promised,
    version: int,
    by: User,
    late_reason: str = "",
) -> Plan:
    """Keep the plan of a commune for the year of a period as a draft.

    A reason for registering late waits in it as its note. `version` is the one that
    was read, 0 before the first save. Raises StalePlan, PermissionDenied, and
    AssessmentsError where the period is locked, the plan is registered, or something
    of another set is promised.
    """
    _refuse_stranger(by, unit_id)
    refuse_locked(locks_of(period=period_set.period, unit_id=unit_id).whole)
    criteria, leaves = _of_set(period_set, promised)
    plan = _plan(unit_id, period_set, version)
    _change(
        plan,
        version,
        is_recognition_planned=promised.is_recognition_planned,
        note=late_reason.strip(),
    )
    PlanItem.objects.filter(plan=plan).delete()
    PlanValue.objects.filter(plan=plan).delete()
    PlanItem.objects.bulk_create(PlanItem(plan=plan, criterion=c) for c in criteria)
    PlanValue.objects.bulk_create(
        PlanValue(plan=plan, indicator=leaf, value=promised.values[leaf.code])
        for leaf in leaves
    )
    return plan


@transaction.atomic
def register_plan(*, plan: Plan, version: int, by: User, late_reason: str = "") -> Plan:
    """Register a plan: from now on it is frozen, and everybody sees it.

    Its time is before the year. Once the year has begun it is registered late, with a
    reason that stays beside it as its note.
    """
    _refuse_stranger(by, plan.unit_id)
    period = Period.objects.get(round_document=plan.document_id)
    refuse_locked(locks_of(period=period, unit_id=plan.unit_id).whole)
    if not (plan.is_recognition_planned or plan.items.exists()):
        raise AssessmentsError(_("Kế hoạch chưa có tiêu chí nào."), "criteria")
    fields: dict[str, object] = {"registered_at": now(), "registered_by": by}
    if today().year >= plan.year:
        if not late_reason.strip():
            raise AssessmentsError(
                _("Năm %(year)s đã bắt đầu: đăng ký muộn phải nêu lý do.")
                % {"year": plan.year},
                "late_reason",
            )
        fields["note"] = late_reason.strip()
    _change(plan, version, **fields)
    return plan


@transaction.atomic
def postpone_plan(
    *, plan: Plan, to_year: int, reason: str, by: User
) -> PlanPostponement:
    """Put a registered plan off to a later year; the former promise stays readable."""
    _refuse_stranger(by, plan.unit_id)
    # Locked: of two people at once the second must see the year of the first.
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.registered_at is None:
        raise AssessmentsError(_("Kế hoạch chưa đăng ký thì sửa, không cần lùi."))
    if not reason.strip():
        raise AssessmentsError(_("Lùi kế hoạch phải nêu lý do."), "reason")
    latest = plan.postponements.order_by("-to_year").first()
    if not (latest.to_year if latest else plan.year) < to_year <= LAST_YEAR:
        raise AssessmentsError(_("Phải lùi sang một năm sau."), "to_year")
    return PlanPostponement.objects.create(
        plan=plan, to_year=to_year, reason=reason.strip(), by=by, at=now()
    )


def _refuse_stranger(by: User, unit_id: int) -> None:
    if not may_enter(roles_of(by), unit_id):
        raise PermissionDenied


def _plan(unit_id: int, period_set: PeriodSet, version: int) -> Plan:
    plan = own_plan(unit_id, period_set)
    if plan is None and version == 0:
        plan, _is_new = Plan.objects.get_or_create(
            unit_id=unit_id,
            tier=period_set.tier,
            year=period_set.period.year,
            document=period_set.period.round_document,
            defaults={"is_recognition_planned": False},
        )
    if plan is None:
        raise StalePlan
    if plan.registered_at is not None:
        raise AssessmentsError(_("Kế hoạch đã đăng ký, chỉ có thể lùi."))
    return plan


def _change(plan: Plan, version: int, **fields: object) -> None:
    """Change a plan if it is still as it was read, in one statement."""
    changed = Plan.objects.filter(
        pk=plan.pk, version=max(version, 1), registered_at__isnull=True
    ).update(version=F("version") + 1, **fields)
    if not changed:
        raise StalePlan
    plan.refresh_from_db()
    Plan.history.bulk_history_create([plan], update=True, default_date=now())


def _of_set(
    period_set: PeriodSet, promised: Promised
) -> tuple[list[Criterion], list[Indicator]]:
    """The rows that are promised; refused where one is not of the set."""
    criteria = list(
        Criterion.objects.filter(
            criteria_set=period_set.criteria_set_id, pk__in=promised.criteria
        )
    )
    leaves = list(
        Indicator.objects.filter(
            criterion__criteria_set=period_set.criteria_set_id,
            measure__isnull=False,
            code__in=promised.values,
        )
    )
    if len(criteria) < len(promised.criteria):
        raise AssessmentsError(_("Bộ tiêu chí không có tiêu chí này."), "criteria")
    if len(leaves) < len(promised.values):
        unknown = sorted(set(promised.values) - {leaf.code for leaf in leaves})
        raise AssessmentsError(
            _("Bộ tiêu chí không có chỉ tiêu: %(codes)s.")
            % {"codes": ", ".join(unknown[:10])}
        )
    return criteria, leaves
