"""The page of one criterion in words: the finding, the level, who else, where."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from criteria.rules.distance import level_words
from criteria.rules.numbers import format_exact, format_gap, with_gap_unit
from criteria.why import why_level
from reporting.dots import round_step
from reporting.pages.criteria import form_of, place_name
from reporting.pages.criterion_groups import districts_of, indicators_of, others_of
from reporting.pages.criterion_list import CommuneTable, address_of, table_of
from reporting.pages.criterion_past import Past, past_of
from reporting.pages.criterion_plot import Plots, plots_of
from reporting.pages.downloads import Downloads, downloads_of
from reporting.pages.kpis import Kpi
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    Option,
    communes_unit,
    document_url,
    number,
    place_crumbs,
)
from reporting.reports.criterion import CriterionReport, Standing
from reporting.reports.provenance import Provenance
from reporting.svg import bullet


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """What templates/reporting/criterion.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    scope_form: list[Field]
    kpis: list[Kpi]
    indicators: list[dict[str, Any]]
    plots: Plots | None
    table: CommuneTable
    districts: list[dict[str, Any]]
    others: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    past: Past
    downloads: Downloads
    provenance: Provenance

    @property
    def has_open(self) -> bool:
        """Whether a district has communes without an outcome."""
        return any(row["not_assessed"] for row in self.districts)


def criterion_page(report: CriterionReport) -> CriterionPage:
    """Put a criterion's report into words and links."""
    scope, criterion = report.scope, report.criterion
    links = Links(scope)
    named = f"{criterion.number}. {criterion.name}"
    past = past_of(report, links)
    crumbs = place_crumbs(scope, links, pgettext("many", "Tiêu chí"), named)
    crumbs[-2] = Link(crumbs[-2].label, links.to("criteria", huyen=_district(report)))
    return CriterionPage(
        title=_("Tiêu chí %(named)s, %(place)s %(year)s")
        % {
            "named": named,
            "place": place_name(scope, _district(report)),
            "year": scope.year,
        },
        heading=_heading(report),
        lead=_lead(report),
        crumbs=crumbs,
        scope_form=_form(report, links),
        kpis=_kpis(report, links, past),
        indicators=indicators_of(report, links),
        plots=plots_of(report, links),
        table=table_of(report, links),
        districts=districts_of(report, links),
        others=others_of(report, links),
        facts=_facts(report),
        past=past,
        downloads=downloads_of(address_of(report, links, trang=""), len(report.listed)),
        provenance=report.provenance,
    )


def _district(report: CriterionReport) -> int | None:
    return report.query.district


def _gaps(report: CriterionReport) -> list[tuple[Decimal, Standing]]:
    """What the communes that fail the shown leaf lack, nearest first."""
    found = []
    for standing in report.failing:
        result = standing.results.get(report.leaf.pk)
        left = result.gap(report.leaf.operator) if result else None
        if left:
            found.append((left, standing))
    return sorted(found, key=lambda pair: (pair[0], pair[1].row.name_sort))


def _amount(report: CriterionReport, gap: Decimal, *, exact: bool = False) -> str:
    """A distance with its unit."""
    measure = report.leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    write = format_exact if exact else format_gap
    return with_gap_unit(write(gap, measure.decimals), measure.kind, measure.unit)


def _heading(report: CriterionReport) -> str:
    tally = report.tally(report.narrowed)
    said = {
        "name": report.criterion.name,
        "n": tally.failing,
        "total": tally.total,
        "met": tally.met,
        "open": tally.not_assessed,
    }
    if not tally.total or tally.not_assessed == tally.total:
        return _("%(name)s: chưa có kết quả nào được xác nhận") % said
    if tally.met == tally.total:
        said["n"] = tally.met
        whole = ngettext(
            "%(name)s: cả %(n)s xã đạt", "%(name)s: cả %(n)s xã đạt", tally.met
        )
        return whole % said
    if not tally.failing:
        return _("%(name)s: %(met)s xã đạt, %(open)s xã chưa đánh giá") % said
    finding = (
        ngettext(
            "%(name)s: %(n)s xã chưa đạt", "%(name)s: %(n)s xã chưa đạt", tally.failing
        )
        % said
    )
    detail = _detail(report)
    return f"{finding}, {detail}" if detail else finding


