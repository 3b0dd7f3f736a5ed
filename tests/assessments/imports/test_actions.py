"""Executing plans: rights, races, all or nothing, and how many queries."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions.imports import import_results
from assessments.errors import AssessmentsError
from assessments.imports.plan import plan_import
from assessments.models import Assessment, CriterionResult, Period
from tests.assessments.imports.sheets import (
    make_office,
    plan,
    upload,
    written,
    xlsx,
)
from tests.builders import make_document, make_membership, make_province, make_user

pytestmark = pytest.mark.django_db

ROWS = ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79]


@pytest.mark.parametrize("role", [None, "national_viewer", "elsewhere"])
def test_import_refuses_those_who_may_not(office, role):
    user = make_user()
    if role == "elsewhere":
        place = make_province("Thái Nguyên")
        make_membership(user=user, role="coordinator", unit=place)
    elif role:
        make_membership(user=user, role=role)
    found = plan(office, *ROWS)

    with pytest.raises(PermissionDenied):
        import_results(plan=found.results, by=user)

    assert not Assessment.objects.exists()


def test_import_of_units_elsewhere_refused(office):
    found = plan(office, *ROWS)
    far = make_province("Thái Nguyên")
    by = make_membership(role="coordinator", unit=far).user
    stolen = type(found.results)(
        period=office.period,
        criteria_set=office.law,
        province_id=far.pk,
        citation=found.results.citation,
        origin="import",
        new=found.results.new,
    )

    with pytest.raises(PermissionDenied):
        import_results(plan=stolen, by=by)

    assert not Assessment.objects.exists()


def test_import_into_closed_period_refused(office):
    found = plan(office, *ROWS)
    Period.objects.update(closed_at=timezone.now())
    office.period.refresh_from_db()
    found.results.period.refresh_from_db()

    with pytest.raises(AssessmentsError, match="đã khóa"):
        import_results(plan=found.results, by=office.coordinator)

    assert not Assessment.objects.exists()


def test_import_twice_of_one_preview_refused(office):
    found = plan(office, *ROWS)
    import_results(plan=found.results, by=office.coordinator)
    before = written()

    with pytest.raises(AssessmentsError, match="thay đổi sau khi xem trước"):
        import_results(plan=found.results, by=office.coordinator)

    assert written() == before


def test_correction_of_what_changed_since_refused(office):
    import_results(plan=plan(office, *ROWS).results, by=office.coordinator)
    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 70], ["Cẩm Giàng", 60])
    CriterionResult.objects.filter(criterion__number=1).update(
        verdict="met", verdict_reason="Đã kiểm tra"
    )
    before = written()

    with pytest.raises(AssessmentsError, match="thay đổi sau khi xem trước"):
        import_results(plan=found.results, by=office.coordinator)

    assert written() == before


def test_plan_digest_follows_file_document_and_database(office):
    one = plan(office, *ROWS).digest
    assert plan_import(upload(office, xlsx(*ROWS), chosen_reason="Có")).digest != one

    import_results(plan=plan(office, *ROWS).results, by=office.coordinator)

    assert plan(office, *ROWS).digest != one


def queries_of(office, communes):
    """Queries of planning and writing new accounts, then of correcting them all."""
    office.document = make_document()
    counts = []
    for value in (80, 81):
        named = ([name, value, "x"] for name in office.names[:communes])
        content = xlsx(["Xã", "2.1", "TC4"], *named)
        with CaptureQueriesContext(connection) as seen:
            found = plan_import(upload(office, content))
            import_results(plan=found.results, by=office.coordinator)
        assert len(found.results.new) + len(found.results.corrections) == communes
        counts.append(len(seen))
    return counts


def test_import_queries_equal_for_3_and_30_communes():
    office = make_office(30)

    few, many = queries_of(office, 3), queries_of(office, 30)

    if connection.vendor == "sqlite":
        # SQLite takes 999 parameters a statement, so rows go in more of them.
        assert all(more <= less + 8 for more, less in zip(many, few, strict=True))
    else:
        assert many == few
    assert max(many) <= 40, many
