"""Mail people what they owe today, nothing where they owe nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.roles import roles_of
from assessments.actions.digests import send_digest
from assessments.reports.digest import digest_of, recipients


class Command(BaseCommand):
    help = "Gửi thư tổng hợp việc của từng người, nhiều nhất một thư một ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="gửi thật")

    def handle(self, *args: Any, **options: Any) -> None:
        """A mail that fails does not keep the others from theirs."""
        if not settings.SITE_URL:
            raise CommandError("Đặt SITE_URL, địa chỉ của cổng, trước khi gửi thư.")
        sent, failed = 0, 0
        for person in recipients().order_by("pk").iterator():
            roles = roles_of(person)
            digest = digest_of(person, roles)
            if not (roles and digest):
                continue
            if not options["commit"]:
                self.stdout.write(f"{person.email}")
                sent += 1
                continue
            try:
                sent += send_digest(person=person, digest=digest)
            except OSError as error:
                failed += 1
                self.stderr.write(f"{person.email}: {error}")
        end = "đã gửi." if options["commit"] else "sẽ gửi; --commit để gửi."
        self.stdout.write(f"{sent} thư {end}")
        if failed:
            raise CommandError(f"{failed} thư không gửi được.")
