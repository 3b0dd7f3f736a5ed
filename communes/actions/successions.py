"""Merging, splitting and rearranging: old units end, new identities begin.

A unit that takes in another, or a part of another, is a new identity even under the
same name and code: what the old one earned stays with the old one.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from communes.actions.changes import put_under
from communes.actions.versions import (
    LEVEL_OF_KIND,
    State,
    end,
    end_classes,
    lock,
    note,
    open_version,
    province_of,
    refuse_orphans,
    standing,
)
from communes.choices import Extent, SuccessionKind, UnitKind
from communes.errors import UnitsError
from communes.models import Succession, SuccessionLink, Unit
from documents.models import Document
from documents.permissions import refuse_without


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be: its province is that of `parent`.

    `children` are units of the ending ones that go on under it, such as the communes
    of two districts that merge.
    """

    name: str
    kind: UnitKind
    parent: Unit | None = None
    code: str = ""
    children: Sequence[Unit] = ()


Sources = Sequence[tuple[Unit, Extent]]


@transaction.atomic
def merge(
    *,
    predecessors: Sources,
    into: NewUnit,
    day: dt.date,
    document: Document,
    by: AbstractBaseUser | None = None,
) -> Unit:
    """Make one unit of several, or of parts (sáp nhập); whole predecessors end.

    A unit that only gives up a part goes on. Parts of one unit alone make a unit
    split off from it.
    """
    wholes = [unit for unit, extent in predecessors if extent == Extent.WHOLE]
    if len(wholes) == len(predecessors) < 2:
        raise UnitsError(
            _("Sáp nhập cần ít nhất hai đơn vị; đổi tên hoặc đổi loại thì làm riêng."),
            "predecessors",
        )
    staying = [unit for unit, extent in predecessors if extent != Extent.WHOLE]
    units = rearrange(
        successors=[(into, predecessors)],
        staying=staying,
        day=day,
        document=document,
        by=by,
    )
    return units[0]


@transaction.atomic
def split(
    *,
    unit: Unit,
    into: Sequence[NewUnit],
    day: dt.date,
    document: Document,
    by: AbstractBaseUser | None = None,
) -> list[Unit]:
    """Make several units of one (chia tách), which ends."""
    if len(into) < 2:
        raise UnitsError(_("Chia tách cần ít nhất hai đơn vị mới."), "into")
    return rearrange(
        successors=[(new, [(unit, Extent.PART)]) for new in into],
        day=day,
        document=document,
        by=by,
    )


@transaction.atomic
def rearrange(
    *,
    successors: Sequence[tuple[NewUnit, Sources]],
    day: dt.date,
    document: Document,
    staying: Sequence[Unit] = (),
    by: AbstractBaseUser | None = None,
) -> list[Unit]:
    """Make new units from old ones, whole or in parts; the old ones end.

    Those `staying` only give up a part and go on. One unit may be divided among
    several new ones.
    """
    for new, _sources in successors:
        refuse_without(by, f"communes.change_{LEVEL_OF_KIND[new.kind]}")
    old = _predecessors(successors, staying)
    lock([*old, *_others(successors)])
    ending = [unit for unit in old if unit not in staying]
    versions = {unit: standing(unit, day) for unit in old}
    for unit in ending:
        end(versions[unit], day)
    made = [_opened(new, day, document) for new, _sources in successors]
    for unit in ending:
        refuse_orphans(unit, day)
        end_classes(unit, day)
        note(by, "end", unit, day)
    _record(successors, made, day, document)
    for unit in made:
        note(by, "begin", unit, day)
    return made


def _predecessors(
    successors: Sequence[tuple[NewUnit, Sources]], staying: Sequence[Unit]
) -> list[Unit]:
    """Each old unit once; refused where the parts do not fit together."""
    seen: dict[Unit, Extent] = {}
    for new, sources in successors:
        if len({unit.pk for unit, _extent in sources}) < max(len(sources), 1):
            raise UnitsError(
                _("Mỗi đơn vị mới cần đơn vị cũ, mỗi đơn vị cũ nêu một lần."),
                "predecessors",
            )
        for unit, extent in sources:
            if unit.level != LEVEL_OF_KIND[new.kind]:
                raise UnitsError(_("Đơn vị cũ và mới phải cùng cấp."), "predecessors")
            if unit in seen and Extent.WHOLE in (extent, seen[unit]):
                raise UnitsError(
                    _("Một đơn vị đã nhập toàn bộ thì không còn phần nào khác."),
                    "predecessors",
                )
            if extent == Extent.WHOLE and unit in staying:
                raise UnitsError(
                    _("Đơn vị nhập toàn bộ thì không còn tồn tại."), "predecessors"
                )
            seen[unit] = extent
    return list(seen)


def _others(successors: Sequence[tuple[NewUnit, Sources]]) -> Iterable[Unit]:
    for new, _sources in successors:
        if new.parent is not None:
            yield new.parent
        yield from new.children


def _opened(new: NewUnit, day: dt.date, document: Document) -> Unit:
    unit = Unit.objects.create(level=LEVEL_OF_KIND[new.kind])
    state = State(
        name=new.name,
        kind=new.kind,
        code=new.code,
        parent=new.parent,
        province=province_of(new.parent, day),
    )
    open_version(unit=unit, state=state, day=day, document=document)
    for child in new.children:
        put_under(child, unit, day, document)
    return unit


def _record(
    successors: Sequence[tuple[NewUnit, Sources]],
    made: Sequence[Unit],
    day: dt.date,
    document: Document,
) -> None:
    kind = kind_of([sources for _new, sources in successors])
    succession = Succession.objects.create(day=day, kind=kind, document=document)
    for (_new, sources), successor in zip(successors, made, strict=True):
        for predecessor, extent in sources:
            SuccessionLink.objects.create(
                succession=succession,
                predecessor=predecessor,
                successor=successor,
                extent=extent,
                is_main=extent == Extent.WHOLE,
            )


def kind_of(sources: Sequence[Sources]) -> SuccessionKind:
    """How a succession is called, from what went into each new unit."""
    links = [link for one in sources for link in one]
    if all(extent == Extent.WHOLE for _unit, extent in links):
        return SuccessionKind.MERGE
    if len({unit.pk for unit, _extent in links}) == 1:
        return SuccessionKind.SPLIT
    return SuccessionKind.REARRANGE
