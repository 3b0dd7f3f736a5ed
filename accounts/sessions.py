"""What a session remembers: when it began, when it was last used, the second factor."""

import time

from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

BEGAN = "began_at"
SEEN = "seen_at"
SECOND_FACTOR = "second_factor_of"
# How exactly the last use is known: a write at every request would cost too much.
SEEN_EVERY = 60


def begin(session: SessionBase) -> None:
    """Start both clocks, at the sign-in."""
    session[BEGAN] = session[SEEN] = int(time.time())


def has_just_begun(session: SessionBase) -> bool:
    """Whether the password was typed minutes ago."""
    return time.time() - session.get(BEGAN, 0) < REAUTHENTICATION_TIMEOUT


def has_ended(session: SessionBase) -> bool:
    """Whether it was left alone for too long or is too old; one without clocks is."""
    now = time.time()
    return (
        now - session.get(SEEN, 0) > settings.SESSION_IDLE
        or now - session.get(BEGAN, 0) > settings.SESSION_LONGEST
    )


def mark_seen(session: SessionBase) -> None:
    now = int(time.time())
    if now - session[SEEN] >= SEEN_EVERY:
        session[SEEN] = now


def mark_second_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """Remember whose code was right: the sign-in itself may come after."""
    request.session[SECOND_FACTOR] = authenticator.user_id


def has_passed_second_factor(request: HttpRequest) -> bool:
    return request.session.get(SECOND_FACTOR) == request.user.pk
