import csv
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from assessments.models import Plan
from reporting.models import Target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def shipped():
    path = Path(settings.BASE_DIR) / "data" / "bac-kan" / "plans.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_demo_holds_every_plan_of_the_road_maps():
    plans = Counter(Plan.objects.values_list("tier", "year"))

    assert plans == {
        ("ntm", 2018): 4,
        ("ntm", 2019): 2,
        ("ntm", 2020): 2,
        ("ntm", 2023): 17,
        ("nang_cao", 2023): 4,
        ("nang_cao", 2024): 1,
    }
    assert len(shipped()) == 30


def test_demo_plan_is_of_the_unit_that_bears_the_name():
    stored = {
        (p.tier, p.year, p.document.key, v.code, v.name)
        for p in Plan.objects.select_related("document")
        for v in p.unit.versions.order_by("valid_from")[:1]
    }

    assert stored == {
        (r["tier"], int(r["year"]), r["document"], r["code"], r["name"])
        for r in shipped()
    }


def test_demo_plan_of_a_merged_commune_stays_with_it():
    plan = Plan.objects.get(unit__versions__name="Đông Viên")

    assert plan.unit.versions.get().valid_to.isoformat() == "2020-02-01"


def test_demo_has_targets_that_no_row_can_answer():
    metrics = set(Target.objects.values_list("metric", flat=True))

    assert {"villages", "districts", "income_ratio", "ocop_new"} <= metrics
