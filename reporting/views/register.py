"""The register of recognition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import roles_today
from assessments.choices import RecognitionKind
from assessments.reports.dossiers import ways_of
from criteria.choices import Tier
from reporting.exports.register import register_sheet
from reporting.exports.sheet import FORMATS, sheet_response
from reporting.pages.register import register_page
from reporting.queries import plain_text, whole_number
from reporting.reports.register import (
    UNKNOWN_YEAR,
    RegisterQuery,
    whole_register,
)
from reporting.reports.register import (
    register as read_register,
)


def register(request: HttpRequest) -> HttpResponse:
    """Decisions by unit, tier and year, or all of them as a file."""
    query = _query(request)
    wanted = request.GET.get("dang", "")
    if wanted in FORMATS:
        return sheet_response(register_sheet(whole_register(query)), wanted)
    found = read_register(query, whole_number(request.GET.get("trang")) or 1)
    ways = ways_of(roles_today(request.user), found.rows)
    page = register_page(found, ways)
    return render(request, "reporting/register.html", {"page": page})


def _query(request: HttpRequest) -> RegisterQuery:
    """What is not understood asks for nothing."""
    tier, kind = request.GET.get("chuan", ""), request.GET.get("hinh_thuc", "")
    asked = request.GET.get("nam", "")
    year = asked if asked == UNKNOWN_YEAR else str(whole_number(asked) or "")
    return RegisterQuery(
        province=str(whole_number(request.GET.get("tinh")) or ""),
        tier=tier if tier in Tier.values else "",
        kind=kind if kind in RecognitionKind.values else "",
        year=year,
        text=plain_text(request, "q"),
    )
