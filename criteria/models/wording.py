"""Names in the reader's language."""

from django.utils.translation import get_language


class Worded:
    """A row of the law named in Vietnamese and English."""

    name_vi: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language; Vietnamese is the source."""
        return (get_language() == "en" and self.name_en) or self.name_vi
