"""A person's notices: the list, and marking them as read."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import roles_today
from accounts.roles import Roles
from assessments.actions.notices import mark_read
from assessments.choices import NoticeKind
from assessments.permissions import may_enter
from assessments.reports.digest import Deadline, Digest, digest_of
from assessments.reports.notices import NoticeRow, notices_of
from assessments.views.access import LARGEST
from assessments.views.deadline_words import deadline_words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What is owed, and the latest notices; a post marks one, or all shown, as read."""
    if request.method == "POST":
        mark_read(
            person=request.user,
            up_to=_posted(request, "den") or 0,
            only=_posted(request, "thong_bao"),
        )
        return redirect("trail:notices")
    roles = roles_today(request.user)
    rows = [_put(row, roles) for row in notices_of(request.user)]
    heading = _("Thông báo")
    page = {
        "heading": heading,
        "crumbs": [{"label": heading, "url": ""}],
        "owed": list(_owed(digest_of(request.user, roles))),
        "rows": rows,
        "newest": max((row["id"] for row in rows), default=0),
        "has_unread": any(row["is_unread"] for row in rows),
    }
    return render(request, "trail/notices.html", {"page": page})


def _owed(digest: Digest) -> Iterator[dict[str, str]]:
    """What the person owes today, each with the place where it is done."""
    if digest.waiting:
        text = ngettext(
            "%(total)s kết quả đang chờ bạn xem.",
            "%(total)s kết quả đang chờ bạn xem.",
            digest.waiting,
        )
        yield _line(text % {"total": digest.waiting}, "review:queue")
    if digest.returned:
        text = ngettext(
            "%(total)s kết quả bị trả lại, cần sửa và nộp lại.",
            "%(total)s kết quả bị trả lại, cần sửa và nộp lại.",
            digest.returned,
        )
        yield _line(text % {"total": digest.returned}, "entry:home")
    for one in digest.deadlines:
        yield _line(_left(one), "entry:home", _deadline(one))


def _line(text: str, view: str, more: str = "") -> dict[str, str]:
    return {"text": text, "url": reverse(view), "more": more}


def _left(one: Deadline) -> str:
    if not one.left:
        return _("Kỳ %(period)s: xã chưa nhập kết quả nào") % {"period": one.period}
    text = ngettext(
        "Kỳ %(period)s: còn %(n)s tiêu chí chưa nộp",
        "Kỳ %(period)s: còn %(n)s tiêu chí chưa nộp",
        one.left,
    )
    return text % {"period": one.period, "n": one.left}


def _deadline(one: Deadline) -> str:
    closes_on = one.period.closes_on
    return deadline_words(closes_on, one.days) if closes_on else ""


def _posted(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST:
        raise Http404
    return int(text)


def _put(row: NoticeRow, roles: Roles) -> dict[str, Any]:
    return {
        "id": row.notice.pk,
        "at": row.notice.at,
        "is_unread": row.notice.read_at is None,
        "kind": row.notice.get_kind_display(),
        "text": _text(row),
        "why": row.why,
        "url": _url(row, roles),
    }


def _text(row: NoticeRow) -> str:
    said = {"number": row.number, "place": row.place, "period": row.period}
    if row.number is None:
        return _("%(place)s, kỳ %(period)s") % said
    return _("Tiêu chí %(number)s, %(place)s, kỳ %(period)s") % said


def _url(row: NoticeRow, roles: Roles) -> str:
    """Where the person goes on: to enter, to decide, else to the history."""
    enters = row.notice.kind in (NoticeKind.RETURNED, NoticeKind.REOPENED)
    if enters and row.period_set_id and may_enter(roles, row.unit_id):
        place = [row.year, row.unit_id, row.period_set_id]
        anchor = f"#tc-{row.number}" if row.number else ""
        return reverse("entry:page", args=place) + anchor
    if row.correction_id:
        return reverse("rounds:decide", args=[row.correction_id])
    result_id = row.notice.criterion_result_id
    return reverse("trail:result", args=[result_id]) if result_id else ""
