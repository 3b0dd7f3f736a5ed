"""Putting a map in the place of the one that stood there before."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from communes.actions.versions import lock, saved
from communes.models import BoundaryLayer, BoundaryShape, Unit
from documents.permissions import refuse_without

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What a layer says of itself; `province_id` to `valid_from` say which it is."""

    province_id: int
    level: str
    kind: str
    valid_from: dt.date
    valid_to: dt.date | None
    title: str
    title_en: str
    document_id: int
    licence: str
    caveat: str
    caveat_en: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shape:
    """One unit of a layer: a tile, or an outline with the point of its number."""

    unit_id: int
    x: int
    y: int
    path: str = ""


def standing_layer(facts: LayerFacts) -> BoundaryLayer | None:
    """The stored layer whose place these facts take, if there is one."""
    return BoundaryLayer.objects.filter(
        province_id=facts.province_id,
        level=facts.level,
        kind=facts.kind,
        valid_from=facts.valid_from,
    ).first()


def is_stored(facts: LayerFacts, shapes: Sequence[Shape]) -> bool:
    """Whether exactly this layer already stands in the database."""
    layer = standing_layer(facts)
    if layer is None:
        return False
    stored = layer.shapes.values_list("unit_id", "x", "y", "path")
    wanted = {(one.unit_id, one.x, one.y, one.path) for one in shapes}
    return set(stored) == wanted and all(
        getattr(layer, name) == value for name, value in asdict(facts).items()
    )


@transaction.atomic
def save_layer(
    *, facts: LayerFacts, shapes: Sequence[Shape], by: AbstractBaseUser | None = None
) -> BoundaryLayer:
    """Write a layer with its shapes, in place of the one of that province and day."""
    refuse_without(by, "communes.add_boundarylayer")
    # Two imports of one layer would else mix their shapes.
    lock([Unit(pk=facts.province_id)])
    layer = standing_layer(facts) or BoundaryLayer()
    for name, value in asdict(facts).items():
        setattr(layer, name, value)
    saved(layer)
    layer.shapes.all().delete()
    BoundaryShape.objects.bulk_create(
        BoundaryShape(layer=layer, **asdict(one)) for one in shapes
    )
    logger.info("layer %s of %s shapes by %s", layer.pk, len(shapes), by or "-")
    return layer
