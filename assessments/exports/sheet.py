"""The results sheet of one document: a row a commune, a column an indicator."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import override

from assessments.models import Assessment, PeriodSet
from assessments.reports.stored import StoredAccount, read_accounts
from communes.models import UnitVersion
from criteria.book import Book, Entered, open_book
from criteria.choices import MeasureKind, Outcome
from criteria.models import Indicator, MeasureOption
from documents.models import Document

# The words of the sheet are Vietnamese in either language: offices keep it.
YES, NO, NOT_APPLICABLE = "Đạt", "Chưa đạt", "Không xét"
VERDICTS = {
    Outcome.MET: YES,
    Outcome.NOT_MET: NO,
    Outcome.BASICALLY_MET: "Cơ bản đạt",
    Outcome.NOT_APPLICABLE: NOT_APPLICABLE,
    Outcome.NOT_ASSESSED: "",
}
REPORTED = {
    "reported_criteria": "Số tiêu chí đạt (nguồn nêu)",
    "reported_indicators": "Số chỉ tiêu đạt (nguồn nêu)",
    "reported_basically_met": "Số tiêu chí cơ bản đạt (nguồn nêu)",
}
_UNSAFE = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"

Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class ResultsSheet:
    """A table ready to be written, and where its figures come from."""

    name: str
    header: list[str]
    rows: list[list[Cell]]
    source: list[tuple[str, str]]


def results_sheet(
    province_id: int, period_set: PeriodSet, document: Document
) -> ResultsSheet:
    """A document's accounts of a province that have not lapsed; constant queries.

    In Vietnamese whoever asks: offices pass it on, and imports read it back.
    """
    with override("vi"):
        return _sheet(province_id, period_set, document)


def _sheet(province_id: int, period_set: PeriodSet, document: Document) -> ResultsSheet:
    period, criteria_set = period_set.period, period_set.criteria_set
    book = open_book(criteria_set, day=period.as_of, year=period.year)
    assessments = list(
        Assessment.objects.filter(
            period=period,
            criteria_set=criteria_set,
            province=province_id,
            document=document,
            lapsed_at__isnull=True,
        )
        .select_related("unit_version")
        .order_by("unit_version__code", "pk")
    )
    accounts = read_accounts(assessments)
    columns = list(_columns(book, list(accounts.values())))
    districts = _district_names({a.district_id for a in assessments}, period.as_of)
    rows: list[list[Cell]] = [
        [
            a.unit_version.code,
            a.unit_version.full_name,
            districts.get(a.district_id or 0, ""),
            *[cell(accounts[a.unit_id]) for _heading, cell in columns],
        ]
        for a in assessments
    ]
    return ResultsSheet(
        name=f"ket-qua-{period.year}-{document.key}"[:80],
        header=["Mã", "Xã", "Huyện", *[heading for heading, _cell in columns]],
        rows=rows,
        source=_source(period_set, document, assessments),
    )


def _source(
    period_set: PeriodSet, document: Document, assessments: list[Assessment]
) -> list[tuple[str, str]]:
    said = [
        ("Văn bản", document.label),
        ("Cơ quan ban hành", document.issuer),
        ("Trích yếu", document.title),
        ("Bộ tiêu chí", period_set.criteria_set.name_vi),
        ("Tính đến ngày", f"{period_set.period.as_of:%d/%m/%Y}"),
    ]
    if any(a.illustrative for a in assessments):
        said.append(("Ghi chú", "Số liệu minh họa."))
    return said


def _district_names(ids: set[int | None], day: Any) -> dict[int, str]:
    versions = UnitVersion.objects.in_force_on(day).filter(unit_id__in=ids - {None})
    return {version.unit_id: version.full_name for version in versions}


def _columns(
    book: Book, accounts: list[StoredAccount]
) -> Iterator[tuple[str, Callable[[StoredAccount], Cell]]]:
    """Every leaf; verdicts and reported counts only where an account has them."""
    options = _options(book)
    for leaf in book.leaf_of_code.values():
        # A bare "7" would head the verdicts of criterion 7 as well.
        heading = leaf.code if "." in leaf.code else f"Chỉ tiêu {leaf.code}"
        yield heading, _leaf_cell(leaf, options)
    for entry in book.entries:
        number = entry.criterion.number
        if any(number in account.verdicts for account in accounts):
            yield f"Tiêu chí {number}", _verdict_cell(number)
    for name, heading in REPORTED.items():
        if any(account.reported[name] is not None for account in accounts):
            yield heading, _reported_cell(name)


def _options(book: Book) -> dict[tuple[int, int], str]:
    measures = {leaf.measure_id for leaf in book.leaf_of_code.values()}
    return {
        (option.measure_id, option.value): option.name_vi
        for option in MeasureOption.objects.filter(measure__in=measures)
    }


def _leaf_cell(
    leaf: Indicator, options: dict[tuple[int, int], str]
) -> Callable[[StoredAccount], Cell]:
    def cell(account: StoredAccount) -> Cell:
        entered = account.values.get(leaf.code, Entered())
        if entered.value is None:
            reason = entered.not_applicable_reason
            return f"{NOT_APPLICABLE}: {reason}" if reason else None
        value = _written(leaf, entered.value, options)
        if entered.basis == "estimate":
            return f"{_as_text(value)} (ước)"
        return value

    return cell


def _written(
    leaf: Indicator, value: Decimal, options: dict[tuple[int, int], str]
) -> str | Decimal:
    kind = leaf.measure.kind if leaf.measure else ""
    if kind == MeasureKind.YES_NO and value in (0, 1):
        return YES if value else NO
    if kind == MeasureKind.CHOICE:
        return options.get((leaf.measure_id or 0, int(value)), f"{value.normalize():f}")
    return value


def _verdict_cell(number: int) -> Callable[[StoredAccount], Cell]:
    def cell(account: StoredAccount) -> Cell:
        outcome, reason = account.verdicts.get(number, ("", ""))
        if outcome == Outcome.NOT_APPLICABLE:
            return f"{NOT_APPLICABLE}: {reason}"
        return VERDICTS[Outcome(outcome)] if outcome else None

    return cell


def _reported_cell(name: str) -> Callable[[StoredAccount], Cell]:
    def cell(account: StoredAccount) -> Cell:
        count = account.reported[name]
        return None if count is None else Decimal(count)

    return cell


def _as_text(value: Cell) -> str:
    """A cell as text: numbers with a decimal comma and no groups."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return value or ""


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_UNSAFE) else text


def as_csv(sheet: ResultsSheet) -> bytes:
    """Semicolons, a BOM for Excel, safe cells; codes keep their zeros as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(map(safe, sheet.header))
    for row in sheet.rows:
        writer.writerow(
            _as_text(v) if isinstance(v, Decimal) else safe(v or "") for v in row
        )
    return (_BOM + out.getvalue()).encode()


def line_csv(lines: Iterable[Iterable[str]]) -> bytes:
    """Lines of text as `as_csv` writes them."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(map(safe, line) for line in lines)
    return (_BOM + out.getvalue()).encode()


def as_xlsx(sheet: ResultsSheet) -> bytes:
    """The table, and where it comes from on a second sheet."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        table = book.add_worksheet("Kết quả")
        table.freeze_panes(1, 2)
        table.set_column(0, 2, 18)
        for column, heading in enumerate(sheet.header):
            table.write_string(0, column, heading, bold)
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    table.write_number(number, column, float(value))
                elif value:
                    table.write_string(number, column, value)
        source = book.add_worksheet("Nguồn")
        source.set_column(0, 1, 30)
        for number, (label, text) in enumerate(sheet.source):
            source.write_string(number, 0, label, bold)
            source.write_string(number, 1, text)
    return out.getvalue()
