"""Classing a unit under a scheme: region, zone, hardship …"""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from communes.actions.versions import lock, note, saved
from communes.choices import VALUES_OF_SCHEME, Basis, Scheme
from communes.errors import UnitsError
from communes.models import Classification, Unit
from documents.models import Document
from documents.permissions import refuse_without


@transaction.atomic
def classify(
    *,
    unit: Unit,
    scheme: Scheme,
    value: str,
    day: dt.date,
    document: Document,
    basis: Basis = Basis.STATED,
    by: AbstractBaseUser | None = None,
) -> Classification:
    """Class a unit (phân loại) from `day` on, ending its former class.

    The class of a unit that has ended since ends with it.
    """
    refuse_without(by, "communes.add_classification")
    # Two offices classing one unit at once would both end the same former class.
    lock([unit])
    _refuse_unknown(scheme, value.strip())
    if not unit.versions.in_force_on(day).exists():
        raise UnitsError(_("Đơn vị không có hiệu lực vào ngày này."), "day")
    _end_former(unit, scheme, value.strip(), day)
    row = Classification(
        unit=unit,
        scheme=scheme,
        value=value.strip(),
        valid_from=day,
        valid_to=_end_of(unit),
        document=document,
        basis=basis,
    )
    saved(row)
    note(by, f"classify as {scheme}={value}", unit, day)
    return row


def _refuse_unknown(scheme: Scheme, value: str) -> None:
    """Refuse a value that no rule asks for: it would judge by the wrong level."""
    known = VALUES_OF_SCHEME[scheme]
    if value not in known:
        said = {"text": value, "options": ", ".join(map(str, known.values()))}
        message = _("“%(text)s” không có trong các mức: %(options)s")
        raise UnitsError(message % said, "value")


def _end_of(unit: Unit) -> dt.date | None:
    """The first day on which the unit no longer stands; None while it does."""
    last = unit.versions.order_by("valid_from").last()
    return last.valid_to if last else None


def _end_former(unit: Unit, scheme: Scheme, value: str, day: dt.date) -> None:
    rows = unit.classifications.filter(scheme=scheme)
    if rows.filter(valid_from__gte=day).exists():
        message = _("Đơn vị đã có phân loại này từ ngày đó hoặc sau đó.")
        raise UnitsError(message, "day")
    former = rows.in_force_on(day).last()
    if former is None:
        return
    if former.valid_to is not None:
        message = _("Phân loại trước đã có ngày hết hiệu lực sau ngày này.")
        raise UnitsError(message, "day")
    if former.value == value:
        raise UnitsError(_("Phân loại không đổi."), "value")
    former.valid_to = day
    former.save(update_fields=["valid_to"])
