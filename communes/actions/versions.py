"""Opening and ending versions, with what every change of units must refuse."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communes.choices import KINDS_OF_LEVEL, UnitKind, UnitLevel
from communes.errors import UnitsError
from communes.models import Unit, UnitVersion
from documents.models import Document

logger = logging.getLogger(__name__)

LEVEL_OF_KIND = {
    kind: level for level, kinds in KINDS_OF_LEVEL.items() for kind in kinds
}
# Communes stand under districts until June 2025, under provinces from then on.
PARENT_LEVELS = {
    UnitLevel.PROVINCE: [],
    UnitLevel.DISTRICT: [UnitLevel.PROVINCE],
    UnitLevel.COMMUNE: [UnitLevel.DISTRICT, UnitLevel.PROVINCE],
    UnitLevel.VILLAGE: [UnitLevel.COMMUNE],
}


@dataclass(frozen=True, slots=True)
class State:
    """What a version says of its unit, apart from its days."""

    name: str
    kind: UnitKind
    code: str = ""
    parent: Unit | None = None
    province: Unit | None = None

    @classmethod
    def of(cls, version: UnitVersion) -> "State":
        """The state that a stored version describes."""
        return cls(
            name=version.name,
            kind=UnitKind(version.kind),
            code=version.code,
            parent=version.parent,
            province=version.province,
        )


def lock(units: Iterable[Unit]) -> None:
    """Let one change of these units be made at a time.

    Without it two offices could both find a unit in force, and each open its next
    version, or close a parent while the other opens a child. In id order, so that two
    changes of the same units wait for each other instead of blocking for ever.
    """
    ids = {unit.pk for unit in units}
    rows = Unit.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk", flat=True))


def standing(unit: Unit, day: dt.date) -> UnitVersion:
    """The open version of a unit that a change on `day` ends."""
    last = unit.versions.order_by("valid_from").last()
    if last is not None and last.valid_to is not None:
        message = _(
            "%(unit)s hết tồn tại từ ngày %(day)s nên không đổi được nữa; quá khứ chỉ "
            "sửa trong tệp của load_units."
        )
        raise _refusal(message, unit, last.valid_to)
    version = unit.versions.in_force_on(day).select_related("parent", "province").last()
    if version is None:
        raise _refusal(_("%(unit)s không có hiệu lực vào ngày %(day)s."), unit, day)
    if version.valid_to is not None:
        message = _("%(unit)s đã có thay đổi từ ngày %(day)s; hãy chọn ngày sau đó.")
        raise _refusal(message, unit, version.valid_to)
    if version.valid_from == day:
        raise _refusal(_("%(unit)s đã thay đổi đúng ngày %(day)s."), unit, day)
    return version


def renew(
    version: UnitVersion, *, day: dt.date, document: Document, **changes: Any
) -> UnitVersion:
    """End a version at `day` and open the next one of the same unit."""
    end(version, day)
    state = replace(State.of(version), **changes)
    return open_version(unit=version.unit, state=state, day=day, document=document)


def open_version(
    *, unit: Unit, state: State, day: dt.date, document: Document
) -> UnitVersion:
    """Write a version that holds from `day` on, refused where it cannot stand."""
    _refuse_wrong_level(unit, state)
    if state.parent is not None:
        _refuse_missing_parent(state.parent, day)
    _refuse_taken(unit, state.code, day)
    version = UnitVersion(
        unit=unit,
        code=state.code,
        kind=state.kind,
        parent=state.parent,
        province=state.province,
        valid_from=day,
        document=document,
    )
    version.set_name(state.name)
    saved(version)
    return version


def saved(row: models.Model) -> None:
    """Check and save a row; what the tables refuse is told as a refusal."""
    try:
        with transaction.atomic():
            row.full_clean()
            row.save()
    except ValidationError as error:
        field = next(iter(error.message_dict))
        raise UnitsError(
            error.messages[0], "" if field == NON_FIELD_ERRORS else field
        ) from error
    except IntegrityError as error:
        # The lock guards units, not codes: another change took the code just now.
        raise UnitsError(_("Vừa có thay đổi khác trùng ngày hoặc trùng mã.")) from error


def end(version: UnitVersion, day: dt.date) -> None:
    """The version holds no longer from `day` on."""
    version.valid_to = day
    version.save(update_fields=["valid_to"])


def end_classes(unit: Unit, day: dt.date) -> None:
    """The classes of a unit that ends on `day` end with it."""
    if unit.classifications.filter(valid_from__gte=day).exists():
        message = _("%(unit)s đã được phân loại từ ngày %(day)s hoặc sau đó.")
        raise _refusal(message, unit, day)
    for row in unit.classifications.overlapping(day, None):
        row.valid_to = day
        row.save(update_fields=["valid_to"])


def refuse_orphans(unit: Unit, day: dt.date) -> None:
    """A unit cannot end while others still belong to it."""
    below = UnitVersion.objects.filter(Q(parent=unit) | Q(province=unit))
    left = below.overlapping(day, None)
    if left.exists():
        message = _("%(unit)s còn %(count)s đơn vị trực thuộc sau ngày %(day)s.")
        raise _refusal(message, unit, day, field="children", count=left.count())


def province_of(parent: Unit | None, day: dt.date) -> Unit | None:
    """The province of what stands under `parent` on a day."""
    if parent is None or parent.level == UnitLevel.PROVINCE:
        return parent
    version = parent.versions.in_force_on(day).select_related("province").last()
    return version.province if version else None


def note(by: AbstractBaseUser | None, deed: str, unit: Unit, day: dt.date) -> None:
    """One line of the log: who did what to which unit, from which day."""
    logger.info("%s unit %s from %s by %s", deed, unit.pk, day, by or "-")


def _refuse_wrong_level(unit: Unit, state: State) -> None:
    if LEVEL_OF_KIND[state.kind] != unit.level:
        raise UnitsError(_("Loại này không thuộc cấp của đơn vị."), "kind")
    allowed = PARENT_LEVELS[UnitLevel(unit.level)]
    if (state.parent is None) != (not allowed):
        raise UnitsError(_("Hãy nêu đơn vị cấp trên (tỉnh thì để trống)."), "parent")
    if state.parent is not None and state.parent.level not in allowed:
        raise UnitsError(_("Đơn vị cấp trên không đúng cấp."), "parent")


def _refuse_missing_parent(parent: Unit, day: dt.date) -> None:
    days = parent.versions.overlapping(day, None)
    if not days.in_force_on(day).exists() or not days.filter(valid_to=None).exists():
        message = _("%(unit)s không có hiệu lực từ ngày %(day)s trở đi.")
        raise _refusal(message, parent, day, field="parent")


def _refuse_taken(unit: Unit, code: str, day: dt.date) -> None:
    """Neither the unit nor its code may have another version from `day` on."""
    if unit.versions.overlapping(day, None).exists():
        raise _refusal(_("%(unit)s đã có phiên bản sau ngày %(day)s."), unit, day)
    if not code:
        return
    users = UnitVersion.objects.filter(code=code).overlapping(day, None)
    other = users.select_related("unit").first()
    if other is not None:
        message = _("Mã %(code)s còn là của %(unit)s vào ngày %(day)s hoặc sau đó.")
        raise _refusal(message, other, day, field="code", code=code)


def _refusal(
    message: str, unit: object, day: dt.date, field: str = "day", **words: Any
) -> UnitsError:
    said = {"unit": unit, "day": date_format(day), **words}
    return UnitsError(message % said, field)
