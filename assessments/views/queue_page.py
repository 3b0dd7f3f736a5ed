"""The queue of a person who confirms, in words and links."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.forms.review import ALL
from assessments.models import CriterionResult
from assessments.reports.locks import decision_lock
from assessments.reports.queue import (
    Named,
    QueueFilter,
    QueueReport,
    QueueState,
    days_left,
    days_waiting,
    district_names,
)
from criteria.choices import OUTCOME_CSS


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One result: where it is looked at, how it stands, how long it waits.

    `token` is what a checkbox sends; empty where it is only decided by itself.
    """

    url: str
    unit: str
    district: str
    period: str
    criterion: str
    outcome_css: str
    outcome: str
    doubts: str
    proofs: int
    step: str
    since: str
    left: str
    is_late: bool
    token: str


def queue_page(
    report: QueueReport, asked: QueueFilter, *, is_all_chosen: bool = False
) -> dict[str, Any]:
    """What templates/review/queue.html prints; with all rows ticked that may be."""
    districts = district_names(row.assessment.district_id for row in report.rows)
    # The only district of the list tells nothing on each row.
    districts = districts if len(districts) > 1 else {}
    is_waiting = asked.state == QueueState.WAITING
    rows = [
        _row(row, districts, can_choose=is_waiting, is_one_period=report.periods < 2)
        for row in report.rows
    ]
    return {
        "heading": heading(report),
        "crumbs": [{"label": _("Thẩm tra"), "url": ""}],
        "filters": _filters(report, asked),
        "caption": _caption(report, asked),
        "rows": rows,
        "empty": _empty(asked),
        "is_waiting": is_waiting,
        "has_limits": any(days_left(row) is not None for row in report.rows),
        "choice": _choice(report, asked, rows, is_all_chosen=is_all_chosen),
        "is_all_chosen": is_all_chosen,
        "url": _address(asked, report.page),
        "pager": _pager(report, asked),
    }


def heading(report: QueueReport) -> str:
    """How many wait, and how many of them are late."""
    waiting, late = report.counts[QueueState.WAITING], report.late
    if not waiting:
        return _("Không có kết quả nào chờ bạn")
    text = ngettext(
        "%(count)s kết quả chờ bạn", "%(count)s kết quả chờ bạn", waiting
    ) % {"count": waiting}
    if not late:
        return text
    return _("%(waiting)s, %(late)s quá hạn") % {"waiting": text, "late": late}


def left_words(result: CriterionResult) -> str:
    """Days that the office still has; that no rule says so, where there is none."""
    left = days_left(result)
    if left is None:
        return _("không quy định") if result.step else ""
    if left < 0:
        said = ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -left)
        return said % {"n": -left}
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", left) % {"n": left}


def since_words(result: CriterionResult) -> str:
    """Since when it waits, and for how many days."""
    days = days_waiting(result)
    if days is None or result.waits_since is None:
        return ""
    said = {"n": days, "day": date_format(localtime(result.waits_since))}
    return ngettext("%(day)s, %(n)s ngày", "%(day)s, %(n)s ngày", days) % said


def doubts_words(count: int) -> str:
    """How many values are to be looked at closely."""
    if not count:
        return ""
    said = ngettext("%(n)s điểm cần xem kỹ", "%(n)s điểm cần xem kỹ", count)
    return said % {"n": count}


def about(result: CriterionResult) -> str:
    """A result by name, as messages tell it."""
    return _("%(unit)s, tiêu chí %(number)s") % {
        "unit": result.assessment.unit_version.full_name,
        "number": result.criterion.number,
    }


def _row(
    result: CriterionResult,
    districts: dict[int, str],
    *,
    can_choose: bool,
    is_one_period: bool,
) -> QueueRow:
    left, account = days_left(result), result.assessment
    is_choosable = can_choose and not result.doubts
    return QueueRow(
        url=reverse("review:result", args=[result.pk]),
        unit=account.unit_version.full_name,
        district=districts.get(account.district_id or 0, ""),
        period="" if is_one_period else str(account.period),
        criterion=f"{result.criterion.number}. {result.criterion.name}",
        outcome_css=OUTCOME_CSS[result.outcome],
        outcome=str(result.outcome.label),
        doubts=doubts_words(result.doubts),
        proofs=result.proofs,  # type: ignore[attr-defined]  # annotated by the queue
        step=_step(result),
        since=since_words(result),
        left=left_words(result),
        is_late=left is not None and left < 0,
        token=f"{result.pk}.{result.version}" if is_choosable else "",
    )


