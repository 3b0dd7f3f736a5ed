"""Criteria, and the communes of one criterion, as files."""

from decimal import Decimal

from django.utils.translation import gettext as _

from criteria.rules.distance import level_words
from reporting.exports.sheet import Cell, Sheet
from reporting.pages.criteria import place_name
from reporting.reports.criteria import CriteriaReport
from reporting.reports.criterion import CriterionReport, Standing


def criteria_sheet(report: CriteriaReport) -> Sheet:
    """Every criterion in the order of the page."""
    scope = report.scope
    rows: list[list[Cell]] = [
        [
            line.criterion.number,
            line.criterion.name,
            line.now.failing,
            line.now.met,
            line.now.not_assessed,
            line.now.total,
            line.change,
            "; ".join(line.asked.leads) or None,
        ]
        for line in report.lines
    ]
    return Sheet(
        name=f"tieu-chi-{scope.year}",
        title=_("Các tiêu chí, %(place)s %(year)s")
        % {"place": place_name(scope, report.district), "year": scope.year},
        columns=[
            _("Số"),
            _("Tiêu chí"),
            _("Xã chưa đạt"),
            _("Xã đạt"),
            _("Xã chưa đánh giá"),
            _("Xã có kết quả"),
            _("So với %(year)s") % {"year": scope.year - 1},
            _("Cơ quan phụ trách"),
        ],
        rows=rows,
        provenance=report.provenance,
    )


def criterion_sheet(report: CriterionReport) -> Sheet:
    """Every commune of the table, of all its pages, in its order."""
    scope, criterion = report.scope, report.criterion
    columns = [
        _("Mã xã"),
        _("Xã"),
        _("Huyện, thành phố"),
        _("Kết quả tiêu chí"),
        _("Chỉ tiêu"),
        _("Giá trị"),
        _("Đơn vị tính"),
        _("Mức quy định"),
        _("Mức"),
        _("Còn thiếu"),
        _("Số tiêu chí đạt"),
    ]
    rows = [_cells(report, standing) for standing in report.listed]
    if not scope.districts:
        columns.pop(2)
        rows = [[*row[:2], *row[3:]] for row in rows]
    return Sheet(
        name=f"tieu-chi-{criterion.number}-{scope.year}",
        title=_("Tiêu chí %(number)s, %(name)s: %(place)s %(year)s")
        % {
            "number": criterion.number,
            "name": criterion.name,
            "place": place_name(scope, report.query.district),
            "year": scope.year,
        },
        columns=columns,
        rows=rows,
        provenance=report.provenance,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that the database adds."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def _cells(report: CriterionReport, standing: Standing) -> list[Cell]:
    row, leaf = standing.row, report.leaf
    result = standing.results.get(leaf.pk)
    level = result.level if result else None
    measure = leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    district = report.scope.districts.get(row.district_id or 0)
    return [
        row.code,
        row.name,
        district.name if district else None,
        str(standing.outcome.label),
        leaf.code,
        _plain(result.value) if result else None,
        measure.unit or None,
        level_words(
            leaf.operator,
            level.value,
            measure.kind,
            measure.unit,
            measure.decimals,
            report.asked.options.get(measure.pk),
        )
        if level
        else None,
        _plain(level.value) if level else None,
        _plain(result.gap(leaf.operator)) if result else None,
        row.met if row.has_results else None,
    ]
