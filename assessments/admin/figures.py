"""Published figures in the admin, each with why it cannot be."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.attention import ATTENTION_FIGURES, why_impossible
from assessments.models import PublishedFigure
from communes.admin import OfUnit
from documents.readonly_admin import KeptAdmin, TracedAdmin, attention_filter


@admin.register(PublishedFigure)
class PublishedFigureAdmin(OfUnit, TracedAdmin, KeptAdmin):
    """What a document says is entered as it says it; the flag stands beside it."""

    list_display = [
        "place",
        "metric",
        "tier",
        "band_minimum",
        "band_maximum",
        "as_of",
        "number",
        "document",
    ]
    sortable_by = [*list_display]
    list_filter = [attention_filter(ATTENTION_FIGURES), "metric", "tier", "as_of"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["unit", "document"]
    readonly_fields = ["faults"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns, with the reasons of all rows read once."""
        return [*self.list_display, _column(why_impossible())]

    @admin.display(description=_("số"), ordering="value")
    def number(self, figure: PublishedFigure) -> str:
        return figure.said_value

    @admin.display(description=_("không thể đúng vì"))
    def faults(self, figure: PublishedFigure) -> str:
        return " ".join(why_impossible().get(figure.pk, []))


def _column(reasons: Mapping[int, list[str]]) -> Callable[[PublishedFigure], str]:
    @admin.display(description=_("không thể đúng vì"))
    def faults(figure: PublishedFigure) -> str:
        return " ".join(reasons.get(figure.pk, []))

    return faults
