"""Sheets of published figures."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from assessments.actions.documents import Citation
from assessments.actions.figures import import_figures
from assessments.errors import AssessmentsError
from assessments.imports.figures import plan_figures
from assessments.models import PublishedFigure
from tests.assessments.imports.sheets import written, xlsx
from tests.builders import make_user

pytestmark = pytest.mark.django_db

HEADER = ["Về", "Chuẩn", "Từ", "Đến", "Tính đến ngày", "Số", "Trên tổng", "Ghi chú"]
DAY = dt.date(2021, 12, 31)


def figures(office, *rows, header=HEADER):
    return plan_figures(
        province=office.province,
        citation=Citation(key=office.document.key),
        file_name="so.xlsx",
        content=xlsx(header, *rows),
    )


def band(low, high, count, total=None):
    return ["in_band", None, low, high, DAY, count, total]


def test_figures_written_as_planned(office):
    found = figures(
        office,
        ["Bình quân tiêu chí mỗi xã", "nông thôn mới", None, None, "31/12/2021", "2,5"],
        band(2, 4, 3),
    )
    assert found.refusals == []

    import_figures(plan=found.figures, by=office.coordinator)

    rows = PublishedFigure.objects.order_by("metric").values_list(
        "metric", "band_minimum", "value", "as_of"
    )
    assert [(m, low, f"{v:.2f}", d) for m, low, v, d in rows] == [
        ("average", None, "2.50", DAY),
        ("in_band", 2, "3.00", DAY),
    ]


def test_figures_in_vietnamese_read_by_an_english_session(office):
    row = ["Xã đã công nhận", "Nông thôn mới nâng cao", None, None, DAY, 4]

    with override("en"):
        found = figures(office, row)

    assert found.refusals == []


def test_figures_again_same_then_changed(office):
    import_figures(plan=figures(office, band(2, 4, 3)).figures, by=office.coordinator)
    assert len(figures(office, band(2, 4, 3)).same) == 1

    found = figures(office, band(2, 4, 5))

    assert [(f.old, f.new) for f in found.changes] == [("3", "5")]
    import_figures(plan=found.figures, by=office.coordinator)
    assert PublishedFigure.objects.get().value == 5


FLAGGED = [
    (
        [band(0, 1, 2), band(2, 4, 3), ["average", None, None, None, DAY, 4, 5]],
        "từ 1,20 đến 2,80",
    ),
    ([band(0, 1, 2, 4), band(2, 4, 3, 4)], "Cộng các khoảng được 5"),
    ([band(0, 2, 2), band(2, 4, 3)], "Khoảng chồng lên"),
    ([band(0, 9, 2)], "Khoảng vượt quá 4"),
    ([["average", None, None, None, DAY, 7]], "Bình quân lớn hơn 4"),
    ([["meets_all", None, None, None, DAY, 2.5]], "phải là số nguyên"),
]


@pytest.mark.parametrize(("rows", "reason"), FLAGGED, ids=lambda case: str(case)[-20:])
def test_impossible_figures_flagged_not_refused(office, rows, reason):
    found = figures(office, *rows)

    assert found.is_clean
    flags = [flag for figure in found.flagged for flag in figure.flags]
    assert any(reason in flag for flag in flags), flags


def test_flags_see_what_the_document_said_before(office):
    import_figures(plan=figures(office, band(0, 2, 3)).figures, by=office.coordinator)

    found = figures(office, band(2, 4, 3))

    assert len(found.flagged) == 1


REFUSED = [
    (["vui", None, None, None, DAY, 1], "A2", "không có chỉ số"),
    (
        ["average", "vàng", None, None, DAY, 1],
        "B2",
        "không có chuẩn “vàng”; ghi một trong: nông",
    ),
    (["average", None, None, None, "31/02/2021", 1], "E2", "không phải ngày có thật"),
    (["average", None, None, None, "31/12/2999", 1], "E2", "từ năm 2000 đến nay"),
    (["average", None, None, None, DAY, "nhiều"], "F2", "không phải số"),
    (["average", None, None, None, DAY, -1], "F2", "số âm"),
    (["average", None, None, None, DAY, None], "F2", "bị cụt"),
    (["average", None, 1, 2, DAY, 1], "C2", "không có khoảng"),
    (["in_band", None, 4, 2, DAY, 1], "C2", "hai đầu đúng thứ tự"),
    (["in_band", None, None, None, DAY, 1], "C2", "đủ hai đầu, như từ 5 đến 9"),
    (["in_band", None, 5, None, DAY, 1], "C2", "đủ hai đầu"),
]


@pytest.mark.parametrize(("row", "place", "reason"), REFUSED)
def test_figure_refused_with_place(office, row, place, reason):
    before = written()

    found = figures(office, row)

    [refusal] = found.refusals
    assert (refusal.place, reason in refusal.reason) == (f"Sheet1!{place}", True)
    assert written() == before


def test_figure_twice_refused(office):
    found = figures(office, band(2, 4, 3), band(2, 4, 4))

    assert [r.place for r in found.refusals] == ["Sheet1!F3"]


@pytest.mark.parametrize(
    ("header", "place"), [(["Về", "Số"], "A1"), ([*HEADER, "Lạ"], "Sheet1!I1")]
)
def test_figures_header_refused(office, header, place):
    found = figures(office, ["average"], header=header)

    assert found.refusals[0].place == place


def test_figures_of_a_stranger_refused(office):
    found = figures(office, band(2, 4, 3))

    with pytest.raises(PermissionDenied):
        import_figures(plan=found.figures, by=make_user())

    assert not PublishedFigure.objects.exists()


def test_figures_changed_since_refused(office):
    found = figures(office, band(2, 4, 3))
    import_figures(plan=found.figures, by=office.coordinator)

    with pytest.raises(AssessmentsError, match="thay đổi sau khi xem trước"):
        import_figures(plan=found.figures, by=office.coordinator)
