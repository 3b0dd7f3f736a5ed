"""The compound file that an .xls is: its one stream of records, read with no trust."""

import struct
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.imports.sheets import SheetError

_NO_MORE = 0xFFFFFFFA  # this and above: end of chain, free, table sectors
_IN_HEADER = 109
_ENTRY = 128
_NAMES = {"workbook", "book"}


class CompoundFile:
    """Sectors, the table that chains them, and the streams they make."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        self.mini_size = 1 << struct.unpack_from("<H", data, 32)[0]
        if self.size not in {512, 4096} or self.mini_size != 64:
            raise SheetError(_("Tệp hỏng: không đọc được bảng tính."))
        (self.directory,) = struct.unpack_from("<I", data, 48)
        self.cutoff, self.mini_table = struct.unpack_from("<II", data, 56)
        self.table = self._table()

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size]

    def _table(self) -> list[int]:
        """The allocation table: which sector follows each."""
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", self.data, 76))
        (more,) = struct.unpack_from("<I", self.data, 68)
        seen = 0
        while more < _NO_MORE and seen <= len(self.data) // self.size:
            numbers = _numbers(self._sector(more))
            places += numbers[:-1]
            more, seen = numbers[-1], seen + 1
        used = [place for place in places if place < _NO_MORE]
        return [n for place in used for n in _numbers(self._sector(place))]

    def _chain(self, first: int, table: list[int]) -> Iterator[int]:
        """Sectors of a chain; one that runs in a circle is a broken file."""
        seen = 0
        while first < _NO_MORE:
            if seen > len(table):
                raise SheetError(_("Tệp hỏng: không đọc được bảng tính."))
            yield first
            first, seen = table[first], seen + 1

    def _stream(self, first: int) -> bytes:
        return b"".join(self._sector(n) for n in self._chain(first, self.table))

    def workbook(self) -> bytes:
        """The stream of the records of the workbook."""
        directory = self._stream(self.directory)
        root = (0, 0)
        for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[start : start + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entry, 116)
            if start == 0:
                root = first, size
            if name.lower() in _NAMES:
                return self._content(first, size, root[0])
        raise SheetError(_("Tệp hỏng: thiếu phần bắt buộc."))

    def _content(self, first: int, size: int, root: int) -> bytes:
        if size >= self.cutoff:
            return self._stream(first)[:size]
        holder, small = self._stream(root), self.mini_size
        table = _numbers(self._stream(self.mini_table))
        pieces = (
            holder[number * small : (number + 1) * small]
            for number in self._chain(first, table)
        )
        return b"".join(pieces)[:size]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def workbook_stream(data: bytes) -> bytes:
    """The records of an .xls; a broken file is one SheetError."""
    try:
        return CompoundFile(data).workbook()
    except (struct.error, IndexError) as error:
        raise SheetError(_("Tệp hỏng: không đọc được bảng tính.")) from error
