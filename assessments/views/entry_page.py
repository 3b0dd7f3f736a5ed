"""The page of entering in words: what is owed on top, then every criterion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.choices import Status
from assessments.forms.entry import Fields, Token, digest, shown, slug_of
from assessments.models import Evidence, Period, PeriodSet
from assessments.reports.entry import CriterionState, EntryReport
from assessments.reports.entry_places import EntryPlace
from assessments.views.entry_leaf import LeafPart, Verdict, leaf_part
from assessments.views.entry_saving import Attempt
from criteria.choices import OUTCOME_CSS, Combine
from criteria.rules.outcomes import Node


@dataclass(frozen=True, slots=True)
class Both:
    """One leaf of a conflict: what the other person saved, what was posted."""

    code: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a criterion was not saved; without `use` it can only be let go."""

    text: str
    who: str
    rows: tuple[Both, ...]
    keep: str
    use: str


@dataclass(frozen=True, slots=True)
class CompositePart:
    """An indicator made of parts: the server alone says what comes of it."""

    code: str
    name: str
    depth: int
    slug: str
    how: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """What templates/entry/_criterion.html prints."""

    number: int
    pk: int
    name: str
    token: str
    is_open: bool
    verdict: Verdict
    status: Verdict
    lock: str
    returned: str
    rows: tuple[LeafPart | CompositePart, ...]
    owed: int
    evidence: tuple[Evidence, ...]
    conflict: Conflict | None = None

    @property
    def leaves(self) -> list[LeafPart]:
        """Its fields, in printed order."""
        return [row for row in self.rows if isinstance(row, LeafPart)]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A heading of the jump list."""

    name: str
    criteria: tuple[CriterionPart, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the page and what is wrong there."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What templates/entry/page.html prints."""

    heading: str
    title: str
    crumbs: tuple[Link, ...]
    unit: str
    facts: tuple[str, ...]
    groups: tuple[GroupPart, ...]
    errors: tuple[Link, ...]
    conflicts: tuple[Link, ...]
    returned: tuple[Link, ...]
    lock: str
    done: str
    url: str
    check_url: str
    plan_url: str
    drop_url: str
    held: str = ""
    hold_token: str = ""
    can_save: bool = field(default=True)


def address(report: EntryReport, view: str = "entry:page") -> str:
    """A page of this commune and period set."""
    period_set = report.period_set
    return reverse(
        view,
        args=[period_set.period.year, report.unit.unit_id, period_set.pk],
    )


def entry_page(
    report: EntryReport,
    attempts: Mapping[int, Attempt] | None = None,
    held: Mapping[int, tuple[Token, dict[str, Fields]]] | None = None,
    **said: str,
) -> EntryPage:
    """Put the report into words; what was posted and not saved stays in its fields."""
    parts = {
        one.number: criterion_part(
            one, (attempts or {}).get(one.number), (held or {}).get(one.number)
        )
        for one in report.criteria
    }
    errors = tuple(_errors(parts))
    heading = _("Nhập kết quả năm %(year)s") % {"year": report.period_set.period.year}
    return EntryPage(
        heading=heading,
        title=f"{_('Lỗi')}: {heading}" if errors or attempts else heading,
        crumbs=(
            Link(reverse("entry:home"), _("Nhập liệu")),
            Link("", f"{report.unit.full_name}, {report.period_set.period.year}"),
        ),
        unit=report.unit.full_name,
        facts=tuple(_facts(report)),
        groups=tuple(_groups(report, parts)),
        errors=errors,
        conflicts=tuple(
            Link(f"#tc-{one.number}", one.conflict.text)
            for one in parts.values()
            if one.conflict
        ),
        returned=tuple(
            Link(f"#tc-{one.number}", one.returned)
            for one in parts.values()
            if one.returned
        ),
        lock=_whole_lock(report),
        done=_done(report),
        url=address(report),
        check_url=address(report, "entry:check"),
        plan_url=address(report, "plans:page"),
        drop_url="",
        can_save=any(one.is_open for one in report.criteria),
        **said,
    )


