"""Values posted when the session was over or its token another: held, let go."""

from collections.abc import Set

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.held import hold_input, let_go
from assessments.errors import AssessmentsError
from assessments.forms.entry import Fields, Token, changed, token_of
from assessments.forms.held import (
    FILES,
    Filler,
    files_name,
    filler_of,
    lost_files,
    names_of,
    touched,
)
from assessments.models import HeldInput, PeriodSet
from assessments.reports.entry import EntryReport
from assessments.reports.law import Asked, kept_law
from assessments.views.entry_places import Place, period_set_of, wants_json

Held = dict[int, tuple[Token, dict[str, Fields]]]


def session_over(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int, words: str = ""
) -> HttpResponse:
    """Send to the sign-in and back; what was posted is held for who filled it in.

    `words` tell of it where nothing but the names of files is held.
    """
    is_held = request.method == "POST" and _hold(request, year, unit_id, period_set_id)
    back = redirect_to_login(request.get_full_path())
    if request.method != "POST" and not wants_json(request):
        return back
    if not words and is_held:
        words = _("Phiên đã hết. Đăng nhập lại, các ô bạn vừa gửi đang được giữ.")
    elif not words:
        words = _("Phiên đã hết và các ô vừa gửi không giữ được. Đăng nhập lại.")
    if wants_json(request):
        said = {"sign_in": back.url, "held": is_held, "words": words}
        return JsonResponse(said, status=401)
    messages.info(request, words)
    return back


def hold_refused(request: HttpRequest) -> str:
    """Hold a form of the entry page whose token was refused; the way back, or "".

    A form opened before a sign-in in another tab carries the token of before. Only the
    person whose session it is, for whom the form was made, posting from the portal's
    own page, has it held. Nothing of it is saved.
    """
    match = request.resolver_match
    if match is None or match.view_name != "entry:page" or not _is_own(request):
        return ""
    filler = filler_of(request.POST.get("hold", ""))
    if filler is None or filler.owner_id != request.user.pk:
        return ""
    return request.get_full_path() if _hold(request, **match.kwargs) else ""


def _is_own(request: HttpRequest) -> bool:
    """Whether a page of the portal sent it, by the browser's word."""
    own = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin", "")
    return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS


def _hold(request: HttpRequest, year: int, unit_id: int, period_set_id: int) -> bool:
    """Whether the values are held; never for anybody but whom the form was made for."""
    filler = filler_of(request.POST.get("hold", ""))
    if filler is None or (filler.unit_id, filler.period_set_id) != (
        unit_id,
        period_set_id,
    ):
        return False
    late = getattr(request, "late_user", None)
    owner = User.objects.filter(pk=filler.owner_id, is_active=True).first()
    if owner is None or (late is not None and late != owner):
        return False
    period_set = period_set_of(year, period_set_id)
    asked = kept_law(period_set).asked
    values = touched(request.POST, asked)
    if not wants_json(request):  # the script keeps its files itself
        chosen = request.POST.getlist("criteria")
        values |= lost_files(request.FILES, chosen, asked)
    if not values:
        return True
    try:
        hold_input(owner=owner, unit_id=unit_id, period_set=period_set, values=values)
    except (PermissionDenied, AssessmentsError):
        return False
    return True


def mark_of(user: User, unit_id: int, period_set: PeriodSet) -> str:
    """What a form carries so that its values outlive the session."""
    return Filler(user.pk, unit_id, period_set.pk).signed()


def files_again(held: HeldInput | None) -> tuple[str, ...]:
    """Files that have to be chosen again, by criterion."""
    fields = held.values.items() if held else ()
    return tuple(
        _("Tiêu chí %(number)s: %(names)s")
        % {"number": name.removeprefix(FILES), "names": names}
        for name, names in fields
        if name.startswith(FILES)
    )


def release_files(by: User, unit_id: int, period_set: PeriodSet, ids: Set[int]) -> None:
    """Forget the names of files of criteria that have got some by now."""
    numbers = period_set.criteria_set.criteria.filter(pk__in=ids).values_list(
        "number", flat=True
    )
    names = [files_name(number) for number in numbers]
    let_go(by=by, unit_id=unit_id, period_set=period_set, names=names)


def shown_again(held: HeldInput | None, report: EntryReport) -> Held:
    """Held fields by criterion number."""
    if held is None:
        return {}
    found: Held = {}
    for entry in report.asked.entries:
        number = entry.criterion.number
        token, fields = token_of(held.values, number), changed(held.values, entry)
        if token is not None and fields:
            found[number] = token, fields
    return found


def release(request: HttpRequest, place: Place, asked: Asked, failed: set[int]) -> None:
    """Forget held fields of criteria that this post has saved or dropped."""
    if not request.POST.get("held"):
        return
    names = [
        name
        for entry in asked.entries
        if f"t-{entry.criterion.number}" in request.POST
        and entry.criterion.number not in failed
        for name in names_of(entry)
    ] + [name.replace("evidence-", FILES) for name in request.FILES]
    let_go(
        by=request.user,
        unit_id=place.unit_id,
        period_set=place.period_set,
        names=names,
    )
