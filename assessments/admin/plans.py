"""Plans of communes in the admin."""

from functools import cache
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from assessments.models import Plan, PlanItem
from communes.admin import OfUnit
from criteria.models import Criterion
from documents.readonly_admin import KeptAdmin, KeptInline, TracedAdmin


class PlanItemInline(KeptInline):
    model = PlanItem

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("criterion")

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        asked = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "criterion" and asked is not None:
            # Read once for all rows of the table, and only when it is shown.
            asked.choices = cache(criterion_choices)
        return asked


def criterion_choices() -> list[tuple[str, Any]]:
    """Nothing, then every criterion under the name of its set."""
    rows = Criterion.objects.select_related("criteria_set").order_by(
        "-criteria_set__valid_from", "criteria_set", "number"
    )
    groups: dict[str, list[tuple[int | str, str]]] = {}
    for row in rows:
        groups.setdefault(row.criteria_set.name, []).append((row.pk, str(row)))
    return [("", "---------"), *groups.items()]


@admin.register(Plan)
class PlanAdmin(OfUnit, TracedAdmin, KeptAdmin):
    list_display = ["place", "tier", "year", "is_recognition_planned", "document"]
    list_filter = ["year", "tier", "is_recognition_planned"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["unit", "document"]
    readonly_fields = ["registered_at"]
    inlines = [PlanItemInline]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A registered plan is only read: the database refuses every change of it."""
        is_frozen = obj is not None and obj.registered_at is not None
        return not is_frozen and super().has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "assessments_plan_change":
            # The picker fetches the label of the unit itself.
            return rows.prefetch_related(None)
        return rows
