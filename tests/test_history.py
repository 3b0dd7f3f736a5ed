"""What people change of law, units, documents and figures leaves its history."""

import ast
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from assessments.actions.documents import Citation
from assessments.actions.figures import FigureSaid, FiguresPlan, import_figures
from assessments.actions.plans import Promised, register_plan, save_plan
from assessments.models import PublishedFigure
from communes.actions.versions import end_classes
from communes.models import Classification, UnitVersion
from criteria.actions import supersede_level
from criteria.models import Level
from documents.models import Document
from tests.admin.world import queries_of, url
from tests.assessments.round import DAY, make_round
from tests.builders import (
    AS_OF,
    make_classification,
    make_commune,
    make_document,
    make_indicator,
    make_level,
    make_membership,
    make_province,
    make_set,
)

TRACED = {
    "accounts.Agency",
    "accounts.Membership",
    "accounts.User",
    "assessments.Dossier",
    "assessments.DossierCondition",
    "assessments.Period",
    "assessments.PeriodSet",
    "assessments.Plan",
    "assessments.Procedure",
    "assessments.PublishedFigure",
    "assessments.RecognitionCondition",
    "assessments.RecognitionDecision",
    "assessments.ReviewStep",
    "assessments.WrittenName",
    "communes.Classification",
    "communes.Succession",
    "communes.SuccessionLink",
    "communes.UnitVersion",
    "criteria.CheckRule",
    "criteria.CriteriaSet",
    "criteria.CriterionLead",
    "criteria.Level",
    "criteria.SubstitutionRule",
    "documents.Document",
    "reporting.Target",
}
# Statements without a trace, each with its reason.
UNTRACED = {
    "accounts/apps.py": "the day of the last sign-in is no history",
    "assessments/actions/plans.py": "guarded by the version; writes the history itself",
    "communes/imports/write.py": "a load of shipped files",
    "criteria/actions/sets.py": "a load of shipped files",
}
BULK = {"update", "bulk_create", "bulk_update"}


def test_history_is_kept_of_what_people_change() -> None:
    found = {
        model._meta.label
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    }

    assert found == TRACED


def test_no_statement_passes_by_the_history() -> None:
    names = {label.split(".")[1] for label in TRACED} | {"classifications", "versions"}
    root = Path(settings.BASE_DIR)
    found = set()
    for app in root.glob("*/apps.py"):
        for path in app.parent.rglob("*.py"):
            if "migrations" not in path.parts and _has_bulk(path, names):
                found.add(path.relative_to(root).as_posix())

    assert found - UNTRACED.keys() == set()


def _has_bulk(path: Path, names: set[str]) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inside = ast.walk(node.func.value)
            said = {getattr(n, "attr", getattr(n, "id", "")) for n in inside}
            if node.func.attr in BULK and said & names:
                return True
    return False


def states(row: Model, field: str) -> list[Any]:
    """The states of a row's field, the latest first."""
    return [getattr(state, field) for state in row.history.all()]  # type: ignore[attr-defined]  # the history's own


@pytest.mark.django_db
def test_ending_the_classes_of_a_unit_leaves_a_trace() -> None:
    row = make_classification(make_commune())

    end_classes(row.unit, AS_OF)

    assert states(row, "valid_to") == [AS_OF, None]


@pytest.mark.django_db
def test_superseding_a_level_leaves_a_trace_of_both() -> None:
    criteria_set = make_set(published=False)
    leaf = make_indicator(criteria_set.criteria.get(), kind="percent")
    old = make_level(leaf, value=80)
    new = Level(
        indicator=leaf,
        value=Decimal(85),
        layer=old.layer,
        valid_from=old.valid_from,
        document=make_document(),
        status="verified",
    )

    supersede_level(old, correction=new, by=make_membership().user)

    assert states(old, "superseded_by_id") == [new.pk, None]
    assert states(new, "superseded_by_id") == [None]


@pytest.mark.django_db
def test_imported_figures_leave_a_trace_with_the_person() -> None:
    province = make_province()
    by = make_membership(role="coordinator", unit=province).user
    said = FigureSaid((province.pk, "recognised", "ntm", None, AS_OF), None, Decimal(9))
    plan = FiguresPlan(province.pk, Citation(title="Báo cáo"), new=[said])

    import_figures(plan=plan, by=by)

    state = PublishedFigure.objects.get().history.get()
    assert (state.value, state.history_user, state.history_type) == (9, by, "+")


@pytest.mark.django_db
def test_plan_leaves_a_trace_of_each_change(settings: Any) -> None:
    settings.CLOCK_DAY = DAY
    world = make_round()
    promised = Promised(frozenset({world.criterion_id()}))
    said = {"unit_id": world.commune.pk, "period_set": world.period_set}
    plan = save_plan(**said, promised=promised, version=0, by=world.official)

    said = {"version": plan.version, "by": world.official}
    register_plan(plan=plan, late_reason="Muộn", **said)

    assert states(plan, "version") == [3, 2, 1]
    assert [bool(day) for day in states(plan, "registered_at")] == [True, False, False]


@pytest.mark.django_db
def test_change_in_the_admin_names_the_person(admin_client, admin_user) -> None:
    document = make_document()
    form = admin_client.get(url(Document, "change", document.pk)).context["adminform"]
    said = {k: v for k, v in form.form.initial.items() if v not in (None, "")}
    said["issued_on"] = "10/01/2020"

    admin_client.post(url(Document, "change", document.pk), said | {"title": "Mới"})

    newest, first = document.history.all()
    assert (newest.history_user, first.history_user) == (admin_user, None)
    page = admin_client.get(url(Document, "history", document.pk)).content.decode()
    assert "Sắp xếp đơn vị hành chính → Mới" in page


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Document, Classification, UnitVersion, Level])
def test_history_costs_the_same_however_long(admin_client, model) -> None:
    make_set()
    row = make_classification(make_commune())
    if model is not Classification:
        row = model.objects.first()
    row.save()
    few = queries_of(admin_client, url(model, "history", row.pk))
    for day in range(1, 9):
        if hasattr(row, "valid_to"):
            row.valid_to = AS_OF + dt.timedelta(days=day)
        row.save()

    assert queries_of(admin_client, url(model, "history", row.pk)) == few <= 15
