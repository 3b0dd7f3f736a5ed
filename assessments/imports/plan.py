"""The plan of an import: new, changed, same, refused; pure, nothing is written."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assessments.actions.accounts import Account, Verdict
from assessments.actions.documents import Citation, find_document
from assessments.actions.imports import Correction, ResultsPlan
from assessments.imports.communes import Communes
from assessments.imports.reading import read_sheets
from assessments.imports.rows import law_of, read_file
from assessments.imports.stated import Recalled, Refusal, Stated
from assessments.models import PeriodSet
from assessments.reports.stored import StoredAccount, stored_accounts
from communes.models import Unit
from communes.names import nfc
from criteria.book import Book, Entered, open_book
from criteria.choices import Outcome
from criteria.rules.numbers import format_exact


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the sheet says otherwise than the stored account."""

    place: str
    unit: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A commune of which the document has said nothing yet."""

    place: str
    unit: str
    values: int
    verdicts: int
    reported: int | None

    @property
    def summary(self) -> str:
        """How much the sheet says of it."""
        parts = []
        if self.values:
            parts.append(_("%(count)s giá trị") % {"count": self.values})
        if self.verdicts:
            parts.append(_("%(count)s kết luận tiêu chí") % {"count": self.verdicts})
        if self.reported is not None:
            parts.append(_("nguồn nêu %(count)s tiêu chí") % {"count": self.reported})
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Same:
    """A commune of which the sheet says nothing new."""

    place: str
    unit: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with everything a person said of it."""

    province: Unit
    period_set: PeriodSet
    citation: Citation
    file_name: str
    content: bytes
    chosen_reason: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(slots=True)
class ImportPlan:
    """What an upload would do. `results` is what the action executes."""

    results: ResultsPlan
    new: list[NewAccount] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    recalled: list[Recalled] = field(default_factory=list)
    is_document_new: bool = False
    sha256: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.refusals

    @property
    def writes(self) -> bool:
        """Whether executing it would change anything."""
        return bool(self.results.new or self.results.corrections)

    @property
    def summary(self) -> str:
        """New, changed, same and refused in one line."""
        return _(
            "Mới: %(new)s xã. Đổi: %(changed)s xã (%(cells)s ô). Như cũ: %(same)s xã. "
            "Từ chối: %(refused)s chỗ."
        ) % {
            "new": len(self.results.new),
            "changed": len(self.results.corrections),
            "cells": len(self.changes),
            "same": len(self.same),
            "refused": len(self.refusals),
        }

    @property
    def digest(self) -> str:
        """One hash over the file and all that the plan writes and refuses."""
        said: dict[str, Any] = {
            "file": self.sha256,
            "document": self.results.citation.as_json(),
            "chosen_reason": self.results.chosen_reason,
            "new": {u: _said(a) for u, a in sorted(self.results.new.items())},
            "corrections": {
                u: [_said(c.account), repr(c.before)]
                for u, c in sorted(self.results.corrections.items())
            },
            "refusals": [str(refusal) for refusal in self.refusals],
        }
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _said(account: Account) -> str:
    return repr(
        (
            sorted((c, _plain(e)) for c, e in account.values.items()),
            sorted((n, str(v.outcome), v.reason) for n, v in account.verdicts.items()),
            account.reported_criteria,
            account.reported_indicators,
            account.reported_basically_met,
        )
    )


def _plain(entered: Entered) -> tuple[str, ...]:
    value = "" if entered.value is None else f"{entered.value.normalize():f}"
    # A cell keeps single spaces only; what was typed into a form may have more.
    reason, note = nfc(entered.not_applicable_reason), nfc(entered.note)
    return value, str(entered.basis), reason, note


def plan_import(upload: Upload) -> ImportPlan:
    """Read an upload and compare it with what is stored.

    Raises SheetError on a file that cannot be read, AssessmentsError on a document
    that cannot be cited.
    """
    period, criteria_set = upload.period_set.period, upload.period_set.criteria_set
    document = find_document(upload.citation)
    sheets = read_sheets(upload.file_name, upload.content)
    book = open_book(criteria_set, day=period.as_of, year=period.year)
    communes = Communes(upload.province, period.as_of, criteria_set.counted_kinds)
    reading = read_file(sheets, law_of(book), communes)
    stored = stored_accounts(
        period_id=period.pk, criteria_set=criteria_set, document=document
    )
    new: dict[int, Account] = {}
    corrections: dict[int, Correction] = {}
    plan = ImportPlan(
        ResultsPlan(
            period=period,
            criteria_set=criteria_set,
            province_id=upload.province.pk,
            citation=upload.citation,
            origin=f"import {upload.sha256[:12]}",
            chosen_reason=upload.chosen_reason,
            new=new,
            corrections=corrections,
        ),
        refusals=reading.refusals,
        notes=reading.notes,
        recalled=list(reading.recalled.values()),
        is_document_new=document is None,
        sha256=upload.sha256,
    )
    for unit_id, stated in reading.accounts.items():
        if stated.is_blank:
            continue
        former = stored.get(unit_id)
        if former is None:
            new[unit_id] = _account(stated)
            plan.new.append(_new_account(stated))
        else:
            _compare(plan, book, stated, former, corrections)
    return plan


