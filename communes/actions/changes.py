"""Changes that keep the identity: name, kind, place and code."""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from communes.actions.versions import lock, note, province_of, renew, standing
from communes.choices import UnitKind
from communes.errors import UnitsError
from communes.models import Unit, UnitVersion
from communes.names import nfc
from documents.models import Document
from documents.permissions import refuse_without


@transaction.atomic
def rename(
    *,
    unit: Unit,
    name: str,
    day: dt.date,
    document: Document,
    by: AbstractBaseUser | None = None,
) -> UnitVersion:
    """Give a unit another name (đổi tên) from `day` on."""
    refuse_without(by, f"communes.change_{unit.level}")
    lock([unit])
    version = standing(unit, day)
    if nfc(name) == version.name:
        raise UnitsError(_("Tên không đổi."), "name")
    renewed = renew(version, day=day, document=document, name=nfc(name))
    note(by, "rename", unit, day)
    return renewed


@transaction.atomic
def retype(
    *,
    unit: Unit,
    kind: UnitKind,
    day: dt.date,
    document: Document,
    by: AbstractBaseUser | None = None,
) -> UnitVersion:
    """Make a unit another kind of its level from `day` on: a xã becomes a phường."""
    refuse_without(by, f"communes.change_{unit.level}")
    lock([unit])
    version = standing(unit, day)
    if kind == version.kind:
        raise UnitsError(_("Loại không đổi."), "kind")
    renewed = renew(version, day=day, document=document, kind=UnitKind(kind))
    note(by, "retype", unit, day)
    return renewed


@transaction.atomic
def recode(
    *,
    unit: Unit,
    code: str,
    day: dt.date,
    document: Document,
    by: AbstractBaseUser | None = None,
) -> UnitVersion:
    """Give a unit another code from `day` on; a code serves one unit at a time."""
    refuse_without(by, f"communes.change_{unit.level}")
    lock([unit])
    version = standing(unit, day)
    if code.strip() == version.code:
        raise UnitsError(_("Mã không đổi."), "code")
    renewed = renew(version, day=day, document=document, code=code.strip())
    note(by, "recode", unit, day)
    return renewed


@transaction.atomic
def move(
    *,
    unit: Unit,
    parent: Unit,
    day: dt.date,
    document: Document,
    by: AbstractBaseUser | None = None,
) -> UnitVersion:
    """Put a unit under another parent; what is under it follows into its province."""
    refuse_without(by, f"communes.change_{unit.level}")
    lock([unit, parent])
    if standing(unit, day).parent_id == parent.pk:
        raise UnitsError(_("Đơn vị cấp trên không đổi."), "parent")
    moved = put_under(unit, parent, day, document)
    note(by, "move", unit, day)
    return moved


def put_under(
    unit: Unit, parent: Unit, day: dt.date, document: Document
) -> UnitVersion:
    """The next version of a unit under `parent`, and of all below it if needed."""
    version = standing(unit, day)
    province = province_of(parent, day)
    moved = renew(version, day=day, document=document, parent=parent, province=province)
    if moved.province_id != version.province_id:
        for child in children_from(unit, day):
            put_under(child, unit, day, document)
    return moved


def children_from(unit: Unit, day: dt.date) -> list[Unit]:
    """Units under `unit` on `day` or later, locked."""
    below = UnitVersion.objects.filter(parent=unit).overlapping(day, None)
    children = list(Unit.objects.filter(pk__in=below.values("unit_id")).order_by("pk"))
    lock(children)
    return children
