"""The map in words and links: the finding, the drawing, the same figures as a table."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communes.choices import LayerKind
from communes.models import BoundaryShape, UnitVersion
from criteria.choices import Outcome
from reporting.map_svg import Unit, outlines, tiles
from reporting.pages.finding import unfinished_finding
from reporting.pages.map_classes import (
    CHANGE,
    CRITERION,
    Colouring,
    MapClass,
    colouring_of,
)
from reporting.pages.map_links import Choice, State, kinds_of, years_of
from reporting.pages.map_table import caption_of, columns_of, rows_of, total_of
from reporting.pages.parts import (
    Field,
    Link,
    Option,
    district_field,
    place_url,
)
from reporting.reports.map import MapReport, Place
from reporting.reports.provenance import Provenance

# As many names as a heading can carry.
NAMED = 3


@dataclass(frozen=True, slots=True)
class MapPage:
    """What templates/reporting/map.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    scope_form: list[Field]
    years: list[Choice]
    kinds: list[Choice]
    legend: list[MapClass]
    has_others: bool
    drawing: SafeString | str
    drawing_label: str
    notes: list[str]
    layer_source: Any
    licence: str
    caption: str
    columns: list[MapClass]
    has_average: bool
    rows: list[dict[str, Any]]
    total: dict[str, Any]
    list_url: str
    list_label: str
    reading: list[str]
    provenance: Provenance | None


def map_page(report: MapReport, wanted: str = "") -> MapPage:
    """Put a map into words, links and a drawing, coloured as wanted."""
    colouring = colouring_of(report, wanted)
    state = State(report, colouring)
    columns = columns_of(report, colouring)
    where = (report.district or report.province).full_name
    title = _("Bản đồ %(place)s %(year)s") % {
        "place": where,
        "year": report.frame.year,
    }
    return MapPage(
        title=title,
        heading=_heading(report, colouring),
        lead=_lead(report, colouring),
        crumbs=_crumbs(report, state),
        scope_form=_fields(report, colouring, state),
        years=years_of(report, state),
        kinds=kinds_of(report, state),
        legend=columns,
        has_others=any(p.shape and not p.is_counted for p in report.places),
        drawing=_drawing(report, colouring, state, title),
        drawing_label=title,
        notes=_notes(report),
        layer_source=report.layer.document if report.layer else None,
        licence=report.layer.licence if report.layer else "",
        caption=caption_of(report, colouring),
        columns=columns,
        has_average=_has_average(report, colouring),
        rows=rows_of(report, colouring, columns, state),
        total=total_of(report, colouring, columns, state),
        list_url=state.communes(huyen=state.query["huyen"]) if report.scope else "",
        list_label=_("Danh sách %(n)s xã") % {"n": len(report.counted)},
        reading=_reading(report),
        provenance=report.provenance,
    )


def _has_average(report: MapReport, colouring: Colouring) -> bool:
    return report.scope is not None and not colouring.value


def _heading(report: MapReport, colouring: Colouring) -> str:
    said = {"year": report.frame.year, "total": len(report.counted)}
    found = Counter(colouring.mark(place).key for place in report.counted)
    if report.scope is None:
        return _("Năm %(year)s: %(total)s xã, chưa có số liệu") % said
    if colouring.value == CHANGE and not set(found) - {"none"}:
        if any(y.year == report.frame.year - 1 for y in report.scope.years):
            return _("Không có năm trước để so: bộ tiêu chí đã khác") % said
        return _("Chưa có số liệu năm %(former)s để so") % {
            "former": report.frame.year - 1
        }
    if colouring.value not in ("", CHANGE):
        return _of_criterion(colouring, found, said)
    known, share = _share_assessed(report)
    if not known:
        return _("Năm %(year)s: %(total)s xã, chưa có số liệu") % said
    if share < 1 or known < len(report.counted):
        totals = report.scope.totals
        return unfinished_finding(totals, share, known, len(report.counted))
    if colouring.value == CHANGE:
        gained = found["up"] + found["more"]
        return _("%(gained)s xã thêm tiêu chí, %(lost)s xã bớt so với %(former)s") % {
            "gained": gained,
            "lost": found["less"],
            "former": report.frame.year - 1,
        }
    return _finding(report, found[colouring.classes[0].key])


