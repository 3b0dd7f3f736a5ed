"""Targets in the admin."""

from django.contrib import admin

from communes.admin import OfUnit
from documents.readonly_admin import KeptAdmin, TracedAdmin
from reporting.models import Target


@admin.register(Target)
class TargetAdmin(OfUnit, TracedAdmin, KeptAdmin):
    list_display = [
        "place",
        "metric",
        "tier",
        "year_from",
        "year_to",
        "direction",
        "value",
        "value_unit",
        "document",
    ]
    list_filter = ["metric", "tier", "year_to", "applies_to"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["unit", "document"]
