"""What an action refuses, in the reader's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class AssessmentsError(Exception):
    """A refusal with its reason and, where there is one, the field it concerns."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleResult(AssessmentsError):
    """Somebody else changed the result since it was read; nothing was written."""

    def __init__(self, criterion_id: int) -> None:
        super().__init__(_("Kết quả này vừa được người khác thay đổi."))
        self.criterion_id = criterion_id


class StaleDossier(AssessmentsError):
    """Somebody else changed the dossier since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ này vừa được người khác sửa."))


@dataclass(frozen=True, slots=True)
class Owed:
    """What a criterion still lacks before it can be submitted."""

    criterion_id: int
    indicator_id: int | None
    message: str


class NotReady(AssessmentsError):
    """Criteria that cannot be submitted yet, each with all that it lacks."""

    def __init__(self, owed: list[Owed]) -> None:
        super().__init__(_("Còn chỗ phải sửa trước khi nộp."))
        self.owed = owed
