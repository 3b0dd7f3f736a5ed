"""Import from sheets in the browser: upload, preview, refusals, accounts, figures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from tests.assessments.imports.sheets import csv_file, make_office
from tests.builders import make_assessment, make_written_name

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
    pytest.mark.slow,
]

SHEETS = {
    "clean": csv_file(["Xã", "2.1"], ["Sĩ Bình", "80"], ["Vũ Muộn", "79"]),
    "refused": csv_file(["Xã", "2.1", "Lạ"], ["Sĩ Bình", "nhiều", ""]),
    "unknown name": csv_file(["Xã", "2.1"], ["Sĩ Bìn", "80"]),
    "remembered name": csv_file(["Xã", "2.1"], ["Bình Sĩ", "80"], [], ["Người ký"]),
}


@pytest.fixture
def office():
    return make_office()


def preview_of(client, office, content):
    """The address of the preview that an upload leads to."""
    said = {
        "province": office.province.pk,
        "period_set": office.period_set.pk,
        "stored_document": office.document.pk,
        "file": SimpleUploadedFile("bang.csv", content),
    }
    answer = client.post(reverse("assessments:import"), said)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


@pytest.fixture
def addresses(office):
    """Every page, with rows to show."""
    client = Client()
    client.force_login(office.coordinator)
    for document in (office.document, None):
        over = {"document": document} if document else {"is_chosen": False}
        make_assessment(
            unit=office.communes[2],
            period=office.period,
            criteria_set=office.law,
            **over,
        )
    make_written_name(
        name_folded="binh si",
        province=office.province,
        unit=office.communes[0],
        chosen_by=office.coordinator,
    )
    second = Assessment.objects.latest("pk")
    return [
        "/nhap-tu-bang/",
        "/nhap-tu-bang/so-cong-bo/",
        "/nhap-tu-bang/so-cong-bo/mot-so/",
        "/nhap-tu-bang/danh-gia/",
        f"/nhap-tu-bang/danh-gia/{second.pk}/chon/",
        *(preview_of(client, office, content) for content in SHEETS.values()),
    ]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_pages_are_styled_accessible_and_fit(
    sized_page, sign_in, office, addresses, axe_violations, is_styled, fits, prefix
):
    sign_in(office.coordinator)
    faults = {}
    for address in addresses:
        sized_page.goto(prefix + address)
        faults[address] = axe_violations(sized_page)
        if not is_styled(sized_page):
            faults[address].append("no style")
        if not fits(sized_page):
            faults[address].append("sideways scroll")

    assert faults == {address: [] for address in addresses}
