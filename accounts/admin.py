"""People, agencies and memberships in the admin.

People are switched off and roles are ended, not deleted: what they did stays theirs.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import actions
from accounts.attention import ATTENTION_PEOPLE, ATTENTION_ROLES
from accounts.models import Agency, Membership, User
from communes.admin import (
    KeptAdmin,
    ReadOnlyInline,
    TracedAdmin,
    WithUnit,
    attention_filter,
)
from communes.labels import place_label, with_places

# Secrets and sessions are their owners'; addresses stand on the person.
admin.site.unregister([Authenticator, EmailAddress, UserSession])


class MembershipInline(ReadOnlyInline):
    """A person's roles; each is entered and ended on its own page."""

    model = Membership
    fields = ["role", "place", "agency", "valid_from", "valid_to"]
    readonly_fields = ["place"]
    show_change_link = True
    verbose_name = _("vai trò")
    verbose_name_plural = _("vai trò")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("agency", "user")
        return rows.prefetch_related(*with_places("unit"))

    @admin.display(description=_("đơn vị"))
    def place(self, membership: Membership) -> str:
        return place_label(membership.unit) if membership.unit else ""


@admin.register(User)
class PersonAdmin(TracedAdmin, UserAdmin):
    list_display = ["username", "full_name", "email", "is_active", "is_staff"]
    list_filter = [
        attention_filter(ATTENTION_PEOPLE),
        "is_active",
        "is_staff",
        "memberships__role",
    ]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    list_per_page = 50
    inlines = [MembershipInline]
    actions = ["invite", "forget_second_factor"]
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
    # Lasting rights, which would outlive a role: a superuser gives them.
    lasting = ["is_staff", "is_superuser", "groups", "user_permissions"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = [] if request.user.is_superuser else self.lasting  # type: ignore[union-attr]  # signed in
        return [*self.readonly_fields, *own]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:  # type: ignore[union-attr]  # signed in
            return False
        return super().has_change_permission(request, obj)

    @admin.action(permissions=["change"], description=_("Gửi thư mời đặt mật khẩu"))
    def invite(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        count = actions.invite(users=queryset, request=request, by=request.user)
        said = ngettext("Đã gửi thư: %(count)s", "Đã gửi thư: %(count)s", count)
        self.message_user(request, said % {"count": count})

    @admin.action(permissions=["change"], description=_("Bỏ xác thực hai lớp đã mất"))
    def forget_second_factor(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> None:
        count = actions.forget_second_factor(users=queryset, by=request.user)
        said = ngettext("Đã bỏ: %(count)s", "Đã bỏ: %(count)s", count)
        self.message_user(request, said % {"count": count})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Agency)
class AgencyAdmin(WithUnit, TracedAdmin, KeptAdmin):
    list_display = ["name", "place", "sector", "valid_from", "valid_to"]
    list_filter = ["sector"]
    search_fields = ["name", "sector"]
    autocomplete_fields = ["unit"]


@admin.register(Membership)
class MembershipAdmin(WithUnit, TracedAdmin, KeptAdmin):
    list_display = ["user", "role", "place", "agency", "valid_from", "valid_to"]
    list_filter = [attention_filter(ATTENTION_ROLES), "role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__username", "user__full_name", "agency__name"]
    autocomplete_fields = ["user", "unit", "agency"]
