"""The demo's settings without what only helps a developer, and with bench's pages."""

import os

os.environ["DJANGO_MODE"] = "demo"

from ntm_portal.settings import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")  # noqa: F405
ALLOWED_HOSTS = ["*"]
