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
from communes.forms import UnitChoiceField, units
from communes.labels import newest_version, place_label, with_places
from communes.models import Classification, Unit, UnitVersion
from documents.readonly_admin import ReadOnlyAdmin, ReadOnlyInline

NEWEST = UnitVersion.objects.filter(unit=OuterRef("pk")).order_by("-valid_from")
# More digits than this fit no identity.
LONGEST_ID = 18
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

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        versions = UnitVersion.objects.of_level(UnitLevel.PROVINCE)
        newest = {v.unit_id: v for v in versions.order_by("valid_from")}
        provinces = sorted(newest.values(), key=lambda v: v.name_sort)
        return [(str(v.unit_id), v.full_name) for v in provinces]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value is None or not value.isdecimal() or len(value) > LONGEST_ID:
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
        "basis_of_end",
        "document",
    ]
    readonly_fields = ["basis_of_end"]
    ordering = ["valid_from"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("document")
        return rows.prefetch_related("parent__versions", "province__versions")

    @admin.display(description=_("căn cứ ngày cuối"))
    def basis_of_end(self, version: UnitVersion) -> str:
        """A day that is not there has no basis."""
        if version.valid_to is None:
            return self.get_empty_value_display()
        return version.get_to_basis_display()


class ClassificationInline(ReadOnlyInline):
    model = Classification
    fields = ["scheme", "said_value", "valid_from", "valid_to", "basis", "document"]
    readonly_fields = ["said_value"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("document")


class UnitAdmin(ReadOnlyAdmin):
    """Units of any level; registered where their results are known too."""

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
        return rows.prefetch_related(*with_places())

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

    def option_label(self, unit: Unit) -> str:
        """How a picker offers it, told from its namesakes."""
        return place_label(unit)

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


class LowerUnitAdmin(UnitAdmin):
    """Units that stand in a province."""

    list_filter = [UnitProvinceFilter]


class WithUnit:
    """For the admin of rows of units: labels fetched at once, pickers that tell."""

    unit_path = "unit"
    list_select_related: Any = []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)  # type: ignore[misc]  # the ModelAdmin beside it has it
        rows = rows.select_related(self.unit_path, *self.list_select_related)
        return rows.prefetch_related(*with_places(self.unit_path))

    @admin.display(description=_("đơn vị"))
    def place(self, row: Any) -> str:
        """The unit, told from its namesakes."""
        for step in self.unit_path.split("__"):
            row = getattr(row, step)
        return place_label(row) if row is not None else ""

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        if db_field.remote_field.model is Unit:
            kwargs |= {"form_class": UnitChoiceField, "queryset": units()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # the ModelAdmin beside it has it


class OfUnit(WithUnit):
    """The same, searched by the name of the unit."""

    search_help_text = UnitAdmin.search_help_text

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if search_term.strip():
            units = versions_found(search_term).values("unit")
            queryset = queryset.filter(**{f"{self.unit_path}__in": units})
        return queryset, False