def _detail(report: CriterionReport) -> str:
    """How near the communes are, or which indicator most of them fail."""
    leaf, gaps = report.leaf, _gaps(report)
    if len(report.asked.entry.leaves) > 1:
        short = sum(s.fails(leaf) for s in report.failing)
        if not short:
            return ""
        return ngettext(
            "nhiều nhất vì chỉ tiêu %(code)s: %(n)s xã",
            "nhiều nhất vì chỉ tiêu %(code)s: %(n)s xã",
            short,
        ) % {"n": short, "code": leaf.code}
    if not report.has_scale or not gaps:
        return ""
    # A round distance that about a third of them do not exceed.
    near = Decimal(str(round_step(float(gaps[len(gaps) // 3][0]))))
    within = sum(gap <= near for gap, _standing in gaps)
    if within == len(gaps):
        return ""
    return ngettext(
        "%(n)s xã chỉ còn cách mức không quá %(amount)s",
        "%(n)s xã chỉ còn cách mức không quá %(amount)s",
        within,
    ) % {"n": within, "amount": _amount(report, near, exact=True)}


def _lead(report: CriterionReport) -> str:
    """Number and group, and the level of the shown indicator in this year."""
    criterion = report.criterion
    group = next(
        c.group.name for c in report.scope.criteria if c.number == criterion.number
    )
    first = _("Tiêu chí %(number)s, nhóm %(group)s.") % {
        "number": criterion.number,
        "group": group,
    }
    if _district(report) in report.scope.districts:
        first = f"{place_name(report.scope, _district(report))}. {first}"
    levels = _level_list(report)
    if not levels:
        return first
    if len(report.asked.entry.leaves) > 1:
        return _("%(first)s Chỉ tiêu %(code)s, mức năm %(year)s: %(levels)s.") % {
            "first": first,
            "code": report.leaf.code,
            "year": report.scope.year,
            "levels": levels,
        }
    return _("%(first)s Mức năm %(year)s: %(levels)s.") % {
        "first": first,
        "year": report.scope.year,
        "levels": levels,
    }


def _level_list(report: CriterionReport) -> str:
    """Levels in force for the shown leaf, each once, the most used first."""
    said = [_level_words(report, use.level.value) for use in report.leaf_uses]
    return "; ".join(dict.fromkeys(said))


def _level_words(report: CriterionReport, level: Decimal) -> str:
    leaf = report.leaf
    measure = leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    options = report.asked.options.get(measure.pk)
    return level_words(
        leaf.operator, level, measure.kind, measure.unit, measure.decimals, options
    )


def _form(report: CriterionReport, links: Links) -> list[Field]:
    """Criterion, district, year."""
    scope, own = report.scope, report.criterion.number
    criteria = tuple(
        Option(str(c.number), f"{c.number}. {c.name}", c.number == own)
        for c in scope.criteria
    )
    return [
        Field("tc", _("Tiêu chí"), criteria),
        *form_of(scope, links, _district(report)),
    ]


def _kpis(report: CriterionReport, links: Links, past: Past) -> list[Kpi]:
    tally = report.tally(report.narrowed)
    if not tally.total:
        return []
    return [
        kpi
        for kpi in (_met(report, links), _middle(report, links), _change(report, past))
        if kpi is not None
    ]


def _met(report: CriterionReport, links: Links) -> Kpi:
    tally, own = report.tally(report.narrowed), report.criterion.number
    place = {"huyen": _district(report)}
    share = 100 * tally.share
    notes = []
    if tally.not_assessed:
        text = ngettext(
            "%(n)s xã chưa đánh giá", "%(n)s xã chưa đánh giá", tally.not_assessed
        )
        notes.append(
            Link(text % {"n": tally.not_assessed}, links.communes(cho=own, **place))
        )
    outside = report.communes - tally.total
    if outside:
        text = ngettext(
            "%(n)s xã chưa có kết quả, không tính vào.",
            "%(n)s xã chưa có kết quả, không tính vào.",
            outside,
        )
        notes.append(Link(text % {"n": outside}))
    unit = ngettext("trên %(n)s xã", "trên %(n)s xã", tally.total) % {"n": tally.total}
    return Kpi(
        label=_("Xã đạt"),
        value=str(tally.met),
        unit=_("%(of)s (%(share)s %%)") % {"of": unit, "share": number(share, 1)},
        url=links.communes(dat_tieu_chi=own, **place) if tally.met else "",
        bullet=bullet(share, None, "" if tally.is_mostly_met else "f"),
        notes=notes,
    )


def _middle(report: CriterionReport, links: Links) -> Kpi | None:
    """The median distance of those that fail, and who is farthest."""
    gaps = _gaps(report)
    if not report.has_scale or not gaps:
        return None
    measure = report.leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    farthest, who = gaps[-1]
    name = report.scope.districts.get(who.row.district_id or 0)
    label = f"{who.row.name}, {name.name}" if name else who.row.name
    return Kpi(
        label=_("Khoảng cách giữa (trung vị) của xã chưa đạt"),
        value=format_gap(median(gap for gap, _standing in gaps), measure.decimals),
        unit=with_gap_unit("", measure.kind, measure.unit).strip(),
        url="",
        bullet=None,
        notes=[
            Link(
                _("Xa nhất: %(amount)s (%(commune)s)")
                % {"amount": _amount(report, farthest), "commune": label},
                links.commune(who.row),
            )
        ],
    )


def _change(report: CriterionReport, past: Past) -> Kpi | None:
    """Communes gained since the year before, or why that cannot be said."""
    change = past.change
    if change is None:
        return None
    return Kpi(
        label=_("So với năm %(year)s") % {"year": report.scope.year - 1},
        value=change.value,
        unit=communes_unit(change.count) if change.count is not None else "",
        url="",
        bullet=None,
        notes=[Link(note) for note in change.notes],
    )


def _facts(report: CriterionReport) -> list[dict[str, Any]]:
    """How the shown indicator is judged: its level, layer, document, trust, lead."""
    leaf, law = report.leaf, report.scope.criteria_set
    facts = [
        {"label": _("Chỉ tiêu"), "lines": [{"text": f"{leaf.code}. {leaf.name}"}]},
        {"label": _("Mức áp dụng"), "lines": _level_facts(report)},
        {
            "label": _("Phụ trách"),
            "lines": [{"text": "; ".join(report.asked.leads) or _("chưa có")}],
        },
        {"label": _("Bộ tiêu chí"), "lines": [{"text": law.name}]},
    ]
    return [fact for fact in facts if fact["lines"]]


def _level_facts(report: CriterionReport) -> list[dict[str, Any]]:
    """Each level that judged the indicator: for how many, by which document, why."""
    facts = []
    for use in report.leaf_uses:
        why, language = why_level(use)
        facts.append(
            {
                "text": ngettext(
                    "%(level)s, cho %(n)s xã",
                    "%(level)s, cho %(n)s xã",
                    use.communes,
                )
                % {"level": _level_words(report, use.level.value), "n": use.communes},
                "why": why,
                "why_language": language,
                "url": document_url(use.level.document),
                "label": use.level.document.label,
            }
        )
    return facts
