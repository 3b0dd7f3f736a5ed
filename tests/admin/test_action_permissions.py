"""Actions refuse a person without the permission, whatever page calls them."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from assessments.actions import open_period, recognise, withdraw
from communes.actions import (
    NewUnit,
    classify,
    merge,
    move,
    recode,
    rename,
    retype,
    split,
)
from communes.choices import Extent, Scheme, UnitKind
from criteria.actions import append_level, supersede_level, verify_level
from criteria.models import Level
from tests.builders import (
    make_criterion,
    make_indicator,
    make_level,
    make_period,
    make_recognition,
    make_set,
    make_user,
)
from tests.communes.territory import Territory, make_territory

pytestmark = pytest.mark.django_db

DAY = dt.date(2021, 3, 1)


def make_a_level() -> Level:
    criterion = make_criterion(make_set(published=False), 2)
    return make_level(make_indicator(criterion))


def new_commune(land: Territory) -> NewUnit:
    return NewUnit(name="Mới", kind=UnitKind.XA, parent=land.bach_thong)


@pytest.mark.parametrize(
    ("action", "over"),
    [
        (rename, {"name": "Tân Tú"}),
        (retype, {"kind": UnitKind.PHUONG}),
        (recode, {"code": "99999"}),
        (classify, {"scheme": Scheme.ZONE, "value": "I"}),
    ],
)
def test_change_of_a_unit_refused(action, over) -> None:
    land = make_territory()

    with pytest.raises(PermissionDenied):
        action(
            unit=land.si_binh, day=DAY, document=land.document, by=make_user(), **over
        )

    assert land.si_binh.versions.count() == 1


def test_permission_for_the_level_is_enough() -> None:
    land, person = make_territory(), make_user()
    person.user_permissions.add(Permission.objects.get(codename="change_commune"))
    said = {"name": "Mới", "day": DAY, "document": land.document, "by": person}

    rename(unit=land.si_binh, **said)

    with pytest.raises(PermissionDenied):
        rename(unit=land.bach_thong, **said)


def test_move_merge_and_split_refused() -> None:
    land = make_territory()
    said = {"day": DAY, "document": land.document, "by": make_user()}
    both = [(land.si_binh, Extent.WHOLE), (land.vu_muon, Extent.WHOLE)]

    with pytest.raises(PermissionDenied):
        move(unit=land.si_binh, parent=land.bach_thong, **said)
    with pytest.raises(PermissionDenied):
        merge(predecessors=both, into=new_commune(land), **said)
    with pytest.raises(PermissionDenied):
        split(unit=land.si_binh, into=[new_commune(land), new_commune(land)], **said)

    assert land.si_binh.versions.count() == 1


@pytest.mark.parametrize("deed", ["append", "verify", "supersede"])
def test_change_of_a_level_refused(deed) -> None:
    level, person = make_a_level(), make_user()
    acts = {
        "append": lambda: append_level(level=level, by=person),
        "verify": lambda: verify_level(
            level, document=level.document, article="1", by=person
        ),
        "supersede": lambda: supersede_level(level, correction=level, by=person),
    }

    with pytest.raises(PermissionDenied):
        acts[deed]()


def test_recognition_and_period_refused() -> None:
    row, person = make_recognition(), make_user()
    said = {"unit": row.unit, "tier": row.tier, "document": row.document, "by": person}
    period = make_period()

    with pytest.raises(PermissionDenied):
        recognise(known_by=row.known_by, **said)
    with pytest.raises(PermissionDenied):
        withdraw(decided_on=row.known_by, note="Sai", **said)
    with pytest.raises(PermissionDenied):
        open_period(year=2020, kind=period.kind, as_of=DAY, criteria_sets=[], by=person)
