"""Text that is kept in Vietnamese, and in English where somebody gave it."""

from django.utils.translation import get_language


class Untranslated(str):
    """Vietnamese on an English page; templates mark it by the filter `lang`."""

    lang = "vi"


def in_language(vietnamese: str, english: str) -> str:
    """The reader's text; the Vietnamese one, Untranslated, where English is missing."""
    if get_language() != "en" or not vietnamese:
        return vietnamese
    return english or Untranslated(vietnamese)


class Noted:
    """A row with a note (ghi chú) in Vietnamese and English."""

    note: str
    note_en: str

    @property
    def said_note(self) -> str:
        """The note in the reader's language, where it was given."""
        return in_language(self.note, self.note_en)
