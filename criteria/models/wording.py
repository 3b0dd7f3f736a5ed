"""Names in the reader's language."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from documents.wording import in_language


class Worded:
    """A row of the law named in Vietnamese and English."""

    name_vi: str
    name_en: str

    @property
    @admin.display(description=_("tên"), ordering="name_vi")
    def name(self) -> str:
        """The name in the reader's language; Vietnamese is the source."""
        return in_language(self.name_vi, self.name_en)
