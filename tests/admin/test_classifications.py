"""Classes of units: chosen, previewed and shown in words."""

from typing import Any

import pytest

from communes.models import Classification
from tests import builders
from tests.admin.steps import address, confirm, effects, errors, preview, text
from tests.admin.unit_steps import DAY, by, commune
from tests.communes.territory import Territory

ADD = "/quan-tri/communes/classification/add/"

pytestmark = pytest.mark.django_db


def classing(land: Territory, picked: str) -> dict[str, Any]:
    said = {"unit_picked": land.si_binh.pk, "class_picked": picked}
    return by(land.document, basis="stated", **said)


def test_class_is_chosen_in_words(admin_client, land) -> None:
    page = text(admin_client.get(ADD))

    assert '<optgroup label="Số trường học">' in page
    assert '<option value="schools:le3">không quá 3 trường</option>' in page


def test_class_that_no_rule_knows_is_refused(admin_client, land) -> None:
    for picked in ("hardship:có", "hardship", ""):
        found = errors(preview(admin_client, ADD, classing(land, picked)))
        assert set(found) == {"class_picked"}


def test_class_that_does_not_change_is_refused(admin_client, land) -> None:
    builders.make_classification(land.si_binh, scheme="zone", value="III")

    found = errors(preview(admin_client, ADD, classing(land, "zone:III")))

    assert found == {"class_picked": ["Phân loại không đổi."]}


def test_class_is_entered_by_its_action(admin_client, land) -> None:
    former = builders.make_classification(land.si_binh, scheme="zone", value="III")

    shown = preview(admin_client, ADD, classing(land, "zone:I"))
    confirm(admin_client, ADD, classing(land, "zone:I"))

    former.refresh_from_db()
    said = {str(label): words for label, words in shown.context["said"]}
    assert said["Phân loại"] == "khu vực I"
    assert set(effects(shown)) == {"Phân loại khép lại", "Phân loại mới"}
    assert former.valid_to == DAY
    assert land.si_binh.classifications.get(valid_to=None).value == "I"


def test_pages_show_classes_in_words(admin_client, land) -> None:
    row = builders.make_classification(land.si_binh, scheme="schools", value="le3")
    listed = "/quan-tri/communes/classification/"

    for page in (
        address(commune(land.si_binh), "change"),
        address(row, "change"),
        listed,
    ):
        words = text(admin_client.get(page))
        assert "không quá 3 trường" in words
        assert "le3" not in words


def test_class_outside_the_lists_is_shown_as_stored(land) -> None:
    row = builders.make_classification(land.si_binh, scheme="zone", value="IV")

    assert str(Classification.objects.get(pk=row.pk)) == "Khu vực I, II, III: IV"


def test_day_that_is_not_there_has_no_basis(admin_client, land) -> None:
    page = address(commune(land.si_binh), "change")

    shown = text(admin_client.get(page))
    assert shown.count("theo văn bản") == 1
    assert "None" not in shown
    land.si_binh.versions.update(valid_to=DAY)
    assert text(admin_client.get(page)).count("theo văn bản") == 2
