"""Rows of everything that is registered in the admin, a few or many."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from assessments.models import Evidence, Period, Plan, Procedure
from communes.choices import Extent, SuccessionKind, UnitLevel
from communes.models import Succession, SuccessionLink, Unit
from criteria.choices import Tier
from criteria.models import CriteriaSet
from tests import builders

OURS = {"accounts", "assessments", "communes", "criteria", "documents", "reporting"}
# Where one more set can judge: every level and tier but that of the first set.
PLACES = [
    (level, tier)
    for level in UnitLevel
    for tier in Tier
    if (level, tier) != (UnitLevel.COMMUNE, Tier.NTM)
]


def url(model: type[Model], page: str, *args: Any) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args)


def queries_of(client: Any, address: str) -> int:
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def make_succession(number: int = 1, links: int = 1) -> Succession:
    succession = Succession.objects.create(
        day=builders.AS_OF, kind=SuccessionKind.MERGE, document=builders.make_document()
    )
    for _one in range(links):
        SuccessionLink.objects.create(
            succession=succession,
            predecessor=builders.make_commune(f"Tú Trĩ {number}"),
            successor=builders.make_commune(f"Tân Tú {number}"),
            extent=Extent.WHOLE,
        )
    return succession


def make_world(admin: User, first: int = 0, last: int = 1) -> None:
    """Rows number `first` to `last` of everything; on each page of row 0, all below."""
    for number in range(first, last):
        _make_row(admin, number)


def _make_row(admin: User, number: int) -> None:
    province = Unit.objects.filter(level="province").order_by("pk").first()
    district = Unit.objects.filter(level="district").order_by("pk").first()
    province = province or builders.make_province()
    district = district or builders.make_district(province=province)
    builders.make_district(f"Huyện {number}", province=province)
    commune = builders.make_commune(f"Yên Thịnh {number}", parent=district)
    criteria_set = _one_set(number)
    period = Period.objects.first() or builders.make_period(criteria_set)
    _make_facts(commune, criteria_set, period, number)
    _make_history(commune, number)
    _make_people(province, number)
    LogEntry.objects.log_actions(
        admin.pk, [commune], CHANGE, change_message="x", single_object=True
    )


def _make_history(commune: Unit, number: int) -> None:
    day = dt.date(2010 + number % 10, 1 + number // 10, 1)
    first = commune.versions.get()
    first.valid_to = day
    first.save()
    said = {"parent": first.parent, "province": first.province}
    builders.make_version(commune, name=f"Yên Thịnh {number}", valid_from=day, **said)
    builders.make_classification(commune)
    builders.make_classification(commune, scheme="region", value="TDMNPB")
    make_succession(number)
    SuccessionLink.objects.create(
        succession=Succession.objects.order_by("pk").first(),
        predecessor=builders.make_commune(f"Xã cũ {number}"),
        successor=builders.make_commune(f"Xã mới {number}"),
        extent=Extent.PART,
    )


def _one_set(number: int) -> CriteriaSet:
    """A set a row; the first is the one that judges, with one more level a row."""
    builders.make_set("yes_no", name_vi=f"Bộ {number}")
    judging = CriteriaSet.objects.order_by("pk").first()
    assert judging is not None
    leaf = judging.criteria.get(number=1).indicators.get()
    builders.make_level(leaf, value=Decimal(1), year=2000 + number, status="unverified")
    builders.make_substitution(judging, value=f"loai-{number}")
    return judging


def _make_facts(
    commune: Unit, criteria_set: CriteriaSet, period: Period, number: int
) -> None:
    account = builders.make_assessment(
        unit=commune,
        criteria_set=criteria_set,
        period=period,
        district=commune.versions.get().parent,
    )
    result = builders.make_criterion_result(account)
    builders.make_indicator_result(result)
    builders.make_event(account, criterion_result=result)
    evidence = Evidence.objects.create(
        unit=commune, period=period, kind="link", link="https://a.vn/", title="Ảnh"
    )
    evidence.criterion_results.add(result)
    builders.make_recognition(unit=commune)
    builders.make_figure(unit=commune)
    builders.make_target(unit=commune)
    plan = builders.make_plan(unit=commune, year=2022 + number)
    _more_below(Plan.objects.order_by("pk").first(), period, number)
    builders.make_plan_item(plan=plan, criterion=criteria_set.criteria.get(number=1))


def _more_below(plan: Any, period: Period, number: int) -> None:
    """One more row in the tables of the first plan, period and procedure."""
    level, tier = PLACES[number]
    extra = builders.make_set("yes_no", unit_level=level, tier=tier)
    builders.make_period_set(period, extra)
    builders.make_plan_item(plan=plan, criterion=extra.criteria.get())
    procedure = Procedure.objects.order_by("pk").first()
    builders.make_step(procedure, position=number + 1)
    builders.make_procedure(valid_to=builders.AS_OF, name=f"Trình tự {number}")


def _make_people(province: Unit, number: int) -> None:
    agency = builders.make_agency(unit=province, name=f"Sở {number}")
    person = User.objects.filter(username__startswith="nguoi").order_by("pk").first()
    person = person or builders.make_user()
    said = {"valid_from": dt.date(2000 + number, 1, 1)}
    builders.make_membership(user=person, role="agency_officer", agency=agency, **said)
    builders.make_membership(user=person, role="coordinator", unit=province, **said)
    builders.make_membership(role="administrator")
