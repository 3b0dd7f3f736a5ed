"""What the portal exports imports without a change."""

import io

import openpyxl
import pytest
from django.utils import timezone, translation

from assessments.actions.imports import import_results
from assessments.exports.sheet import as_csv, as_xlsx, results_sheet, safe
from assessments.imports.plan import plan_import
from assessments.models import Assessment, CriterionResult
from tests.assessments.imports.sheets import (
    make_office,
    plan,
    refused,
    upload,
    written,
)
from tests.builders import make_document
from tests.shared import shared_by_module

pytestmark = pytest.mark.django_db

WRITERS = {"a.xlsx": as_xlsx, "a.csv": as_csv}


def filled_office():
    """An office with an account of everything that an account can say."""
    office = make_office()
    found = plan(
        office,
        [
            "Mã",
            "1.1",
            "2.1",
            "2.2",
            "Chỉ tiêu 3",
            "4.1a",
            "TC3",
            "TC4",
            "Số tiêu chí đạt",
        ],
        [
            "01800",
            "Đạt",
            "75,55 (ước)",
            1234,
            1,
            "Không xét: không có",
            "x",
            "Không xét",
            3,
        ],
        ["01801", "Chưa đạt", 0, 0, 0, 100, None, "Cơ bản đạt", None],
        ["01802", None, 33.33, None, None, None, "Không xét: = 1", None, 0],
    )
    assert refused(found) == []
    import_results(plan=found.results, by=office.coordinator)
    return office


shared_office = shared_by_module(filled_office)


def exported(office):
    return results_sheet(office.province.pk, office.period_set, office.document)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", WRITERS)
def test_export_imports_without_a_change(office, name, language):
    translation.activate(language)
    content = WRITERS[name](exported(office))
    before = written()

    found = plan_import(upload(office, content, name))

    assert refused(found) == []
    assert (len(found.same), found.new, found.changes) == (3, [], [])
    assert written() == before


def test_export_keeps_to_what_an_import_takes(office):
    Assessment.objects.filter(unit=office.communes[0]).update(lapsed_at=timezone.now())
    rows = CriterionResult.objects.filter(verdict="not_applicable")
    rows.update(verdict_reason="không có\n\nchợ")

    found = plan_import(upload(office, as_xlsx(exported(office)), "a.xlsx"))

    assert (refused(found), found.changes, len(found.same)) == ([], [], 2)


def test_export_of_another_document_is_a_second_account(office):
    content = as_xlsx(exported(office))
    office.document = make_document(number="13/BC")

    found = plan_import(upload(office, content))

    assert (len(found.new), found.same) == (3, [])


def test_xlsx_keeps_codes_as_text_and_has_no_formula(office):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(exported(office))))

    cells = [cell for sheet in book for row in sheet for cell in row]
    assert book["Kết quả"]["A2"].value == "01800"
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert book["Nguồn"]["B1"].value == office.document.label


def test_csv_has_a_bom_and_decimal_commas(office):
    text = as_csv(exported(office)).decode()

    assert text.startswith("\ufeffMã;Xã;Huyện;1.1;")
    assert "01800;Xã Sĩ Bình;Huyện Bạch Thông;Đạt;75,55 (ước);1234;1;" in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_safe_text_is_no_formula(text):
    assert safe(text) == f"'{text}"
    assert safe(f"a{text}") == f"a{text}"
