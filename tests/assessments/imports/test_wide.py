"""The wide forms: a row a commune."""

import datetime as dt
from decimal import Decimal

import pytest

from assessments.actions.imports import import_results
from assessments.events import verify_chain
from assessments.imports.plan import plan_import
from assessments.models import Assessment, CriterionResult, IndicatorResult
from assessments.summaries import differences, recompute
from criteria.models import Measure, MeasureOption
from tests.assessments.imports.sheets import plan, refused, upload, written, xlsx
from tests.builders import make_document

pytestmark = pytest.mark.django_db


def run(office, *rows, **over):
    found = plan(office, *rows, **over)
    assert refused(found) == []
    import_results(plan=found.results, by=office.coordinator)
    return found


SIGNED = [
    ["Ghi chú: x là đạt"],
    [None, "NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN"],
    [None, "(Ký, họ tên)", dt.date(2022, 1, 5)],
]


def test_signatures_below_the_table_are_no_rows(office):
    rows = [
        ["STT", "Xã", "2.2"],
        [1, "Sĩ Bình", 2],
        [2, "Vũ Muộn", 3],
        [None, "Tổng cộng", 5],
        [],
        *SIGNED,
    ]
    content = xlsx(*rows, touch=lambda s: s.merge_cells("C7:D7"))

    found = plan_import(upload(office, content))

    assert (refused(found), len(found.new)) == ([], 2)
    [note] = found.notes
    assert note.startswith("Sheet1!A6: từ “Ghi chú: x là đạt” trở xuống không thuộc")


@pytest.mark.parametrize(
    ("row", "places"),
    [
        (["Vũ Muộn", 3, None], []),
        (["Vũ Muộn", None, None], []),
        (["Vũ Mùn", 3, None], ["Sheet1!A4"]),
        (["Vũ Mùn", None, "Đạt"], ["Sheet1!A4"]),
        (["Vũ Mùn", None, "Có"], ["Sheet1!A4"]),
    ],
    ids=["known", "blank", "number", "verdict", "yes"],
)
def test_row_after_an_empty_one_is_still_of_the_table(office, row, places):
    found = plan(
        office, ["Xã", "2.2", "TC 1"], ["Sĩ Bình", 2, "x"], [], row, [], *SIGNED
    )

    assert [place for place, _reason in refused(found)] == places
    assert "Sheet1!A6" in found.notes[0]


def test_row_of_a_choice_after_an_empty_one_is_of_the_table(office):
    measure = office.law.criteria.get(number=2).indicators.first().measure
    said = {"measure": measure, "value": 1, "name_vi": "Khá", "name_en": "Good"}
    Measure.objects.filter(pk=measure.pk).update(kind="choice")
    MeasureOption.objects.create(**said)

    found = plan(
        office, ["Xã", "2.1"], ["Sĩ Bình", "Khá"], [], ["Vũ Mùn", "Khá"], [], *SIGNED
    )

    assert [place for place, _reason in refused(found)] == ["Sheet1!A4"]


def test_wide_indicators_recorded_and_judged(office):
    run(office, ["Mã", "Xã", "1.1", "2.1"], ["01800", "Sĩ Bình", "Đạt", 80.5])

    account = Assessment.objects.get()
    assert (account.unit, account.document) == (office.communes[0], office.document)
    assert account.confirmed_outcomes == "M???"
    values = IndicatorResult.objects.exclude(value=None).order_by("indicator__code")
    assert [v.value for v in values] == [1, Decimal("80.5")]


def test_wide_preview_writes_nothing(office):
    before = written()

    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", None])

    assert [(a.place, a.unit[:10], a.values) for a in found.new] == [
        ("Sheet1!A2", "Xã Sĩ Bình", 1)
    ]
    assert "Vũ Muộn" in found.notes[0]
    assert written() == before


def test_wide_blank_is_not_assessed(office):
    run(office, ["Xã", "2.1", "2.2"], ["Sĩ Bình", None, 3])

    row = IndicatorResult.objects.get(indicator__code="2.1")
    assert (row.value, row.outcome) == (None, "not_assessed")


def test_wide_criteria_are_an_offices_verdicts(office):
    run(
        office,
        ["Xã", "Tiêu chí 1", "2", 3, "TC4"],
        ["Sĩ Bình", "Đạt", "Không đạt", "x", "Không áp dụng: chưa có chợ"],
    )

    account = Assessment.objects.get()
    assert account.confirmed_outcomes == "MFMN"
    assert account.reported_criteria is None
    results = account.criterion_results.order_by("criterion__number")
    assert {r.computed for r in results} == {"not_assessed"}
    assert all(r.verdict_reason for r in results)
    assert results[3].verdict_reason == "chưa có chợ"


def test_wide_count_only_fills_reported(office):
    run(office, ["Xã", "Số tiêu chí đạt"], ["Sĩ Bình", 3], ["Vũ Muộn", "2"])

    accounts = Assessment.objects.order_by("unit")
    assert [a.reported_criteria for a in accounts] == [3, 2]
    assert {a.confirmed_outcomes for a in accounts} == {"????"}
    assert not IndicatorResult.objects.exclude(value=None).exists()


