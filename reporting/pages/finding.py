"""What a province or district page says first: its finding, and one sentence more."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.pages.parts import band_label, number
from reporting.reports.province import CriterionCount, ProvinceReport
from reporting.reports.scope import CONFIRMED, YearTotals


def heading_of(report: ProvinceReport) -> str:
    """The finding; of a district with its name, which the crumbs alone would tell."""
    finding = _finding(report)
    district = report.scope.district
    if district is None:
        return finding
    return _("%(place)s: %(finding)s") % {
        "place": district.full_name,
        "finding": finding[:1].lower() + finding[1:],
    }


def _finding(report: ProvinceReport) -> str:
    if not report.assessed_rows and report.only_stated:
        return _stated_finding(report)
    if not report.assessed_rows:
        return _("Chưa có kết quả nào được xác nhận trong năm %(year)s") % {
            "year": report.scope.year
        }
    if unjudged_of(report):
        return _unjudged_finding(report)
    totals = report.scope.totals
    if totals.share_assessed < 1:
        # An unfinished year is no finding about the communes.
        return unfinished_finding(
            totals, totals.share_assessed, totals.accounts, len(report.rows)
        )
    return _finished_finding(report)


def _stated_finding(report: ProvinceReport) -> str:
    n = len(report.only_stated)
    return ngettext(
        "Năm %(year)s nguồn chỉ nêu số tiêu chí đạt của %(n)s xã",
        "Năm %(year)s nguồn chỉ nêu số tiêu chí đạt của %(n)s xã",
        n,
    ) % {"year": report.scope.year, "n": number(n)}


def unfinished_finding(
    totals: YearTotals, share: float, known: int, communes: int
) -> str:
    """How much there is of a year that lacks results; the share is of `known` communes.

    "So far" only while communes may still enter: any other year may stay as it is.
    """
    said = {
        "year": totals.year,
        "share": number(100 * share, 1),
        "known": number(known),
        "communes": number(communes),
    }
    if share >= 1:
        words = _("Năm %(year)s chỉ có kết quả của %(known)s trên %(communes)s xã")
    elif totals.is_being_entered and known < communes:
        words = _(
            "Năm %(year)s đang nhập: mới có %(share)s %% kết quả tiêu chí "
            "của %(known)s trên %(communes)s xã"
        )
    elif totals.is_being_entered:
        words = _("Năm %(year)s đang nhập: mới có %(share)s %% kết quả tiêu chí")
    elif known < communes:
        words = _(
            "Năm %(year)s chỉ có %(share)s %% kết quả tiêu chí của %(known)s "
            "trên %(communes)s xã"
        )
    else:
        words = _("Năm %(year)s chỉ có %(share)s %% kết quả tiêu chí")
    return words % said


def unjudged_of(report: ProvinceReport) -> list[CriterionCount]:
    """Criteria that no commune could meet for want of a level; all others finished.

    So it is where the law leaves a level to the province and none is entered.
    """
    pending = [c for c in report.criteria if c.not_assessed]
    is_finished = 0 < len(pending) < len(report.criteria)
    if not is_finished or any(c.met for c in pending):
        return []
    return sorted(pending, key=lambda c: c.criterion.number)


def _unjudged_finding(report: ProvinceReport) -> str:
    unjudged = unjudged_of(report)
    return ngettext(
        "Chưa xã nào được xét trọn tiêu chí %(numbers)s; bình quân mỗi xã đạt "
        "%(average)s trên %(rest)s tiêu chí còn lại",
        "Chưa xã nào được xét trọn tiêu chí %(numbers)s; bình quân mỗi xã đạt "
        "%(average)s trên %(rest)s tiêu chí còn lại",
        len(unjudged),
    ) % {
        "numbers": ", ".join(str(c.criterion.number) for c in unjudged),
        "average": number(report.whole.average, 1),
        "rest": len(report.criteria) - len(unjudged),
    }


def _finished_finding(report: ProvinceReport) -> str:
    said = {
        "met": report.whole.meets_all,
        "total": report.whole.communes,
        "size": len(report.scope.criteria),
    }
    if said["met"] == said["total"]:
        return _("Cả %(total)s xã đạt đủ %(size)s tiêu chí") % said
    if said["met"] == 0:
        finding = _("Chưa xã nào đạt đủ %(size)s tiêu chí") % said
    else:
        finding = (
            ngettext(
                "%(met)s trên %(total)s xã đạt đủ %(size)s tiêu chí",
                "%(met)s trên %(total)s xã đạt đủ %(size)s tiêu chí",
                said["met"],
            )
            % said
        )
    largest = max(report.bands[1:], key=lambda b: b.count, default=None)
    if largest is None or largest.count == 0:
        return finding
    return ngettext(
        "%(finding)s; %(count)s xã còn ở mức %(band)s",
        "%(finding)s; %(count)s xã còn ở mức %(band)s",
        largest.count,
    ) % {
        "finding": finding,
        "count": largest.count,
        "band": band_label(largest.band),
    }


def lead_of(report: ProvinceReport) -> str:
    """How many communes it is about, where not all; their average; the hardest."""
    if report.whole.average is None:
        return ""
    if report.scope.totals.share_assessed < 1 and not unjudged_of(report):
        # The finding has told of how many communes.
        return unfinished_words(report.scope.basis)
    return " ".join(part for part in (_coverage(report), _second(report)) if part)


def unfinished_words(basis: str) -> str:
    """What the figures of a year count that is not finished."""
    if basis == CONFIRMED:
        return _(
            "Các số dưới đây chỉ tính kết quả đã xác nhận, nên còn thấp hơn thực tế."
        )
    return _("Các số dưới đây tính cả kết quả đã nộp, chưa xác nhận.")


def _coverage(report: ProvinceReport) -> str:
    said: dict[str, Any] = {
        "known": len(report.assessed_rows),
        "total": report.whole.communes,
    }
    if said["known"] == said["total"]:
        return ""
    return (
        ngettext(
            "Chỉ %(known)s trên %(total)s xã có kết quả.",
            "Chỉ %(known)s trên %(total)s xã có kết quả.",
            said["known"],
        )
        % said
    )


def _second(report: ProvinceReport) -> str:
    average = _("Đến hết năm %(year)s, bình quân mỗi xã đạt %(average)s tiêu chí.") % {
        "year": report.scope.year,
        "average": number(report.whole.average, 1),
    }
    worst = [c.criterion.name.lower() for c in report.criteria[:2] if c.failing]
    if len(worst) < 2:
        return average
    hardest = _("%(one)s và %(two)s là hai tiêu chí nhiều xã vướng nhất.") % {
        "one": worst[0].capitalize(),
        "two": worst[1],
    }
    # The finding has told the average where some criteria were not judged.
    return hardest if unjudged_of(report) else f"{average} {hardest}"
