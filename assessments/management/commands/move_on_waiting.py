"""Move results that wait for a district which is gone to the next step."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from assessments.actions import move_on_waiting


class Command(BaseCommand):
    help = "Chuyển kết quả đang chờ một huyện không còn sang bước sau; xem trước."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="ghi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        """The preview is the action itself, taken back."""
        with transaction.atomic():
            moved = move_on_waiting()
            for result in moved:
                account = result.assessment
                self.stdout.write(
                    f"{account.unit_version}, {account.period}: {result.criterion}"
                )
            if not options["commit"]:
                transaction.set_rollback(True)
        end = "đã chuyển." if options["commit"] else "sẽ chuyển; --commit để ghi."
        self.stdout.write(f"{len(moved)} kết quả {end}")
