"""Documents in the admin."""

from django.contrib import admin
from django.db import models

from documents.attention import ATTENTION
from documents.models import Document
from documents.readonly_admin import KeptAdmin, TracedAdmin, attention_filter


@admin.register(Document)
class DocumentAdmin(TracedAdmin, KeptAdmin):
    """Documents stay: facts cite them."""

    list_display = [
        "label",
        "said_title",
        "said_issuer",
        "issued_on",
        "is_illustrative",
    ]
    list_filter = [attention_filter(ATTENTION), "kind", "is_illustrative"]
    search_fields = ["key", "number", "title", "title_en", "issuer", "issuer_en"]
    prepopulated_fields = {"key": ["number"]}
    date_hierarchy = "issued_on"
    # An address typed without a scheme is a secure one.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    @admin.display(description=Document._meta.verbose_name, ordering="number")
    def label(self, document: Document) -> str:
        return document.label
