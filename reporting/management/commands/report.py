"""Print a province's year from its rows: the figures of the official report."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.reports.province import ProvinceReport, province_report
from reporting.reports.scope import NoResults, Where


class Command(BaseCommand):
    help = "In số liệu một năm của một tỉnh, tính từ từng xã."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, help="tên tỉnh")
        parser.add_argument("--year", required=True, type=int, help="năm")
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = province_report(Where(options["province"], year=options["year"]))
        except NoResults as error:
            raise CommandError(
                f"Không có kết quả của {options['province']} năm {options['year']}."
            ) from error
        if options["format"] == "json":
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
            self.stdout.write(text)
        else:
            self.stdout.write(_as_text(report))


def _as_text(report: ProvinceReport) -> str:
    said = report.as_json()
    lines = [f"{said['province']}, {said['as_of']}: {said['communes_total']} xã"]
    lines += [f"  {band} tiêu chí: {n} xã" for band, n in said["bands"].items()]
    lines.append(f"  bình quân {said['criteria_average']} tiêu chí/xã")
    lines.append(f"  công nhận trong năm: {', '.join(said['recognised_in_year'])}")
    if report.provenance.illustrative:
        lines.append("  Số liệu minh họa.")
    return "\n".join(lines)
