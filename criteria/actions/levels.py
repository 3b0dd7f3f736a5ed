"""Add, verify and correct levels (mức quy định). Nothing here changes a value."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from communes.clock import now
from criteria.book import level_row
from criteria.choices import MeasureKind, Trust
from criteria.errors import CriteriaError
from criteria.models import Indicator, Level, Measure
from criteria.rules.levels import would_tie
from documents.models import Document
from documents.permissions import refuse_without

FULL = 100
# What a correction may correct.
CORRECTED = [
    "value",
    "document_id",
    "region",
    "year",
    "group",
    "attribute_scheme",
    "attribute_value",
    "valid_from",
    "valid_to",
    "status",
]


@transaction.atomic
def append_level(*, level: Level, by: AbstractBaseUser | None = None) -> Level:
    """Enter a new level, refused where no rule could choose between it and another.

    `level` is not saved yet. Entered as verified by a person, it is stamped.
    """
    refuse_without(by, "criteria.add_level")
    _lock(level.indicator_id)
    _refuse_misfit(level)
    _refuse_value(level)
    _refuse_ties(level)
    _stamp(level, by)
    level.full_clean()
    level.save()
    return level


@transaction.atomic
def verify_level(
    level: Level, *, document: Document, article: str, by: AbstractBaseUser
) -> Level:
    """Say that a person has read the level in this article of the document."""
    refuse_without(by, "criteria.change_level")
    level = Level.objects.select_for_update().get(pk=level.pk)
    if level.superseded_by_id is not None:
        raise CriteriaError(_("Mức này đã được thay bằng mức khác."))
    if level.status == Trust.ILLUSTRATIVE:
        raise CriteriaError(
            _("Mức minh họa không thể đối chiếu; hãy thay bằng mức của văn bản.")
        )
    if not article.strip():
        raise CriteriaError(_("Hãy ghi điều, khoản hoặc phụ lục đã đối chiếu."))
    level.document = document
    level.status = Trust.VERIFIED
    level.verified_article = article.strip()
    _refuse_misfit(level)
    _stamp(level, by)
    level.full_clean()
    level.save(
        update_fields=[
            "document",
            "status",
            "verified_article",
            "verified_at",
            "verified_by",
        ]
    )
    return level


@transaction.atomic
def supersede_level(
    old: Level, *, correction: Level, by: AbstractBaseUser | None = None
) -> Level:
    """Correct a level by a new row; the old one stays, as it was, for what used it."""
    refuse_without(by, "criteria.change_level")
    _lock(old.indicator_id)
    old = Level.objects.get(pk=old.pk)
    _refuse_correction(old, correction)
    _refuse_misfit(correction)
    _refuse_value(correction)
    _refuse_ties(correction, instead_of=old)
    _stamp(correction, by)
    # Only one row may be live for the same keys, so the new one stands back first.
    correction.superseded_by = old
    correction.full_clean()
    # The history of both begins where the change is whole.
    correction.save_without_historical_record()  # type: ignore[attr-defined]  # the history's own
    old.superseded_by = correction
    old.save(update_fields=["superseded_by"])
    correction.superseded_by = None
    correction.save_without_historical_record(  # type: ignore[attr-defined]  # the history's own
        update_fields=["superseded_by"]
    )
    Level.history.bulk_history_create([correction], default_date=now())
    return correction


def _lock(indicator_id: int) -> None:
    """Let one level of an indicator be entered at a time."""
    Indicator.objects.select_for_update().get(pk=indicator_id)


def _refuse_misfit(level: Level) -> None:
    if level.indicator.measure_id is None:
        raise CriteriaError(_("Chỉ tiêu gộp không có mức; hãy ghi mức cho từng phần."))
    is_illustrative = level.status == Trust.ILLUSTRATIVE
    if level.document.is_illustrative != is_illustrative:
        raise CriteriaError(_("Văn bản minh họa và mức minh họa phải đi cùng nhau."))


def _refuse_value(level: Level) -> None:
    """Refuse a level that no value of its measure could have."""
    measure = level.indicator.measure
    if measure is None:
        return
    answers = set(_answers(measure))
    if answers and level.value not in answers:
        said = {
            "text": f"{level.value.normalize():f}",
            "options": ", ".join(map(str, sorted(answers))),
        }
        message = _("“%(text)s” không có trong các mức: %(options)s")
        raise CriteriaError(message % said, "value")
    if measure.kind == MeasureKind.PERCENT and not 0 <= level.value <= FULL:
        raise CriteriaError(_("tỷ lệ ngoài khoảng 0–100"), "value")


def _answers(measure: Measure) -> Iterable[int]:
    """The values of a measure that has few."""
    if measure.kind == MeasureKind.YES_NO:
        return [0, 1]
    return measure.options.values_list("value", flat=True)


def _refuse_correction(old: Level, correction: Level) -> None:
    if old.superseded_by_id is not None:
        raise CriteriaError(_("Mức này đã được thay bằng mức khác."))
    place = (old.indicator_id, old.layer, old.province_id)
    if (correction.indicator_id, correction.layer, correction.province_id) != place:
        raise CriteriaError(
            _("Mức thay thế phải cùng chỉ tiêu, cùng cấp ban hành và cùng tỉnh.")
        )
    # Forms send other line ends than were stored.
    is_same_note = old.source_note.split() == correction.source_note.split()
    if is_same_note and all(
        getattr(old, name) == getattr(correction, name) for name in CORRECTED
    ):
        raise CriteriaError(_("Mức thay thế không khác gì mức cũ."))


def _refuse_ties(level: Level, *, instead_of: Level | None = None) -> None:
    live = Level.objects.live().filter(indicator_id=level.indicator_id)
    if instead_of is not None:
        live = live.exclude(pk=instead_of.pk)
    rows = [level_row(row) for row in live.select_related("document")]
    ties = would_tie(level_row(level), rows)
    if ties:
        case = {
            "code": level.indicator.code,
            "value": f"{ties[0].value.normalize():f}",
            "document": ties[0].document,
        }
        raise CriteriaError(
            _("%(code)s đã có mức %(value)s (%(document)s) cho trường hợp này.") % case
        )


def _stamp(level: Level, by: AbstractBaseUser | None) -> None:
    if level.status == Trust.VERIFIED and by is not None:
        level.verified_at = now()
        level.verified_by = by  # type: ignore[assignment]  # the one user model
