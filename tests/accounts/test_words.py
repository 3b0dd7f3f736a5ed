"""No English on a Vietnamese page of the account or in its mails, and the reverse."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from tests.accounts.totp import code_now, give_second_factor
from tests.builders import make_membership, make_user
from tests.i18n.words import VIETNAMESE, Names, PageWords, leftovers

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "mot-mat-khau-dai-1"
# Words without which no English sentence or label of the package does.
ENGLISH = re.compile(
    r"\b(the|your|you|is|are|has|have|been|of|and|not|no|please|password|code|codes"
    r"|sign|signed|account|user|username|two|enter|this|with|for|again|current"
    r"|session|sessions|address|browser|key|authenticator|activate|deactivate|view"
    r"|generate|download|recovery|confirm|cancel|login|try|too|invalid|incorrect)\b",
    re.IGNORECASE,
)
WRONG = {
    "account_login": {"login": "x", "password": "y"},
    "account_reset_password": {"email": "x"},
    "account_change_password": {"oldpassword": "x", "password1": "1", "password2": "2"},
    "account_reauthenticate": {"password": "x"},
    "mfa_reauthenticate": {"code": "x"},
}
BEFORE = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]
AFTER = [
    "account_home",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "usersessions_list",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


@pytest.fixture(autouse=True)
def _no_counts_of_others():
    cache.clear()


@pytest.fixture
def user():
    user = make_user(username="xa", password=PASSWORD, email="xa@nong-thon.vn")
    return make_membership(user=user, role="national_viewer").user


def texts_of(client, user):
    """Every page of the account, faulty forms too, and every mail that they send."""
    pages = [client.get(reverse(name)) for name in BEFORE]
    pages.append(
        client.get(reverse("account_reset_password_from_key", args=["1", "x"]))
    )
    pages += [faulty(client, name) for name in WRONG if name in BEFORE]
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_login"), {"login": "xa", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    pages.append(client.get(reverse("mfa_activate_totp")))
    secret = pages[-1].context["form"].secret
    pages.append(client.post(reverse("mfa_activate_totp"), {"code": "1"}))
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    pages.append(client.post(reverse("mfa_generate_recovery_codes"), follow=True))
    pages += [client.get(reverse(name)) for name in AFTER]
    pages += [faulty(client, name) for name in WRONG if name in AFTER]
    client.post(reverse("mfa_deactivate_totp"))
    return [page.content.decode() for page in pages], [
        f"{message.subject}\n{message.body}" for message in mail.outbox
    ]


def faulty(client, name):
    """The answer to a form with every field wrong, after too many times if need be."""
    response = client.post(reverse(name), WRONG[name])
    assert "<title>" in response.content.decode(), name
    return response


def test_pages_and_mails_are_wholly_vietnamese(client, user):
    pages, mails = texts_of(client, user)

    pieces = {piece for page in pages for piece in PageWords(page).pieces}
    pieces |= {line for text in mails for line in text.splitlines()}
    left = [p for p in pieces if ENGLISH.search(p) and "://" not in p]
    assert left == []
    assert len(mails) == 4


def test_pages_and_mails_are_wholly_english(client, user):
    with override("en"):
        pages, mails = texts_of(client, user)

    site = {"[Nông thôn mới]", "Văn phòng", "Bắc Kạn"}
    left = {piece for page in pages for piece in leftovers(page, Names([]))}
    left |= {
        line for text in mails for line in text.splitlines() if VIETNAMESE.search(line)
    }
    assert [p for p in left if not any(word in p for word in site)] == []


def test_code_page_of_the_sign_in_is_vietnamese(client, user):
    give_second_factor(user)
    said = {"login": "xa", "password": PASSWORD}
    page = client.post(reverse("account_login"), said, follow=True)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "x"})

    for answer in (page, wrong):
        pieces = PageWords(answer.content.decode()).pieces
        assert [piece for piece in pieces if ENGLISH.search(piece)] == []
