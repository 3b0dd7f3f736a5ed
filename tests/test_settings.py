"""Production refuses to start unsafe; the demo never becomes production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KEY = "kQ3vX9-zR7tLw2Yb8Nf5Hc1Jd6Mg4Ps0Ua_EiOqWxBnTyVrKlZ"
SAFE = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "ntm.example.gov.vn"}
ASK = "from django.conf import settings as s; print({})"


def ask(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Evaluate an expression over the settings in a fresh process."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    kept["DJANGO_SETTINGS_MODULE"] = "ntm_portal.settings"
    return subprocess.run(
        [sys.executable, "-c", ASK.format(expression)],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"DEBUG": "on"}, "DEBUG must be off", id="debug"),
        pytest.param({"SECRET_KEY": ""}, "SECRET_KEY must be", id="no-key"),
        pytest.param({"SECRET_KEY": "short"}, "SECRET_KEY must be", id="short-key"),
        pytest.param({"SECRET_KEY": "a" * 60}, "SECRET_KEY must be", id="dull-key"),
        pytest.param(
            {"SECRET_KEY": f"django-insecure-{KEY}"},
            "SECRET_KEY must be",
            id="default-key",
        ),
        pytest.param({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must be", id="no-hosts"),
        pytest.param({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name", id="any-host"),
        pytest.param({"DJANGO_MODE": "staging"}, "DJANGO_MODE is", id="other-mode"),
    ],
)
def test_production_refuses(change, words):
    answer = ask("s.SECRET_KEY", **(SAFE | change))

    assert answer.returncode != 0
    assert "ImproperlyConfigured" in answer.stderr
    assert words in answer.stderr


@pytest.mark.slow
def test_production_is_the_default_and_safe():
    answer = ask(
        "s.PRODUCTION, s.DEMO, s.DEBUG, s.SECURE_SSL_REDIRECT,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0",
        **SAFE,
    )

    assert answer.stdout.strip() == "True False False True True True True"


@pytest.mark.slow
def test_demo_listens_to_this_computer_only():
    answer = ask(
        "s.DEMO, s.DEBUG, *s.ALLOWED_HOSTS", DJANGO_MODE="demo", ALLOWED_HOSTS="*"
    )

    assert answer.stdout.strip() == "True False localhost 127.0.0.1 [::1]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({**SAFE, "MFA_REQUIRED": "off"}, "True", id="production"),
        pytest.param({"DJANGO_MODE": "demo"}, "False", id="demo"),
        pytest.param({"DJANGO_MODE": "demo", "MFA_REQUIRED": "on"}, "True", id="asked"),
    ],
)
def test_second_factor_can_be_left_out_of_the_demo_only(environment, expected):
    assert ask("s.MFA_REQUIRED", **environment).stdout.strip() == expected


@pytest.mark.slow
def test_mail_goes_where_the_environment_says():
    answer = ask(
        "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.DEFAULT_FROM_EMAIL",
        **SAFE,
        EMAIL_URL="smtp+tls://ntm:x@mail.example.vn:587",
        MAIL_FROM="ntm@example.vn",
    )

    assert answer.stdout.strip() == "mail.example.vn 587 True ntm@example.vn"


@pytest.mark.slow
def test_demo_sends_no_mail_wherever_the_environment_says():
    answer = ask(
        "s.EMAIL_BACKEND, s.EMAIL_HOST",
        DJANGO_MODE="demo",
        EMAIL_URL="smtp://mail.example.vn:25",
    )

    assert answer.stdout.strip() == (
        "django.core.mail.backends.console.EmailBackend None"
    )


def test_content_security_policy_has_no_unsafe_source(client, db):
    policy = client.get("/health/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.slow
def test_attempts_are_counted_where_every_process_reads_them():
    answer = ask(
        "s.CACHES['default']['BACKEND'], s.CACHES['default']['OPTIONS']", **SAFE
    )

    assert "db.DatabaseCache" in answer.stdout
    assert "50000" in answer.stdout
