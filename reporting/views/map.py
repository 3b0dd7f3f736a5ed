"""The map of a province."""

from django.http import HttpRequest, HttpResponse

from communes.choices import LayerKind
from reporting.pages.map import map_page
from reporting.pages.map_classes import CRITERION
from reporting.pages.map_links import KIND_WORDS
from reporting.queries import where_of, whole_number
from reporting.reports.map import map_report
from reporting.views.answers import answer

KINDS = {word: kind for kind, word in KIND_WORDS.items()}


def province_map(request: HttpRequest) -> HttpResponse:
    """Where: tiles or boundaries, coloured by what the reader asks for."""
    kind = KINDS.get(request.GET.get("ve", ""), LayerKind.TILES)
    district = whole_number(request.GET.get("huyen"))
    wanted = request.GET.get("theo", "")
    criterion = whole_number(request.GET.get("tieu_chi"))
    if criterion is not None:
        wanted = f"{CRITERION}{criterion}"
    return answer(
        request,
        "reporting/map.html",
        lambda: map_report(where_of(request), kind, district),
        lambda report: map_page(report, wanted),
    )
