"""Levels with the list still to verify; verifying recounts what used them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.actions import verify_level
from assessments.actions.levels import accounts_using
from assessments.attention import ATTENTION_LEVELS
from criteria.admin import LevelAdmin
from criteria.admin.levels import is_live, watch_level
from criteria.choices import Trust
from criteria.forms import VerifyForm
from criteria.models import Level
from documents.action_page import ActionForm, ActionPage, Effect
from documents.readonly_admin import attention_filter


def verify(form: Any, by: Any) -> Level:
    """Verify the level of the page, and set right what is stored of its use."""
    level, _count = verify_level(form.subject, by=by, **form.cleaned_data)
    return level


def watch_accounts(form: ActionForm) -> Callable[[Any], Iterable[Effect]]:
    """How many accounts the level judged."""
    count = accounts_using(form.subject).count()

    def after(_level: Level) -> list[Effect]:
        line = ngettext(
            "%(count)s đánh giá đã dùng mức này: tính lại số mức chưa đối chiếu.",
            "%(count)s đánh giá đã dùng mức này: tính lại số mức chưa đối chiếu.",
            count,
        )
        lines = [line % {"count": count}] if count else []
        return [Effect(gettext("Đánh giá được tính lại"), lines)]

    return after


VERIFY = ActionPage(
    slug="doi-chieu",
    title=_("Đối chiếu với văn bản"),
    form=VerifyForm,
    perform=verify,
    watchers=[watch_level, watch_accounts],
    fits=lambda level: is_live(level) and level.status == Trust.UNVERIFIED,
    hint=_("Giá trị của mức không đổi; nếu văn bản ghi khác, hãy thay mức."),
)


@admin.register(Level)
class VerifiedLevelAdmin(LevelAdmin):
    action_pages = [VERIFY, *LevelAdmin.action_pages]
    list_filter = [attention_filter(ATTENTION_LEVELS), *LevelAdmin.list_filter]
