"""Every write of the law."""

from criteria.actions.check_rules import put_check
from criteria.actions.levels import append_level, supersede_level, verify_level
from criteria.actions.sets import (
    describe_set,
    publish_set,
    put_lead,
    put_substitution,
)
from criteria.actions.shared import add_document, add_measure, change_measure

__all__ = [
    "add_document",
    "add_measure",
    "append_level",
    "change_measure",
    "describe_set",
    "publish_set",
    "put_check",
    "put_lead",
    "put_substitution",
    "supersede_level",
    "verify_level",
]
