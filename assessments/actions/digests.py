"""Mailing people what they owe, once a day at most."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from assessments.reports.digest import Digest
from communes.clock import today


def digest_mail(person: User, digest: Digest) -> EmailMessage:
    """The mail in the person's language, with the way to have no more of them."""
    with override(person.language):
        account = settings.SITE_URL + reverse("account_home")
        body = render_to_string(
            "trail/digest.txt",
            {
                "person": person,
                "digest": digest,
                "site": settings.SITE_URL,
                "home": settings.SITE_URL + reverse("reporting:home"),
                "account": account,
            },
        )
        subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + _("Việc của bạn hôm nay")
    headers = {"List-Unsubscribe": f"<{account}>"}
    return EmailMessage(subject, body, to=[person.email], headers=headers)


def send_digest(*, person: User, digest: Digest) -> bool:
    """Send it unless today's was sent; False then. What fails to be sent may be tried
    again.

    The day is taken before the mail goes: of two runs at once one sends it.
    """
    day, before = today(), person.digest_sent_on
    own = User.objects.filter(pk=person.pk)
    unsent = Q(digest_sent_on__isnull=True) | Q(digest_sent_on__lt=day)
    if not own.filter(unsent).update(digest_sent_on=day):
        return False
    try:
        digest_mail(person, digest).send()
    except OSError:
        own.update(digest_sent_on=before)
        raise
    return True
