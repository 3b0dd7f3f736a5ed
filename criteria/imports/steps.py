"""One thing that loading would do."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What is printed, and what is run on commit; a remark runs nothing."""

    text: str
    run: Callable[[], object] | None = None
    size: int = 1


def remark(text: str) -> Step:
    """Something that was seen and is left as it is."""
    return Step(text, None, 0)
