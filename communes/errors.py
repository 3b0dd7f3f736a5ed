"""What an action on units refuses, in the reader's words."""


class UnitsError(Exception):
    """A refusal: `message` for people, `field` names the input it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
