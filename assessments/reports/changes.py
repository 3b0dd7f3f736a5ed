"""What events of the trail say, in words: what changed, from what, to what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from assessments.choices import Status
from assessments.models import Assessment, ResultEvent, ReviewStep
from communes.models import UnitVersion
from criteria.choices import MeasureKind, Outcome
from criteria.models import Indicator, MeasureOption
from criteria.rules.distance import value_words
from criteria.rules.numbers import format_exact, with_unit
from documents.models import Document

ESTIMATE = " (ước)"
# How the trail calls where a change came from; an import adds the mark of its file.
ORIGINS: dict[str, Promise] = {
    "entry": gettext_lazy("Trang nhập liệu"),
    "shared": gettext_lazy("Điền từ bộ tiêu chí khác"),
    "review": gettext_lazy("Trang thẩm tra"),
    "evidence": gettext_lazy("Minh chứng"),
    "correction": gettext_lazy("Đính chính sau khi khóa kỳ"),
    "import": gettext_lazy("Nhập từ bảng"),
    "action": gettext_lazy("Thao tác quản lý"),
    "demo": gettext_lazy("Số liệu minh họa"),
}
LABELS: dict[str, Promise] = {
    "status": gettext_lazy("Trạng thái"),
    "step": gettext_lazy("Bước đang chờ"),
    "computed": gettext_lazy("Kết quả tính"),
    "verdict": gettext_lazy("Kết luận của cơ quan"),
    "verdict_reason": gettext_lazy("Lý do của kết luận"),
    "warnings": gettext_lazy("Số điểm cần xem kỹ"),
    "document": pgettext_lazy("one", "Văn bản"),
    "asked_by": gettext_lazy("Người đề nghị"),
    "chosen": gettext_lazy("Đánh giá được chọn"),
    "reported_criteria": gettext_lazy("Nguồn nêu: số tiêu chí"),
    "reported_indicators": gettext_lazy("Nguồn nêu: số chỉ tiêu"),
    "reported_basically_met": gettext_lazy("Nguồn nêu: cơ bản đạt"),
    "unit_version_id": gettext_lazy("Đơn vị khi khóa kỳ"),
    "province_id": gettext_lazy("Tỉnh khi khóa kỳ"),
    "district_id": gettext_lazy("Huyện khi khóa kỳ"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `name` says in full what a leaf's code stands for."""

    label: str
    old: str
    new: str
    name: str = ""


def origin_words(origin: str) -> str:
    """Where a change came from; an unknown place is named as it stands."""
    place, _space, mark = origin.partition(" ")
    words = ORIGINS.get(place)
    if words is None:
        return origin
    return f"{words} ({mark})" if mark else str(words)


def speaks_of_criteria(event: ResultEvent) -> bool:
    """Whether an event of a whole account says something of some of its criteria."""
    said = {**event.old, **event.new}
    return event.criterion_result_id is None and not said.keys().isdisjoint(
        ("values", "verdicts")
    )


