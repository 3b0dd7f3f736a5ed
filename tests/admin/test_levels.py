"""Levels are added, verified and corrected by actions, never overwritten."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from assessments.actions import record_results
from assessments.actions.accounts import Account
from assessments.models import Assessment, Period
from assessments.summaries import recompute
from criteria.book import Entered
from criteria.models import CriteriaSet, Level, MeasureOption
from documents.models import Document
from tests import builders
from tests.admin.steps import address, confirm, effects, errors, preview, text
from tests.admin.world import url

pytestmark = pytest.mark.django_db

ADD = "/quan-tri/criteria/level/add/"


def make_unverified() -> Level:
    """The level of leaf 2.1 of a set of its own."""
    criteria_set = builders.make_set(published=False)
    criterion = builders.make_criterion(criteria_set, 2)
    leaf = builders.make_indicator(criterion, kind="percent")
    level = builders.make_level(leaf, value=Decimal(80), status="unverified")
    builders.publish(criteria_set)
    return level


def make_account(level: Level, name: str = "Sĩ Bình", **over: Any) -> Assessment:
    """An account that the level judges; `over` is about its commune."""
    criteria_set: CriteriaSet = level.indicator.criterion.criteria_set
    judged = criteria_set.period_sets.first()
    period = judged.period if judged else make_period_of(criteria_set)
    commune = builders.make_commune(name, **over)
    record_results(
        period=period,
        criteria_set=criteria_set,
        document=builders.make_document(),
        accounts={commune.pk: Account({"2.1": Entered(Decimal(90))})},
        origin="test",
        chosen_reason="Nguồn duy nhất",
    )
    return Assessment.objects.get(unit=commune)


def make_period_of(criteria_set: CriteriaSet) -> Period:
    """A year of its own: a period has one set of a tier."""
    year = builders.AS_OF.year - Period.objects.count()
    return builders.make_period(
        criteria_set, year=year, as_of=builders.AS_OF.replace(year=year)
    )


def reading(level: Level, **over: Any) -> dict[str, Any]:
    return {"document": level.document_id, "article": "Phụ lục, mục 1.1", **over}


def asked(level: Level, **over: Any) -> dict[str, Any]:
    return {
        "indicator": level.indicator_id,
        "value": "70",
        "document": level.document_id,
        "layer": "national",
        "valid_from": "2010-01-01",
        "status": "unverified",
        **over,
    }


def test_verifying_stamps_the_level(admin_client, admin_user) -> None:
    level = make_unverified()

    confirm(admin_client, address(level, "doi-chieu"), reading(level))

    level.refresh_from_db()
    assert (level.status, level.verified_by) == ("verified", admin_user)
    assert level.verified_article == "Phụ lục, mục 1.1"


def test_verifying_recounts_the_accounts_that_used_it(admin_client) -> None:
    level = make_unverified()
    accounts = [make_account(level, name) for name in ("Sĩ Bình", "Vũ Muộn")]
    assert [a.unverified_levels for a in accounts] == [1, 1]

    confirm(admin_client, address(level, "doi-chieu"), reading(level))

    for account in accounts:
        account.refresh_from_db()
        assert account.unverified_levels == recompute(account)["unverified_levels"] == 0
    call_command("check_summaries")


def test_verifying_leaves_counts_of_other_levels(admin_client) -> None:
    level, other = make_unverified(), make_unverified()
    account = make_account(other)
    elsewhere = Level.objects.get(pk=level.pk)

    confirm(admin_client, address(elsewhere, "doi-chieu"), reading(elsewhere))

    account.refresh_from_db()
    assert account.unverified_levels == 1


def test_verifying_tells_how_many_accounts_it_touches(admin_client) -> None:
    level = make_unverified()
    make_account(level)

    shown = effects(preview(admin_client, address(level, "doi-chieu"), reading(level)))

    assert shown["Đánh giá được tính lại"][0].startswith("1 đánh giá")
    assert Level.objects.get(pk=level.pk).status == "unverified"


def test_verifying_asks_for_the_article(admin_client) -> None:
    level = make_unverified()

    response = preview(
        admin_client, address(level, "doi-chieu"), reading(level, article=" ")
    )

    assert set(errors(response)) == {"article"}


def test_verifying_refuses_an_illustrative_document(admin_client) -> None:
    level = make_unverified()
    invented = builders.make_document(is_illustrative=True)

    response = preview(
        admin_client, address(level, "doi-chieu"), reading(level, document=invented.pk)
    )

    assert "minh họa" in errors(response)["__all__"][0]


def test_verifying_by_a_younger_document_is_warned_of(admin_client) -> None:
    level = make_unverified()
    younger = builders.make_document(
        issued_on=level.valid_from + dt.timedelta(days=1), number="1491/QĐ-BGDĐT"
    )
    page = address(level, "doi-chieu")

    warned = effects(preview(admin_client, page, reading(level, document=younger.pk)))
    Document.objects.filter(pk=younger.pk).update(issued_on=level.valid_from)
    same_day = effects(preview(admin_client, page, reading(level, document=younger.pk)))

    assert "sau ngày đầu của mức" in warned["Lưu ý"][0]
    assert "Lưu ý" not in same_day


def test_list_still_to_verify_holds_levels_in_use(admin_client) -> None:
    used, unused = make_unverified(), make_unverified()
    make_account(used)

    page = admin_client.get(
        url(Level, "changelist"), {"can_xu_ly": "chua-doi-chieu"}
    ).context["cl"]

    assert list(page.result_list) == [used]
    assert unused.status == "unverified"


def test_level_is_appended(admin_client) -> None:
    level = make_unverified()

    confirm(admin_client, ADD, asked(level, region="TDMNPB"))

    added = Level.objects.exclude(pk=level.pk).get(region="TDMNPB")
    assert (added.value, added.valid_from) == (Decimal(70), dt.date(2010, 1, 1))


def test_level_for_a_class_is_chosen_in_words(admin_client) -> None:
    level = make_unverified()
    said = asked(level, attribute="schools:le3", group="1")

    assert "không quá 3 trường" in text(admin_client.get(ADD))
    confirm(admin_client, ADD, said)

    added = Level.objects.exclude(pk=level.pk).get(group="1")
    assert (added.attribute_scheme, added.attribute_value) == ("schools", "le3")
    page = admin_client.get(address(added, "thay-muc"))
    assert page.context["form"]["attribute"].value() == "schools:le3"


def test_level_that_ties_is_refused(admin_client) -> None:
    level = make_unverified()

    found = errors(preview(admin_client, ADD, asked(level)))

    assert "đã có mức 80" in found["__all__"][0]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"layer": "province"}, "province"),
        ({"attribute": "zone"}, "attribute"),
        ({"valid_to": "2009-01-01"}, "valid_to"),
        ({"value": "NaN"}, "value"),
        ({"value": "101"}, "value"),
        ({"group": "9"}, "group"),
        ({"attribute": "zone:IV"}, "attribute"),
        ({"province": "x"}, "province"),
        ({"document": "9" * 30}, "document"),
        ({"year": "99999999999999999999"}, "year"),
    ],
)
def test_level_that_cannot_be_is_refused(admin_client, over, field) -> None:
    level = make_unverified()

    assert field in errors(preview(admin_client, ADD, asked(level, **over)))


def test_level_of_yes_or_no_is_one_of_them(admin_client) -> None:
    criteria_set = builders.make_set(published=False)
    leaf = builders.make_indicator(builders.make_criterion(criteria_set, 2))
    level = builders.make_level(leaf, value=1)

    found = errors(preview(admin_client, ADD, asked(level, value="500", year="2021")))

    assert "0, 1" in found["value"][0]


def test_levels_are_told_in_words(admin_client) -> None:
    level = make_unverified()
    confirm(admin_client, ADD, asked(level, region="TDMNPB", attribute="schools:gt3"))
    added = Level.objects.exclude(pk=level.pk).get(region="TDMNPB")

    said = "2.1: từ 80\u00a0%"
    assert str(level) == said
    shown = effects(preview(admin_client, address(level, "doi-chieu"), reading(level)))
    assert shown["Mức hiện nay"][0].startswith(f"{said} (mọi trường hợp) từ ")
    for page in (url(Level, "changelist"), address(added, "change")):
        words = text(admin_client.get(page))
        assert "từ 70\u00a0%" in words
        assert "Trung du miền núi phía Bắc, trên 3 trường" in words
        assert "70,0000" not in words


def test_preview_repeats_a_level_of_nought(admin_client) -> None:
    level = make_unverified()

    shown = preview(admin_client, ADD, asked(level, value="0", region="TDMNPB"))

    said = {str(label): words for label, words in shown.context["said"]}
    assert said["Mức"] == "0"


def test_level_of_yes_is_told_as_met() -> None:
    criteria_set = builders.make_set(published=False)
    leaf = builders.make_indicator(builders.make_criterion(criteria_set, 2))

    assert str(builders.make_level(leaf, value=1)) == "2.1: Đạt"


def test_level_of_a_choice_names_it() -> None:
    criteria_set = builders.make_set(published=False)
    criterion = builders.make_criterion(criteria_set, 2)
    leaf = builders.make_indicator(criterion, kind="choice")
    option = {"measure": leaf.measure, "name_vi": "Khá", "name_en": "Good"}
    MeasureOption.objects.create(value=2, **option)

    assert str(builders.make_level(leaf, value=2)) == "2.1: từ Khá"


def test_correction_supersedes_the_level(admin_client) -> None:
    level = make_unverified()
    account = make_account(level)

    confirm(admin_client, address(level, "thay-muc"), asked(level, value="75"))

    level.refresh_from_db()
    account.refresh_from_db()
    assert level.superseded_by.value == Decimal(75)
    assert level.value == Decimal(80)
    assert account.unverified_levels == recompute(account)["unverified_levels"]


def test_correction_that_corrects_nothing_is_refused(admin_client) -> None:
    level = make_unverified()
    Level.objects.filter(pk=level.pk).update(source_note="Phụ lục\nmục 2")
    page = address(level, "thay-muc")
    form = admin_client.get(page).context["form"]
    same = {name: form[name].value() or "" for name in form.fields}
    assert same["value"] == "80"

    found = errors(preview(admin_client, page, same))
    noted = preview(admin_client, page, {**same, "source_note": "Phụ lục II"})

    assert found == {"__all__": ["Mức thay thế không khác gì mức cũ."]}
    assert "Mức sẽ có" in effects(noted)


def test_superseded_level_offers_no_action(admin_client) -> None:
    level = make_unverified()
    confirm(admin_client, address(level, "thay-muc"), asked(level, value="75"))

    page = text(admin_client.get(address(level, "change")))

    assert address(level, "doi-chieu") not in page
    assert address(level, "thay-muc") not in page


def test_set_page_shows_its_criteria(admin_client) -> None:
    criteria_set = builders.make_set("yes_no", "percent")

    page = text(admin_client.get(address(criteria_set, "change")))

    assert "Tiêu chí 1" in page
    assert "Tiêu chí 2" in page