def _account(stated: Stated) -> Account:
    return Account(
        values=dict(stated.values), verdicts=dict(stated.verdicts), **stated.reported
    )


def _new_account(stated: Stated) -> NewAccount:
    return NewAccount(
        place=stated.place,
        unit=stated.label,
        values=len(stated.values),
        verdicts=len(stated.verdicts),
        reported=stated.reported.get("reported_criteria"),
    )


def _compare(
    plan: ImportPlan,
    book: Book,
    stated: Stated,
    former: StoredAccount,
    corrections: dict[int, Correction],
) -> None:
    """Sort what a commune's row says into changed and same."""
    if former.is_lapsed:
        reason = _("đánh giá của %(unit)s đã dừng do sắp xếp đơn vị")
        plan.refusals.append(Refusal(stated.place, reason % {"unit": stated.label}))
        return
    values, verdicts, reported = _differing(stated, former)
    waiting = former.waiting & (
        {_number(book, code) for code in values} | set(verdicts)
    )
    if waiting:
        plan.refusals.append(
            Refusal(
                stated.place,
                _("%(unit)s: tiêu chí %(numbers)s đang chờ xác nhận, không sửa được")
                % {
                    "unit": stated.label,
                    "numbers": ", ".join(map(str, sorted(waiting))),
                },
            )
        )
        return
    if not (values or verdicts or reported):
        plan.same.append(Same(stated.place, stated.label))
        return
    account = Account(values=values, verdicts=verdicts, **reported)
    corrections[stated.unit_id] = Correction(account, former)
    plan.changes += _changes(stated, former, account, book)


def _number(book: Book, code: str) -> int:
    return book.number_of[book.leaf_of_code[code].criterion_id]


def _differing(
    stated: Stated, former: StoredAccount
) -> tuple[dict[str, Entered], dict[int, Verdict], dict[str, int]]:
    """What the sheet says otherwise. A blank cell says nothing and changes nothing."""
    values = {}
    for code, entered in stated.values.items():
        old = former.values.get(code, Entered())
        kept = entered if entered.note else _with_note(entered, old.note)
        if _plain(kept) != _plain(old):
            values[code] = kept
    verdicts = {
        number: verdict
        for number, verdict in stated.verdicts.items()
        if not _is_same_verdict(verdict, former.verdicts.get(number))
    }
    reported = {
        name: count
        for name, count in stated.reported.items()
        if former.reported[name] != count
    }
    return values, verdicts, reported


def _with_note(entered: Entered, note: str) -> Entered:
    return Entered(entered.value, entered.basis, entered.not_applicable_reason, note)


def _is_same_verdict(verdict: Verdict, old: tuple[str, str] | None) -> bool:
    """Only "not applicable" has words of its own in a sheet."""
    if old is None or old[0] != verdict.outcome:
        return False
    return verdict.outcome != Outcome.NOT_APPLICABLE or nfc(old[1]) == verdict.reason


def _changes(
    stated: Stated, former: StoredAccount, account: Account, book: Book
) -> list[Change]:
    def change(key: str, what: str, old: str, new: str) -> Change:
        return Change(stated.places[key], stated.label, what, old, new)

    rows = [
        change(
            code,
            code,
            value_text(former.values.get(code), book, code),
            value_text(entered, book, code),
        )
        for code, entered in account.values.items()
    ]
    for number, verdict in account.verdicts.items():
        old = former.verdicts.get(number)
        rows.append(
            change(
                f"#{number}",
                _("Tiêu chí %(number)s") % {"number": number},
                str(Outcome(old[0]).label) if old else "–",
                str(Outcome(verdict.outcome).label),
            )
        )
    for name, said in stated.reported.items():
        if getattr(account, name) is not None:
            before = former.reported[name]
            words = reported_words(name)
            rows.append(
                change(name, words, "–" if before is None else str(before), str(said))
            )
    return rows


def reported_words(name: str) -> str:
    """What a reported count is of."""
    return {
        "reported_criteria": _("Số tiêu chí đạt"),
        "reported_indicators": _("Số chỉ tiêu đạt"),
        "reported_basically_met": _("Số tiêu chí cơ bản đạt"),
    }[name]


def value_text(entered: Entered | None, book: Book, code: str) -> str:
    """A value as the preview prints it; a dash where nothing is entered."""
    if entered is None:
        return "–"
    if entered.value is None:
        return entered.not_applicable_reason or "–"
    measure = book.leaf_of_code[code].measure
    text = format_exact(entered.value, measure.decimals if measure else 0)
    if entered.basis == "estimate":
        return _("%(value)s (ước)") % {"value": text}
    return text