def _of_criterion(colouring: Colouring, found: Counter[str], said: Any) -> str:
    """How many communes meet one criterion, and of how many nothing is known."""
    finding = _("%(met)s trên %(total)s xã đạt %(criterion)s") % {
        **said,
        "met": found["met"],
        "criterion": colouring.label[:1].lower() + colouring.label[1:],
    }
    waiting = found["open"] + found["none"]
    if not waiting:
        return finding
    return ngettext(
        "%(finding)s; %(n)s xã chưa đánh giá",
        "%(finding)s; %(n)s xã chưa đánh giá",
        waiting,
    ) % {"finding": finding, "n": waiting}


def _share_assessed(report: MapReport) -> tuple[int, float]:
    """How many communes drawn have an account, and the share of outcomes in these;
    nothing where none has an outcome.
    """
    waiting = Outcome.NOT_ASSESSED.letter
    rows = [p.row for p in report.counted if p.row and p.row.letters]
    if not any(row.has_results for row in rows):
        return 0, 0.0
    asked = sum(len(row.letters) for row in rows)
    open_ones = sum(row.letters.count(waiting) for row in rows)
    return len(rows), 1 - open_ones / asked


def _finding(report: MapReport, full: int) -> str:
    """How many meet the whole set, and which groups have none that does."""
    scope = report.scope
    said = {
        "met": full,
        "total": len(report.counted),
        "size": len(scope.criteria) if scope else 0,
    }
    if not full:
        return _("Chưa xã nào đạt đủ %(size)s tiêu chí") % said
    with_some = {p.group for p in report.counted if p.row and p.row.meets_all}
    groups = {p.group for p in report.counted if p.group in report.groups}
    without = sorted(
        (report.groups[group] for group in groups - with_some if group),
        key=lambda version: version.name_sort,
    )
    finding = (
        ngettext(
            "%(met)s trên %(total)s xã đạt đủ %(size)s tiêu chí",
            "%(met)s trên %(total)s xã đạt đủ %(size)s tiêu chí",
            said["met"],
        )
        % said
    )
    if len(groups) < 2 or not without or len(without) > NAMED:
        return finding
    return _("%(finding)s; %(names)s chưa có xã nào") % {
        "finding": finding,
        "names": ", ".join(version.name for version in without),
    }


def _lead(report: MapReport, colouring: Colouring) -> str:
    if report.layer is None:
        return _("Chưa có lớp bản đồ nào cho các đơn vị của năm này.")
    if report.layer.kind == LayerKind.TILES:
        where = _("Mỗi ô là một đơn vị cấp xã, đặt gần đúng vị trí.")
    else:
        where = _("Mỗi hình là một đơn vị cấp xã.")
    if not report.layer.draws_communes:
        return _("Mỗi hình là một huyện, thành phố, tô theo cả huyện.")
    return f"{where} {colouring.sign_note}".strip()


def _crumbs(report: MapReport, state: State) -> list[Link]:
    url = state.overview() if report.scope else place_url(report.province)
    crumbs = [Link(report.province.full_name, url)]
    if report.district is not None and report.has_districts:
        crumbs.append(Link(report.district.full_name, place_url(report.district)))
    return [*crumbs, Link(_("Bản đồ"))]


