"""Search from the header."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.pages.search import search_page
from reporting.queries import plain_text
from reporting.reports.search import search_everything


def search(request: HttpRequest) -> HttpResponse:
    """Units by any name they ever had, criteria, documents."""
    found = search_everything(plain_text(request, "q"))
    return render(request, "reporting/search.html", {"page": search_page(found)})
