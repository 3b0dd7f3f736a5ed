"""No result is written without an event: by any action, bulk and import included."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from assessments import actions, events
from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    IndicatorResult,
    ResultEvent,
)
from tests.assessments.round import DAY
from tests.assessments.writes import NO_RESULTS, PARTS, WRITES, Call

NAMES = [name for name, _set_up in WRITES]
IDS = [set_up.__name__ for _name, set_up in WRITES]
# Where results may be written, and the one place that writes events.
WRITERS = "assessments/actions/", "assessments/events.py"
MODELS = {"Assessment", "CriterionResult", "IndicatorResult", "ResultEvent"}
RELATED = {"assessments", "criterion_results", "indicator_results", "events"}
ROWS = {"assessment", "account", "result", "criterion_result", "indicator_result"}
MANY = {"create", "bulk_create", "bulk_update", "update", "delete"}
MANY |= {"get_or_create", "update_or_create", "_raw_delete"}


@pytest.fixture(autouse=True)
def _place(settings: Any, tmp_path: Path) -> None:
    settings.CLOCK_DAY = DAY
    settings.MEDIA_ROOT = str(tmp_path)


def snapshot() -> dict[int, set[tuple]]:
    """Every row of results by its account, the links of proofs among them."""
    found: dict[int, set[tuple]] = {}
    links = Evidence.criterion_results.through.objects
    for rows, path in (
        (Assessment.objects, "pk"),
        (CriterionResult.objects, "assessment_id"),
        (IndicatorResult.objects, "criterion_result__assessment_id"),
        (links, "criterionresult__assessment_id"),
    ):
        fields = [field.attname for field in rows.model._meta.concrete_fields]
        for account, *values in rows.values_list(path, *fields):
            row = (rows.model.__name__, *map(repr, values))
            found.setdefault(account, set()).add(row)
    return found


def changed(before: dict[int, set[tuple]]) -> set[int]:
    after = snapshot()
    accounts = before.keys() | after.keys()
    return {a for a in accounts if before.get(a) != after.get(a)}


def last_event() -> int:
    return ResultEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0


@pytest.mark.django_db
@pytest.mark.parametrize("set_up", [s for _name, s in WRITES], ids=IDS)
def test_every_changed_account_has_a_new_event(set_up: Any) -> None:
    call: Call = set_up()
    before, last = snapshot(), last_event()

    call()

    told = ResultEvent.objects.filter(pk__gt=last).values_list("assessment", flat=True)
    assert changed(before)
    assert changed(before) <= set(told)
    assert not list(
        events.broken_in(ResultEvent.objects.order_by("assessment", "sequence"))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("set_up", [s for _name, s in WRITES], ids=IDS)
def test_nothing_stays_where_the_event_fails(
    set_up: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and event are one transaction."""
    call: Call = set_up()
    before = snapshot()

    def fail(_event: ResultEvent) -> str:
        raise NotImplementedError

    monkeypatch.setattr(events, "digest", fail)
    with pytest.raises(NotImplementedError):
        call()

    assert changed(before) == set()


def public_functions() -> Iterator[str]:
    for module in pkgutil.iter_modules(actions.__path__):
        found = import_module(f"{actions.__name__}.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__ == found.__name__ and not name.startswith("_"):
                yield f"{module.name}.{name}"


def test_every_action_is_in_the_table_once() -> None:
    listed = [*dict.fromkeys(NAMES), *PARTS, *NO_RESULTS]

    assert sorted(listed) == sorted(public_functions())


@cache
def sources() -> list[tuple[str, ast.AST]]:
    """The product's own code, migrations and tests left out."""
    return list(_parsed())


def _parsed() -> Iterator[tuple[str, ast.AST]]:
    root = Path(settings.BASE_DIR)
    folders = {path.parent for path in root.glob("*/apps.py")} | {root / "scripts"}
    for folder in sorted(folders):
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if "/migrations/" not in name and not name.startswith(WRITERS):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def writes_results(call: ast.Call) -> bool:
    """A call that writes rows of results, as far as its words tell."""
    if not isinstance(call.func, ast.Attribute):
        return False
    names = {n.attr for n in ast.walk(call.func.value) if isinstance(n, ast.Attribute)}
    names |= {n.id for n in ast.walk(call.func.value) if isinstance(n, ast.Name)}
    if call.func.attr in MANY:
        return bool(names & (MODELS | RELATED))
    return call.func.attr in {"save", "delete"} and bool(names & ROWS)


@pytest.mark.parametrize(
    ("code", "is_write"),
    [
        ("Assessment.objects.filter(pk=1).update(x=1)", True),
        ("account.criterion_results.create(criterion=c)", True),
        ("IndicatorResult.objects.bulk_create(rows)", True),
        ("result.save()", True),
        ("Document.objects.create()", False),
        ("form.save()", False),
    ],
)
def test_writes_are_told_from_others(code: str, is_write: bool) -> None:
    assert writes_results(ast.parse(code).body[0].value) == is_write  # type: ignore[attr-defined]  # an expression


def test_only_actions_write_results() -> None:
    """The demo and the imports too go through them."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and writes_results(node)
    ]

    assert found == []


def test_no_statement_by_hand_writes_results() -> None:
    tables = {model._meta.db_table for model in (Assessment, CriterionResult)}
    tables |= {model._meta.db_table for model in (IndicatorResult, ResultEvent)}
    found = [
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(table in node.value for table in tables)
    ]

    assert found == []


def test_parts_are_called_by_actions_only() -> None:
    parts = {name.split(".")[1] for name in PARTS}
    found = [
        f"{name}: {alias.name}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module or "").startswith(actions.__name__) and alias.name in parts
    ]

    assert found == []