def test_wide_other_counts_reported(office):
    run(
        office,
        ["Xã", "Số chỉ tiêu đạt", "Số tiêu chí cơ bản đạt"],
        ["Sĩ Bình", 4, 1],
    )

    account = Assessment.objects.get()
    assert (account.reported_indicators, account.reported_basically_met) == (4, 1)


def test_wide_number_under_a_bare_criterion_is_its_only_value(office):
    run(office, ["Xã", "3. Nghèo"], ["Sĩ Bình", "4,5"], ["Vũ Muộn", "Chưa đạt"])

    letters = Assessment.objects.order_by("unit").values_list(
        "confirmed_outcomes", flat=True
    )
    assert list(letters) == ["??F?", "??F?"]
    value = IndicatorResult.objects.exclude(value=None).get()
    assert (value.indicator.code, value.value) == ("3", Decimal("4.5"))


def test_wide_heading_above_and_index_line(office):
    found = run(
        office,
        ["BIỂU TỔNG HỢP", None, None, None],
        ["STT", "Xã", "Tiêu chí 2", None],
        [None, None, "2.1", "2.2. Số chợ"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Sĩ Bình", 80, 2],
    )

    assert [account.place for account in found.new] == ["Sheet1!B5"]
    assert found.new[0].values == 2


def test_wide_district_line_above_its_communes(office):
    found = run(office, ["Xã", "2.1"], ["I. Huyện Bạch Thông"], ["Sĩ Bình", 80])

    assert [account.unit for account in found.new] == [
        "Xã Sĩ Bình, Huyện Bạch Thông (01800)"
    ]


def test_wide_estimate_and_reason(office):
    run(office, ["Xã", "2.1", "2.2"], ["Sĩ Bình", "75,5 (ước)", "Không xét: không có"])

    rows = {r.indicator.code: r for r in IndicatorResult.objects.all()}
    assert (rows["2.1"].value, rows["2.1"].basis) == (Decimal("75.5"), "estimate")
    assert rows["2.2"].not_applicable_reason == "không có"


def test_wide_reason_is_kept_as_far_as_it_fits(office):
    said = "Không áp dụng: " + "x" * 900

    run(office, ["Xã", "2.1", "Tiêu chí 1"], ["Sĩ Bình", said, said])

    reasons = [
        IndicatorResult.objects.exclude(not_applicable_reason="").get(),
        CriterionResult.objects.exclude(verdict="").get(),
    ]
    kept = [reasons[0].not_applicable_reason, reasons[1].verdict_reason]
    assert kept == ["x" * 300] * 2


def test_import_correction_touches_only_what_differs(office):
    run(office, ["Xã", "1.1", "2.1", "2.2"], ["Sĩ Bình", "Đạt", 79, 3])

    found = run(office, ["Xã", "1.1", "2.1", "2.2"], ["Sĩ Bình", None, 80, 3])

    assert [(c.place, c.what, c.old, c.new) for c in found.changes] == [
        ("Sheet1!C2", "2.1", "79", "80")
    ]
    account = Assessment.objects.get()
    assert account.confirmed_outcomes == "MM??"
    assert differences(account, recompute(account)) == {}
    versions = account.criterion_results.order_by("criterion__number")
    assert [r.version for r in versions] == [1, 2, 1, 1]


def test_import_correction_writes_event(office):
    run(office, ["Xã", "2.1"], ["Sĩ Bình", 79])

    run(office, ["Xã", "2.1", "Số tiêu chí đạt"], ["Sĩ Bình", 80, 2])

    event = Assessment.objects.get().events.latest("sequence")
    assert (event.sequence, event.kind, event.by) == (
        2,
        "corrected",
        office.coordinator,
    )
    assert event.old == {"values": {"2.1": "79"}, "reported_criteria": None}
    assert event.new["values"] == {"2.1": "80"}
    assert verify_chain(event.assessment) == []


def test_import_same_sheet_twice_changes_nothing(office):
    rows = (["Xã", "2.1", "4"], ["Sĩ Bình", "79,5", "x"])
    run(office, *rows)
    before = written()

    found = run(office, *rows)

    assert (len(found.same), found.writes, found.changes) == (1, False, [])
    assert written() == before


def test_import_chooses_only_where_nothing_is_chosen(office):
    run(office, ["Xã", "2.1"], ["Sĩ Bình", 79], chosen_reason="Báo cáo cuối năm")
    office.document = make_document(number="13/BC-UBND")

    run(
        office,
        ["Xã", "2.1"],
        ["Sĩ Bình", 85],
        ["Vũ Muộn", 85],
        chosen_reason="Báo cáo sau thẩm tra",
    )

    chosen = Assessment.objects.filter(is_chosen=True).order_by("unit")
    assert [a.chosen_reason for a in chosen] == [
        "Báo cáo cuối năm",
        "Báo cáo sau thẩm tra",
    ]
    assert Assessment.objects.count() == 3
