"""The site, with two pages to compare with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from ntm_portal.urls import urlpatterns as site

ROWS = [[f"{row}.{column}" for column in range(6)] for row in range(100)]


def bare(request: HttpRequest) -> HttpResponse:
    """The layout of the site around a fixed table of 100 rows, without a query."""
    return render(request, "bench/bare.html", {"rows": ROWS})


def ok(_request: HttpRequest) -> HttpResponse:
    """As little as a view can answer."""
    return HttpResponse("ok")


urlpatterns = [path("bench/bare/", bare), path("bench/ok/", ok), *site]
