"""What the preview prints of a plan."""

import pytest

from assessments.imports.plan import plan_import
from assessments.views.preview import preview_page
from tests.assessments.imports.sheets import make_office, plan, upload, xlsx

pytestmark = pytest.mark.django_db


def places(found) -> list[str]:
    return [line["place"] for line in preview_page(found)["refusals"]]


def test_cells_refused_for_one_reason_are_one_line(office):
    rows = [[name, 101, -1] for name in office.names]

    found = plan(office, ["Xã", "2.1", "2.2"], *rows)

    assert places(found) == ["Sheet1!B2, B3, B4", "Sheet1!C2, C3, C4"]


def test_refused_cells_are_named_with_the_sheet_that_they_are_of():
    office = make_office(12)
    rows = [[name, 101] for name in office.names]

    def add_sheet(sheet):
        other = sheet.parent.create_sheet("Sheet2")
        for row in (["Xã", "2.1"], *rows[8:]):
            other.append(row)

    content = xlsx(["Xã", "2.1"], *rows[:8], touch=add_sheet)
    found = plan_import(upload(office, content))

    first = ", ".join(f"B{row}" for row in range(2, 10))
    assert places(found) == [f"Sheet1!{first}, Sheet2!B2, B3 và 2 ô nữa"]
