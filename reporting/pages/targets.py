"""The page of targets: now, target, left, pace needed against pace so far."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reporting.models import Target
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    district_field,
    document_url,
    place_crumbs,
    year_field,
)
from reporting.pages.pathway import Pathway, leading_target, pathway_of
from reporting.pages.plans import STATES, promise_row, state_links, targets_url
from reporting.pages.target_rows import (
    goal_said,
    plain,
    target_label,
    target_row,
    years_said,
)
from reporting.reports.measuring import State, TargetStanding
from reporting.reports.provenance import Provenance
from reporting.reports.targets import TargetsReport

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """What templates/reporting/targets.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    scope_form: list[Field]
    pathway: Pathway | None
    groups: list[dict[str, Any]]
    past: list[dict[str, Any]]
    plans: dict[str, Any]
    provenance: Provenance


def targets_page(report: TargetsReport, state: str = "", page: int = 1) -> TargetsPage:
    """Put the targets of a place into words and links."""
    scope = report.scope
    links = Links(scope)
    leading = leading_target(report)
    place = report.district or scope.province
    return TargetsPage(
        title=_("Mục tiêu %(place)s %(year)s")
        % {"place": place.full_name, "year": scope.year},
        heading=_heading(report, leading),
        lead=_lead(report, leading),
        crumbs=_crumbs(report, links),
        scope_form=_scope_form(report, links),
        pathway=pathway_of(report),
        groups=_groups(report, links),
        past=[_past(target, report, links) for target in report.past],
        plans=_plans(report, links, state, page),
        provenance=report.provenance,
    )


def _heading(report: TargetsReport, leading: TargetStanding | None) -> str:
    if not report.standings:
        return _("Chưa có mục tiêu nào cho năm %(year)s về sau") % {
            "year": report.scope.year
        }
    if leading is None or leading.needed is None:
        return _counts(report.standings)
    year = leading.target.year_to
    if not leading.left:
        return _("Đã đạt mục tiêu số xã được công nhận đến năm %(year)s") % {
            "year": year
        }
    needed = ngettext(
        "Cần %(pace)s xã mỗi năm để kịp năm %(year)s",
        "Cần %(pace)s xã mỗi năm để kịp năm %(year)s",
        2 if leading.needed != 1 else 1,
    ) % {"pace": plain(leading.needed), "year": year}
    pace = leading.so_far
    if pace is None:
        return needed
    said = {"needed": needed, "pace": plain(pace.per_year)}
    if pace.first == pace.last:
        return _("%(needed)s; năm %(last)s thêm được %(pace)s") % {
            **said,
            "last": pace.last,
        }
    return _("%(needed)s; %(first)s–%(last)s bình quân %(pace)s") % {
        **said,
        "first": pace.first,
        "last": pace.last,
    }


def _counts(standings: list[TargetStanding]) -> str:
    """How many targets there are, are met, and cannot be measured."""
    total = len(standings)
    said = {
        "total": total,
        "met": sum(s.state == State.MET for s in standings),
        "blind": sum(s.state == State.NOT_MEASURABLE for s in standings),
    }
    return (
        ngettext(
            "Trong %(total)s mục tiêu, %(met)s đã đạt, %(blind)s không đo được",
            "Trong %(total)s mục tiêu, %(met)s đã đạt, %(blind)s không đo được",
            total,
        )
        % said
    )


def _lead(report: TargetsReport, leading: TargetStanding | None) -> str:
    return " ".join(filter(None, [_finding(report, leading), _without_own(report)]))


def _without_own(report: TargetsReport) -> str:
    """That a district has no targets of its own: those of the province stand below."""
    own = report.district
    if own is None or any(s.target.unit_id == own.unit_id for s in report.standings):
        return ""
    return _(
        "%(place)s không có mục tiêu riêng trên cổng; đây là mục tiêu của tỉnh."
    ) % {"place": own.full_name}


def _finding(report: TargetsReport, leading: TargetStanding | None) -> str:
    if leading is None or leading.now is None or leading.goal is None:
        return ""
    finding = _(
        "Mục tiêu đến %(year)s: %(goal)s xã được công nhận nông thôn mới; "
        "đến %(day)s có %(now)s, còn %(left)s."
    ) % {
        "year": leading.target.year_to,
        "goal": plain(leading.goal),
        "day": date_format(leading.now.as_of),
        "now": plain(leading.now.value),
        "left": plain(leading.left or Decimal(0)),
    }
    return f"{finding} {_counts(report.standings)}."


