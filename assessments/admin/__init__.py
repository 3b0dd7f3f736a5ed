"""Facts in the admin: results are shown, what documents say is entered by actions."""

from assessments.admin import (
    figures,
    imports,
    levels,
    periods,
    plans,
    recognition,
    results,
    units,
)

__all__ = [
    "figures",
    "imports",
    "levels",
    "periods",
    "plans",
    "recognition",
    "results",
    "units",
]
