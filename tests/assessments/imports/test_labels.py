"""How the forms name the provinces that a person may bring results of."""

import datetime as dt

import pytest
from django.utils.translation import override

from assessments.forms.sheets import province_labels
from tests.assessments.imports.sheets import make_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("vi", "Tỉnh Bắc Kạn (đến hết 30/6/2025)"),
        ("en", "Bắc Kạn province (until 30 June 2025)"),
    ],
)
def test_last_day_of_a_province_is_written_as_elsewhere(language, label):
    office = make_office()
    office.province.versions.update(valid_to=dt.date(2025, 7, 1))

    with override(language):
        labels = province_labels(office.coordinator)

    assert (office.province.pk, label) in labels
