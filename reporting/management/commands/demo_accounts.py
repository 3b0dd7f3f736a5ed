"""Give the people of the demo a password and print their sign-ins.

Refuses everywhere but in the demo.
"""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting.demo.people import OFFICES, SINCE, make_people
from reporting.demo.published import province_named


class Command(BaseCommand):
    help = "In tài khoản của bản minh họa."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản minh họa mới có tài khoản dùng thử.")
        password = _password(Path(settings.BASE_DIR) / ".demo-password")
        people = make_people(province_named(settings.HOME_PROVINCE, SINCE))
        self.stdout.write(f"Mật khẩu của mọi tài khoản dùng thử: {password}")
        for office in OFFICES:
            user = people[office.username]
            if not user.check_password(password):
                user.set_password(password)
                user.save()
            self.stdout.write(f"  {office.username:<15} {office.full_name}")
        if not settings.MFA_REQUIRED:
            self.stdout.write(
                "Bản minh họa không bắt buộc xác thực hai lớp;"
                " bản chính thức luôn bắt buộc (thử: MFA_REQUIRED=on)."
            )


def _password(path: Path) -> str:
    """The password of this copy of the demo, kept in an untracked file."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9))
    return path.read_text().strip()
