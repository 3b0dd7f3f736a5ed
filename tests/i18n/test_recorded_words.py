"""What results keep is Vietnamese, whoever enters; pages tell it in both languages."""

import csv
import re
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from assessments.choices import PROCEDURE_NAMES, Metric
from assessments.exports.sheet import results_sheet
from assessments.imports.cells import not_applicable_reason
from assessments.imports.figures import _metric as metric_of
from assessments.models import IndicatorResult, ReviewStep
from criteria.book import level_row
from criteria.choices import LEAD_NAMES
from criteria.models import CriterionLead
from criteria.why import why_level
from tests.reporting.worlds import make_world

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def result(db):
    """A result that an English-speaking reader entered."""
    with override("en"):
        make_world(misses=(0,), years=(2021,))
    return IndicatorResult.objects.select_related("level__document").first()


def test_reason_is_kept_in_vietnamese(result):
    assert result.level_reason.startswith("Mức quốc gia theo ")


def test_reason_is_told_in_the_readers_language(result):
    with override("vi"):
        assert why_level(result) == (result.level_reason, "")
    with override("en"):
        text, language = why_level(result)
    assert text.startswith("National level by ")
    assert language == ""


def test_document_of_a_level_is_named_in_the_readers_language(result):
    with override("vi"):
        row = level_row(result.level)
        assert str(row.document).startswith("Quyết định")
    with override("en"):
        assert str(row.document).startswith("Decision")


def test_reason_that_a_level_alone_does_not_give_stays_as_recorded(result):
    result.level_reason += " Chưa rõ vùng nên mức có thể khác."
    with override("en"):
        assert why_level(result) == (result.level_reason, "vi")


def test_every_department_of_the_sectors_has_english():
    sectors = yaml.safe_load((ROOT / "data/criteria/sectors.yaml").read_text("utf-8"))
    named = {name["name_vi"] for s in sectors["sectors"].values() for name in s}
    with override("vi"):
        assert {str(name) for name in LEAD_NAMES} == named
    with override("en"):
        english = {CriterionLead(name_vi=name).name for name in named}
    assert not [name for name in english if re.search("[^\x00-\x7f]", name)]


def test_every_procedure_and_step_has_english():
    text = (ROOT / "data/bac-kan/procedures.csv").read_text("utf-8")
    named = set()
    for row in csv.DictReader(text.splitlines()):
        steps = [step.split(":")[1] for step in row["steps"].split("|")]
        named |= {row["name"], *steps}
    with override("vi"):
        assert {str(name) for name in PROCEDURE_NAMES} == named
    with override("en"):
        english = [str(ReviewStep(name=name)) for name in named]
    assert not set(english) & named


def test_reason_of_a_sheet_is_kept_in_vietnamese():
    with override("en"):
        assert not_applicable_reason("Không xét").startswith("Nguồn ghi ")


def test_sheet_for_offices_is_vietnamese(result):
    account = result.criterion_result.assessment
    period_set = account.period.period_sets.get()
    with override("en"):
        sheet = results_sheet(account.province_id, period_set, account.document)
    assert sheet.rows[0][1:3] == ["Xã Ân Tình", "Huyện Bạch Thông"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_figures_of_a_sheet_are_understood_in_either_language(language):
    with override(language):
        assert metric_of("Số xã") == Metric.COMMUNES
        assert metric_of("communes") == Metric.COMMUNES
