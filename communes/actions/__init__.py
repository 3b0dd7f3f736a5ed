"""Every write about units: keyword-only, all or nothing, refusing with UnitsError."""

from communes.actions.changes import move, recode, rename, retype
from communes.actions.classes import classify
from communes.actions.successions import NewUnit, merge, rearrange, split

__all__ = [
    "NewUnit",
    "classify",
    "merge",
    "move",
    "rearrange",
    "recode",
    "rename",
    "retype",
    "split",
]