def criterion_part(
    state: CriterionState,
    attempt: Attempt | None = None,
    held: tuple[Token, dict[str, Fields]] | None = None,
) -> CriterionPart:
    """One criterion in words; an attempt that failed keeps its fields and version."""
    fields: dict[str, Fields] = {}
    version = state.version
    if attempt is not None:
        fields, version = attempt.fields, attempt.version
    elif held is not None and state.is_open:
        version, fields = held[0].version, held[1]
    criterion = state.entry.criterion
    return CriterionPart(
        number=criterion.number,
        pk=criterion.pk,
        name=criterion.name,
        token=str(Token(version, stored_digest(state))),
        is_open=state.is_open,
        verdict=Verdict(OUTCOME_CSS[state.outcome], str(state.outcome.label)),
        status=Verdict(state.status, str(state.status.label)),
        lock=lock_words(state),
        returned=_returned(state),
        rows=tuple(_rows(state, state.entry.tree, fields)),
        owed=len(state.owed),
        evidence=state.evidence,
        conflict=conflict_of(state, attempt) if attempt else None,
    )


def stored_digest(state: CriterionState) -> str:
    """What a form that shows the stored values is marked with."""
    return digest(shown(leaf.row) for leaf in state.leaves)


def _rows(
    state: CriterionState, node: Node, fields: Mapping[str, Fields], depth: int = 0
) -> Iterator[LeafPart | CompositePart]:
    leaves = {one.leaf.pk: one for one in state.leaves}
    for child in node.children:
        indicator = state.entry.by_id[child.id]
        if not child.children:
            posted = fields.get(slug_of(indicator))
            yield leaf_part(
                leaves[child.id], depth, is_open=state.is_open, fields=posted
            )
            continue
        outcome = state.outcomes[child.id]
        yield CompositePart(
            code=indicator.code,
            name=indicator.name,
            depth=depth,
            slug=slug_of(indicator),
            how=_how(child),
            verdict=Verdict(OUTCOME_CSS[outcome], str(outcome.label)),
        )
        yield from _rows(state, child, fields, depth + 1)


def _how(node: Node) -> str:
    """How the parts make the whole."""
    if node.combine == Combine.ANY:
        return _("Đạt khi một trong các phần đạt.")
    if node.combine == Combine.AT_LEAST:
        return _("Đạt khi ít nhất %(n)s phần đạt.") % {"n": node.at_least}
    return _("Đạt khi mọi phần đạt.")


def lock_words(state: CriterionState) -> str:
    """Why a criterion can only be read; "" where it is open."""
    if state.lock or state.result is None or state.is_open:
        return state.lock
    said = {"time": moment(state.result.submitted_at)}
    if state.status == Status.CONFIRMED:
        said["time"] = moment(state.result.confirmed_at)
        return _("Đã xác nhận lúc %(time)s. Chỉ xem được.") % said
    if state.result.step is not None:
        said["actor"] = state.result.step.get_actor_display()
        return _("Đã nộp lúc %(time)s, đang chờ %(actor)s. Chỉ xem được.") % said
    return _("Đã nộp lúc %(time)s. Chỉ xem được.") % said


def moment(at: object) -> str:
    """A time of a day, as in "14:40 ngày 24/11/2022"."""
    if at is None:
        return ""
    local = localtime(at)  # type: ignore[arg-type]
    return _("%(time)s ngày %(day)s") % {
        "time": time_format(local),
        "day": date_format(local),
    }


def _returned(state: CriterionState) -> str:
    event = state.returned
    if event is None:
        return ""
    return _("Tiêu chí %(number)s: %(who)s trả lại lúc %(time)s: “%(note)s”") % {
        "number": state.number,
        "who": event.by or _("cơ quan thẩm tra"),
        "time": moment(event.at),
        "note": event.note,
    }


def conflict_of(state: CriterionState, attempt: Attempt) -> Conflict:
    """Both values, who saved the other one, and when."""
    result = state.result
    who = str((result and result.entered_by) or _("Người khác"))
    rows = tuple(
        Both(leaf.leaf.code, fields_words(shown(leaf.row)), fields_words(mine))
        for leaf in state.leaves
        if (mine := attempt.fields[slug_of(leaf.leaf)]) != shown(leaf.row)
    )
    said = {"number": state.number, "who": who}
    said["time"] = moment(result.updated_at if result else None)
    if attempt.refusal or not state.is_open:
        said["why"] = attempt.refusal or lock_words(state)
        text = _("Chưa lưu tiêu chí %(number)s. %(why)s") % said
        return Conflict(text, who, rows, keep=str(state.number), use="")
    text = _("Chưa lưu: %(who)s đã sửa tiêu chí %(number)s lúc %(time)s.") % said
    use = f"{state.number}.{state.version}"
    return Conflict(text, who, rows, keep=str(state.number), use=use)


