"""The shipped rules that doubt values: whole, catching their examples, loaded once."""

import dataclasses
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from criteria.actions import put_check
from criteria.actions.check_rules import catches_example
from criteria.imports.checks import check
from criteria.imports.comparison import compare
from criteria.imports.library import read_folder
from criteria.models import CheckRule
from tests.builders import make_measure

FOLDER = Path(settings.BASE_DIR) / "data" / "criteria"


@pytest.fixture(scope="module")
def shipped():
    return read_folder(FOLDER).checks


@pytest.fixture
def loaded(shipped, db):
    keys = {k for r in shipped.values() for k in (r.measure, r.other) if k}
    for key in sorted(keys):
        make_measure(key=key, kind="percent")
    for rule in shipped.values():
        put_check(definition=rule)
    return shipped


def test_every_rule_catches_its_example(loaded):
    rules = CheckRule.objects.all()

    assert len(rules) == len(loaded) > 0
    assert [rule.key for rule in rules if not catches_example(rule)] == []


def test_example_that_breaks_nothing_is_refused(loaded):
    jump = loaded["jump-since-last-year"]
    harmless = dataclasses.replace(jump, key="vo-hai", example_value=jump.example_other)

    with pytest.raises(ValidationError, match="vi phạm"):
        put_check(definition=harmless)

    assert not CheckRule.objects.filter(key="vo-hai").exists()


def test_loading_again_changes_nothing_and_a_changed_limit_is_a_step(loaded):
    library = dataclasses.replace(
        read_folder(FOLDER), documents={}, measures={}, sets={}, provincial=[]
    )
    assert compare(library) == []

    CheckRule.objects.filter(key="jump-since-last-year").update(limit=50)

    assert [step.text for step in compare(library)] == [
        "điểm cần xem kỹ jump-since-last-year: sửa"
    ]


def test_rule_about_an_unknown_measure_is_refused():
    library = read_folder(FOLDER)
    rule = library.checks["piped-water-within-clean"]
    library.checks[rule.key] = dataclasses.replace(rule, other="no_such")

    assert [str(p) for p in check(library)] == [
        "checks: piped-water-within-clean: không có chỉ số đo no_such"
    ]
