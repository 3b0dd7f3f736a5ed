"""The library of documents and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from documents.choices import DocumentKind
from reporting.pages.documents import document_page, library_page
from reporting.queries import plain_text, whole_number
from reporting.reports.documents import NoSuchDocument, document_report, library


def documents(request: HttpRequest) -> HttpResponse:
    """What rests on which document."""
    kind = request.GET.get("loai", "")
    found = library(
        plain_text(request, "q"),
        kind if kind in DocumentKind.values else "",
        whole_number(request.GET.get("trang")) or 1,
    )
    return render(request, "reporting/documents.html", {"page": library_page(found)})


def document(request: HttpRequest, key: str) -> HttpResponse:
    """What one document decides here, and where to read it."""
    try:
        report = document_report(
            key,
            request.GET.get("phan", ""),
            whole_number(request.GET.get("trang")) or 1,
        )
    except NoSuchDocument as error:
        raise Http404(_("Không có văn bản này.")) from error
    return render(request, "reporting/document.html", {"page": document_page(report)})
