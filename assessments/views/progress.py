"""The board of a round: how far it is, by commune and by criterion."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import roles_today
from assessments.exports.sheet import line_csv
from assessments.forms.sheets import home_province
from assessments.models import PeriodSet
from assessments.reports.progress import (
    LATE,
    Board,
    BoardScope,
    Stage,
    board_of,
    board_scopes,
    rounds_open_to_board,
)
from assessments.reports.running import running
from assessments.views.access import number_in
from communes.clock import today
from communes.models import UnitVersion

PAGE = 100


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Counts by commune and criterion, or the list behind one; ?dang=csv as a file."""
    scopes = board_scopes(roles_today(request.user))
    if not scopes:
        raise PermissionDenied
    provinces = _provinces(scopes)
    scope = _scope(request, scopes, provinces)
    rounds = rounds_open_to_board()
    period_set = _chosen(request, rounds)
    if period_set is None:
        page: dict[str, Any] = _page(_("Chưa có kỳ nào mở cho xã nhập trên cổng."))
        return render(request, "review/progress.html", {"page": page})
    found = board_of(period_set, scope)
    kept = {"tinh": scope.province_id, "ky": period_set.pk}
    if request.GET.get("dang") == "csv":
        return _download(found)
    if "danh_sach" in request.GET:
        page = _list_page(request, found, kept)
        return render(request, "review/cells.html", {"page": page})
    page = _page(_heading(found)) | {
        "lead": _("Kỳ %(period)s, đến hôm nay.") % {"period": period_set.period},
        "fields": _fields(rounds, period_set, provinces, scope),
        "columns": list(stages().values()),
        "tables": [
            _table(found, kept, _("Theo tiêu chí"), _("Tiêu chí"), "tc"),
            _table(found, kept, _("Theo xã"), _("Xã"), "xa"),
        ],
        "csv_url": f"?{urlencode({**kept, 'dang': 'csv'})}",
    }
    return render(request, "review/progress.html", {"page": page})


def stages() -> dict[str, str]:
    """The columns of the board: what is due, every stage, and what is late."""
    return {
        "": _("Phải nộp"),
        Stage.MISSING: _("Chưa nhập"),
        Stage.DRAFT: _("Đang nhập"),
        Stage.RETURNED: _("Bị trả lại"),
        Stage.DISTRICT: _("Chờ huyện"),
        Stage.AGENCY: _("Chờ sở, ngành"),
        Stage.COORDINATION: _("Chờ điều phối"),
        Stage.CONFIRMED: _("Đã xác nhận"),
        LATE: _("Quá hạn"),
    }


def _provinces(scopes: dict[int, BoardScope]) -> dict[int, str]:
    rows = UnitVersion.objects.filter(unit__in=scopes).order_by("valid_from")
    named = {row.unit_id: row for row in rows}
    ordered = sorted(named.values(), key=lambda one: (one.name_sort, one.unit_id))
    return {one.unit_id: one.full_name for one in ordered}


def _scope(
    request: HttpRequest, scopes: dict[int, BoardScope], provinces: dict[int, str]
) -> BoardScope:
    """What was asked for; not there where it is another's."""
    asked = number_in(request, "tinh") or home_province(list(provinces.items())) or 0
    if asked not in scopes:
        raise Http404
    return scopes[asked]


def _chosen(request: HttpRequest, rounds: list[PeriodSet]) -> PeriodSet | None:
    asked = number_in(request, "ky")
    if asked is None:
        return running(rounds)
    for one in rounds:
        if one.pk == asked:
            return one
    raise Http404


def _page(heading: str) -> dict[str, Any]:
    crumbs = [{"label": _("Tiến độ"), "url": ""}]
    return {"heading": heading, "title": heading, "crumbs": crumbs}


def _grouped(count: int) -> str:
    return number_format(count, force_grouping=True)


def _heading(found: Board) -> str:
    said = {
        "done": _grouped(len(found.listed(Stage.CONFIRMED))),
        "due": _grouped(len(found.cells)),
        "late": _grouped(len(found.listed(LATE))),
    }
    if found.listed(LATE):
        return _("Đã xác nhận %(done)s trên %(due)s kết quả, %(late)s quá hạn") % said
    return _("Đã xác nhận %(done)s trên %(due)s kết quả") % said


