"""Recognitions and periods are entered by actions; figures say why they cannot be."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Evidence, Period, PublishedFigure, RecognitionDecision
from tests import builders
from tests.admin.steps import address, confirm, effects, errors, preview, text
from tests.admin.world import url
from tests.assessments.round import DAY, make_round

pytestmark = pytest.mark.django_db

RECOGNISE = "/quan-tri/assessments/recognitiondecision/add/"
OPEN = "/quan-tri/assessments/period/add/"


def recognition(**over: Any) -> dict[str, Any]:
    said = {
        "tier": "ntm",
        "kind": "recognised",
        "known_by": "2021-12-31",
        "basis": "stated",
        **over,
    }
    if "unit" not in said:
        said["unit"] = builders.make_commune().pk
    return said | {"document": builders.make_document().pk}


def test_recognition_is_entered(admin_client) -> None:
    confirm(admin_client, RECOGNISE, recognition(year="2021", number="12/QĐ"))

    row = RecognitionDecision.objects.get()
    assert (row.kind, row.year, row.number) == ("recognised", 2021, "12/QĐ")


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"known_by": "1999-01-01"}, "unit"),
        ({"known_by": "2999-01-01"}, "known_by"),
        ({"kind": "retained"}, "unit"),
        ({"year": "2022"}, "year"),
        ({"year": "2021", "decided_on": "2020-05-01"}, "decided_on"),
        ({"decided_on": "2022-05-01"}, "decided_on"),
        ({"known_by": "31-12"}, "known_by"),
        ({"known_by": ""}, "known_by"),
        ({"known_by": "", "decided_on": "31-12"}, "decided_on"),
    ],
)
def test_recognition_that_cannot_be_is_refused(admin_client, over, field) -> None:
    assert field in errors(preview(admin_client, RECOGNISE, recognition(**over)))
    assert not RecognitionDecision.objects.exists()


def test_recognition_is_known_by_the_day_of_its_decision(admin_client) -> None:
    said = recognition(known_by="", decided_on="2021-11-30")

    confirm(admin_client, RECOGNISE, said)

    assert RecognitionDecision.objects.get().known_by == dt.date(2021, 11, 30)


def test_recognition_entered_already_is_refused(admin_client) -> None:
    row = builders.make_recognition()

    response = preview(admin_client, RECOGNISE, recognition(unit=row.unit_id))

    assert "known_by" in errors(response)


def test_recognition_is_withdrawn(admin_client) -> None:
    row = builders.make_recognition()
    document = builders.make_document().pk
    said = {"decided_on": "2022-06-01", "document": document, "note": "Không giữ"}

    confirm(admin_client, address(row, "thu-hoi"), said)

    last = RecognitionDecision.objects.order_by("pk").last()
    assert (last.kind, last.unit, last.known_by) == (
        "withdrawn",
        row.unit,
        dt.date(2022, 6, 1),
    )


def test_recognition_is_not_withdrawn_twice(admin_client) -> None:
    row = builders.make_recognition()
    document = builders.make_document().pk
    said = {"decided_on": "2022-06-01", "document": document, "note": "Không giữ"}
    confirm(admin_client, address(row, "thu-hoi"), said)

    found = errors(preview(admin_client, address(row, "thu-hoi"), said))

    assert "chưa được công nhận" in found["__all__"][0]


def test_number_of_a_recognition_is_completed(admin_client) -> None:
    row = builders.make_recognition()
    said = {"number": "7/QĐ-UBND", "document": row.document_id, "basis": "stated"}

    response = admin_client.post(address(row, "change"), said)

    row.refresh_from_db()
    assert (response.status_code, row.number) == (302, "7/QĐ-UBND")


def test_unit_of_a_recognition_stays(admin_client) -> None:
    row = builders.make_recognition()
    other = builders.make_commune("Khác")
    said = {"unit": other.pk, "tier": "nang_cao", "document": row.document_id}

    admin_client.post(address(row, "change"), said | {"basis": "stated"})

    again = RecognitionDecision.objects.get()
    assert (again.unit, again.tier) == (row.unit, "ntm")


def opening(*sets: Any, **over: Any) -> dict[str, Any]:
    return {
        "year": "2022",
        "kind": "year",
        "as_of": "2022-12-31",
        "criteria_sets": [one.pk for one in sets],
        **over,
    }


def test_period_is_opened_with_its_sets(admin_client) -> None:
    criteria_set = builders.make_set()

    confirm(admin_client, OPEN, opening(criteria_set))

    period = Period.objects.get()
    assert period.period_sets.get().criteria_set == criteria_set


def test_period_is_opened_for_entry(admin_client) -> None:
    period = builders.make_period(builders.make_set())

    confirm(admin_client, address(period, "mo-nhap"), {})

    period.refresh_from_db()
    assert period.round_document.title.endswith("2021 (cả năm)")


def test_closing_lists_what_stays_then_closes(admin_client, admin_user) -> None:
    document = builders.make_document(kind="round")
    period = builders.make_period(builders.make_set(), round_document=document)
    account = builders.make_assessment(period=period, document=document)
    builders.make_criterion_result(account)

    shown = effects(preview(admin_client, address(period, "khoa-ky"), {}))

    assert shown["Ở lại, chưa nộp hoặc chưa xác nhận"] == [
        "Sĩ Bình: 1 chưa nộp, 0 trả lại, 0 chờ xác nhận"
    ]
    period.refresh_from_db()
    assert period.closed_at is None
    confirm(admin_client, address(period, "khoa-ky"), {})
    period.refresh_from_db()
    assert period.closed_by == admin_user


@pytest.fixture
def early(settings):
    """A round that closes in eleven days: one criterion handed in, three owed."""
    settings.CLOCK_DAY = DAY
    round_ = make_round()
    round_.submitted(1)
    round_.period.closes_on = DAY + dt.timedelta(days=11)
    round_.period.save()
    return round_.period


def test_closing_before_the_deadline_asks_for_a_tick(admin_client, early) -> None:
    page = address(early, "khoa-ky")
    refused = preview(admin_client, page, {})
    shown = effects(preview(admin_client, page, {"is_early": "on"}))

    told = [
        "Hạn nộp: 5/12/2021 (còn 11 ngày).",
        "Chưa nộp: 3 kết quả của 2 xã, tính cả xã chưa nhập gì.",
    ]
    assert errors(refused)["is_early"][0].startswith("Hạn nộp chưa hết")
    assert " ".join(told) in text(admin_client.get(page))
    assert shown["Khóa khi chưa hết hạn nộp"] == told

    confirm(admin_client, page, {"is_early": "on"})
    early.refresh_from_db()
    assert early.closed_at is not None


def test_closing_after_the_last_day_asks_nothing(admin_client, early, settings) -> None:
    page = address(early, "khoa-ky")
    settings.CLOCK_DAY = early.closes_on
    assert errors(preview(admin_client, page, {}))

    settings.CLOCK_DAY = early.closes_on + dt.timedelta(days=1)

    assert "Khóa khi chưa hết hạn nộp" not in effects(preview(admin_client, page, {}))


def test_deadline_of_a_closed_period_is_only_read(admin_client) -> None:
    period = builders.make_period(closed_at=timezone.now())
    said = {**period_form(period, builders.make_set()), "closes_on": "5/12/2024"}

    admin_client.post(address(period, "change"), said)

    period.refresh_from_db()
    assert (period.note, period.closes_on) == ("Gia hạn", None)


def test_preview_of_a_period_shows_its_deadline(admin_client) -> None:
    said = opening(builders.make_set(), closes_on="2022-12-05")

    shown = effects(preview(admin_client, OPEN, said))

    assert shown["Hạn nhập"] == ["5/12/2022"]


def test_preview_of_a_period_names_its_sets(admin_client) -> None:
    sets = [builders.make_set(tier=tier) for tier in ("ntm", "nang_cao")]

    shown = preview(admin_client, OPEN, opening(*sets))

    said = {str(label): words for label, words in shown.context["said"]}
    assert set(said["Bộ tiêu chí"].split(", ")) == set(map(str, sets))


def test_preview_of_a_form_without_fields_has_no_heading_of_them(admin_client) -> None:
    period = builders.make_period(builders.make_set())

    shown = preview(admin_client, address(period, "mo-nhap"), {})

    assert shown.context["said"] == []
    assert 'id="said"' not in text(shown)


def test_closed_period_has_no_way_back(admin_client) -> None:
    period = builders.make_period(closed_at=timezone.now())

    page = text(admin_client.get(address(period, "change")))

    assert "/khoa-ky/" not in page
    assert "/mo-nhap/" not in page


def test_period_refuses_two_sets_of_one_tier(admin_client) -> None:
    both = (builders.make_set(), builders.make_set())

    found = errors(preview(admin_client, OPEN, opening(*both)))

    assert "criteria_sets" in found
    assert not Period.objects.exists()


def test_period_refuses_a_day_of_another_year(admin_client) -> None:
    said = opening(builders.make_set(), as_of="2021-12-31")

    assert "as_of" in errors(preview(admin_client, OPEN, said))


def period_form(period: Period, criteria_set: Any) -> dict[str, Any]:
    return {
        "closes_on": "",
        "note": "Gia hạn",
        "period_sets-TOTAL_FORMS": "1",
        "period_sets-INITIAL_FORMS": "0",
        "period_sets-0-criteria_set": criteria_set.pk,
        "period_sets-0-period": period.pk,
    }


def test_set_is_added_to_a_period(admin_client) -> None:
    period = builders.make_period(builders.make_set())
    more = builders.make_set(tier="nang_cao")

    admin_client.post(address(period, "change"), period_form(period, more))

    added = period.period_sets.get(criteria_set=more)
    assert (added.unit_level, added.tier) == ("commune", "nang_cao")


def test_second_set_of_a_tier_is_refused_in_words(admin_client) -> None:
    period = builders.make_period(builders.make_set())
    rival = builders.make_set()

    response = admin_client.post(address(period, "change"), period_form(period, rival))

    assert "đã có bộ tiêu chí" in text(response)
    assert period.period_sets.count() == 1


def test_figure_is_entered_and_its_fault_shown(admin_client) -> None:
    said = {
        "unit": builders.make_province().pk,
        "document": builders.make_document().pk,
        "metric": "meets_all",
        "tier": "ntm",
        "as_of": "2021-12-31",
        "value": "120",
        "denominator": "96",
    }

    response = admin_client.post(url(PublishedFigure, "add"), said)

    assert response.status_code == 302
    assert "Nhiều hơn tổng số 96" in text(
        admin_client.get(url(PublishedFigure, "changelist"))
    )
    figure = PublishedFigure.objects.get()
    assert "Nhiều hơn tổng số 96" in text(admin_client.get(address(figure, "change")))


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"as_of": "2099-11-14"}, "as_of"),
        ({"as_of": "1999-12-31"}, "as_of"),
        ({"value": "1.234"}, "value"),
    ],
)
def test_slip_in_a_figure_is_refused_beside_its_field(admin_client, over, field):
    said = {
        "unit": builders.make_province().pk,
        "document": builders.make_document().pk,
        "metric": "communes",
        "tier": "ntm",
        "as_of": "2021-12-31",
        "value": "96",
    }

    response = admin_client.post(url(PublishedFigure, "add"), said | over)

    assert list(response.context["adminform"].form.errors) == [field]
    assert not PublishedFigure.objects.exists()


def test_figure_is_named_as_people_read_it(admin_client) -> None:
    figure = builders.make_figure(metric="average", value=Decimal("12.11"))
    builders.make_figure(metric="communes", value=Decimal(28))

    page = text(admin_client.get(url(PublishedFigure, "changelist")))

    assert str(figure).endswith(": 12,11")
    assert (">12,11<" in page, ">28<" in page) == (True, True)


def test_evidence_shows_the_criteria_it_proves(admin_client) -> None:
    result = builders.make_criterion_result()
    account = result.assessment
    evidence = Evidence.objects.create(
        unit=account.unit,
        period=account.period,
        kind="link",
        link="https://example.vn/",
        title="Ảnh",
    )
    evidence.criterion_results.add(result)

    assert "1. Tiêu chí 1" in text(admin_client.get(address(evidence, "change")))


def test_file_of_evidence_is_reached_through_the_permission_check(admin_client) -> None:
    evidence = builders.make_evidence(
        kind="file",
        link="",
        file="evidence/0a",
        title="a.pdf",
        sha256="0" * 64,
        content_type="application/pdf",
        size=1,
    )

    page = text(admin_client.get(address(evidence, "change")))

    assert f'<a href="/minh-chung/tep/{evidence.pk}/">a.pdf</a>' in page
    assert "evidence/0a" not in page


def test_target_beyond_all_units_is_refused(admin_client) -> None:
    target = builders.make_target(value_unit="percent", value=Decimal(80))
    page = address(target, "change")
    form = admin_client.get(page).context["adminform"].form
    said = {name: form[name].value() or "" for name in form.fields}

    refused = admin_client.post(page, {**said, "value": "130"})
    allowed = admin_client.post(page, {**said, "value": "100"})

    assert "Tỷ lệ số đơn vị không thể quá 100." in text(refused)
    assert allowed.status_code == 302
