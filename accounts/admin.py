"""People, agencies and memberships in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Membership, User


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["unit", "agency"]
    extra = 0
    verbose_name = _("vai trò")
    verbose_name_plural = _("vai trò")


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ["username", "full_name", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "memberships__role"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    list_per_page = 50
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Người dùng"), {"fields": ["full_name", "email"]}),
        (
            _("Quyền trên trang quản trị"),
            {
                "fields": [
                    "is_active",
                    "is_staff",
                    "is_superuser",
                    "groups",
                    "user_permissions",
                ]
            },
        ),
        (_("Thời điểm"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        *UserAdmin.add_fieldsets,
        (_("Người dùng"), {"fields": ["full_name", "email"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name", "unit", "sector", "valid_from", "valid_to"]
    list_filter = ["sector"]
    search_fields = ["name", "sector"]
    autocomplete_fields = ["unit"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("unit__versions")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "role", "unit", "agency", "valid_from", "valid_to"]
    list_filter = ["role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__username", "user__full_name", "agency__name"]
    autocomplete_fields = ["user", "unit", "agency"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("unit__versions")
