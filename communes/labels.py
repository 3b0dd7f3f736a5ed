"""How a unit is told from its namesakes: name, district, province, and its last day.

Seven communes are called Yên Thịnh; whoever picks one must see which.
"""

import datetime as dt

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communes.models import Unit, UnitVersion


def with_places(path: str = "") -> list[Prefetch | str]:
    """What to prefetch so that labels of the units at `path` cost three queries."""
    prefix = f"{path}__" if path else ""
    versions = UnitVersion.objects.select_related("parent", "province")
    return [
        Prefetch(f"{prefix}versions", queryset=versions),
        f"{prefix}versions__parent__versions",
        f"{prefix}versions__province__versions",
    ]


def newest_version(unit: Unit) -> UnitVersion | None:
    """The last version, from the versions that were fetched."""
    return max(unit.versions.all(), key=lambda v: v.valid_from, default=None)


def place_label(unit: Unit) -> str:
    """ "Xã Yên Thịnh, Huyện Chợ Đồn, Tỉnh Bắc Kạn", with its days once it ended."""
    version = newest_version(unit)
    if version is None:
        return str(unit)
    parts = [version.full_name, *(str(above) for above in _above(version))]
    label = ", ".join(parts)
    if version.valid_to is None:
        return label
    begun = min(v.valid_from for v in unit.versions.all())
    last = version.valid_to - dt.timedelta(days=1)
    days = {"unit": label, "first": date_format(begun), "last": date_format(last)}
    return _("%(unit)s (từ %(first)s đến hết %(last)s)") % days


def version_label(version: UnitVersion) -> str:
    """One state of a unit with its code and place, as a preview lists it."""
    name = version.full_name
    if version.code:
        name = _("%(name)s, mã %(code)s") % {"name": name, "code": version.code}
    return ", ".join([name, *(str(above) for above in _above(version))])


def _above(version: UnitVersion) -> list[Unit]:
    above = [version.parent]
    if version.province_id != version.parent_id:
        above.append(version.province)
    return [unit for unit in above if unit is not None]
