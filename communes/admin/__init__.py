"""Units in the admin, one file a concept.

Units themselves are registered by `assessments`, which knows what hangs on them.
"""

from communes.admin import boundaries, history
from communes.admin.units import (
    LowerUnitAdmin,
    OfUnit,
    ProvinceFilter,
    UnitAdmin,
    WithUnit,
)
from documents.readonly_admin import (
    KeptAdmin,
    ReadOnlyInline,
    TracedAdmin,
    attention_filter,
)

__all__ = [
    "KeptAdmin",
    "LowerUnitAdmin",
    "OfUnit",
    "ProvinceFilter",
    "ReadOnlyInline",
    "TracedAdmin",
    "UnitAdmin",
    "WithUnit",
    "attention_filter",
    "boundaries",
    "history",
]
