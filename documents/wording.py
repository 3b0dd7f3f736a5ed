"""Text that is kept in Vietnamese, and in English where somebody gave it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


class Untranslated(str):
    """Vietnamese on an English page; templates mark it by the filter `lang`."""

    lang = "vi"


def in_language(vietnamese: str, english: str) -> str:
    """The reader's text; the Vietnamese one, Untranslated, where English is missing."""
    if get_language() != "en" or not vietnamese:
        return vietnamese
    return english or Untranslated(vietnamese)


def english_lacking(row: Any, said: Mapping[str, Any]) -> dict[str, str]:
    """English words that a row lacks and a file has for the same Vietnamese ones."""
    return {
        name: words
        for name, words in said.items()
        if name.endswith("_en")
        and words
        and not getattr(row, name)
        and getattr(row, name[:-3]) == said[name[:-3]]
    }


def fill_english(row: Any, said: Mapping[str, Any]) -> bool:
    """Give a stored row the English that it lacks, and say whether it lacked any."""
    words = english_lacking(row, said)
    for name, text in words.items():
        setattr(row, name, text)
    if words:
        row.save(update_fields=list(words))
    return bool(words)


class Noted:
    """A row with a note (ghi chú) in Vietnamese and English."""

    note: str
    note_en: str

    @property
    def said_note(self) -> str:
        """The note in the reader's language, where it was given."""
        return in_language(self.note, self.note_en)
