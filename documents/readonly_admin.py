"""What every app's admin shares: pages that only show, and rows that stay."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


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


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Rows shown on the page of what they belong to."""

    extra = 0


class KeptAdmin(admin.ModelAdmin):
    """Rows that may be added and changed, never deleted."""

    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KeptInline(admin.TabularInline):
    """Rows that may be added and changed with what they belong to, never deleted."""

    extra = 0
    can_delete = False
