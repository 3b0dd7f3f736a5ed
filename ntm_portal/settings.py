"""Settings, each value once, read from the environment.

DJANGO_MODE is "production" (the default), "demo" or "test". Production refuses to
start when something unsafe is set; the demo listens to this computer only and
makes its own key.
"""

import datetime as dt
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

MODE = env("DJANGO_MODE", default="production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"DJANGO_MODE is {MODE!r}: production, demo or test")
PRODUCTION = MODE == "production"
TEST = MODE == "test"
# The demo's accounts and sign-in hints exist only where this is true.
DEMO = MODE == "demo"
# The demo's day: its year 2022 is half-way through.
CLOCK_DAY = dt.date(2022, 11, 24) if DEMO else None
# Seconds for which a process keeps the law, units and totals of closed periods.
LAW_KEPT_FOR = 60

DEBUG = env.bool("DEBUG", default=False)


def _demo_key(path: Path) -> str:
    """A key of this copy of the demo, kept in an untracked file."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


def _refuse_unsafe(*, key: str, hosts: list[str], debug: bool) -> None:
    """Stop a production site that anybody could break into."""
    if debug:
        raise ImproperlyConfigured("DEBUG must be off in production")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY must be set to 50 or more random characters in production"
        )
    if not hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must be set in production")
    if "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name each host in production")


if PRODUCTION:
    SECRET_KEY = env("SECRET_KEY", default="")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
    _refuse_unsafe(key=SECRET_KEY, hosts=ALLOWED_HOSTS, debug=DEBUG)
else:
    SECRET_KEY = secrets.token_urlsafe(64)
    if DEMO:
        SECRET_KEY = _demo_key(BASE_DIR / ".demo-secret")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    # Before ours: `accounts` takes some of their pages out of the admin.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "simple_history",
    "reporting",
    "assessments",
    "criteria",
    "accounts",
    "communes",
    "documents",
    "csp",
    "ntm_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SecondFactor",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Behind those who tell the page of a refusal whom it speaks to.
    "ntm_portal.errors.LargestRequest",
]

ROOT_URLCONF = "ntm_portal.urls"
WSGI_APPLICATION = "ntm_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "reporting.context.site",
            ],
        },
    }
]

# Data

DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
    )
}
SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if SQLITE:
    DATABASES["default"]["ENGINE"] = "ntm_portal.sqlite"
    # Without these two writers lock each other out.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A new connection reads the schema anew, on SQLite most of a millisecond a page.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        # Room for the counts of an attack: with the usual 300 they would push out
        # each other, and with them the lock-out.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Anonymous pages: a minute old at most, so each process may keep its own.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
if TEST:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

# The province whose pages stand at the root of the site.
HOME_PROVINCE = env("HOME_PROVINCE", default="Bắc Kạn")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.permissions.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# A session ends after four hours without a request: an official types for a morning
# and stops to look for papers. Twelve hours after the sign-in it ends in any case, so
# that a computer of the office left open is closed by the next day.
SESSION_IDLE = 4 * 60 * 60
SESSION_LONGEST = 12 * 60 * 60
# Its row stays longer, to tell whose a form is that comes too late.
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60
# The cookie goes when the browser is closed.
ACCOUNT_SESSION_REMEMBER = False

# Accounts are made by administrators; who has one proves it by the address there.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Nông thôn mới] "

# A whole office shares one address: what is counted by address alone lets a hundred
# people in at eight o'clock. Wrong passwords are counted by account and address, so
# that nobody shuts out another, and by account from anywhere, for many addresses
# that try one account.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "wrong_password": "5/5m/key",
    "wrong_password_anywhere": "30/15m/key",
    # Of codes of the second factor, by person.
    "login_failed": "5/5m/key",
    "reset_password": "60/m/ip,3/10m/key",
    "reset_password_from_key": "60/m/ip",
}
# How the proxy tells the visitor's address; without either it is the peer's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env("PROXY_CLIENT_ADDRESS_HEADER", default=None)

# The second factor of people who confirm or administer can be left out for trying the
# site, never in production.
MFA_REQUIRED = PRODUCTION or env.bool("MFA_REQUIRED", default=not DEMO)
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Nông thôn mới"
# Clocks of telephones are up to half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

# What a row was is read, not brought back: a change is made anew, with its reason.
SIMPLE_HISTORY_REVERT_DISABLED = True

# Language, dates, numbers

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_vendor"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["ntm_portal.formats"]
# Grouping everywhere would print the year as 2.026.
USE_THOUSAND_SEPARATOR = False

# Files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# What browsers ask for at the root: favicon.ico.
WHITENOISE_ROOT = BASE_DIR / "public"
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "ntm_portal.staticfiles.HashedFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Proofs that people sent: part of every backup, never served as they lie there.
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media"))
# The place under which a proxy (nginx: an internal location) hands out MEDIA_ROOT by
# itself, once the portal has asked who may read.
MEDIA_ACCEL = env("MEDIA_ACCEL", default="")
# Five files of 10 MB and the fields beside them.
LARGEST_REQUEST = 52 * 1024 * 1024

# Mail

EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default="smtp://localhost:25" if PRODUCTION else "consolemail://"
)
if DEMO:
    # The addresses of its accounts are made up: their mail is only printed.
    EMAIL_CONFIG = env.email_url_config("consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="ntm@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where the site is, for links in mail that no request asked for.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000" if not PRODUCTION else "")

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ntm_portal.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
# The header by which the proxy says that the visitor came by HTTPS, such as
# X-Forwarded-Proto. Set it only behind a proxy that overwrites it.
if _proxy_header := env("PROXY_HTTPS_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (
        "HTTP_" + _proxy_header.upper().replace("-", "_"),
        "https",
    )

# Log: to stdout; gunicorn.conf.py adds one line a request.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        }
    },
    "root": {"handlers": ["stdout"], "level": env("LOG_LEVEL", default="WARNING")},
}
