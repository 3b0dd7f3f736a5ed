"""Writing published figures as a document gives them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from assessments.actions.documents import Citation, cite_document
from assessments.errors import AssessmentsError
from assessments.models import PublishedFigure
from assessments.permissions import can_import
from assessments.reports.figures import FigureKey, stored_figures
from communes.models import UnitVersion
from documents.models import Document


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """What a document says of a unit on a day."""

    key: FigureKey
    band_maximum: int | None
    value: Decimal
    denominator: int | None = None
    note: str = ""

    @property
    def as_of(self) -> dt.date:
        return self.key[4]


@dataclass(frozen=True, slots=True)
class FiguresPlan:
    """Figures to write; `corrections` with what stood there at the preview."""

    province_id: int
    citation: Citation
    new: Sequence[FigureSaid] = ()
    corrections: Sequence[tuple[FigureSaid, tuple]] = ()


@transaction.atomic
def import_figures(*, plan: FiguresPlan, by: User) -> Document:
    """Write a plan of figures; refuses when they are not as they were planned on."""
    if not can_import(by, plan.province_id):
        raise PermissionDenied
    _refuse_elsewhere(plan)
    document = cite_document(plan.citation)
    stored = stored_figures(document)
    moved = any(said.key in stored for said in plan.new) or any(
        said.key not in stored or stored[said.key].said != before
        for said, before in plan.corrections
    )
    if moved:
        raise AssessmentsError(
            _("Số liệu đã thay đổi sau khi xem trước. Hãy xem lại rồi ghi.")
        )
    new = [_row(said, document) for said in plan.new]
    bulk_create_with_history(new, PublishedFigure, default_user=by)
    for said, _before in plan.corrections:
        row = _row(said, document)
        row.pk = stored[said.key].pk
        row.save(update_fields=["value", "band_maximum", "denominator", "note"])
    return document


def _refuse_elsewhere(plan: FiguresPlan) -> None:
    """Refuse figures of units that do not lie in the province of the plan."""
    units = {said.key[0] for said in plan.new}
    units |= {said.key[0] for said, _before in plan.corrections}
    own = UnitVersion.objects.filter(province=plan.province_id, unit__in=units)
    if units - {plan.province_id, *own.values_list("unit_id", flat=True)}:
        raise PermissionDenied


def _row(said: FigureSaid, document: Document) -> PublishedFigure:
    unit_id, metric, tier, band_minimum, as_of = said.key
    return PublishedFigure(
        unit_id=unit_id,
        metric=metric,
        tier=tier,
        band_minimum=band_minimum,
        band_maximum=said.band_maximum,
        as_of=as_of,
        value=said.value,
        denominator=said.denominator,
        document=document,
        note=said.note,
    )