class Wording:
    """The names that a batch of events needs; at most eight queries at any size."""

    def __init__(self, events: Sequence[ResultEvent]) -> None:
        said = [part for event in events for part in (event.old, event.new)]
        sets = {event.assessment.criteria_set_id for event in events}
        self._leaves = _leaves(sets)
        self._options = _options(self._leaves)
        self._names: dict[str, Callable[[Any], str]] = {
            "status": lambda value: str(Status(value).label),
            "computed": _outcome,
            "verdict": _outcome,
            "warnings": lambda value: str(len(value)),
            "step": _named(ReviewStep.objects.in_bulk(_said(said, "step"))),
            "asked_by": _named(User.objects.in_bulk(_said(said, "asked_by"))),
            "document": _named(_documents(_said(said, "document"))),
            "chosen": _named(_accounts(_said(said, "chosen"))),
            "unit_version_id": _named(
                UnitVersion.objects.in_bulk(_said(said, "unit_version_id"))
            ),
        }
        units = _units(_said(said, "province_id") | _said(said, "district_id"))
        self._names |= {"province_id": _named(units), "district_id": _named(units)}

    def changes(self, event: ResultEvent, number: int | None = None) -> list[Change]:
        """What an event changed, leaves first; of one criterion where it is named."""
        found = [*self._values(event, number), *self._verdicts(event, number)]
        if number is not None and not found and speaks_of_criteria(event):
            return []
        if "evidence" in event.old or "evidence" in event.new:
            old, new = _proof(event.old), _proof(event.new)
            return [*found, Change(_("Minh chứng"), old, new)]
        keys = {**event.new, **event.old}
        for key in (key for key in keys if key not in ("values", "verdicts")):
            if event.old.get(key) != event.new.get(key):
                old, new = self._said(key, event.old), self._said(key, event.new)
                found.append(Change(str(LABELS.get(key, key)), old, new))
        return found

    def _values(self, event: ResultEvent, number: int | None) -> Iterator[Change]:
        old, new = event.old.get("values", {}), event.new.get("values", {})
        for code in {**old, **new}:
            leaf = self._leaves.get((event.assessment.criteria_set_id, code))
            if number is not None and leaf and leaf.criterion.number != number:
                continue
            before = self._text(leaf, old.get(code))
            after = self._text(leaf, new.get(code))
            if before != after:
                yield Change(code, before, after, leaf.name if leaf else "")

    def _verdicts(self, event: ResultEvent, number: int | None) -> Iterator[Change]:
        old, new = event.old.get("verdicts", {}), event.new.get("verdicts", {})
        for one in {**old, **new}:
            before, after = _outcome(old.get(one)), _outcome(new.get(one))
            if before != after and number in (None, int(one)):
                label = _("Kết luận của tiêu chí %(number)s") % {"number": one}
                yield Change(label, before, after)

    def _said(self, key: str, said: dict[str, Any]) -> str:
        if said.get(key) in (None, ""):
            return ""
        return self._names.get(key, str)(said[key])

    def _text(self, leaf: Indicator | None, text: str | None) -> str:
        """A value as readers know it; what is no number stays as it was kept."""
        bare = (text or "").removesuffix(ESTIMATE)
        try:
            value = Decimal(bare)
        except InvalidOperation:
            return text or ""
        words = self._value(leaf, value) if value.is_finite() else bare
        return words if bare == text else _("%(value)s (ước)") % {"value": words}

    def _value(self, leaf: Indicator | None, value: Decimal) -> str:
        measure = leaf.measure if leaf else None
        if measure is None:
            return format_exact(value, 0)
        if measure.kind in (MeasureKind.YES_NO, MeasureKind.CHOICE):
            options = self._options.get(measure.pk, {})
            return value_words(value, measure.kind, measure.unit, 0, options)
        number = format_exact(value, measure.decimals)
        return with_unit(number, measure.kind, measure.unit)


def _leaves(sets: set[int]) -> dict[tuple[int, str], Indicator]:
    rows = Indicator.objects.filter(
        criterion__criteria_set__in=sets, measure__isnull=False
    ).select_related("criterion", "measure")
    return {(leaf.criterion.criteria_set_id, leaf.code): leaf for leaf in rows}


def _options(leaves: dict[tuple[int, str], Indicator]) -> dict[int, dict[int, str]]:
    measures = {leaf.measure_id for leaf in leaves.values()}
    found: dict[int, dict[int, str]] = {}
    for option in MeasureOption.objects.filter(measure__in=measures):
        found.setdefault(option.measure_id, {})[option.value] = option.name
    return found


def _said(parts: list[dict[str, Any]], key: str) -> set[Any]:
    """Every value of a key, those of lists one by one."""
    found: set[Any] = set()
    for value in (part[key] for part in parts if part.get(key) is not None):
        found.update(value if isinstance(value, list) else [value])
    return found


def _named(rows: dict[Any, Any]) -> Callable[[Any], str]:
    def name(value: Any) -> str:
        values = value if isinstance(value, list) else [value]
        return "; ".join(str(rows.get(one, one)) for one in values)

    return name


def _documents(keys: set[str]) -> dict[str, Document]:
    return {row.key: row for row in Document.objects.filter(key__in=keys)}


def _accounts(ids: set[int]) -> dict[int, Document]:
    """The document that names each account."""
    rows = Assessment.objects.filter(pk__in=ids).select_related("document")
    return {row.pk: row.document for row in rows}


def _units(ids: set[int]) -> dict[int, UnitVersion]:
    rows = UnitVersion.objects.filter(unit__in=ids).order_by("valid_from")
    return {version.unit_id: version for version in rows}


def _outcome(value: Any) -> str:
    return str(Outcome(value).label) if value else ""


def _proof(said: dict[str, Any]) -> str:
    """A proof by its title, with what tells it from others."""
    more = [said.get(key, "") for key in ("page", "link")]
    return ", ".join(part for part in (said.get("title", ""), *more) if part)