def _crumbs(report: TargetsReport, links: Links) -> list[Link]:
    crumbs = place_crumbs(report.scope, links, pgettext("many", "Mục tiêu"))
    if report.district is not None:
        own = links.district(report.district.unit_id)
        crumbs.insert(1, Link(report.district.full_name, own))
    return crumbs


def _scope_form(report: TargetsReport, links: Links) -> list[Field]:
    fields = [year_field(report.scope)]
    if report.scope.districts:
        chosen = report.district.unit_id if report.district else None
        fields.insert(0, district_field(report.scope, chosen))
    hidden = {k: v for k, v in links.state.items() if k != "nam"}
    return fields + [Field(k, "", kind="hidden", value=v) for k, v in hidden.items()]


def _groups(report: TargetsReport, links: Links) -> list[dict[str, Any]]:
    """Tables of a place and years: the district's first, then by last year."""
    own = report.district.unit_id if report.district else None

    def key(standing: TargetStanding) -> tuple[bool, bool, int, int]:
        t = standing.target
        return (t.unit_id != own, t.year_from != t.year_to, t.year_to, t.year_from)

    groups = []
    for (is_above, is_period, last, _first), found in groupby(
        sorted(report.standings, key=key), key
    ):
        standings = list(found)
        blind = [s for s in standings if s.state == State.NOT_MEASURABLE]
        seen = [s for s in standings if s.state != State.NOT_MEASURABLE]
        place = report.district if not is_above else report.scope.province
        said = {
            "years": years_said(standings[0].target),
            "place": place.full_name if place else "",
        }
        heading = (
            _("Mục tiêu giai đoạn %(years)s")
            if is_period
            else _("Mục tiêu năm %(years)s")
        )
        groups.append(
            {
                "id": f"h-{'t' if is_above else 'h'}{last}{'g' if is_period else ''}",
                "heading": heading % said,
                **_caption(standings, said),
                "rows": [target_row(s, report, links) for s in seen],
                "blind": [target_row(s, report, links) for s in blind],
                "blind_label": _blind_label(len(blind)),
            }
        )
    return groups


def _blind_label(count: int) -> str:
    label = ngettext(
        "%(n)s mục tiêu không đo được", "%(n)s mục tiêu không đo được", count
    )
    return label % {"n": count}


def _caption(standings: list[TargetStanding], said: dict[str, str]) -> dict[str, str]:
    """The place, and the document where all of a table come from one."""
    documents = {s.target.document for s in standings}
    if len(documents) > 1:
        return {"caption": said["place"]}
    (document,) = documents
    return {
        "caption": _("%(place)s, theo:") % said,
        "document_label": document.label,
        "document_url": document_url(document),
    }


def _past(target: Target, report: TargetsReport, links: Links) -> dict[str, Any]:
    """A target whose years are over: it is measured on the page of its last year."""
    is_known = any(y.year == target.year_to for y in report.scope.years)
    own = report.district.unit_id if report.district else None
    return {
        "label": target_label(target),
        "years": years_said(target),
        "goal": goal_said(target),
        "document_label": target.document.label,
        "document_url": document_url(target.document),
        "url": links.to("targets", nam=target.year_to, huyen=own) if is_known else "",
    }


def _plans(
    report: TargetsReport, links: Links, state: str, page: int
) -> dict[str, Any]:
    """The promises in a state, a page of them, with the way to the other states."""
    own = report.district.unit_id if report.district else None
    chosen = state if state in STATES else ""
    found = report.plans.of(STATES[chosen]) if chosen else report.plans.of("")
    total = len(report.plans.promises)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, page), pages)

    def url(to: int) -> str:
        return targets_url(links, own, hua=chosen, trang=to if to > 1 else None)

    return {
        "states": state_links(report.plans, links, own, chosen),
        "all_url": targets_url(links, own) if chosen else "",
        "shown": _("Hiện %(shown)s trên %(total)s lời hứa.")
        % {"shown": len(found), "total": total},
        "total": total,
        "rows": [
            promise_row(promise, links)
            for promise in found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        ],
        "pager": {
            "previous_url": url(page - 1) if page > 1 else "",
            "next_url": url(page + 1) if page < pages else "",
            "label": _("Trang %(page)s trên %(pages)s")
            % {"page": page, "pages": pages},
        },
    }
