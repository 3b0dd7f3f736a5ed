"""What an action refuses, in the reader's words."""


class CriteriaError(Exception):
    """A refusal with its reason."""
