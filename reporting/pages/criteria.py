"""The page of all criteria in words: the worst first, each count a link to its list."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reporting.pages.downloads import Downloads, downloads
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    district_field,
    number,
    place_crumbs,
    signed,
    year_field,
)
from reporting.reports.criteria import CriteriaReport, CriterionLine
from reporting.reports.provenance import Provenance
from reporting.reports.scope import Scope
from reporting.svg import bullet


@dataclass(frozen=True, slots=True)
class CriteriaPage:
    """What templates/reporting/criteria.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    scope_form: list[Field]
    caption: str
    columns: list[dict[str, str]]
    rows: list[dict[str, Any]]
    note: str
    downloads: Downloads
    provenance: Provenance


def criteria_page(report: CriteriaReport) -> CriteriaPage:
    """Put the criteria of a year into words and links."""
    links = Links(report.scope)
    said = {"total": report.with_results, "year": report.scope.year}
    return CriteriaPage(
        title=_("Các tiêu chí, %(place)s %(year)s")
        % {"place": place_name(report.scope, report.district), **said},
        heading=_heading(report),
        lead=_lead(report),
        crumbs=place_crumbs(report.scope, links, pgettext("many", "Tiêu chí")),
        scope_form=form_of(report.scope, links, report.district),
        caption=ngettext(
            "Số xã đạt, chưa đạt và chưa đánh giá từng tiêu chí trên %(total)s xã có "
            "kết quả, năm %(year)s",
            "Số xã đạt, chưa đạt và chưa đánh giá từng tiêu chí trên %(total)s xã có "
            "kết quả, năm %(year)s",
            report.with_results,
        )
        % said,
        columns=_columns(report, links),
        rows=[_row(line, report, links) for line in report.lines],
        note=_note(report),
        downloads=downloads(
            _address(report, links), _("%(n)s tiêu chí") % {"n": len(report.lines)}
        ),
        provenance=report.provenance,
    )


def place_name(scope: Scope, district: int | None) -> str:
    """The district of the filter, or the province."""
    version = scope.districts.get(district or 0, scope.province)
    return version.full_name


def form_of(scope: Scope, links: Links, district: int | None) -> list[Field]:
    """The form beside a heading: district where there are any, year, hidden state."""
    fields = [year_field(scope)]
    if scope.districts:
        fields.insert(0, district_field(scope, district))
    kept = {key: value for key, value in links.state.items() if key != "nam"}
    return fields + [Field(k, "", kind="hidden", value=v) for k, v in kept.items()]


def _heading(report: CriteriaReport) -> str:
    if not report.with_results:
        return _("Chưa có kết quả nào được xác nhận trong năm %(year)s") % {
            "year": report.scope.year
        }
    worst = max(report.lines, key=lambda line: line.now.failing)
    said = {"name": worst.criterion.name, "n": worst.now.failing}
    if not said["n"]:
        return _("Không tiêu chí nào có xã chưa đạt")
    return (
        ngettext(
            "%(name)s là tiêu chí nhiều xã chưa đạt nhất: %(n)s xã",
            "%(name)s là tiêu chí nhiều xã chưa đạt nhất: %(n)s xã",
            worst.now.failing,
        )
        % said
    )


def _lead(report: CriteriaReport) -> str:
    everywhere = sum(
        bool(report.with_results) and line.now.met == report.with_results
        for line in report.lines
    )
    waiting = sum(line.now.not_assessed > 0 for line in report.lines)
    if waiting:
        return _("%(n)s trên %(all)s tiêu chí còn xã chưa đánh giá.") % {
            "n": waiting,
            "all": len(report.lines),
        }
    if everywhere:
        return _("%(n)s trên %(all)s tiêu chí được mọi xã có kết quả đạt.") % {
            "n": everywhere,
            "all": len(report.lines),
        }
    return _("Không tiêu chí nào được mọi xã đạt.") if report.with_results else ""


def _address(report: CriteriaReport, links: Links, **changes: Any) -> str:
    """The page's own address with some of its state changed."""
    state = {
        "huyen": report.district,
        "xep": "" if report.sort == "chua-dat" else report.sort,
        "nguoc": "" if report.is_descending == (report.sort != "so") else "1",
    }
    return links.to("criteria", **(state | changes))


def _columns(report: CriteriaReport, links: Links) -> list[dict[str, str]]:
    def column(label: str, sort: str = "", css: str = "") -> dict[str, str]:
        is_sorted = bool(sort) and report.sort == sort
        turned = is_sorted and report.is_descending == (sort != "so")
        direction = "descending" if report.is_descending else "ascending"
        return {
            "label": label,
            "css": css,
            "sort_url": _address(
                report,
                links,
                xep="" if sort == "chua-dat" else sort,
                nguoc="1" if turned else "",
            )
            if sort
            else "",
            "aria_sort": direction if is_sorted else "",
        }

    total = ngettext("Trên %(n)s xã", "Trên %(n)s xã", report.with_results)
    return [
        column(_("Tiêu chí"), "so"),
        column(_("Chưa đạt"), "chua-dat", "num"),
        column(_("Xã đạt"), "dat", "num"),
        column(total % {"n": report.with_results}, css="bar-mid"),
        column(_("Chưa đánh giá"), "cho", "num opt"),
        column(
            _("So với %(year)s") % {"year": report.scope.year - 1}, "thay-doi", "opt"
        ),
        column(_("Cơ quan phụ trách"), css="opt"),
    ]


def _row(line: CriterionLine, report: CriteriaReport, links: Links) -> dict[str, Any]:
    number_, now = line.criterion.number, line.now
    place = {"huyen": report.district}
    return {
        "number": number_,
        "name": line.criterion.name,
        "url": links.to("criterion", number_, **place),
        "met": now.met,
        "met_url": links.communes(dat_tieu_chi=number_, **place),
        "failing": now.failing,
        "failing_url": links.communes(thieu=number_, **place),
        "not_assessed": now.not_assessed,
        "not_assessed_url": links.communes(cho=number_, **place),
        "bullet": bullet(100 * now.share, None, "" if now.is_mostly_met else "f"),
        "change": change_words(line, report),
        "leads": "; ".join(line.asked.leads) or "–",
    }


def change_words(line: CriterionLine, report: CriteriaReport) -> str:
    """The change in communes since the year before, or why there is none."""
    former, now = line.former, line.now
    if report.former is None:
        return "–"
    if former is None:
        other_set = _("theo bộ tiêu chí khác")
        if line.former_asked is None:
            return _("%(why)s: không có tiêu chí này") % {"why": other_set}
        return _("%(why)s, hỏi khác") % {"why": other_set}
    if line.change is not None:
        change = signed(line.change)
        if report.former.set_key != report.scope.criteria_set.key:
            return _("%(change)s (theo bộ tiêu chí khác, cùng câu hỏi)") % {
                "change": change
            }
        return change
    waiting = now.not_assessed or former.not_assessed
    if waiting:
        return _("chưa so được: %(n)s xã chưa đánh giá") % {"n": number(waiting)}
    return _("số xã khác: %(met)s trên %(total)s xã đạt") % {
        "met": former.met,
        "total": former.total,
    }


def _note(report: CriteriaReport) -> str:
    outside = sum(not row.has_results for row in report.rows)
    said = []
    if outside:
        said.append(
            ngettext(
                "%(n)s xã chưa có kết quả, không tính vào.",
                "%(n)s xã chưa có kết quả, không tính vào.",
                outside,
            )
            % {"n": outside}
        )
    if report.former is not None:
        said.append(
            _(
                "Hai năm chỉ so với nhau khi hỏi cùng một điều, cùng số xã, và mọi xã "
                "đã được đánh giá."
            )
        )
    return " ".join(said)
