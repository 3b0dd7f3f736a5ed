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
from communes.labels import place_label, with_places
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
        ]

    return after


def level_line(level: Level) -> str:
    """A level in one line: what for, how much, for whom, since when, by which act."""
    keys = [level.region, str(level.year or ""), level.group, level.attribute_value]
    if level.province is not None:
        keys.insert(0, place_label(level.province))
    said = {
        "code": level.indicator.code,
        "value": f"{level.value.normalize():f}",
        "keys": ", ".join(key for key in keys if key) or gettext("mọi trường hợp"),
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
        "value",
        "layer",
        "region",
        "year",
        "of_province",
        "valid_from",
        "valid_to",
        "status",
        "document",
    ]
    list_filter: list[Any] = [
        "status",
        "layer",
        RegionFilter,
        "indicator__criterion__criteria_set",
    ]
    list_select_related = ["indicator", "document", "province"]
    search_fields = ["indicator__code", "indicator__name_vi", "document__number"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related(*with_places("province"))

    @admin.display(description=_("tỉnh"))
    def of_province(self, level: Level) -> str:
        return str(level.province) if level.province else ""

    def row_label(self, level: Level) -> str:
        return level_line(level)
