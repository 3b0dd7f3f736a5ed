"""Rows of a round beside its results: plans, extensions, dossiers, notices."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.models import (
    Correction,
    Dossier,
    DossierCondition,
    HeldInput,
    Notice,
    PeriodException,
    PlanPostponement,
    PlanValue,
    Procedure,
    RecognitionCondition,
)
from tests.builders import (
    AS_OF,
    make_commune,
    make_criterion_result,
    make_document,
    make_period,
    make_period_set,
    make_plan,
    make_procedure,
    make_set,
    make_user,
)


def make_plan_value(**over: Any) -> PlanValue:
    said = {"value": Decimal(1), **over}
    said["plan"] = said.get("plan") or make_plan()
    if "indicator" not in said:
        said["indicator"] = make_set().criteria.get().indicators.get()
    return PlanValue.objects.create(**said)


def make_postponement(**over: Any) -> PlanPostponement:
    said = {"to_year": 2023, "reason": "Thiếu vốn", "at": timezone.now(), **over}
    said["plan"] = said.get("plan") or make_plan()
    said["by"] = said.get("by") or make_user()
    return PlanPostponement.objects.create(**said)


def make_exception(**over: Any) -> PeriodException:
    said = {
        "valid_from": AS_OF,
        "valid_to": AS_OF + dt.timedelta(days=7),
        "reason": "Mất điện",
        **over,
    }
    said["period"] = said.get("period") or make_period()
    said["unit"] = said.get("unit") or make_commune()
    said["given_by"] = said.get("given_by") or make_user()
    return PeriodException.objects.create(**said)


def make_correction(**over: Any) -> Correction:
    said = {"old": {}, "new": {}, "reason": "Nhập nhầm", **over}
    said["criterion_result"] = said.get("criterion_result") or make_criterion_result()
    said["document"] = said.get("document") or make_document()
    said["asked_by"] = said.get("asked_by") or make_user()
    return Correction.objects.create(**said)


def make_dossier(**over: Any) -> Dossier:
    said = {"tier": "ntm", "year": 2021, "opened_at": timezone.now(), **over}
    said["unit"] = said.get("unit") or make_commune()
    said["procedure"] = said.get("procedure") or make_procedure()
    said["opened_by"] = said.get("opened_by") or make_user()
    return Dossier.objects.create(**said)


def make_condition(
    procedure: Procedure | None = None, **over: Any
) -> RecognitionCondition:
    said = {"position": 1, "name_vi": "Không nợ đọng", "name_en": "No debts", **over}
    return RecognitionCondition.objects.create(
        procedure=procedure or make_procedure(), **said
    )


def make_dossier_condition(**over: Any) -> DossierCondition:
    said = dict(over)
    said["dossier"] = said.get("dossier") or make_dossier()
    if "condition" not in said:
        said["condition"] = make_condition(said["dossier"].procedure)
    return DossierCondition.objects.create(**said)


def make_held(**over: Any) -> HeldInput:
    now = timezone.now()
    said = {
        "values": {},
        "held_at": now,
        "expires_at": now + dt.timedelta(hours=1),
        **over,
    }
    said["owner"] = said.get("owner") or make_user()
    said["unit"] = said.get("unit") or make_commune()
    if "period_set" not in said:
        said["period_set"] = make_period_set(make_period(), make_set())
    return HeldInput.objects.create(**said)


def make_notice(**over: Any) -> Notice:
    said = {"kind": "returned", "at": timezone.now(), **over}
    said["person"] = said.get("person") or make_user()
    if not {"criterion_result", "unit"} & set(said):
        said["criterion_result"] = make_criterion_result()
    return Notice.objects.create(**said)
