"""Make and print the sign-ins of the demo; refuses everywhere else."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User

ADMINISTRATOR = "quan-tri"


class Command(BaseCommand):
    help = "In tài khoản của bản minh họa."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản minh họa mới có tài khoản dùng thử.")
        password = _password(Path(settings.BASE_DIR) / ".demo-password")
        user, _is_new = User.objects.get_or_create(
            username=ADMINISTRATOR, defaults={"full_name": "Quản trị bản minh họa"}
        )
        user.is_staff = user.is_superuser = True
        if not user.check_password(password):
            user.set_password(password)
        user.save()
        self.stdout.write(f"Quản trị (/quan-tri/): {ADMINISTRATOR} / {password}")


def _password(path: Path) -> str:
    """The password of this copy of the demo, kept in an untracked file."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9))
    return path.read_text().strip()
