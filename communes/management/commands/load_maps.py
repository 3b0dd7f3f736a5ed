"""Load the shipped maps: tiles and boundaries of units that stand in the database.

Without --commit it only prints what it would do; a second run finds nothing new.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from communes.actions.layers import is_stored, save_layer
from communes.errors import UnitsError
from communes.imports.maps import plan_maps, store_documents
from communes.imports.sheets import UnitsFileError


class Command(BaseCommand):
    help = "Nạp lưới ô và ranh giới. Không có --commit thì chỉ in việc sẽ làm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="ghi thật")
        parser.add_argument("--directory", type=Path, help="thư mục bản đồ")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["directory"] or Path(settings.BASE_DIR) / "data" / "maps"
        with transaction.atomic():
            try:
                new = self._load(folder)
            except UnitsFileError as error:
                raise CommandError(str(error)) from error
            except UnitsError as error:
                raise CommandError(f"{error.field}: {error.message}") from error
            if not options["commit"]:
                transaction.set_rollback(True)
        if not new:
            self.stdout.write("Không có gì mới.")
        elif options["commit"]:
            self.stdout.write(self.style.SUCCESS("Đã ghi."))
        else:
            self.stdout.write("Chưa ghi gì. Thêm --commit để ghi.")

    def _load(self, folder: Path) -> int:
        """How many layers were new or different."""
        plans = plan_maps(folder, store_documents(folder))
        new = [plan for plan in plans if not is_stored(plan.facts, plan.shapes)]
        for plan in new:
            save_layer(facts=plan.facts, shapes=plan.shapes)
            self.stdout.write(f"{plan.facts.title}: {len(plan.shapes)} đơn vị")
        return len(new)
