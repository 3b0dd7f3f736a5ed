"""Published figures of one document, by what they are about."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import PublishedFigure
from documents.models import Document

# unit, metric, tier, band minimum, day
FigureKey = tuple[int, str, str, int | None, dt.date]


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """What stands there now."""

    pk: int
    band_maximum: int | None
    value: Decimal
    denominator: int | None
    note: str

    @property
    def said(self) -> tuple:
        """Everything that a sheet can say otherwise."""
        return self.band_maximum, self.value, self.denominator, self.note


def figure_key(row: PublishedFigure) -> FigureKey:
    """What a figure is about; once a document."""
    return row.unit_id, row.metric, row.tier, row.band_minimum, row.as_of


def stored_figures(document: Document | None) -> dict[FigureKey, StoredFigure]:
    """A document's figures; one query."""
    if document is None:
        return {}
    return {
        figure_key(row): StoredFigure(
            row.pk, row.band_maximum, row.value, row.denominator, row.note
        )
        for row in PublishedFigure.objects.filter(document=document)
    }
