"""The page of a commune's proofs in words and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.choices import EvidenceKind
from assessments.forms.evidence import ACCEPT, FILES_HINT
from assessments.models import Evidence, PeriodSet
from assessments.reports.evidence import (
    CriterionState,
    EvidenceReport,
    ProofRow,
)
from assessments.rules.files import LARGEST, too_large


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof: where it opens, and what is known of it."""

    title: str
    url: str
    is_outside: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adding:
    """How a form takes files, and the page that keeps them and all other proofs."""

    url: str
    accept: str
    hint: str
    most: int
    too_large: str


@dataclass(frozen=True, slots=True)
class ProofPart:
    """A proof on the page of proofs, and what can be done with it."""

    pk: int
    line: ProofLine
    criteria: tuple[dict[str, Any], ...]
    elsewhere: str
    addable: tuple[CriterionState, ...]
    unlink_url: str
    link_url: str


@dataclass(frozen=True, slots=True)
class CarryPart:
    """A proof of the former period that one click brings over."""

    line: ProofLine
    criteria: tuple[CriterionState, ...]
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """What templates/evidence/page.html prints."""

    heading: str
    crumbs: tuple[dict[str, str], ...]
    lead: str
    lock: str
    url: str
    rows: tuple[ProofPart, ...]
    carryable: tuple[CarryPart, ...]
    can_change: bool
    adding: Adding
    hold_token: str
    files: tuple[str, ...]
    drop_url: str
    searched: str
    found: str


def evidence_page(
    report: EvidenceReport,
    *,
    may_change: bool,
    hold_token: str = "",
    files: tuple[str, ...] = (),
    searched: str = "",
    found: int = 0,
) -> EvidencePage:
    """Words and links of the page; only officials of the commune change anything."""
    year = report.period_set.period.year
    unit = report.unit.full_name
    is_open = bool(may_change and report.open_criteria)
    return EvidencePage(
        heading=_("Minh chứng năm %(year)s: %(unit)s") % {"year": year, "unit": unit},
        crumbs=(
            {
                "label": unit,
                "url": reverse("reporting:commune-by-id", args=[report.unit.unit_id]),
            },
            {"label": _("Minh chứng năm %(year)s") % {"year": year}, "url": ""},
        ),
        lead=_lead(report),
        lock="" if report.open_criteria else report.lock,
        url=page_url(report.unit.unit_id, report.period_set),
        rows=tuple(_proof(report, row, is_open) for row in report.rows),
        carryable=tuple(_carry(report, row) for row in report.carryable)
        if is_open
        else (),
        can_change=is_open,
        adding=adding(report.unit.unit_id, report.period_set),
        hold_token=hold_token,
        files=files,
        drop_url=reverse(
            "entry:drop", args=[year, report.unit.unit_id, report.period_set.pk]
        ),
        searched=searched,
        found=found_words(searched, found),
    )


def page_url(
    unit_id: int, period_set: PeriodSet, view: str = "page", *more: int
) -> str:
    """An address of this commune and period set."""
    place = [period_set.period.year, unit_id, period_set.pk]
    return reverse(f"evidence:{view}", args=[*place, *more])


def adding(unit_id: int, period_set: PeriodSet) -> Adding:
    """What a form of this commune says of files."""
    return adding_at(page_url(unit_id, period_set))


def adding_at(url: str) -> Adding:
    """What a form that keeps files at this address says of them."""
    return Adding(
        url=url,
        accept=ACCEPT,
        hint=str(FILES_HINT),
        most=LARGEST,
        too_large=too_large(),
    )


def proof_line(evidence: Evidence) -> ProofLine:
    """A proof wherever it is listed; its document is read with it,
    and cited in the language of the reader."""
    return ProofLine(
        title=evidence.document.label if evidence.document else evidence.title,
        url=_opens_at(evidence),
        is_outside=evidence.kind == EvidenceKind.LINK,
        facts=tuple(_facts(evidence)),
    )


def _opens_at(evidence: Evidence) -> str:
    if evidence.kind == EvidenceKind.FILE:
        return reverse("evidence:file", args=[evidence.pk])
    if evidence.document is not None:
        return reverse("reporting:document", args=[evidence.document.key])
    return evidence.link


def _facts(evidence: Evidence) -> Iterator[str]:
    """Size or kind, page, since when it is there, until when it holds."""
    if evidence.size is None:
        yield str(evidence.get_kind_display())
    else:
        yield filesizeformat(evidence.size)
    if evidence.page:
        yield _("trang %(page)s") % {"page": evidence.page}
    yield date_format(localtime(evidence.created_at))
    if evidence.valid_until is not None:
        day = date_format(evidence.valid_until)
        yield _("có giá trị đến %(day)s") % {"day": day}
    if evidence.carried_from_id is not None:
        yield _("lấy lại từ kỳ trước")


def _lead(report: EvidenceReport) -> str:
    total = len(report.rows)
    if not total:
        return _("Chưa có minh chứng nào.")
    return ngettext(
        "%(n)s minh chứng. Một minh chứng dùng được cho nhiều tiêu chí.",
        "%(n)s minh chứng. Một minh chứng dùng được cho nhiều tiêu chí.",
        total,
    ) % {"n": total}


def found_words(searched: str, found: int) -> str:
    """How many documents a search found."""
    if not searched:
        return ""
    if not found:
        return _("Không có văn bản nào khớp “%(text)s”. Thử số, ký hiệu khác.") % {
            "text": searched
        }
    return ngettext(
        "%(n)s văn bản khớp “%(text)s”, chọn ở dưới.",
        "%(n)s văn bản khớp “%(text)s”, chọn ở dưới.",
        found,
    ) % {"n": found, "text": searched}


def _proof(report: EvidenceReport, row: ProofRow, is_open: bool) -> ProofPart:
    evidence = row.evidence
    place = report.unit.unit_id, report.period_set
    addable = [one for one in report.open_criteria if one not in row.criteria]
    return ProofPart(
        pk=evidence.pk,
        line=proof_line(evidence),
        criteria=tuple(
            {"criterion": one.criterion, "can_detach": is_open and one.is_open}
            for one in row.criteria
        ),
        elsewhere=_elsewhere(row),
        addable=tuple(addable) if is_open else (),
        unlink_url=page_url(*place, "unlink", evidence.pk),
        link_url=page_url(*place, "link", evidence.pk),
    )


def _elsewhere(row: ProofRow) -> str:
    if row.elsewhere:
        return ngettext(
            "và %(n)s tiêu chí của bộ khác",
            "và %(n)s tiêu chí của bộ khác",
            row.elsewhere,
        ) % {"n": row.elsewhere}
    return "" if row.criteria else _("Chưa gắn với tiêu chí nào.")


def _carry(report: EvidenceReport, row: ProofRow) -> CarryPart:
    place = report.unit.unit_id, report.period_set
    numbers = ", ".join(str(one.criterion.number) for one in row.criteria)
    return CarryPart(
        line=proof_line(row.evidence),
        criteria=row.criteria,
        label=_("Lấy lại cho tiêu chí %(numbers)s") % {"numbers": numbers},
        url=page_url(*place, "carry", row.evidence.pk),
    )
