"""Facts in the admin: results are shown, what documents say is entered by actions."""

from assessments.admin import (
    figures,
    levels,
    periods,
    plans,
    recognition,
    results,
    units,
)

__all__ = [
    "figures",
    "levels",
    "periods",
    "plans",
    "recognition",
    "results",
    "units",
]
