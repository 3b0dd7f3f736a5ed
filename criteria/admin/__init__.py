"""The law in the admin, one file a concept.

Levels are registered by `assessments`, which knows the results that they judged.
"""

from criteria.admin import structure
from criteria.admin.levels import LevelAdmin

__all__ = ["LevelAdmin", "structure"]
