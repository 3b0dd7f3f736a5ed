"""One YAML file, read with the place of every value, so that a refusal names it."""

import datetime as dt
from collections.abc import Collection, Hashable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from communes.names import nfc

_REQUIRED: Any = object()


class FileProblem(Exception):
    """What is wrong, in which file and at which place in it."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _value in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{twice}” được ghi hai lần", node.start_mark
            )
        return super().construct_mapping(node, deep)


class Entry:
    """A value of a file with its place in it: "criteria[3].indicators[1].levels"."""

    def __init__(self, value: Any, file: str, path: str = "") -> None:
        self.value = value
        self.file = file
        self.path = path

    @property
    def where(self) -> str:
        """File and place, as a refusal prints them."""
        return f"{self.file}: {self.path}" if self.path else self.file

    def problem(self, reason: str) -> FileProblem:
        """A refusal of this value."""
        return FileProblem(self.where, reason)

    def has(self, key: str) -> bool:
        """Whether a mapping has the key."""
        return isinstance(self.value, dict) and key in self.value

    def at(self, key: Any) -> "Entry":
        """The value under a key of a mapping."""
        path = f"{self.path}.{key}" if self.path else str(key)
        return Entry(self._mapping().get(key), self.file, path)

    def pairs(self) -> Iterator[tuple[Any, "Entry"]]:
        """Keys and values of a mapping."""
        for key in self._mapping():
            yield key, self.at(key)

    def items(self, key: str) -> list["Entry"]:
        """Entries of the list under a key; none where it is not written."""
        entry = self.at(key)
        return [] if entry.value is None else entry.listed()

    def listed(self) -> list["Entry"]:
        """Entries of this list."""
        if not isinstance(self.value, list):
            raise self.problem("phải là một danh sách")
        return [
            Entry(value, self.file, f"{self.path}[{number}]")
            for number, value in enumerate(self.value)
        ]

    def allow(self, *keys: str) -> None:
        """Refuse a key that nothing reads: most often a misspelt one."""
        for key, entry in self.pairs():
            if key not in keys:
                raise entry.problem(f"không hiểu khóa này; có thể là {', '.join(keys)}")

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """Text under a key, composed (NFC)."""
        entry = self.at(key)
        if entry.value is None:
            return entry._default(default)
        if not isinstance(entry.value, str):
            raise entry.problem("phải là chữ; số phải để trong ngoặc kép")
        return nfc(entry.value)

    def choice(
        self, key: str, allowed: Collection[str], default: str = _REQUIRED
    ) -> str:
        """One of a closed list."""
        text = self.text(key, default)
        if text not in allowed and text != default:
            names = ", ".join(map(str, allowed))
            raise self.at(key).problem(f"“{text}” không có trong danh mục: {names}")
        return text

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        entry = self.at(key)
        if entry.value is None:
            return default
        if not isinstance(entry.value, bool):
            raise entry.problem("phải là true hoặc false")
        return entry.value

    def number(self, key: str, default: Any = _REQUIRED) -> Any:
        """A whole number."""
        entry = self.at(key)
        if entry.value is None:
            return entry._default(default)
        if not isinstance(entry.value, int) or isinstance(entry.value, bool):
            raise entry.problem("phải là số nguyên")
        return entry.value

    def day(self, key: str, default: Any = _REQUIRED) -> Any:
        """A day, written 2016-12-01."""
        entry = self.at(key)
        if entry.value is None:
            return entry._default(default)
        if not isinstance(entry.value, dt.date) or isinstance(entry.value, dt.datetime):
            raise entry.problem("phải là ngày, viết 2016-12-01")
        return entry.value

    def decimal(self) -> Decimal:
        """A value as stored: true = 1."""
        if isinstance(self.value, bool):
            return Decimal(int(self.value))
        if not isinstance(self.value, int | float):
            raise self.problem("phải là một số, hoặc true")
        found = Decimal(str(self.value))
        if not found.is_finite():
            raise self.problem("phải là một số hữu hạn")
        return found

    def _mapping(self) -> dict[Any, Any]:
        if not isinstance(self.value, dict):
            raise self.problem("phải gồm các cặp “khóa: giá trị”")
        return self.value

    def _default(self, default: Any) -> Any:
        if default is _REQUIRED:
            raise self.problem("còn thiếu")
        return default


def read(path: Path) -> Entry:
    """A file as an entry, or the reason why it is no YAML."""
    try:
        text = path.read_text(encoding="utf-8")
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except OSError as error:
        raise FileProblem(path.name, f"không đọc được: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileProblem(path.name, "không phải chữ UTF-8") from error
    except yaml.YAMLError as error:
        raise FileProblem(path.name, f"không phải YAML: {_line(error)}") from error
    return Entry(value, path.name)


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return f"dòng {mark.line + 1}: {reason}" if mark else reason
