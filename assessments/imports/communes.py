"""Which commune a written name means: found for certain, remembered, or asked."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.imports.cells import text_of
from assessments.imports.sheets import Value
from assessments.models import WrittenName
from communes.choices import KINDS_OF_LEVEL, UnitKind, UnitLevel
from communes.models import Unit, UnitVersion
from communes.names import fold_name, nfc

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
        self.counted_kinds = counted_kinds
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
        self.by_name: dict[str, list[UnitVersion]] = {}
        for version in communes:
            self.by_name.setdefault(folded(version.name), []).append(version)
        self.remembered = {
            Written(w.name_folded, w.district_folded): w.unit_id
            for w in WrittenName.objects.filter(province=province)
        }

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
        """By name; with a code given, a name of several communes follows the code."""
        written = Written(folded(name)[:120], folded(district)[:120])
        matches = self._of_district(self._named(name), district, written)
        if len(matches) > 1 and text_of(code):
            own = self._by_code(code)
            matches = [v for v in matches if v.unit_id == own.unit_id] or matches
        if len(matches) == 1:
            return matches[0]
        chosen = self.by_unit.get(self.remembered.get(written, 0))
        if chosen is not None:
            return chosen
        said = {"name": text_of(name)[:60]}
        if matches:
            reason = _("tên “%(name)s” có nhiều xã") % said
        else:
            reason = _("không có xã tên “%(name)s” vào ngày của kỳ") % said
        near = matches or self._near(written.name)
        raise Unmatched(reason, written, tuple(self.candidates(near)))

    def _named(self, name: Value) -> list[UnitVersion]:
        text = folded(name)
        found = list(self.by_name.get(text, []))
        for word, kind in _KIND_WORDS.items():
            if text.startswith(f"{word} "):
                bare = text.removeprefix(f"{word} ")
                found += [v for v in self.by_name.get(bare, []) if v.kind == kind]
        exact = [v for v in found if _spelled(v) & {nfc(text_of(name)).lower()}]
        return (
            exact if len(exact) == 1 else list({v.unit_id: v for v in found}.values())
        )

    def _of_district(
        self, versions: list[UnitVersion], district: Value, written: Written
    ) -> list[UnitVersion]:
        if not written.district:
            return versions
        units = self.district_ids(district)
        if not units:
            raise Unmatched(
                _("không có huyện “%(name)s” trong tỉnh vào ngày của kỳ")
                % {"name": text_of(district)[:60]}
            )
        return [v for v in versions if v.parent_id in units]

    def district_ids(self, district: Value) -> set[int]:
        """Districts that a written name may mean."""
        text = folded(district)
        names = {text}
        for word in _DISTRICT_WORDS:
            if text.startswith(f"{word} "):
                names.add(text.removeprefix(f"{word} "))
        return {u for u, v in self.districts.items() if folded(v.name) in names}

    def _near(self, text: str) -> list[UnitVersion]:
        bare = text
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


def _spelled(version: UnitVersion) -> set[str]:
    return {version.name.lower(), version.official_name.lower()}
