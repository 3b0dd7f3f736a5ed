"""What the fields of a leaf say: the same numbers as a sheet, nothing guessed."""

from decimal import Decimal

import pytest

from assessments.forms.entry import Fields, digest, posted, read, token_of, typed_number
from criteria.models import Indicator, Measure

OPTIONS = {1: "Khá", 2: "Tốt"}


def leaf(kind="number", decimals=2, **over):
    return Indicator(code="1.1", measure=Measure(kind=kind, decimals=decimals), **over)


def value_of(text, **over):
    return read(Fields(value=text), leaf(**over), OPTIONS)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("75,5", "percent", "75.5"),
        ("75,5 %", "percent", "75.5"),
        ("75,5\u00a0%", "percent", "75.5"),
        ("104", "percent", "104"),
        ("1.234,5", "number", "1234.5"),
        ("12.345.678", "number", "12345678"),
        ("0", "number", "0"),
        ("1,50", "number", "1.5"),
        ("12", "count", "12"),
        ("1", "yes_no", "1"),
        ("0", "yes_no", "0"),
        ("2", "choice", "2"),
    ],
)
def test_value_is_understood(text, kind, value):
    given, mark = value_of(text, kind=kind)

    assert (given.entered.value, given.typed, mark) == (Decimal(value), "", "")


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("12.5", "percent", "ví dụ 12,5"),
        ("1234.5", "number", "ví dụ 1234,5"),
        ("1.234", "number", "hiểu hai cách; ghi 1234 hoặc 1,23."),
        ("79,999", "percent", "hiểu hai cách; ghi 79999 hoặc 79,99."),
        ("1,2,3", "number", "không phải số"),
        ("nhiều", "number", "không phải số"),
        ("1 234", "number", "không phải số"),
        ("-3", "number", "Số âm"),
        ("-3", "percent", "Số âm"),
        ("75 %", "number", "không phải tỷ lệ"),
        ("1,234567", "number", "nhiều hơn 2 chữ số"),
        ("3,5", "count", "Phải là số nguyên, ghi như 12 hoặc 1234."),
        ("12.5", "count", "Phải là số nguyên"),
        ("nhiều", "count", "Phải là số nguyên"),
        ("1.234", "count", "hiểu hai cách; ghi 1234."),
        ("99999999999", "number", "quá lớn"),
        ("có thể", "yes_no", "không rõ"),
        ("9", "choice", "không có trong các mức"),
    ],
)
def test_what_is_no_value_stays_as_typed(text, kind, why):
    given, mark = value_of(text, kind=kind)

    assert (given.entered.value, given.typed) == (None, text)
    assert why in mark


def test_nothing_is_nothing():
    given, mark = value_of("")

    assert (given.text, given.typed, mark) == ("", "", "")


@pytest.mark.parametrize("unseen", ["\x00", "\n", "\u202e", "\u2067"])
def test_what_cannot_be_seen_is_not_kept(unseen):
    fields = posted({"n-1-1": f"Theo{unseen}biểu 3{unseen}"}, leaf())

    assert fields.note == "Theo biểu 3"


def test_reason_stands_where_it_may_not_apply():
    fields = Fields(reason="Xã không có chợ")

    given, mark = read(fields, leaf(may_not_apply=True), {})

    assert (given.entered.not_applicable_reason, mark) == ("Xã không có chợ", "")


def test_reason_beside_a_value_is_kept_and_counts_as_neither():
    fields = Fields(value="75", reason="Xã không có chợ")

    given, mark = read(fields, leaf(may_not_apply=True), {})

    assert (given.typed, given.entered.not_applicable_reason) == (
        "75",
        "Xã không có chợ",
    )
    assert given.judged.not_applicable_reason == ""
    assert "bỏ một trong hai" in mark


def test_reason_is_refused_where_it_always_applies():
    given, mark = read(Fields(reason="Không muốn"), leaf(), {})

    assert (given.typed, given.entered.not_applicable_reason) == ("Không muốn", "")
    assert "luôn được xét" in mark


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.5000", "1234,5"),
        ("1000", "1000"),
        ("1.234", "1,2340"),
        ("0.0000", "0"),
        (None, ""),
    ],
)
def test_stored_value_is_shown_as_it_is_read_again(value, text):
    number = None if value is None else Decimal(value)

    assert typed_number(number) == text
    assert value_of(text, decimals=4)[0].entered.value == number


def test_digest_tells_which_field_moved():
    marks = {
        digest([Fields(value="1"), Fields()]),
        digest([Fields(), Fields(value="1")]),
        digest([Fields(note="1"), Fields()]),
    }

    assert len(marks) == 3


@pytest.mark.parametrize("text", ["", "x", "3", "3.zz", "٣.0123456789abcdef"])
def test_token_that_was_tampered_with_is_of_no_version(text):
    assert token_of({"t-1": text}, 1).version == 0
