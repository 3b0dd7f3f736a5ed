"""What is behind a commune: earlier years, recognition, the unit's own history."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.choices import RecognitionKind
from assessments.models import Assessment, RecognitionDecision
from communes.choices import DayBasis, Extent
from communes.models import SuccessionLink, UnitVersion
from communes.names import full_name
from reporting.pages.parts import document_url, signed, time_state
from reporting.reports.commune import CommuneReport, extra


def parent_label(version: UnitVersion) -> str:
    """The unit above, by the name of its time."""
    kind = extra(version, "parent_kind")
    name = extra(version, "parent_name")
    return full_name(kind, name) if kind else name


def province_label(version: UnitVersion) -> str:
    """The province, by its latest name."""
    kind = extra(version, "province_kind")
    name = extra(version, "province_name")
    return full_name(kind, name) if kind else name


def years_of(report: CommuneReport) -> list[dict[str, Any]]:
    """Counts of each year; a change only where one set judged both."""
    rows = []
    following = [*report.assessments[1:], None]
    for assessment, former in zip(report.assessments, following, strict=False):
        is_comparable = (
            former is not None
            and report.judges(assessment)
            and report.judges(former)
            and former.criteria_set_id == assessment.criteria_set_id
            and former.period.year == assessment.period.year - 1
        )
        rows.append(
            {
                "year": assessment.period.year,
                "met": report.count_of(assessment)
                if report.judges(assessment)
                else "–",
                "stated": _stated(report, assessment),
                "total": len(assessment.confirmed_outcomes),
                "set_label": assessment.criteria_set.name,
                "illustrative": assessment.illustrative,
                "change": signed(report.count_of(assessment) - report.count_of(former))
                if is_comparable and former is not None
                else "",
                "why_not": "" if is_comparable else _why_not(former, assessment),
                "url": _year_url(report, assessment),
            }
        )
    return rows


def _stated(report: CommuneReport, assessment: Assessment) -> str:
    stated = assessment.reported_criteria
    if stated is None or report.judges(assessment):
        return ""
    return _("nguồn nêu %(n)s") % {"n": stated}


def _why_not(former: Assessment | None, assessment: Assessment) -> str:
    """Why a year has no change since the one before."""
    if former is None or former.period.year != assessment.period.year - 1:
        return _("chưa có số năm trước")
    if former.criteria_set_id == assessment.criteria_set_id:
        return _("chưa đủ kết quả để so")
    return _("bộ tiêu chí khác")


def _year_url(report: CommuneReport, assessment: Assessment) -> str:
    path = reverse("reporting:commune", args=[report.unit_id, report.version.slug])
    return f"{path}?{urlencode(time_state(assessment.period.year, report.basis))}"


def recognition_row(decision: RecognitionDecision) -> dict[str, Any]:
    """One decision, with what its source leaves open."""
    label = {
        RecognitionKind.RECOGNISED: _("Đã công nhận %(tier)s"),
        RecognitionKind.RETAINED: _("Giữ vững %(tier)s"),
        RecognitionKind.WITHDRAWN: _("Đã thu hồi %(tier)s"),
    }[RecognitionKind(decision.kind)] % {"tier": decision.get_tier_display()}
    when = (
        _("Năm %(year)s") % {"year": decision.year}
        if decision.year
        else _("Đến %(day)s, chưa rõ năm") % {"day": date_format(decision.known_by)}
    )
    notes = [decision.number or _("chưa có số quyết định")]
    if decision.basis == "inferred":
        notes.append(_("suy ra từ nguồn, không nêu thẳng"))
    if decision.note:
        notes.append(decision.said_note)
    return {
        "label": label,
        "when": when,
        "document_label": decision.document.label,
        "document_url": document_url(decision.document),
        "notes": notes,
    }


def history_of(report: CommuneReport) -> list[dict[str, Any]]:
    """Mergers and versions, newest first."""
    rows = [(link.succession.day, _link(report, link)) for link in report.links]
    rows += [(version.valid_from, _version(version)) for version in report.versions]
    return [row for _d, row in sorted(rows, key=lambda pair: pair[0], reverse=True)]


def _version(version: UnitVersion) -> dict[str, Any]:
    start = date_format(version.valid_from)
    observed = version.from_basis == DayBasis.OBSERVED
    return {
        "when": _("Có từ trước hoặc trong ngày %(day)s") % {"day": start}
        if observed
        else _("Từ %(day)s") % {"day": start},
        "text": _("%(name)s, %(parent)s, mã %(code)s")
        % {
            "name": version.full_name,
            "parent": parent_label(version),
            "code": version.code,
        },
        "document_label": version.document.label,
        "document_url": document_url(version.document),
        "url": "",
    }


def _link(report: CommuneReport, link: SuccessionLink) -> dict[str, Any]:
    is_heir = link.successor_id == report.unit_id
    other_id = link.predecessor_id if is_heir else link.successor_id
    name = extra(link, "predecessor_name" if is_heir else "successor_name")
    part = link.extent == Extent.PART
    if is_heir:
        text = _("Nhận một phần %(name)s") if part else _("Hình thành từ %(name)s")
    else:
        text = _("Một phần về %(name)s") if part else _("Nhập vào %(name)s")
    return {
        "when": date_format(link.succession.day),
        "text": text % {"name": name},
        "document_label": link.succession.document.label,
        "document_url": document_url(link.succession.document),
        "url": reverse("reporting:commune-by-id", args=[other_id]),
    }
