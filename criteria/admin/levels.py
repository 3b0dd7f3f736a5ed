"""Levels in the admin: added and corrected by actions, never overwritten."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communes.choices import REGION_NAMES
from criteria.forms import AppendForm, SupersedeForm
from criteria.models import Level
from documents.action_page import ActionForm, ActionPage, ActionPages, Effect
from documents.readonly_admin import ReadOnlyAdmin, TracedAdmin

After = Callable[[Any], Iterable[Effect]]


def watch_level(form: ActionForm) -> After:
    """The level as it was and as it is now."""
    before = level_line(form.subject) if form.subject is not None else ""

    def after(level: Level) -> list[Effect]:
        return [
            Effect(gettext("Mức hiện nay"), [before] if before else []),
            Effect(gettext("Mức sẽ có"), [level_line(level)]),
            Effect(gettext("Lưu ý"), _doubt(level)),
        ]

    return after


def _doubt(level: Level) -> list[str]:
    """What has been in force before its document was issued is of another one."""
    issued = level.document.issued_on
    if issued is None or issued <= level.valid_from:
        return []
    said = {"issued": date_format(issued), "first": date_format(level.valid_from)}
    text = gettext(
        "Văn bản ban hành ngày %(issued)s, sau ngày đầu của mức (%(first)s): "
        "mức này có thể do văn bản khác quy định."
    )
    return [text % said]


def level_line(level: Level) -> str:
    """A level in one line: what for, how much, for whom, since when, by which act."""
    said = {
        "code": level.indicator.code,
        "value": level.said_value,
        "keys": level.for_whom,
        "day": date_format(level.valid_from),
        "status": level.get_status_display(),
        "document": level.document.label,
    }
    return gettext(
        "%(code)s: %(value)s (%(keys)s) từ %(day)s, %(document)s, %(status)s"
    ) % (said)


def is_live(level: Level) -> bool:
    """Whether no later row corrects it."""
    return level.superseded_by_id is None


APPEND = ActionPage(
    slug="them-muc",
    title=_("Thêm mức quy định"),
    form=AppendForm,
    watchers=[watch_level],
    on_row=False,
    hint=_("Kết quả đã ghi giữ mức đã dùng; mức mới dùng cho lần ghi sau."),
)
SUPERSEDE = ActionPage(
    slug="thay-muc",
    title=_("Thay bằng mức đúng"),
    form=SupersedeForm,
    watchers=[watch_level],
    fits=is_live,
    hint=_("Mức cũ được giữ cho những kết quả đã dùng nó."),
)


class RegionFilter(admin.SimpleListFilter):
    """Levels for one region; the stock filter would link an empty name."""

    title = _("vùng")
    parameter_name = "vung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(REGION_NAMES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        region = self.value()
        return queryset.filter(region=region) if region else queryset


class LevelAdmin(ActionPages, TracedAdmin, ReadOnlyAdmin):
    """Levels; registered where the results that they judged are known."""

    add_page = APPEND
    action_pages = [SUPERSEDE]
    list_display = [
        "indicator",
        "said_value",
        "for_whom",
        "layer",
        "valid_from",
        "valid_to",
        "status",
        "document",
    ]
    fields = [
        *list_display,
        "source_note",
        "verified_at",
        "verified_by",
        "verified_article",
        "superseded_by",
    ]
    readonly_fields = ["said_value", "for_whom"]
    list_filter: list[Any] = [
        "status",
        "layer",
        RegionFilter,
        "indicator__criterion__criteria_set",
    ]
    list_select_related = ["indicator__measure", "document", "province"]
    search_fields = ["indicator__code", "indicator__name_vi", "document__number"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.prefetch_related(
            "indicator__measure__options", "province__versions"
        )

    def row_label(self, level: Level) -> str:
        return level_line(level)
