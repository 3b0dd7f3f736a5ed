"""What every action asks before a person writes."""

from typing import Any

from django.core.exceptions import PermissionDenied


def refuse_without(by: Any, permission: str) -> None:
    """Refuse a person who lacks the permission; loaders act by nobody."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied
