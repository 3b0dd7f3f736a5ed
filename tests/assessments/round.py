"""A round half-way: one commune of a district, its offices and its people."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import time_machine

from accounts.models import User
from assessments.actions.entering import save_criterion, submit_criteria
from assessments.actions.periods import close_period
from assessments.actions.reviewing import agree
from assessments.actions.values import Given
from assessments.models import (
    Assessment,
    CriterionResult,
    Period,
    PeriodSet,
    Procedure,
)
from communes.models import Unit
from criteria.book import Entered
from criteria.models import CriterionLead
from documents.choices import DocumentKind
from tests.builders import (
    START,
    make_agency,
    make_commune,
    make_district,
    make_document,
    make_evidence,
    make_membership,
    make_period,
    make_period_set,
    make_procedure,
    make_province,
    make_set,
    make_step,
    make_user,
)
from tests.shared import shared_by_module

# The day on which tests act: the year 2021 is nearly over.
DAY = dt.date(2021, 11, 24)
# When it begins in Vietnam.
MIDNIGHT = dt.datetime(2021, 11, 23, 17, tzinfo=dt.UTC)
SECTOR = "giao-thong"


@dataclass(slots=True)
class Round:
    """The units, the period and one person of each role."""

    province: Unit
    district: Unit
    commune: Unit
    other_commune: Unit
    period: Period
    period_set: PeriodSet
    procedure: Procedure
    official: User
    stranger: User
    district_officer: User
    agency_officer: User
    coordinator: User

    @property
    def account(self) -> Assessment:
        """The commune's own account."""
        return Assessment.objects.get(
            unit=self.commune,
            document=self.period.round_document,
            criteria_set=self.period_set.criteria_set,
        )

    def criterion_id(self, number: int = 1) -> int:
        """The id of a criterion of the set that judges the round."""
        return self.period_set.criteria_set.criteria.get(number=number).pk

    def result(self, number: int = 1) -> CriterionResult:
        """A criterion result of the commune as it stands."""
        return CriterionResult.objects.get(
            assessment=self.account, criterion__number=number
        )

    def save(self, number: int = 1, value: object = 80, **over: object):
        """The official enters the one leaf of a criterion."""
        given = {f"{number}.1": Given(Entered(value=Decimal(str(value))))}
        version = self._version(number)
        said = {"version": version, "given": given, "by": self.official, **over}
        return save_criterion(
            unit_id=self.commune.pk,
            period_set=self.period_set,
            criterion_id=self.criterion_id(number),
            **said,
        ).result

    def submit(self, *numbers: int, **over: object):
        """The official hands in criteria, as they stand."""
        versions = {self.criterion_id(n): self._version(n) for n in numbers or (1,)}
        said = {"versions": versions, "by": self.official, **over}
        return submit_criteria(
            unit_id=self.commune.pk, period_set=self.period_set, **said
        )

    def submitted(self, number: int = 1, value: object = 80) -> CriterionResult:
        """A criterion entered and handed in."""
        self.save(number, value)
        self.submit(number)
        return self.result(number)

    def confirmed(self, number: int = 1, value: object = 80) -> CriterionResult:
        """A criterion that went through both steps."""
        self.submitted(number, value)
        for officer in (self.district_officer, self.agency_officer):
            result = self.result(number)
            agree(result=result, version=result.version, by=officer)
        return self.result(number)

    def close(self) -> None:
        """The administrator closes the period."""
        self.period = close_period(period=self.period, by=None)

    def prove(self, number: int = 1) -> None:
        """A proof beside a criterion."""
        proof = make_evidence(unit=self.commune, period=self.period)
        proof.criterion_results.add(self.result(number))

    def _version(self, number: int) -> int:
        rows = CriterionResult.objects.filter(
            assessment__unit=self.commune,
            assessment__period=self.period,
            criterion=self.criterion_id(number),
        )
        return rows.values_list("version", flat=True).first() or 0


def make_round(*kinds: str) -> Round:
    """A commune in a round of two steps: its district, then an agency.

    One criterion for each kind of measure, shares where none is given; all are led by
    one agency.
    """
    province = make_province()
    district = make_district(province=province, parent=province)
    commune = make_commune("Sĩ Bình", parent=district)
    other = make_commune("Vũ Muộn", parent=district)
    criteria_set = make_set(*(kinds or ("percent", "percent")))
    for criterion in criteria_set.criteria.all():
        CriterionLead.objects.create(
            criterion=criterion, sector=SECTOR, name_vi="Sở", valid_from=START
        )
    document = make_document(kind=DocumentKind.ROUND)
    period = make_period(round_document=document)
    procedure = make_procedure()
    for position, actor in enumerate(("district", "agency"), 1):
        make_step(procedure, position=position, actor=actor)
    agency = make_agency(unit=province, sector=SECTOR)
    return Round(
        province=province,
        district=district,
        commune=commune,
        other_commune=other,
        period=period,
        period_set=make_period_set(period, criteria_set),
        procedure=procedure,
        official=_person("commune_official", unit=commune),
        stranger=_person("commune_official", unit=other),
        district_officer=_person("district_officer", unit=district),
        agency_officer=_person("agency_officer", agency=agency),
        coordinator=_person("coordinator", unit=province),
    )


def shared_on_the_day(make: Callable[[], Any]) -> Any:
    """A fixture, called shared_..., of what a module's tests begin with on DAY.

    It is made as the day begins, so that whatever a test does comes after.
    """
    return shared_by_module(time_machine.travel(MIDNIGHT)(make))


def _person(role: str, **place: object) -> User:
    return make_membership(user=make_user(), role=role, **place).user
