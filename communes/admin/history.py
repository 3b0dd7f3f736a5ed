"""The history of units in the admin: versions, classes, mergers and splits."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communes.admin.units import OfUnit, ProvinceFilter, UnitAdmin, versions_found
from communes.effects import watch_classes
from communes.forms import ClassifyForm
from communes.models import Classification, Succession, SuccessionLink, UnitVersion
from documents.action_page import ActionPage, ActionPages
from documents.readonly_admin import ReadOnlyAdmin, ReadOnlyInline, TracedAdmin

CLASSIFY = ActionPage(
    slug="phan-loai",
    title=_("Phân loại đơn vị"),
    form=ClassifyForm,
    watchers=[watch_classes],
    on_row=False,
    hint=_("Phân loại trước của cùng cách phân loại khép lại vào ngày này."),
)


@admin.register(UnitVersion)
class UnitVersionAdmin(TracedAdmin, ReadOnlyAdmin):
    list_display = [
        "full_name",
        "code",
        "parent",
        "province",
        "valid_from",
        "valid_to",
    ]
    list_filter = ["kind", ProvinceFilter, "from_basis"]
    search_fields = ["name_search"]
    search_help_text = UnitAdmin.search_help_text

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.prefetch_related("parent__versions", "province__versions")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if search_term.strip():
            queryset = queryset.filter(pk__in=versions_found(search_term))
        return queryset, False

    @admin.display(description=_("tên"), ordering="name_sort")
    def full_name(self, version: UnitVersion) -> str:
        return version.full_name


@admin.register(Classification)
class ClassificationAdmin(OfUnit, ActionPages, TracedAdmin, ReadOnlyAdmin):
    add_page = CLASSIFY
    list_display = [
        "place",
        "scheme",
        "said_value",
        "valid_from",
        "valid_to",
        "document",
    ]
    fields = [
        "unit",
        "scheme",
        "said_value",
        "valid_from",
        "valid_to",
        "document",
        "basis",
    ]
    readonly_fields = ["said_value"]
    list_filter = ["scheme", "basis"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]


class LinkInline(ReadOnlyInline):
    model = SuccessionLink
    fields = ["predecessor", "successor", "extent", "detail", "is_main", "basis"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.prefetch_related("predecessor__versions", "successor__versions")


@admin.register(Succession)
class SuccessionAdmin(TracedAdmin, ReadOnlyAdmin):
    list_display = ["day", "kind", "document", "note"]
    list_filter = ["kind"]
    list_select_related = ["document"]
    search_fields = ["document__number", "document__title", "note"]
    inlines = [LinkInline]
