"""Names in the reader's language."""

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Worded:
    """A row of the law named in Vietnamese and English."""

    name_vi: str
    name_en: str

    @property
    @admin.display(description=_("tên"), ordering="name_vi")
    def name(self) -> str:
        """The name in the reader's language; Vietnamese is the source."""
        return (get_language() == "en" and self.name_en) or self.name_vi