def _fields(report: MapReport, colouring: Colouring, state: State) -> list[Field]:
    kept = {**state.place, "ve": state.query["ve"]}
    fields = [
        Field(name, "", kind="hidden", value=str(value))
        for name, value in kept.items()
        if value
    ]
    scope = report.scope
    if scope is None:
        return []
    values = [("", _("Số tiêu chí đạt")), (CHANGE, _("Thay đổi so với năm trước"))]
    values += [
        (f"{CRITERION}{c.number}", f"{c.number}. {c.name}") for c in scope.criteria
    ]
    by = tuple(Option(v, label, v == colouring.value) for v, label in values)
    fields.insert(0, Field("theo", _("Tô theo"), by))
    if scope.districts:
        chosen = report.district.unit_id if report.district else None
        fields.insert(1, district_field(scope, chosen))
    return fields


def _drawing(
    report: MapReport, colouring: Colouring, state: State, label: str
) -> SafeString | str:
    layer = report.layer
    if layer is None:
        return ""
    if not layer.draws_communes:
        groups = _groups(report, colouring, state)
        return outlines(groups, layer.width, layer.height, label) if groups else ""
    units = [
        _unit(place, place.shape, report, colouring, state)
        for place in report.places
        if place.shape
    ]
    if not units:
        return ""
    if layer.kind == LayerKind.POLYGONS:
        return outlines(units, layer.width, layer.height, label)
    names = {} if report.district else {g: v.name for g, v in report.groups.items()}
    return tiles(units, names, label)


def _groups(report: MapReport, colouring: Colouring, state: State) -> list[Unit]:
    """The districts of a sketch, each leading to its tiles."""
    members: dict[int | None, list[Place]] = {}
    for place in report.counted:
        members.setdefault(place.group, []).append(place)
    units = []
    for group, shape in report.group_shapes.items():
        if group not in members:
            continue
        mark = colouring.mark_group(members[group])
        units.append(
            Unit(
                x=shape.x,
                y=shape.y,
                path=shape.path,
                group=group,
                css=mark.css,
                sign=f"{report.groups[group].name}: {mark.sign}",
                title=f"{report.groups[group].full_name}: {mark.words}",
                url=state.here(huyen=group, ve=""),
            )
        )
    return units


def _unit(
    place: Place,
    shape: BoundaryShape,
    report: MapReport,
    colouring: Colouring,
    state: State,
) -> Unit:
    above = report.groups.get(place.group) if place.group else None
    name = (
        f"{place.version.full_name}, {above.name}" if above else place.version.full_name
    )
    mark = colouring.mark(place)
    words = mark.words if place.is_counted else _("không thuộc diện xét")
    return Unit(
        x=shape.x,
        y=shape.y,
        path=shape.path,
        group=place.group,
        css=mark.css if place.is_counted else "urban",
        sign=mark.sign,
        title=f"{name}: {words}",
        url=_commune_url(place.version, report, state) if place.is_counted else "",
    )


def _commune_url(version: UnitVersion, report: MapReport, state: State) -> str:
    path = reverse("reporting:commune", args=[version.unit_id, version.slug])
    if report.scope is None:
        return path
    kept = {k: v for k, v in state.place.items() if v and k != "tinh"}
    return f"{path}?{urlencode(kept)}"


def _notes(report: MapReport) -> list[str]:
    layer = report.layer
    if layer is None:
        return []
    day = date_format(report.frame.as_of, "DATE_FORMAT")
    return [_("Đơn vị theo ngày %(day)s.") % {"day": day}, layer.said_caveat]


def _reading(report: MapReport) -> list[str]:
    said = []
    if report.layer and report.layer.kind == LayerKind.TILES:
        said.append(_("Mỗi xã một ô bằng nhau, xã nhỏ không bị khuất."))
        if report.has_districts:
            said.append(_("Đường đậm là ranh giới huyện, thành phố."))
        elif report.groups:
            said.append(_("Đường đậm là ranh giới giữa các tỉnh trước sắp xếp."))
    if any(place.shape and not place.is_counted for place in report.places):
        said.append(_("Ô trống nét chấm: đơn vị không thuộc diện xét."))
    if report.drawn and report.has_districts:
        said.append(_("Từ 1/7/2025 không còn cấp huyện; bản đồ dùng đơn vị mới."))
    return said
