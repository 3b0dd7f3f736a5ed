"""What an action refuses, in the reader's words."""


class CriteriaError(Exception):
    """A refusal with its reason; `field` names the input it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
