"""What a change of units touches, in words: versions, children, classes, links."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from communes.choices import Scheme
from communes.labels import place_label, version_label, with_places
from communes.models import (
    Classification,
    Succession,
    SuccessionLink,
    Unit,
    UnitVersion,
)
from documents.action_page import ActionForm, Effect

After = Callable[[Any], Iterable[Effect]]


def watch_versions(form: ActionForm) -> After:
    """Versions that end and begin; below, what moves with its parent."""
    day = form.cleaned_data["day"]
    ending = UnitVersion.objects.filter(valid_to=day)
    beginning = UnitVersion.objects.filter(valid_from=day)
    ended, begun = _ids(ending), _ids(beginning)

    def after(_result: Any) -> list[Effect]:
        closed = _with_names(ending, ended)
        opened = _with_names(beginning, begun)
        own = {form.subject.pk} if form.subject is not None else set()
        moved = {v.unit_id for v in closed} & {v.unit_id for v in opened} - own
        return [
            Effect(
                _("Phiên bản khép lại"),
                [version_label(v) for v in closed if v.unit_id not in moved],
            ),
            Effect(
                _("Phiên bản mở ra"),
                [version_label(v) for v in opened if v.unit_id not in moved],
            ),
            Effect(_("Đơn vị trực thuộc chuyển theo"), _moves(closed, opened, moved)),
            Effect(
                _("Lưu ý: trong tỉnh còn đơn vị cùng tên"),
                [place_label(unit) for unit in _namesakes(opened, moved)],
            ),
        ]

    return after


def _moves(
    closed: list[UnitVersion], opened: list[UnitVersion], moved: set[int]
) -> list[str]:
    now = {version.unit_id: version for version in opened}
    pairs = [(old, now[old.unit_id]) for old in closed if old.unit_id in moved]
    return [f"{version_label(old)} → {version_label(new)}" for old, new in pairs]


def _namesakes(opened: list[UnitVersion], moved: set[int]) -> QuerySet[Unit]:
    """Other units of the level and province that bear a name given now."""
    same = UnitVersion.objects.none()
    for new in opened:
        if new.unit_id not in moved:
            others = UnitVersion.objects.overlapping(new.valid_from, None).filter(
                unit__level=new.unit.level,
                province=new.province,
                name=new.name,
            )
            same |= others.exclude(unit=new.unit_id)
    units = Unit.objects.filter(pk__in=same.order_by().values("unit"))
    return units.order_by("pk").prefetch_related(*with_places())


def watch_classes(form: ActionForm) -> After:
    """Classes that end and begin."""
    day = form.cleaned_data["day"]
    ending = Classification.objects.filter(valid_to=day)
    beginning = Classification.objects.filter(valid_from=day)
    ended, begun = _ids(ending), _ids(beginning)

    def after(_result: Any) -> list[Effect]:
        return [
            Effect(_("Phân loại khép lại"), _class_lines(ending, ended)),
            Effect(_("Phân loại mới"), _class_lines(beginning, begun)),
        ]

    return after


def watch_unclassified(form: Any) -> After:
    """New units are of no class, whatever those were of which they are made."""
    ended = Classification.objects.filter(
        unit__in=[unit.pk for unit in form.ending], valid_to=form.cleaned_data["day"]
    )

    def after(result: Any) -> list[Effect]:
        lost = set(ended.values_list("scheme", flat=True))
        schemes = ", ".join(str(one.label) for one in Scheme if one in lost)
        made = result if isinstance(result, list) else [result]
        lines = [f"{unit}: {schemes}" for unit in made if schemes]
        return [Effect(_("Đơn vị mới chưa được phân loại, cần ghi sau đó"), lines)]

    return after


def watch_successions(form: ActionForm) -> After:
    """Who comes after whom."""
    links = SuccessionLink.objects.filter(succession__day=form.cleaned_data["day"])
    before = _ids(links)

    def after(_result: Any) -> list[Effect]:
        made = links.filter(pk__in=_ids(links) - before).prefetch_related(
            "predecessor__versions", "successor__versions"
        )
        lines = [
            f"{link.predecessor} ({link.get_extent_display()}) → {link.successor}"
            for link in made.order_by("pk")
        ]
        kinds = Succession.objects.filter(links__in=made).distinct()
        names = ", ".join(str(one.get_kind_display()) for one in kinds)
        return [Effect(_("Kế thừa: %(kinds)s") % {"kinds": names}, lines)]

    return after


def _ids(rows: QuerySet) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


def _with_names(rows: QuerySet, before: set[int]) -> list[UnitVersion]:
    new = rows.filter(pk__in=_ids(rows) - before).select_related(
        "unit", "parent", "province"
    )
    return list(
        new.prefetch_related("parent__versions", "province__versions").order_by(
            "name_sort", "code", "unit_id"
        )
    )


def _class_lines(rows: QuerySet, before: set[int]) -> list[str]:
    new = rows.filter(pk__in=_ids(rows) - before).order_by("unit_id", "scheme")
    new = new.prefetch_related(
        "unit__versions__parent__versions", "unit__versions__province__versions"
    )
    return [f"{place_label(row.unit)}: {row}" for row in new]
