"""What every app's admin shares: pages that only show, and rows that stay."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

# By the word in the address: what needs attention, and a function giving its rows.
Checks = Mapping[str, tuple[Any, Callable[[], QuerySet]]]


class ReadOnly:
    """No adding, changing or deleting: such rows are written by actions only."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A list and a page that only show."""

    list_per_page = 50
    # Django asks for the choice even where nothing is typed.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Rows shown on the page of what they belong to."""

    extra = 0


class KeptAdmin(admin.ModelAdmin):
    """Rows that may be added and changed, never deleted."""

    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TracedAdmin(SimpleHistoryAdmin):
    """The history of a row is what each save left, with who and when.

    It is read only: the package's page of one state would save it again when posted.
    """

    object_history_list_template = "admin/traces.html"

    def get_urls(self) -> list[Any]:
        return super(SimpleHistoryAdmin, self).get_urls()


class KeptInline(admin.TabularInline):
    """Rows that may be added and changed with what they belong to, never deleted."""

    extra = 0
    can_delete = False


class AttentionFilter(admin.SimpleListFilter):
    """Rows that need attention, by the same question that the dashboard counts."""

    title = _("cần xử lý")
    parameter_name = "can_xu_ly"
    checks: Checks = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, title) for key, (title, _rows) in self.checks.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        check = self.checks.get(self.value() or "")
        if check is None:
            return queryset
        return queryset.filter(pk__in=check[1]().order_by().values("pk"))


def attention_filter(checks: Checks) -> type[AttentionFilter]:
    """The filter of a list by these checks."""
    return type("OwnAttentionFilter", (AttentionFilter,), {"checks": checks})
