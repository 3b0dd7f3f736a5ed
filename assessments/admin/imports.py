"""What imports remember: names that people settled, uploads that wait."""

from django.contrib import admin

from assessments.models import ImportDraft, WrittenName
from communes.admin import OfUnit
from documents.readonly_admin import ReadOnlyAdmin, TracedAdmin


@admin.register(WrittenName)
class WrittenNameAdmin(OfUnit, TracedAdmin):
    """A wrong choice is deleted; the next import asks again."""

    list_display = ["name_folded", "district_folded", "place", "chosen_by", "chosen_at"]
    list_select_related = ["chosen_by"]
    list_per_page = 50
    search_fields = ["name_folded", "district_folded"]
    fields = ["province", "name_folded", "district_folded", "unit", "chosen_by"]

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(ImportDraft)
class ImportDraftAdmin(ReadOnlyAdmin):
    """Without the file itself: it is its owner's until it is executed."""

    list_display = ["file_name", "kind", "owner", "created_at", "expires_at"]
    list_filter = ["kind"]
    list_select_related = ["owner"]
    fields = ["file_name", "kind", "owner", "sha256", "created_at", "expires_at"]

    def get_queryset(self, request: object) -> object:
        return super().get_queryset(request).defer("content")
