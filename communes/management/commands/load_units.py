"""Load the administrative units from data/units, or print what that would do.

Every row of every file is checked before anything is written; a fault is printed
with file, line, column and reason. Running it again changes nothing.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.console import Console
from rich.progress import Progress

from communes.imports.compare import Difference, compare
from communes.imports.load import plan_units
from communes.imports.sheets import UnitsFileError
from communes.imports.write import write

SHOWN_PROBLEMS = 20
ONLY = {"bac-kan": {"Bắc Kạn", "Thái Nguyên"}}


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính. Không có --commit thì chỉ in việc sẽ làm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="ghi thật")
        parser.add_argument("--directory", type=Path, help="thư mục CSV")
        parser.add_argument("--only", choices=sorted(ONLY), help="chỉ phần này")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["directory"] or Path(settings.BASE_DIR) / "data" / "units"
        try:
            plan = plan_units(folder)
        except UnitsFileError as error:
            raise CommandError(_told(error.problems)) from error
        if options["only"]:
            plan = plan.only(ONLY[options["only"]])
        with transaction.atomic():
            difference = compare(plan)
            if difference.conflicts:
                raise CommandError(_told(difference.conflicts))
            self._tell(difference)
            if difference.size and options["commit"]:
                self._write(difference)
        self.stdout.write(self._outcome(difference, options["commit"]))

    def _tell(self, new: Difference) -> None:
        self.stdout.write(
            f"Mới: {len(new.units)} đơn vị, {len(new.versions)} phiên bản, "
            f"{len(new.classes)} phân loại, {len(new.successions)} lần sáp nhập "
            f"({len(new.links)} nối), {len(new.documents)} văn bản"
        )
        ended = len(new.ended_versions) + len(new.ended_classes)
        if new.worded:
            self.stdout.write(f"Điền tiếng Anh: {len(new.worded)} văn bản")
        if ended:
            self.stdout.write(f"Hết hiệu lực: {ended}")

    def _write(self, difference: Difference) -> None:
        console = Console(file=self.stdout)
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("Đơn vị hành chính", total=difference.size)
            write(difference, lambda rows: bar.advance(task, rows))

    def _outcome(self, difference: Difference, is_written: bool) -> str:
        if not difference.size:
            return "Không có gì mới."
        if not is_written:
            return "Chưa ghi gì. Thêm --commit để ghi."
        return self.style.SUCCESS("Đã ghi.")


def _told(faults: Sequence[object]) -> str:
    lines = [str(fault) for fault in faults[:SHOWN_PROBLEMS]]
    more = len(faults) - SHOWN_PROBLEMS
    if more > 0:
        lines.append(f"… và {more} lỗi nữa")
    return "\n".join([f"Không ghi gì, có {len(faults)} lỗi:", *lines])
