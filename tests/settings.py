"""The site's settings in test mode, with a fast password hasher."""

import os

os.environ["DJANGO_MODE"] = "test"
os.environ["DEBUG"] = "off"

from ntm_portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Said here, for workers of a parallel run ask for Django's own engine by name.
if SQLITE:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405

# A thread of the live server must not hold the database when a test empties it.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

# People of tests sign in by one step; the tests of the second factor turn it on.
MFA_REQUIRED = False

# A test reads what it has just written.
LAW_KEPT_FOR = 0
