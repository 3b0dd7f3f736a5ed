"""Names of criteria where the column is narrow."""

import re

# Endings before which a long English word may be parted.
_ENDINGS = re.compile(r"(?<=\w{4})(?=(?:cations?|tions?|ments?|holds?|structure)\b)")
_SOFT_HYPHEN = "\u00ad"


def breakable(name: str) -> str:
    """A name for a narrow column; Vietnamese words are short enough as they are."""
    return _ENDINGS.sub(_SOFT_HYPHEN, name)