def _fields(
    rounds: list[PeriodSet],
    period_set: PeriodSet,
    provinces: dict[int, str],
    scope: BoardScope,
) -> list[dict[str, Any]]:
    sets = {
        one.pk: f"{one.period}, {one.criteria_set.get_tier_display()}" for one in rounds
    }
    return [
        _select("ky", _("Kỳ đánh giá"), sets, period_set.pk),
        _select("tinh", _("Tỉnh"), provinces, scope.province_id),
    ]


def _select(
    name: str, label: str, named: dict[int, str], chosen: int
) -> dict[str, Any]:
    options = [
        {"value": value, "label": text, "selected": value == chosen}
        for value, text in named.items()
    ]
    return {"name": name, "label": label, "kind": "select", "options": options}


def _table(
    found: Board, kept: dict[str, int], caption: str, head: str, key: str
) -> dict[str, Any]:
    """Rows of counts; each count leads to its list."""
    rows = [_row(found, kept, key, pk, name) for pk, name in _named(found, key)]
    total = _row(found, kept, "", 0, _("Tất cả"))
    return {"caption": caption, "head": head, "rows": [*rows, total], "id": key}


def _named(found: Board, key: str) -> list[tuple[int, str]]:
    if key == "xa":
        return [(unit.unit_id, unit.full_name) for unit in found.units]
    return [(one.pk, f"{one.number}. {one.name}") for one in found.criteria]


def _row(
    found: Board, kept: dict[str, int], key: str, pk: int, name: str
) -> dict[str, Any]:
    narrowed = {"xa": {"unit_id": pk}, "tc": {"criterion_id": pk}}.get(key, {})
    own = {key: pk} if key else {}
    cells = found.listed(**narrowed)
    counts = []
    for state, label in stages().items():
        count = sum(cell.is_of(state) for cell in cells)
        query = urlencode({**kept, **own, "danh_sach": state})
        counts.append(
            {
                "label": label,
                "count": count,
                "said": _grouped(count),
                "url": f"?{query}" if count else "",
            }
        )
    return {"name": name, "counts": counts}


def _list_page(
    request: HttpRequest, found: Board, kept: dict[str, int]
) -> dict[str, Any]:
    """The cells behind a number, each with the way to its result."""
    state = request.GET["danh_sach"]
    if state not in stages():
        raise Http404
    unit_id, criterion_id = number_in(request, "xa") or 0, number_in(request, "tc") or 0
    cells = found.listed(state, unit_id, criterion_id)
    page = min(max(number_in(request, "trang") or 1, 1), max(1, -(-len(cells) // PAGE)))
    shown = cells[(page - 1) * PAGE : page * PAGE]
    units, criteria = dict(_named(found, "xa")), dict(_named(found, "tc"))
    own = {"xa": unit_id, "tc": criterion_id, "danh_sach": state}
    back = f"{reverse('review:progress')}?{urlencode(kept)}"
    heading = f"{stages()[state]}: {len(cells)}"

    def url(number: int) -> str:
        if not 1 <= number <= -(-len(cells) // PAGE):
            return ""
        return f"?{urlencode({**kept, **own, 'trang': number})}"

    return {
        "heading": heading,
        "lead": ", ".join(
            filter(None, (units.get(unit_id), criteria.get(criterion_id)))
        ),
        "crumbs": [
            {"label": _("Tiến độ"), "url": back},
            {"label": stages()[state], "url": ""},
        ],
        "rows": [
            {
                "unit": units[cell.unit_id],
                "criterion": criteria[cell.criterion_id],
                "stage": stages()[cell.stage],
                "is_late": cell.is_late,
                "url": reverse("review:result", args=[cell.result_id])
                if cell.result_id
                else "",
            }
            for cell in shown
        ],
        "pager": {
            "previous_url": url(page - 1),
            "next_url": url(page + 1),
            "label": "",
        },
    }


def _download(found: Board) -> HttpResponse:
    """Every cell of the board, a line each."""
    units, criteria = dict(_named(found, "xa")), dict(_named(found, "tc"))
    labels = stages()
    late = {True: _("quá hạn"), False: ""}
    rows = [
        [
            units[cell.unit_id],
            criteria[cell.criterion_id],
            labels[cell.stage],
            late[cell.is_late],
        ]
        for cell in found.cells
    ]
    header = [_("Xã"), _("Tiêu chí"), _("Tình trạng"), _("Quá hạn")]
    content = line_csv([header, *rows])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"tien-do-{found.period_set.period.year}-{today():%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
