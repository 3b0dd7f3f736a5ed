"""Communes side by side."""

from django.http import HttpRequest, HttpResponse

from reporting.pages.compare import compare_page
from reporting.queries import plain_text, where_of, whole_number
from reporting.reports.compare import compare as compare_communes
from reporting.views.answers import answer

# More ids than this are no honest address; the page shows four.
READ = 20


def compare(request: HttpRequest) -> HttpResponse:
    """Up to four communes; without any, two that are worth comparing."""
    given = request.GET.getlist("xa")[:READ]
    asked = [whole_number(text) or text[:20] for text in given]
    is_short = request.GET.get("khac") == "1"
    return answer(
        request,
        "reporting/compare.html",
        lambda: compare_communes(where_of(request), asked, plain_text(request, "q")),
        lambda found: compare_page(found, only_different=is_short),
    )
