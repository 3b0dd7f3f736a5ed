"""Count commune-level units on a day, by kind.

manage.py units --province "Bắc Kạn" --on 2020-01-31 --format json
"""

import datetime as dt
import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from communes.choices import UnitKind
from communes.errors import UnitsError
from communes.reports import counts_on, province_on


def day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” không phải ngày như 2020-02-01") from error


class Command(BaseCommand):
    help = "Đếm đơn vị cấp xã vào một ngày, theo loại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", help="tên tỉnh; bỏ trống là cả nước")
        parser.add_argument(
            "--on", required=True, type=day, help="ngày, năm-tháng-ngày"
        )
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        province = None
        if options["province"]:
            try:
                province = province_on(options["province"], options["on"])
            except UnitsError as error:
                raise CommandError(error.message) from error
        by_kind = counts_on(options["on"], province)
        total = sum(by_kind.values())
        if options["format"] == "json":
            said = {"total": total, "by_kind": by_kind}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        where = province.full_name if province else "Cả nước"
        table = Table(title=f"{where}, {options['on']:%d/%m/%Y}")
        table.add_column("Loại")
        table.add_column("Số đơn vị", justify="right")
        for kind, count in by_kind.items():
            table.add_row(str(UnitKind(kind).label), str(count))
        table.add_section()
        table.add_row("cộng", str(total))
        Console(file=self.stdout).print(table)
