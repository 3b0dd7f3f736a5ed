"""What an action refuses, in the reader's words."""


class AssessmentsError(Exception):
    """A refusal with its reason and, where there is one, the field it concerns."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
