"""Import the results of a province from a sheet; without --commit only the plan."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from accounts.models import User
from assessments.actions.documents import Citation
from assessments.actions.imports import import_results
from assessments.choices import PeriodKind
from assessments.errors import AssessmentsError
from assessments.imports.limits import MAX_BYTES
from assessments.imports.plan import ImportPlan, Upload, plan_import
from assessments.imports.sheets import SheetError
from assessments.models import PeriodSet
from communes.choices import UnitLevel
from communes.errors import UnitsError
from communes.reports import province_on
from criteria.choices import Tier

SHOWN = 200


class Command(BaseCommand):
    help = "Nhập kết quả của các xã từ bảng tính; không có --commit thì chỉ xem trước."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".xlsx, .xls, .ods, .csv")
        parser.add_argument("--year", type=int, required=True, help="năm của kỳ")
        parser.add_argument("--province", default=settings.HOME_PROVINCE)
        parser.add_argument("--kind", choices=PeriodKind.values, default="year")
        parser.add_argument("--tier", choices=Tier.values, default=Tier.NTM)
        parser.add_argument("--document", default="", help="mã của văn bản đã có")
        parser.add_argument("--number", default="", help="số, ký hiệu của văn bản mới")
        parser.add_argument("--issued-on", type=dt.date.fromisoformat, default=None)
        parser.add_argument("--issuer", default="", help="cơ quan ban hành")
        parser.add_argument("--title", default="", help="trích yếu")
        parser.add_argument(
            "--another-document",
            action="store_true",
            help="số trùng nhưng là văn bản khác",
        )
        parser.add_argument("--choose", default="", help="lý do chọn đánh giá mới")
        parser.add_argument("--by", default="", help="tên đăng nhập của người nhập")
        parser.add_argument("--commit", action="store_true", help="ghi thật")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            upload = _upload(options)
            plan = plan_import(upload)
            self._print(plan)
            if not plan.is_clean:
                raise CommandError(
                    _("%(count)s chỗ bị từ chối; không ghi gì.")
                    % {"count": len(plan.refusals)}
                )
            if options["commit"]:
                self._commit(plan, _person(options["by"]))
        except (AssessmentsError, SheetError, UnitsError) as error:
            raise CommandError(str(error)) from error

    def _commit(self, plan: ImportPlan, by: User) -> None:
        try:
            written = import_results(plan=plan.results, by=by)
        except PermissionDenied as error:
            raise CommandError(_("Người này không được nhập cho tỉnh.")) from error
        self.stdout.write(
            _("Đã ghi: %(new)s đánh giá mới, %(corrected)s đánh giá sửa.")
            % {"new": written.new, "corrected": written.corrected}
        )

    def _print(self, plan: ImportPlan) -> None:
        table = Table(_("Việc"), _("Ô"), _("Xã"), _("Chi tiết"))
        for refusal in plan.refusals:
            near = ", ".join(c.label for c in refusal.candidates)
            table.add_row(_("từ chối"), refusal.place, near, refusal.reason)
        for account in plan.new[:SHOWN]:
            table.add_row(_("mới"), account.place, account.unit, account.summary)
        for change in plan.changes[:SHOWN]:
            detail = f"{change.what}: {change.old} → {change.new}"
            table.add_row(_("đổi"), change.place, change.unit, detail)
        if table.row_count:
            Console(file=self.stdout, width=140, markup=False).print(table)
        for note in plan.notes:
            self.stdout.write(note)
        self.stdout.write(plan.summary)


def _person(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("Ghi thật cần --by là tên đăng nhập của người nhập."))
    return user


def _upload(options: dict[str, Any]) -> Upload:
    path = options["file"]
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CommandError(_("Tệp quá lớn."))
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("Không đọc được tệp %(path)s.") % {"path": path}
        ) from error
    period_set = (
        PeriodSet.objects.filter(
            period__year=options["year"],
            period__kind=options["kind"],
            unit_level=UnitLevel.COMMUNE,
            tier=options["tier"],
        )
        .select_related("period", "criteria_set")
        .first()
    )
    if period_set is None:
        raise CommandError(
            _("Chưa mở kỳ năm %(year)s cho chuẩn này.") % {"year": options["year"]}
        )
    version = province_on(options["province"], period_set.period.as_of)
    return Upload(
        province=version.unit,
        period_set=period_set,
        citation=Citation(
            key=options["document"],
            number=options["number"],
            issued_on=options["issued_on"],
            issuer=options["issuer"],
            title=options["title"],
            is_another=options["another_document"],
        ),
        file_name=path.name,
        content=content,
        chosen_reason=options["choose"],
    )
