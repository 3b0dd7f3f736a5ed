"""Units and their history in the admin: shown, never changed.

Names, codes and borders change by the actions of this app, each with its document.
"""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communes.choices import UnitLevel
from communes.models import (
    Classification,
    Commune,
    District,
    Province,
    Succession,
    SuccessionLink,
    Unit,
    UnitVersion,
)
from documents.readonly_admin import ReadOnlyAdmin, ReadOnlyInline

NEWEST = UnitVersion.objects.filter(unit=OuterRef("pk")).order_by("-valid_from")
NAME_ORDER = Subquery(NEWEST.values("name_sort")[:1])


def versions_found(text: str) -> QuerySet[UnitVersion]:
    """Versions by code or folded name; after a comma the name of a unit above.

    "yen thinh, cho don" finds one of the many communes of that name.
    """
    name, _comma, above = text.partition(",")
    found = UnitVersion.objects.filter(
        Q(pk__in=UnitVersion.objects.named(name)) | Q(code=name.strip())
    )
    if above.strip():
        units = UnitVersion.objects.named(above).values("unit")
        found = found.filter(Q(parent__in=units) | Q(province__in=units))
    return found


class ProvinceFilter(admin.SimpleListFilter):
    """Rows of one province; the choice costs one query, not one a name."""

    title = _("tỉnh")
    parameter_name = "tinh"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        versions = UnitVersion.objects.of_level(UnitLevel.PROVINCE)
        newest = {v.unit_id: v for v in versions.order_by("valid_from")}
        provinces = sorted(newest.values(), key=lambda v: v.name_sort)
        return [(v.unit_id, v.full_name) for v in provinces]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value is None or not value.isdecimal():
            return queryset
        return self.of_province(queryset, int(value))

    def of_province(self, rows: QuerySet, province: int) -> QuerySet:
        return rows.filter(province=province)


class UnitProvinceFilter(ProvinceFilter):
    """Units that were ever of one province."""

    def of_province(self, rows: QuerySet, province: int) -> QuerySet:
        versions = UnitVersion.objects.filter(province=province)
        return rows.filter(pk__in=versions.values("unit"))


class VersionInline(ReadOnlyInline):
    model = UnitVersion
    fk_name = "unit"
    fields = [
        "code",
        "name",
        "kind",
        "parent",
        "province",
        "valid_from",
        "from_basis",
        "valid_to",
        "to_basis",
        "document",
    ]
    ordering = ["valid_from"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("document")
        return rows.prefetch_related("parent__versions", "province__versions")


class ClassificationInline(ReadOnlyInline):
    model = Classification
    fields = ["scheme", "value", "valid_from", "valid_to", "basis", "document"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("document")


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ["name", "code", "above", "valid_from", "valid_to"]
    list_filter: list[Any] = ["level"]
    # Names the box; get_search_results says what is searched.
    search_fields = ["versions__name_search"]
    search_help_text = _("Tên không dấu hoặc mã; thêm “, huyện hoặc tỉnh” để thu hẹp")
    inlines = [VersionInline, ClassificationInline]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return [NAME_ORDER.asc(), "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.prefetch_related("versions__parent__versions")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if search_term.strip():
            found = versions_found(search_term)
            queryset = queryset.filter(pk__in=found.values("unit"))
        return queryset, False

    @admin.display(description=_("tên"), ordering=NAME_ORDER)
    def name(self, unit: Unit) -> str:
        return str(unit)

    @admin.display(description=_("mã"))
    def code(self, unit: Unit) -> str:
        newest = newest_version(unit)
        return newest.code if newest else ""

    @admin.display(description=_("trực thuộc"))
    def above(self, unit: Unit) -> str:
        newest = newest_version(unit)
        return str(newest.parent) if newest and newest.parent else ""

    @admin.display(description=_("từ ngày"))
    def valid_from(self, unit: Unit) -> dt.date | None:
        return min((v.valid_from for v in unit.versions.all()), default=None)

    @admin.display(description=_("đến trước ngày"))
    def valid_to(self, unit: Unit) -> dt.date | None:
        newest = newest_version(unit)
        return newest.valid_to if newest else None


def newest_version(unit: Unit) -> UnitVersion | None:
    """The last version, from the versions that the list fetched."""
    return max(unit.versions.all(), key=lambda v: v.valid_from, default=None)


@admin.register(Province)
class ProvinceAdmin(UnitAdmin):
    list_filter: list[Any] = []


@admin.register(District, Commune)
class LowerUnitAdmin(UnitAdmin):
    list_filter = [UnitProvinceFilter]


@admin.register(UnitVersion)
class UnitVersionAdmin(ReadOnlyAdmin):
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


class OfUnit:
    """For the admin of rows of units: names fetched at once, search by them."""

    unit_path = "unit"
    search_help_text = UnitAdmin.search_help_text

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)  # type: ignore[misc]
        return rows.prefetch_related(f"{self.unit_path}__versions")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if search_term.strip():
            units = versions_found(search_term).values("unit")
            queryset = queryset.filter(**{f"{self.unit_path}__in": units})
        return queryset, False


@admin.register(Classification)
class ClassificationAdmin(OfUnit, ReadOnlyAdmin):
    list_display = ["unit", "scheme", "value", "valid_from", "valid_to", "document"]
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
class SuccessionAdmin(ReadOnlyAdmin):
    list_display = ["day", "kind", "document", "note"]
    list_filter = ["kind"]
    list_select_related = ["document"]
    search_fields = ["document__number", "document__title", "note"]
    inlines = [LinkInline]
