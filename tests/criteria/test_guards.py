"""Published structure and levels stay, whoever writes and by whatever way."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from criteria.guards import GUARDS
from criteria.models import (
    Band,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    Indicator,
    Level,
)
from documents.guards import append_only, drop_statements, statements
from tests.builders import make_document
from tests.criteria import builders as make

pytestmark = pytest.mark.django_db

STRUCTURE = "Bộ tiêu chí đã công bố"
LEVEL = "Mức quy định chỉ ghi thêm"


@pytest.fixture
def published():
    criteria_set = make.make_set()
    make.make_band(criteria_set)
    make.make_indicator(make.make_criterion(criteria_set))
    publish(criteria_set)
    return criteria_set


def publish(criteria_set):
    criteria_set.published_at = timezone.now()
    criteria_set.save(update_fields=["published_at"])


def refuses(reason):
    return pytest.raises(IntegrityError, match=reason)


def rows_of(model, criteria_set):
    if model is Indicator:
        return Indicator.objects.filter(criterion__criteria_set=criteria_set)
    return model.objects.filter(criteria_set=criteria_set)


CHANGES = [
    pytest.param(CriterionGroup, {"name_vi": "Khác"}, id="group"),
    pytest.param(Criterion, {"name_vi": "Khác"}, id="criterion"),
    pytest.param(Band, {"maximum": 17}, id="band"),
    pytest.param(Indicator, {"name_vi": "Khác"}, id="indicator"),
]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_published_structure_refuses_update(published, model, change):
    with refuses(STRUCTURE), transaction.atomic():
        rows_of(model, published).update(**change)


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_draft_structure_can_change(model, change):
    criteria_set = make.make_set()
    make.make_band(criteria_set)
    make.make_indicator(make.make_criterion(criteria_set))

    assert rows_of(model, criteria_set).update(**change) == 1


@pytest.mark.parametrize(
    "model", [CriterionGroup, Criterion, Band, Indicator], ids=lambda m: m.__name__
)
def test_published_structure_refuses_delete(published, model):
    with refuses(STRUCTURE), transaction.atomic():
        rows = rows_of(model, published)
        rows._raw_delete(rows.db)


def test_published_structure_refuses_new_group(published):
    with refuses(STRUCTURE), transaction.atomic():
        make.make_group(published, code="VI")


def test_published_structure_refuses_new_band(published):
    with refuses(STRUCTURE), transaction.atomic():
        make.make_band(published, minimum=0, maximum=4)


def test_published_structure_refuses_new_criterion(published):
    with refuses(STRUCTURE), transaction.atomic():
        make.make_criterion(published, number=5)


def test_published_structure_refuses_new_indicator(published):
    criterion = published.criteria.get()

    with refuses(STRUCTURE), transaction.atomic():
        make.make_indicator(criterion, code="4.3", position=3)


def test_published_structure_refuses_row_of_another_set(published):
    stranger = make.make_band(make.make_set(), minimum=0, maximum=4)

    with refuses(STRUCTURE), transaction.atomic():
        Band.objects.filter(pk=stranger.pk).update(criteria_set=published)


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": None},
        {"key": "khac"},
        {"tier": "nang_cao"},
        {"valid_from": dt.date(2017, 1, 1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_published_set_refuses_change(published, change):
    with refuses(STRUCTURE), transaction.atomic():
        CriteriaSet.objects.filter(pk=published.pk).update(**change)


def test_published_set_takes_its_last_day(published):
    changed = CriteriaSet.objects.filter(pk=published.pk).update(
        valid_to=dt.date(2022, 3, 8), basically_met_counts=True
    )

    assert changed == 1


def test_published_set_refuses_delete():
    criteria_set = make.make_set(published_at=timezone.now())

    with refuses(STRUCTURE), transaction.atomic():
        criteria_set.delete()


def test_draft_set_can_be_deleted():
    make.make_set().delete()

    assert not CriteriaSet.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"value": 90},
        {"layer": "ministry"},
        {"region": "DBSH"},
        {"year": 2021},
        {"group": "1"},
        {"attribute_scheme": "schools", "attribute_value": "gt3"},
        {"valid_from": dt.date(2017, 1, 1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_level_refuses_change(change):
    level = make.make_level()

    with refuses(LEVEL), transaction.atomic():
        Level.objects.filter(pk=level.pk).update(**change)


def test_level_refuses_move_to_another_leaf():
    level, other = make.make_level(), make.make_indicator()

    with refuses(LEVEL), transaction.atomic():
        Level.objects.filter(pk=level.pk).update(indicator=other)


def test_level_refuses_delete():
    level = make.make_level()

    with refuses(LEVEL), transaction.atomic():
        level.delete()


def test_level_takes_a_last_day_and_a_document():
    level = make.make_level()
    level.valid_to = dt.date(2022, 3, 8)
    level.document = make_document()

    level.save()

    level.refresh_from_db()
    assert level.valid_to == dt.date(2022, 3, 8)


def test_published_set_takes_levels(published):
    leaf = Indicator.objects.get(criterion__criteria_set=published)

    assert make.make_level(leaf).pk


def test_every_guard_is_installed():
    """SQLite loses triggers when a later migration alters a guarded table."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        installed = {name for (name,) in cursor.fetchall()}

    assert {guard.name for guard in GUARDS} <= installed


def test_append_only_refuses_update_and_delete():
    guards = append_only("documents_document")
    document = make_document()
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in statements(guard, connection.vendor):
                cursor.execute(statement)

    rows = type(document).objects.filter(pk=document.pk)
    with refuses("Chỉ ghi thêm"), transaction.atomic():
        rows.update(title=F("title"))
    with refuses("Chỉ ghi thêm"), transaction.atomic():
        rows.delete()


def test_guard_can_be_removed():
    document = make_document()
    guards = append_only("documents_document")
    with connection.cursor() as cursor:
        for sql in (statements, drop_statements):
            for guard in guards:
                for statement in sql(guard, connection.vendor):
                    cursor.execute(statement)

    document.delete()

    assert not type(document).objects.exists()


def test_guard_of_an_unknown_database():
    with pytest.raises(NotImplementedError, match="mysql"):
        statements(append_only("t")[0], "mysql")
