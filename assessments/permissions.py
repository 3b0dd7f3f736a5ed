"""Who may do what with results, by the roles in force today."""

from collections.abc import Set

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.roles import Roles, roles_of
from assessments.choices import ReviewActor, Status
from assessments.models import Assessment, CriterionResult, Dossier
from communes.clock import today
from communes.dated import in_force_q
from communes.models import Province, SuccessionLink, UnitVersion
from criteria.models import CriterionLead


def can_import(user: User, province_id: int) -> bool:
    """A coordinator of this province or of its successor today, or an administrator."""
    return import_provinces(user).filter(pk=province_id).exists()


def import_provinces(user: User) -> QuerySet[Province]:
    """Provinces whose results this person may bring in."""
    roles = roles_of(user)
    if roles.is_administrator:
        return Province.objects.all()
    if not roles.provinces:
        return Province.objects.none()
    return Province.objects.filter(pk__in=with_former(roles.provinces))


def with_former(units: frozenset[int]) -> set[int]:
    """These units and those that they took in: their offices keep the records too."""
    if not units:
        return set()
    former = SuccessionLink.objects.filter(
        successor__in=units, succession__day__lte=today()
    )
    return {*units, *former.values_list("predecessor_id", flat=True)}


def may_enter(roles: Roles, unit_id: int) -> bool:
    """An official of the commune itself."""
    return unit_id in roles.communes


def may_coordinate(roles: Roles, province_id: int) -> bool:
    """The coordination office of the province or of its successor."""
    return province_id in with_former(roles.provinces)


def steers(roles: Roles, province_id: int) -> bool:
    """Who lets late results in and decides on corrections of a province."""
    return roles.is_administrator or may_coordinate(roles, province_id)


def may_correct(roles: Roles, assessment: Assessment) -> bool:
    """Who may ask for a correction: the commune, or who steers its province."""
    return may_enter(roles, assessment.unit_id) or steers(roles, assessment.province_id)


def keeps_dossiers(roles: Roles, unit_id: int) -> bool:
    """The coordination office of the province in which the unit is, or was last."""
    return unit_id in kept_units(roles, {unit_id})


def kept_units(roles: Roles, unit_ids: Set[int]) -> set[int]:
    """Those of the units whose dossiers and recognition this person keeps."""
    if roles.is_administrator:
        return set(unit_ids)
    provinces = with_former(roles.provinces)
    if not provinces:
        return set()
    rows = UnitVersion.objects.filter(unit__in=unit_ids).order_by("valid_from")
    last = dict(rows.values_list("unit", "province"))
    # A province is in no other.
    return {pk for pk in unit_ids if (last.get(pk) or pk) in provinces}


def visible_dossiers(roles: Roles) -> QuerySet[Dossier]:
    """Dossiers of the units whose drafts this person may read."""
    if roles.is_administrator or roles.is_national_viewer:
        return Dossier.objects.all()
    provinces = frozenset(unit for unit, _sector in roles.agencies) | roles.provinces
    within = UnitVersion.objects.filter(
        Q(province__in=with_former(provinces)) | Q(parent__in=roles.districts)
    )
    own = Q(unit__in=roles.communes) | Q(unit__in=roles.districts)
    return Dossier.objects.filter(own | Q(unit__in=within.values("unit")))


def may_read(roles: Roles, assessment: Assessment) -> bool:
    """Somebody who sees drafts, evidence and history of this account."""
    if roles.is_administrator or roles.is_national_viewer:
        return True
    if assessment.unit_id in roles.communes:
        return True
    if assessment.district_id in roles.districts:
        return True
    provinces = frozenset(unit for unit, _sector in roles.agencies) | roles.provinces
    return assessment.province_id in with_former(provinces)


def readable(roles: Roles, prefix: str = "") -> Q:
    """The accounts at `prefix` of which `may_read` is true, as one condition."""
    if roles.is_administrator or roles.is_national_viewer:
        return Q()
    provinces = frozenset(unit for unit, _sector in roles.agencies) | roles.provinces
    return (
        Q(**{f"{prefix}unit__in": roles.communes})
        | Q(**{f"{prefix}district__in": roles.districts})
        | Q(**{f"{prefix}province__in": with_former(provinces)})
    )


def waiting_for(roles: Roles) -> QuerySet[CriterionResult]:
    """What this person may decide on: at their step, and not locked by its period.

    A closed period decides only on what an exception let in after closing, as
    `reports.locks.decision_lock` says in words.
    """
    is_open = Q(assessment__period__closed_at__isnull=True)
    came_later = Q(submitted_at__gte=F("assessment__period__closed_at"))
    return _at_step_of(roles).filter(is_open | came_later)


def _at_step_of(roles: Roles) -> QuerySet[CriterionResult]:
    """Submitted results at a step at which this person acts.

    The district of the account at its step; at the agency step any agency of the
    province whose sector leads the criterion today; the coordination office.
    """
    waiting = CriterionResult.objects.filter(
        status=Status.SUBMITTED, assessment__lapsed_at__isnull=True
    )
    return waiting.filter(_acts(roles))


def _acts(roles: Roles) -> Q:
    # A district that ended decides nothing: what waited there moves on.
    standing = UnitVersion.objects.in_force_on(today()).filter(unit__in=roles.districts)
    by_district = Q(
        step__actor=ReviewActor.DISTRICT,
        assessment__district__in=standing.values("unit"),
    )
    by_office = Q(
        step__actor=ReviewActor.COORDINATION,
        assessment__province__in=with_former(roles.provinces),
    )
    acts = by_district | by_office
    for sector in sorted({sector for _unit, sector in roles.agencies}):
        units = frozenset(unit for unit, own in roles.agencies if own == sector)
        leads = CriterionLead.objects.filter(
            in_force_q(today()), criterion=OuterRef("criterion"), sector=sector
        )
        acts |= Q(
            Exists(leads),
            step__actor=ReviewActor.AGENCY,
            assessment__province__in=with_former(units),
        )
    return acts


def may_review(roles: Roles, result: CriterionResult) -> bool:
    """Whether this result is at a step of this person, be its period closed or not."""
    return _at_step_of(roles).filter(pk=result.pk).exists()