def _step(result: CriterionResult) -> str:
    """Where it is; of a closed period, whether an exception let it in."""
    step = str(result.step or result.get_status_display())
    period = result.assessment.period
    if not result.step or period.closed_at is None:
        return step
    if decision_lock(period, result):
        return _("%(step)s, kỳ đã khóa") % {"step": step}
    return _("%(step)s, nộp trong thời gian gia hạn") % {"step": step}


def _caption(report: QueueReport, asked: QueueFilter) -> str:
    said = {"n": report.total}
    if asked.state == QueueState.RETURNED:
        return _("%(n)s kết quả bạn đã trả lại, xã chưa nộp lại.") % said
    if asked.state == QueueState.DECIDED:
        return _("%(n)s kết quả bạn đã đồng ý.") % said
    return _("%(n)s kết quả đang chờ: cần xem kỹ trước, rồi chờ lâu nhất.") % said


def _empty(asked: QueueFilter) -> str:
    """Whether nothing is there, or only nothing that the filter asks for."""
    if asked.is_narrowed:
        return _("Không có kết quả nào khớp bộ lọc.")
    said = {
        QueueState.WAITING: _("Chưa có kết quả nào đến bước của bạn."),
        QueueState.RETURNED: _("Không có kết quả nào bạn trả lại mà xã chưa nộp lại."),
        QueueState.DECIDED: _("Bạn chưa đồng ý kết quả nào."),
    }
    return said[asked.state]


def _filters(report: QueueReport, asked: QueueFilter) -> list[dict[str, Any]]:
    states = {
        QueueState.WAITING: _("Đang chờ (%(n)s)"),
        QueueState.RETURNED: _("Bạn đã trả lại (%(n)s)"),
        QueueState.DECIDED: _("Bạn đã đồng ý (%(n)s)"),
    }
    options = [
        {
            "value": state.value,
            "label": label % {"n": report.counts[state]},
            "selected": state == asked.state,
        }
        for state, label in states.items()
    ]
    return [
        {"name": "tt", "label": _("Tình trạng"), "kind": "select", "options": options},
        _select(
            "huyen", _("Huyện"), _("mọi huyện"), report.districts, asked.district_id
        ),
        _select("xa", _("Xã"), _("mọi xã"), report.units, asked.unit_id),
        _select("tc", _("Tiêu chí"), _("mọi tiêu chí"), report.numbers, asked.number),
    ]


def _select(
    name: str, label: str, empty: str, named: list[Named], asked: int | None
) -> dict[str, Any]:
    choices = [Named(0, empty), *named]
    options = [
        {"value": one.value or "", "label": one.name, "selected": one.value == asked}
        for one in choices
    ]
    return {"name": name, "label": label, "kind": "select", "options": options}


def _choice(
    report: QueueReport,
    asked: QueueFilter,
    rows: list[QueueRow],
    *,
    is_all_chosen: bool,
) -> dict[str, str]:
    """The link that ticks every row of the page that is not looked at by itself."""
    n = sum(bool(row.token) for row in rows)
    if not n:
        return {}
    if is_all_chosen:
        return {"label": _("Bỏ chọn tất cả"), "url": _address(asked, report.page)}
    label = ngettext(
        "Chọn %(n)s kết quả không có điểm cần xem kỹ ở trang này",
        "Chọn cả %(n)s kết quả không có điểm cần xem kỹ ở trang này",
        n,
    )
    return {
        "label": label % {"n": n},
        "url": f"{_address(asked, report.page, chon=ALL)}#queue",
    }


def _address(asked: QueueFilter, page: int, **more: str) -> str:
    kept = {
        "tt": asked.state.value,
        "huyen": asked.district_id,
        "xa": asked.unit_id,
        "tc": asked.number,
    }
    said = {name: value for name, value in kept.items() if value}
    return f"?{urlencode({**said, 'trang': page, **more})}"


def _pager(report: QueueReport, asked: QueueFilter) -> dict[str, str]:
    def url(page: int) -> str:
        return _address(asked, page) if 1 <= page <= report.pages else ""

    said = {"page": report.page, "pages": report.pages}
    return {
        "previous_url": url(report.page - 1),
        "next_url": url(report.page + 1),
        "label": _("Trang %(page)s trên %(pages)s") % said,
    }
