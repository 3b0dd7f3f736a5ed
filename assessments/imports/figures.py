"""A sheet of published figures: read, compared, and flagged where it cannot be."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.actions.documents import Citation, find_document
from assessments.actions.figures import FigureSaid, FiguresPlan
from assessments.attention import figure_of, set_sizes
from assessments.choices import Metric
from assessments.imports.cells import (
    CellError,
    count_of,
    day_of,
    number_of,
    quoted,
    text_of,
)
from assessments.imports.headings import HEADER_WITHIN, words_of
from assessments.imports.reading import read_sheets
from assessments.imports.sheets import Sheet, Value, is_blank
from assessments.imports.stated import Reading, Refusal
from assessments.models import PublishedFigure
from assessments.reports.figures import FigureKey, StoredFigure, stored_figures
from assessments.rules.figures import FIRST_YEAR, Figure, impossible
from communes.clock import today
from communes.models import Unit
from communes.names import fold
from criteria.choices import Tier
from criteria.rules.numbers import format_exact
from documents.models import Document

COLUMNS = {
    "metric": "ve|chi so|noi dung|metric|so ve",
    "tier": "chuan|tier",
    "low": "tu|tu tieu chi|band minimum",
    "high": "den|den tieu chi|band maximum",
    "as_of": "tinh den ngay|ngay|as of",
    "value": "so|gia tri|so luong|value",
    "denominator": "tren tong|tong so|denominator",
    "note": "ghi chu|note",
}
NEEDED = ("metric", "as_of", "value")
_COLUMN_OF = {word: key for key, words in COLUMNS.items() for word in words.split("|")}
_MOST_CRITERIA = 99
_MOST_UNITS = 1_000_000
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """One figure of the preview; `old` is empty where it is new, `flags` why not."""

    place: str
    about: str
    as_of: dt.date
    old: str
    new: str
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class FiguresPreview:
    """What a sheet of figures would do. `figures` is what the action executes."""

    figures: FiguresPlan
    new: list[PlannedFigure] = field(default_factory=list)
    changes: list[PlannedFigure] = field(default_factory=list)
    same: list[PlannedFigure] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    is_document_new: bool = False
    sha256: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.refusals

    @property
    def writes(self) -> bool:
        return bool(self.figures.new or self.figures.corrections)

    @property
    def flagged(self) -> list[PlannedFigure]:
        """Figures that cannot be, though they are printed so."""
        return [f for f in (*self.new, *self.changes, *self.same) if f.flags]

    @property
    def summary(self) -> str:
        """New, changed, same and refused in one line."""
        return _(
            "Mới: %(new)s số. Đổi: %(changed)s. Như cũ: %(same)s. "
            "Từ chối: %(refused)s chỗ."
        ) % {
            "new": len(self.new),
            "changed": len(self.changes),
            "same": len(self.same),
            "refused": len(self.refusals),
        }

    @property
    def digest(self) -> str:
        """One hash over the file and all that the plan writes and refuses."""
        said = repr((self.sha256, self.figures, [str(r) for r in self.refusals]))
        return hashlib.sha256(said.encode()).hexdigest()


def plan_figures(
    *, province: Unit, citation: Citation, file_name: str, content: bytes
) -> FiguresPreview:
    """Read a sheet of figures of a province and compare it with what is stored.

    Raises SheetError and AssessmentsError as `plan_import` does.
    """
    document = find_document(citation)
    into, said = Reading(), {}
    found = False
    for sheet in read_sheets(file_name, content):
        header = _header(sheet)
        if header is not None:
            found = True
            _read_sheet(sheet, *header, province, into, said)
    if not found:
        into.refuse("A1", _("không thấy các cột “Về”, “Tính đến ngày”, “Số”"))
    stored = stored_figures(document)
    preview = FiguresPreview(
        FiguresPlan(
            province_id=province.pk,
            citation=citation,
            new=[s for key, (s, _p) in said.items() if key not in stored],
            corrections=[
                (s, stored[key].said)
                for key, (s, _p) in said.items()
                if key in stored and stored[key].said != _said(s)
            ],
        ),
        refusals=into.refusals,
        is_document_new=document is None,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    _sort(preview, said, stored, _flags(said, stored, document))
    return preview


def _said(said: FigureSaid) -> tuple:
    return said.band_maximum, said.value, said.denominator, said.note


Said = dict[FigureKey, tuple[FigureSaid, str]]


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for row in range(min(HEADER_WITHIN, len(sheet.rows))):
        columns = {
            _COLUMN_OF[words_of(value)]: index
            for index, value in enumerate(sheet.rows[row])
            if words_of(value) in _COLUMN_OF
        }
        if all(name in columns for name in NEEDED):
            return row, columns
    return None


def _read_sheet(
    sheet: Sheet,
    header: int,
    columns: dict[str, int],
    province: Unit,
    into: Reading,
    said: Said,
) -> None:
    known = set(columns.values())
    for index, value in enumerate(sheet.rows[header]):
        if index not in known and not is_blank(value):
            into.refuse(
                sheet.place(header, index),
                _("không rõ cột “%(heading)s” là gì")
                % {"heading": text_of(value)[:60]},
            )
    merged = sheet.merged_after(header)
    if merged is not None:
        into.refuse(sheet.place(*merged), _("ô gộp trong vùng số liệu; hãy bỏ gộp ô"))
    for row in range(header + 1, len(sheet.rows)):
        faults = [spot for spot in sheet.marks.faults if spot[0] == row]
        for spot in sorted(faults):
            into.refuse(sheet.place(*spot), sheet.fault(*spot))
        if faults or all(map(is_blank, sheet.rows[row])):
            continue
        if sheet.is_cut(row, header):
            into.refuse(sheet.place(row, 0), _("dòng bị cụt: thiếu ô"))
            continue
        figure = _FigureRow(sheet, row, columns, into).read(province)
        if figure is not None:
            _keep(figure, sheet.place(row, columns["value"]), into, said)


def _keep(figure: FigureSaid, place: str, into: Reading, said: Said) -> None:
    former = said.setdefault(figure.key, (figure, place))
    if former[1] != place:
        into.refuse(place, _("số này đã có ở %(place)s") % {"place": former[1]})


class _FigureRow:
    """Reads one row; each fault goes to `into` with its cell."""

    def __init__(
        self, sheet: Sheet, row: int, columns: dict[str, int], into: Reading
    ) -> None:
        self.sheet, self.row, self.columns, self.into = sheet, row, columns, into
        self.is_sound = True

    def _cell(self, name: str) -> Value:
        index = self.columns.get(name)
        return "" if index is None else self.sheet.cell(self.row, index)

    def _take(self, name: str, read: Callable[[Any], Any], needed: bool = False) -> Any:
        value = self._cell(name)
        if is_blank(value) and not needed:
            return None
        try:
            if is_blank(value):
                raise CellError(_("dòng bị cụt: thiếu ô này"))
            return read(value)
        except CellError as error:
            self.is_sound = False
            place = self.sheet.place(self.row, self.columns.get(name, 0))
            self.into.refuse(place, error.reason)
            return None

    def read(self, province: Unit) -> FigureSaid | None:
        metric = self._take("metric", _metric, needed=True)
        tier = self._take("tier", _tier) or Tier.NTM
        low = self._take("low", lambda v: count_of(v, _MOST_CRITERIA))
        high = self._take("high", lambda v: count_of(v, _MOST_CRITERIA))
        as_of = self._take("as_of", _past_day, needed=True)
        value = self._take("value", _value, needed=True)
        total = self._take("denominator", lambda v: count_of(v, _MOST_UNITS))
        if self.is_sound:
            self._check_band(metric, low, high)
        if not self.is_sound:
            return None
        return FigureSaid(
            key=(province.pk, str(metric), str(tier), low, as_of),
            band_maximum=high,
            value=value,
            denominator=total,
            note=text_of(self._cell("note"))[:400],
        )

    def _check_band(self, metric: str, low: int | None, high: int | None) -> None:
        reason = ""
        if metric == Metric.IN_BAND:
            if low is None or high is None:
                reason = _("khoảng tiêu chí phải có đủ hai đầu, như từ 5 đến 9")
            elif low > high:
                reason = _("khoảng tiêu chí phải có hai đầu đúng thứ tự")
        elif low is not None or high is not None:
            reason = _("chỉ số này không có khoảng tiêu chí")
        if reason:
            self.is_sound = False
            place = self.sheet.place(self.row, self.columns.get("low", 0))
            self.into.refuse(place, reason)


def _metric(value: Value) -> str:
    text = fold(text_of(value))
    for metric in Metric:
        if text in _spellings(metric):
            return metric
    raise CellError(
        _("không có chỉ số “%(text)s”; ghi một trong: %(known)s")
        % {
            "text": quoted(value),
            "known": ", ".join(str(metric.label) for metric in Metric),
        }
    )


def _tier(value: Value) -> str:
    text = fold(text_of(value))
    for tier in Tier:
        if text in _spellings(tier):
            return tier
    raise CellError(
        _("không có chuẩn “%(text)s”; ghi một trong: %(known)s")
        % {
            "text": quoted(value),
            "known": ", ".join(str(tier.label) for tier in Tier),
        }
    )


def _spellings(choice: Metric | Tier) -> set[str]:
    """How sheets may write a choice: its key, its label in either language."""
    with override("vi"):
        vietnamese = str(choice.label)
    return {choice.value, fold(vietnamese), fold(str(choice.label))}


def _past_day(value: Value) -> dt.date:
    day = day_of(value)
    if day.year < FIRST_YEAR or day > today():
        raise CellError(_("ngày ngoài khoảng từ năm 2000 đến nay"))
    return day


def _value(value: Value) -> Decimal:
    number = number_of(value, _DECIMALS)
    if number < 0:
        raise CellError(_("số âm"))
    return number


def _flags(
    said: Said, stored: dict[FigureKey, StoredFigure], document: Document | None
) -> dict[FigureKey, tuple[str, ...]]:
    """Why figures cannot be, judged with all that the document says by then."""
    sizes = set_sizes()
    keys: list[FigureKey] = []
    figures: list[Figure] = []
    now = {
        key: (s.band_maximum, s.value, s.denominator) for key, (s, _p) in said.items()
    }
    before = {k: (s.band_maximum, s.value, s.denominator) for k, s in stored.items()}
    for key, (high, value, total) in {**before, **now}.items():
        row = PublishedFigure(
            unit_id=key[0],
            metric=key[1],
            tier=key[2],
            band_minimum=key[3],
            as_of=key[4],
            band_maximum=high,
            value=value,
            denominator=total,
            document_id=document.pk if document else 0,
        )
        figures.append(replace(figure_of(row, sizes), id=len(keys)))
        keys.append(key)
    return {keys[n]: tuple(reasons) for n, reasons in impossible(figures).items()}


def _sort(
    preview: FiguresPreview,
    said: Said,
    stored: dict[FigureKey, StoredFigure],
    flags: dict[FigureKey, tuple[str, ...]],
) -> None:
    for key, (figure, place) in said.items():
        old = stored.get(key)
        planned = PlannedFigure(
            place=place,
            about=_about(figure),
            as_of=figure.as_of,
            old="" if old is None else format_exact(old.value, 0),
            new=format_exact(figure.value, 0),
            flags=flags.get(key, ()),
        )
        if old is None:
            preview.new.append(planned)
        elif old.said != _said(figure):
            preview.changes.append(planned)
        else:
            preview.same.append(planned)


def _about(figure: FigureSaid) -> str:
    metric = str(Metric(figure.key[1]).label)
    if figure.key[3] is not None:
        metric += f" {figure.key[3]}–{figure.band_maximum}"
    return f"{metric} ({Tier(figure.key[2]).label})"