def fields_words(fields: Fields) -> str:
    """The fields of a leaf in one line."""
    parts = [fields.value]
    if fields.reason:
        parts.append(_("không xét: %(reason)s") % {"reason": fields.reason})
    if fields.estimate:
        parts.append(_("ước thực hiện"))
    if fields.note:
        parts.append(_("ghi chú: %(note)s") % {"note": fields.note})
    return "; ".join(part for part in parts if part) or _("để trống")


def _errors(parts: Mapping[int, CriterionPart]) -> Iterator[Link]:
    for part in parts.values():
        for leaf in part.leaves:
            if leaf.error:
                said = {"code": leaf.code, "error": leaf.error}
                label = _("Chỉ tiêu %(code)s: %(error)s") % said
                yield Link(f"#v-{leaf.slug}", label)


def _groups(
    report: EntryReport, parts: Mapping[int, CriterionPart]
) -> Iterator[GroupPart]:
    for group in report.groups:
        own = tuple(
            parts[one.number]
            for one in report.criteria
            if one.entry.criterion.group_id == group.pk
        )
        if own:
            yield GroupPart(f"{group.code}. {group.name}", own)


def _facts(report: EntryReport) -> Iterator[str]:
    yield progress(report)
    closes_on, left = report.period_set.period.closes_on, report.days_left
    if closes_on is None or left is None:
        return
    day = {"day": date_format(closes_on), "n": abs(left)}
    if left < 0:
        yield (
            ngettext(
                "Quá hạn %(n)s ngày (hạn nộp %(day)s).",
                "Quá hạn %(n)s ngày (hạn nộp %(day)s).",
                -left,
            )
            % day
        )
    elif left == 0:
        yield _("Hạn nộp: hôm nay, %(day)s") % day
    else:
        yield (
            ngettext(
                "Hạn nộp: %(day)s (còn %(n)s ngày)",
                "Hạn nộp: %(day)s (còn %(n)s ngày)",
                left,
            )
            % day
        )


def progress(report: EntryReport) -> str:
    """How many indicators have been entered."""
    said = {"n": report.entered, "total": len(report.leaves)}
    return _("Đã nhập %(n)s trên %(total)s chỉ tiêu") % said


def _done(report: EntryReport) -> str:
    """How many criteria are done: handed in, or with nothing owed."""
    done = sum(not one.is_open or not one.owed for one in report.criteria)
    said = {
        "total": len(report.criteria),
        "done": done,
        "left": len(report.criteria) - done,
    }
    return _("%(total)s tiêu chí: xong %(done)s, chưa xong %(left)s") % said


def _whole_lock(report: EntryReport) -> str:
    """Why nothing can be entered, where every criterion is locked alike."""
    locks = {one.lock for one in report.criteria}
    return locks.pop() if len(locks) == 1 else ""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One commune in one round."""

    url: str
    label: str
    unit: str
    state: str
    days: str
    plan_url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What templates/entry/home.html prints."""

    heading: str
    crumbs: tuple[Link, ...]
    rows: tuple[HomeRow, ...]


def place_url(place: EntryPlace) -> str:
    """The page of one commune and period set."""
    period_set = place.period_set
    return reverse(
        "entry:page", args=[period_set.period.year, place.unit.unit_id, period_set.pk]
    )


def home_page(places: list[EntryPlace]) -> HomePage:
    """What a person may enter, in words."""
    heading = _("Nhập liệu")
    return HomePage(
        heading=heading,
        crumbs=(Link("", heading),),
        rows=tuple(
            HomeRow(
                url=place_url(place),
                label=_label(place.period_set),
                unit=place.unit.full_name,
                state=_handed_in(place),
                days=_closing(place.period_set.period),
                plan_url=_plan_url(place),
            )
            for place in places
        ),
    )


def _plan_url(place: EntryPlace) -> str:
    period_set = place.period_set
    args = [period_set.period.year, place.unit.unit_id, period_set.pk]
    return reverse("plans:page", args=args)


def _label(period_set: PeriodSet) -> str:
    return f"{period_set.period.year}: {period_set.criteria_set.name}"


def _handed_in(place: EntryPlace) -> str:
    said = {"n": place.handed_in, "total": place.total, "back": place.returned}
    if place.returned:
        return _("Đã nộp %(n)s trên %(total)s tiêu chí, %(back)s bị trả lại") % said
    return _("Đã nộp %(n)s trên %(total)s tiêu chí") % said


def _closing(period: Period) -> str:
    if period.closed_at is not None:
        return _("Đã khóa")
    if period.closes_on is None:
        return ""
    return _("Hạn nộp %(day)s") % {"day": date_format(period.closes_on)}
