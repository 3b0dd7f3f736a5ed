"""Cells of the matrix: a mark to see, and the rest of the word to hear.

The rest is in the page without a size (see `.matrix i`), so that a screen reader and
a copied table have the whole word.
"""

from collections.abc import Callable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from criteria.choices import Outcome

# Class of a cell by letter; an unmet criterion shows a number.
_CSS = {"M": "m-d", "F": "m-f", "B": "m-b", "?": "m-q", "N": "m-x"}
_MARKS = {"?": "?", "N": "–"}
NO_NUMBER = "×"


def mark_of(letter: str) -> str:
    """What is seen of an outcome in its cell: mostly the word's first letter."""
    return _MARKS.get(letter) or _label(letter)[0]


def _label(letter: str) -> str:
    return str(next(o.label for o in Outcome if o.letter == letter))


class Cells:
    """Makes the cells of a row: a mark to see and the rest of the word to hear.

    Markup by letter is made once, so that a row of many cells costs one join.
    """

    def __init__(self, starts: Sequence[bool]) -> None:
        self.starts = starts
        self.ready = {letter: self._both(letter, *_said(letter)) for letter in "MB?N"}
        self.unmet: dict[str, tuple[str, str]] = {}

    def _both(self, letter: str, mark: str, rest: str) -> tuple[str, str]:
        """The cell within a group and the one that opens a group."""
        word = f"{escape(mark)}<i>{escape(rest)}</i></td>"
        css = _CSS[letter]
        return f'<td class="{css}">{word}', f'<td class="{css} gs">{word}'

    def _unmet(self, missing: str) -> tuple[str, str]:
        if missing not in self.unmet:
            rest = f" {_label('F')}"
            if missing != NO_NUMBER:
                unit = ngettext("chỉ tiêu chưa đạt", "chỉ tiêu chưa đạt", int(missing))
                rest = f" {unit}"
            self.unmet[missing] = self._both("F", missing, rest)
        return self.unmet[missing]

    def row(self, letters: Sequence[str], missing: Callable[[int], str]) -> SafeString:
        """Cells of letters in column order; `missing` says an unmet one's number."""
        cells = (
            (self._unmet(missing(at)) if letter == "F" else self.ready[letter])[starts]
            for at, (letter, starts) in enumerate(
                zip(letters, self.starts, strict=True)
            )
        )
        return mark_safe("".join(cells))  # noqa: S308  made of escaped words above


def _said(letter: str) -> tuple[str, str]:
    """The mark and what completes it to the outcome's word."""
    mark, label = mark_of(letter), _label(letter)
    return mark, label[1:] if label.startswith(mark) else f" {label}"
