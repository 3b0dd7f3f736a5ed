"""Fill the database for trying: real units, law and documents, illustrative values.

Running it again adds what is missing and changes nothing else.
"""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from rich.console import Console
from rich.progress import Progress

from reporting.demo.after import load_after
from reporting.demo.half_way import play
from reporting.demo.people import make_people
from reporting.demo.published import load_published, province_named
from reporting.demo.results import load_nation, load_results

PROVINCE = "Bắc Kạn"
HEIR = "Thái Nguyên"
YEARS = 3


class Command(BaseCommand):
    help = "Nạp bản minh họa: tỉnh Bắc Kạn 2020–2022, địa bàn cũ của tỉnh 2025."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--nation",
            action="store_true",
            help="sinh kết quả năm 2021 cho mọi xã cả nước, để đo tốc độ",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Bản minh họa không nạp vào trang chính thức.")
        data = Path(settings.BASE_DIR) / "data"
        call_command("load_units", commit=True)
        call_command("load_criteria_set", all=True, commit=True)
        call_command("load_maps", commit=True)
        province = province_named(PROVINCE, dt.date(2021, 12, 31))
        new = load_published(data / "bac-kan", province)
        self.stdout.write(
            f"Số công bố, quyết định, mục tiêu, kế hoạch mới: {sum(new.values())}"
        )
        with Progress(console=Console(file=self.stdout)) as bar:
            task = bar.add_task("Kết quả minh họa", total=None)
            count = load_results(province, lambda n: bar.advance(task, n))
            heir = province_named(HEIR, dt.date(2025, 12, 31))
            count += load_after(province, heir, lambda n: bar.advance(task, n))
            play(make_people(province))
            if options["nation"]:
                count += load_nation(lambda n: bar.advance(task, n))
        # A planner that never saw the rows may read them by the worst way.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(self.style.SUCCESS(f"Đánh giá mới: {count}"))
