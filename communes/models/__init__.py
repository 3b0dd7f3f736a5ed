"""Units and time."""

from communes.models.boundary import BoundaryLayer, BoundaryShape
from communes.models.classification import Classification
from communes.models.succession import Succession, SuccessionLink
from communes.models.unit import Commune, District, Province, Unit, Village
from communes.models.version import UnitVersion

__all__ = [
    "BoundaryLayer",
    "BoundaryShape",
    "Classification",
    "Commune",
    "District",
    "Province",
    "Succession",
    "SuccessionLink",
    "Unit",
    "UnitVersion",
    "Village",
]
