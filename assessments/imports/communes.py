"""Which commune a written name means: found for certain, remembered, or asked."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.imports.cells import text_of
from assessments.imports.sheets import Value
from assessments.models import WrittenName
from communes.choices import KINDS_OF_LEVEL, DayBasis, UnitKind, UnitLevel
from communes.models import Unit, UnitVersion
from communes.names import fold_name, nfc
from communes.reports import heirs_among

# How kinds are written before a name, folded (y read as i).
_KIND_WORDS = {
    "xa": UnitKind.XA,
    "x": UnitKind.XA,
    "phuong": UnitKind.PHUONG,
    "p": UnitKind.PHUONG,
    "thi tran": UnitKind.THI_TRAN,
    "tt": UnitKind.THI_TRAN,
    "dac khu": UnitKind.DAC_KHU,
}
_DISTRICT_WORDS = (
    "huien",
    "h",
    "quan",
    "q",
    "thi xa",
    "tx",
    "thanh pho",
    "tp",
)
_CANDIDATES = 5
_CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A name as a sheet writes it, folded: what a choice is remembered by."""

    name: str
    district: str

    @classmethod
    def of(cls, name: Value, district: Value) -> Self:
        return cls(folded(name)[:120], folded(district)[:120])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commune that a written name may mean."""

    unit_id: int
    label: str


class Unmatched(Exception):
    """No commune for certain; why, and which ones a person may choose from."""

    def __init__(
        self,
        reason: str,
        written: Written | None = None,
        candidates: tuple[Candidate, ...] = (),
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.written = written
        self.candidates = candidates


def folded(text: Value) -> str:
    """A written name folded, punctuation as spaces."""
    return re.sub(r"[^\w]+", " ", fold_name(text_of(text))).strip()


class Communes:
    """The commune-level units of a province on a day, by code and by name."""

    def __init__(self, province: Unit, day: dt.date, counted_kinds: list[str]) -> None:
        self.day, self.counted_kinds = day, counted_kinds
        in_force = UnitVersion.objects.in_force_on(day).filter(province=province)
        versions = list(in_force)
        communes = [v for v in versions if v.kind in KINDS_OF_LEVEL[UnitLevel.COMMUNE]]
        self.by_unit = {v.unit_id: v for v in communes}
        self.by_code = {v.code: v for v in communes if v.code}
        self.districts = {
            v.unit_id: v
            for v in versions
            if v.kind in KINDS_OF_LEVEL[UnitLevel.DISTRICT]
        }
        self.by_name = _by_folded_name(communes)
        choices = WrittenName.objects.filter(province=province)
        self.remembered = {
            Written(choice.name_folded, choice.district_folded): choice
            for choice in choices.select_related("chosen_by")
            if choice.unit_id in self.by_unit
        }

    @cached_property
    def heirs(self) -> dict[int, list[int]]:
        """Units of today and former ones, with those of today that each became."""
        return heirs_among(self.by_unit, self.day)

    @cached_property
    def former(self) -> dict[str, list[UnitVersion]]:
        """Names that ended by the day, of units that are still or went into others."""
        ended = UnitVersion.objects.filter(unit__in=self.heirs, valid_to__lte=self.day)
        return _by_folded_name(ended.order_by("valid_to"))

    def find(self, code: Value, name: Value, district: Value) -> UnitVersion:
        """The one commune meant, of a kind that counts; Unmatched otherwise."""
        by_name = None
        if text_of(name):
            by_name = self._by_name(code, name, district)
        found = self._by_code(code) if text_of(code) else by_name
        if found is None:
            raise Unmatched(_("dòng không có mã hoặc tên xã"))
        if by_name is not None and by_name.unit_id != found.unit_id:
            raise Unmatched(
                _("mã là của %(of_code)s, tên là %(of_name)s")
                % {"of_code": self.label(found), "of_name": self.label(by_name)}
            )
        if found.kind not in self.counted_kinds:
            raise Unmatched(
                _("%(unit)s không thuộc loại đơn vị mà bộ tiêu chí xét")
                % {"unit": self.label(found)}
            )
        return found

    def knows(self, name: Value) -> bool:
        """Whether any commune of the day is called so."""
        return bool(_named(name, self.by_name))

    def label(self, version: UnitVersion) -> str:
        """ "Xã Sĩ Bình, Huyện Bạch Thông (01234)"."""
        district = self.districts.get(version.parent_id or 0)
        above = f", {district.full_name}" if district else ""
        code = f" ({version.code})" if version.code else ""
        return f"{version.full_name}{above}{code}"

    def _by_code(self, code: Value) -> UnitVersion:
        text = text_of(code)
        # A spreadsheet drops the zeros in front of what it takes for a number.
        found = self.by_code.get(text)
        if found is None and text.isdigit():
            found = self.by_code.get(text.zfill(_CODE_LENGTH))
        if found is None:
            raise Unmatched(
                _("không có xã mã “%(code)s” trong tỉnh vào ngày của kỳ")
                % {"code": text[:20]}
            )
        return found

    def _by_name(self, code: Value, name: Value, district: Value) -> UnitVersion:
        matches = self._matches(code, name, district)
        if len(matches) == 1:
            return matches[0]
        written = Written.of(name, district)
        choice = self.remembered.get(written)
        if choice is not None:
            return self.by_unit[choice.unit_id]
        reason, units = self._asked(name, district, matches)
        raise Unmatched(reason, written, tuple(self.candidates(units)))

    def recalled(self, code: Value, name: Value, district: Value) -> WrittenName | None:
        """The remembered choice that `find` went by; None where the name tells."""
        choice = self.remembered.get(Written.of(name, district))
        if choice is None or len(self._matches(code, name, district)) == 1:
            return None
        return choice

    def _matches(self, code: Value, name: Value, district: Value) -> list[UnitVersion]:
        """By name; with a code given, a name of several communes follows the code."""
        matches = _named(name, self.by_name)
        if folded(district):
            units = self.district_ids(district)
            matches = [v for v in matches if v.parent_id in units]
        if len(matches) > 1 and text_of(code):
            own = self._by_code(code)
            matches = [v for v in matches if v.unit_id == own.unit_id] or matches
        return matches

    def _asked(
        self, name: Value, district: Value, matches: list[UnitVersion]
    ) -> tuple[str, list[UnitVersion]]:
        """Why a name does not tell its commune, and which ones it may mean."""
        said = {"name": text_of(name)[:60], "district": text_of(district)[:60]}
        if matches:
            return _("tên “%(name)s” có nhiều xã") % said, matches
        named, districts = _named(name, self.by_name), self.district_ids(district)
        is_lost = bool(folded(district)) and not districts
        former = [] if is_lost and named else self._former(name, districts)
        if former:
            heirs = [u for version in former for u in self.heirs[version.unit_id]]
            units = [self.by_unit[unit_id] for unit_id in dict.fromkeys(heirs)]
            return "; ".join(map(self._ended, former)), units
        if is_lost:
            reason = _("không có huyện “%(district)s” trong tỉnh vào ngày của kỳ")
        elif named:
            reason = _("%(district)s không có xã tên “%(name)s” vào ngày của kỳ")
            names = sorted(self.districts[unit_id].full_name for unit_id in districts)
            said["district"] = ", ".join(names)
        else:
            reason = _("không có xã tên “%(name)s” vào ngày của kỳ")
        return reason % said, named or self._near(name)

    def _former(self, name: Value, districts: set[int]) -> list[UnitVersion]:
        """Last states of communes that bore a name, of these districts if any."""
        found = _named(name, self.former)
        return [v for v in found if v.parent_id in districts] if districts else found

    def _ended(self, version: UnitVersion) -> str:
        """ "Xã Cao Trĩ không còn từ ngày 10/1/2020, nay là Xã Thượng Giáo, …"."""
        heirs = [self.label(self.by_unit[u]) for u in self.heirs[version.unit_id]]
        said = {
            "unit": version.full_name,
            "day": date_format(version.valid_to),
            "heirs": "; ".join(heirs),
        }
        # The day of a snapshot is only the last on which it may have ended.
        if version.to_basis == DayBasis.OBSERVED:
            text = _("%(unit)s đã hết, muộn nhất ngày %(day)s, nay là %(heirs)s")
        else:
            text = _("%(unit)s không còn từ ngày %(day)s, nay là %(heirs)s")
        return text % said

    def district_ids(self, district: Value) -> set[int]:
        """Districts that a written name may mean."""
        text = folded(district)
        names = {text}
        for word in _DISTRICT_WORDS:
            if text.startswith(f"{word} "):
                names.add(text.removeprefix(f"{word} "))
        return {u for u, v in self.districts.items() if folded(v.name) in names}

    def _near(self, name: Value) -> list[UnitVersion]:
        bare = folded(name)
        for word in _KIND_WORDS:
            bare = bare.removeprefix(f"{word} ")
        names = difflib.get_close_matches(bare, self.by_name, n=_CANDIDATES, cutoff=0.6)
        return [v for name in names for v in self.by_name[name]]

    def candidates(self, versions: Iterable[UnitVersion]) -> list[Candidate]:
        """Those of kinds that count, as a person chooses from them."""
        return [
            Candidate(v.unit_id, self.label(v))
            for v in versions
            if v.kind in self.counted_kinds
        ]


def _by_folded_name(versions: Iterable[UnitVersion]) -> dict[str, list[UnitVersion]]:
    by_name: dict[str, list[UnitVersion]] = {}
    for version in versions:
        by_name.setdefault(folded(version.name), []).append(version)
    return by_name


def _named(name: Value, by_name: dict[str, list[UnitVersion]]) -> list[UnitVersion]:
    """Units that a name may mean, each by its last state; the one spelled so if one."""
    text = folded(name)
    found = list(by_name.get(text, []))
    for word, kind in _KIND_WORDS.items():
        if text.startswith(f"{word} "):
            bare = text.removeprefix(f"{word} ")
            found += [v for v in by_name.get(bare, []) if v.kind == kind]
    units = list({v.unit_id: v for v in found}.values())
    exact = [v for v in units if nfc(text_of(name)).lower() in _spelled(v)]
    return exact if len(exact) == 1 else units


def _spelled(version: UnitVersion) -> set[str]:
    return {version.name.lower(), version.official_name.lower()}
