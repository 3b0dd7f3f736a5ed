"""The records of an .xls: how far sheets reach, errors, shares printed as percent."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from assessments.imports.limits import check_extent
from assessments.imports.markup import BUILT_IN_PERCENT, prints_percent
from assessments.imports.sheets import Marks, Spot, error_value

_BOF, _SHEET, _FORMAT, _STYLE = 0x0809, 0x0085, 0x041E, 0x00E0
_NUMBER, _LABEL, _SHARED_LABEL, _RICH_LABEL = 0x0203, 0x0204, 0x00FD, 0x00D6
_SHORT_NUMBER, _SHORT_NUMBERS = 0x027E, 0x00BD
_FORMULA, _BOOL_OR_ERROR = 0x0006, 0x0205
_CELLS = {
    _NUMBER,
    _LABEL,
    _SHARED_LABEL,
    _RICH_LABEL,
    _SHORT_NUMBER,
    _SHORT_NUMBERS,
    _FORMULA,
    _BOOL_OR_ERROR,
}
_NUMERIC = {_NUMBER, _SHORT_NUMBER, _FORMULA}
_BIFF8 = 0x0600
_ERROR_RESULT = 2


@dataclass(slots=True)
class _Marked:
    """Marks of one sheet while its records go by."""

    reach: Spot = (0, 0)
    faults: dict[Spot, str] = field(default_factory=dict)
    percents: set[Spot] = field(default_factory=set)


class _Records:
    """Goes through the records once; styles stand before the sheets."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.names: dict[int, str] = {}
        self.formats = {int(number) for number in BUILT_IN_PERCENT}
        self.styles: list[int] = []
        self.sheets: dict[str, _Marked] = {}
        self.version = _BIFF8
        self.now = _Marked()

    def __iter__(self) -> Iterator[tuple[int, int, bytes]]:
        place = 0
        while place + 4 <= len(self.stream):
            kind, size = struct.unpack_from("<HH", self.stream, place)
            yield place, kind, self.stream[place + 4 : place + 4 + size]
            place += 4 + size

    def read(self) -> dict[str, _Marked]:
        for place, kind, data in self:
            if kind == _BOF:
                self.version = struct.unpack_from("<H", data)[0]
                self.now = _Marked()
                if place in self.names:
                    self.sheets[self.names[place]] = self.now
            elif kind == _SHEET:
                self.names[struct.unpack_from("<I", data)[0]] = self._text(data[6:])
            elif kind == _FORMAT and self._is_percent(data):
                self.formats.add(struct.unpack_from("<H", data)[0])
            elif kind == _STYLE:
                self.styles.append(struct.unpack_from("<H", data, 2)[0])
            elif kind in _CELLS:
                self._cell(kind, data)
        return self.sheets

    def _text(self, data: bytes) -> str:
        """A short string: its length, in BIFF8 a flag for wide letters, the letters."""
        if self.version != _BIFF8:
            return data[1 : 1 + data[0]].decode("latin-1")
        if data[1] & 1:
            return data[2 : 2 + 2 * data[0]].decode("utf-16-le", "replace")
        return data[2 : 2 + data[0]].decode("latin-1")

    def _is_percent(self, data: bytes) -> bool:
        if self.version != _BIFF8:
            return prints_percent(data[3:].decode("latin-1"))
        coding = "utf-16-le" if data[4] & 1 else "latin-1"
        return prints_percent(data[5:].decode(coding, "replace"))

    def _cell(self, kind: int, data: bytes) -> None:
        row, column = spot = struct.unpack_from("<HH", data)
        last = column
        if kind == _SHORT_NUMBERS:
            (last,) = struct.unpack_from("<H", data, len(data) - 2)
        self.now.reach = max(self.now.reach[0], row), max(self.now.reach[1], last)
        check_extent(*self.now.reach)
        if kind == _SHORT_NUMBERS:
            for index in range((len(data) - 6) // 6):
                style = struct.unpack_from("<H", data, 4 + 6 * index)[0]
                self._mark_percent((row, column + index), style)
        elif kind in _NUMERIC:
            self._mark_percent(spot, struct.unpack_from("<H", data, 4)[0])
        if _is_error(kind, data):
            self.now.faults[spot] = error_value()

    def _mark_percent(self, spot: Spot, style: int) -> None:
        if style < len(self.styles) and self.styles[style] in self.formats:
            self.now.percents.add(spot)


def _is_error(kind: int, data: bytes) -> bool:
    if kind == _BOOL_OR_ERROR:
        return len(data) > 7 and data[7] == 1
    if kind == _FORMULA:
        return data[12:14] == b"\xff\xff" and data[6] == _ERROR_RESULT
    return False


def xls_marks(stream: bytes) -> dict[str, Marks]:
    """Marks of every sheet of an .xls by name; merged cells the reader tells."""
    return {
        name: Marks(marked.faults, frozenset(marked.percents))
        for name, marked in _Records(stream).read().items()
    }
