"""Enter, confirm, correct, plan and recognise: one step of what were eight."""

import importlib
from typing import Any

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Coalesce

import communes.clock
from documents.guards import Guard, append_only, install, no_delete, remove

# SQLite rebuilds the table of events and loses its triggers.
EVENTS = importlib.import_module("assessments.migrations.0002_guard_events").GUARDS

EXCEPTION = "Gia hạn chỉ có thể hủy, không sửa."
FROZEN = "Kế hoạch đã đăng ký, không sửa được."
DECIDED = "Đính chính đã quyết định, không sửa được."
TYPED = "Chữ chưa hiểu được chỉ nằm trong bản nháp."
JUDGED = "Kỳ đã có đánh giá theo bộ tiêu chí này."


def _differs(*columns: str) -> str:
    return " OR ".join(f'OLD."{c}" {{differs}} NEW."{c}"' for c in columns)


def _of_registered(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM assessments_plan p"  # noqa: S608  fixed words
        f" WHERE p.id = {row}.plan_id AND p.registered_at IS NOT NULL)"
    )


def _parts(table: str) -> list[Guard]:
    """Parts of a registered plan neither come, change nor go."""
    both = f"{_of_registered('OLD')} OR {_of_registered('NEW')}"
    return [
        Guard(table, "INSERT", FROZEN, _of_registered("NEW")),
        Guard(table, "UPDATE", FROZEN, both),
        Guard(table, "DELETE", FROZEN, _of_registered("OLD")),
    ]


PLAN = _differs(
    "unit_id",
    "tier",
    "year",
    "document_id",
    "is_recognition_planned",
    "registered_at",
    "registered_by_id",
)
HAS_TYPED = (
    "EXISTS (SELECT 1 FROM assessments_indicatorresult i"
    " WHERE i.criterion_result_id = NEW.id AND i.typed <> '')"
)
IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_criterionresult c WHERE c.id ="
    " NEW.criterion_result_id AND c.status IN ('submitted', 'confirmed'))"
)
IS_JUDGED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.period_id = OLD.period_id"
    " AND a.criteria_set_id = OLD.criteria_set_id)"
)
SUBMITTED = "NEW.status IN ('submitted', 'confirmed')"

GUARDS = [
    Guard(
        "assessments_periodexception",
        "UPDATE",
        EXCEPTION,
        "OLD.revoked_at IS NOT NULL OR "
        + _differs(
            "period_id",
            "unit_id",
            "criterion_id",
            "valid_from",
            "valid_to",
            "reason",
            "given_by_id",
            "given_at",
        ),
    ),
    no_delete("assessments_periodexception", EXCEPTION),
    Guard(
        "assessments_plan",
        "UPDATE",
        FROZEN,
        f"OLD.registered_at IS NOT NULL AND ({PLAN})",
    ),
    Guard("assessments_plan", "DELETE", FROZEN, "OLD.registered_at IS NOT NULL"),
    *_parts("assessments_planitem"),
    *_parts("assessments_planvalue"),
    *append_only("assessments_planpostponement"),
    Guard("assessments_correction", "UPDATE", DECIDED, "OLD.is_agreed IS NOT NULL"),
    no_delete("assessments_correction", DECIDED),
    Guard(
        "assessments_criterionresult", "UPDATE", TYPED, f"{SUBMITTED} AND {HAS_TYPED}"
    ),
    *(
        Guard(
            "assessments_indicatorresult",
            event,
            TYPED,
            f"NEW.typed <> '' AND {IS_LOCKED}",
        )
        for event in ("INSERT", "UPDATE")
    ),
    Guard(
        "assessments_periodset",
        "UPDATE",
        JUDGED,
        f"({_differs('period_id', 'criteria_set_id', 'unit_level', 'tier')})"
        f" AND {IS_JUDGED}",
    ),
    Guard("assessments_periodset", "DELETE", JUDGED, IS_JUDGED),
]


def fill(apps: Any, schema_editor: Any) -> None:
    """Results that wait at a step wait since they were submitted or last changed."""
    results = apps.get_model("assessments", "CriterionResult")
    submitted = Coalesce("submitted_at", "updated_at")
    results.objects.filter(status="submitted", waits_since=None).update(
        waits_since=submitted, submitted_at=submitted
    )


class Migration(migrations.Migration):
    replaces = [
        ("assessments", "0004_entering"),
        ("assessments", "0005_waits_since"),
        ("assessments", "0006_waits_at_step"),
        ("assessments", "0007_hold_more"),
        ("assessments", "0008_closed_event"),
        ("assessments", "0009_dossier_history"),
        ("assessments", "0010_evidence_day"),
        ("assessments", "0011_history"),
    ]
    dependencies = [
        ("assessments", "0003_imports"),
        ("communes", "0005_history"),
        ("criteria", "0006_history"),
        ("documents", "0002_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(remove(EVENTS), install(EVENTS)),
        migrations.RemoveConstraint(
            model_name="criterionresult",
            name="criterionresult_waits_at_step",
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_one_of_three",
        ),
        migrations.RemoveConstraint(
            model_name="resultevent",
            name="resultevent_kind_known",
        ),
        migrations.AddField(
            model_name="criterionresult",
            name="doubts",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="số điểm cần xem kỹ"
            ),
        ),
        migrations.AddField(
            model_name="criterionresult",
            name="waits_since",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="chờ từ lúc"
            ),
        ),
        migrations.AddField(
            model_name="criterionresult",
            name="warnings",
            field=models.JSONField(
                blank=True, default=list, verbose_name="điểm cần xem kỹ"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.evidence",
                verbose_name="lấy lại từ năm trước",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="content_type",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="loại nội dung"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người gửi",
            ),
        ),
        migrations.AddField(
            model_name="indicatorresult",
            name="typed",
            field=models.TextField(blank=True, verbose_name="đã gõ, chưa hiểu được"),
        ),
        migrations.AddField(
            model_name="period",
            name="round_document",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: kỳ này xã không nhập trên cổng.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="văn bản của đợt nhập trên cổng",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="registered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đăng ký",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="lần sửa"),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="created_at",
            field=models.DateTimeField(
                default=communes.clock.now, editable=False, verbose_name="tạo lúc"
            ),
        ),
        migrations.AlterField(
            model_name="resultevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("loaded", "Nạp từ nguồn"),
                    ("chosen", "Chọn làm kết quả"),
                    ("saved", "Lưu"),
                    ("submitted", "Nộp"),
                    ("agreed", "Đồng ý"),
                    ("confirmed", "Xác nhận"),
                    ("returned", "Trả lại"),
                    ("comment", "Ý kiến"),
                    ("field_check", "Kiểm tra thực địa"),
                    ("corrected", "Đính chính"),
                    ("lapsed", "Dừng do sắp xếp đơn vị"),
                    ("moved", "Chuyển bước xác nhận"),
                    ("evidence", "Minh chứng"),
                    ("closed", "Khóa kỳ"),
                ],
                max_length=12,
                verbose_name="việc",
            ),
        ),
        migrations.AddIndex(
            model_name="criterionresult",
            index=models.Index(
                condition=models.Q(("status", "submitted")),
                fields=["step", "criterion", "assessment"],
                name="criterionresult_waiting",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="criterionresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "submitted"),
                        ("step__isnull", False),
                        ("submitted_at__isnull", False),
                        ("waits_since__isnull", False),
                    ),
                    models.Q(
                        models.Q(("status", "submitted"), _negated=True),
                        ("step__isnull", True),
                        ("waits_since__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="criterionresult_waits_at_step",
                violation_error_message="Chỉ kết quả đã nộp mới chờ ở một bước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("carried_from", "period"),
                name="evidence_carried_once",
                violation_error_message="Minh chứng này đã được lấy lại.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("document__isnull", True),
                        ("kind", "file"),
                        ("link", ""),
                        ("size__isnull", False),
                        models.Q(("file", ""), _negated=True),
                        models.Q(("sha256", ""), _negated=True),
                        models.Q(("content_type", ""), _negated=True),
                    ),
                    models.Q(
                        ("document__isnull", True),
                        ("file", ""),
                        ("kind", "link"),
                        models.Q(("link", ""), _negated=True),
                    ),
                    models.Q(
                        ("document__isnull", False),
                        ("file", ""),
                        ("kind", "document"),
                        ("link", ""),
                    ),
                    _connector="OR",
                ),
                name="evidence_one_of_three",
                violation_error_message="Minh chứng là tệp, địa chỉ hoặc văn bản.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("typed", ""), ("value__isnull", True), _connector="OR"
                ),
                name="indicatorresult_typed_or_value",
                violation_error_message="Đã có giá trị thì không giữ chữ đã gõ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registered_by__isnull", True),
                    ("registered_at__isnull", False),
                    _connector="OR",
                ),
                name="plan_registered_with_time",
                violation_error_message="Đăng ký phải có thời điểm.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resultevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "loaded",
                            "chosen",
                            "saved",
                            "submitted",
                            "agreed",
                            "confirmed",
                            "returned",
                            "comment",
                            "field_check",
                            "corrected",
                            "lapsed",
                            "moved",
                            "evidence",
                            "closed",
                        ],
                    )
                ),
                name="resultevent_kind_known",
                violation_error_message="Loại sự kiện không có trong danh mục.",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("old", models.JSONField(verbose_name="trước")),
                ("new", models.JSONField(verbose_name="sau")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                (
                    "asked_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="đề nghị lúc"),
                ),
                (
                    "is_agreed",
                    models.BooleanField(blank=True, null=True, verbose_name="đồng ý"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="quyết định lúc"
                    ),
                ),
                (
                    "decided_note",
                    models.CharField(blank=True, max_length=500, verbose_name="ý kiến"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
                (
                    "criterion_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.criterionresult",
                        verbose_name="kết quả tiêu chí",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "đính chính",
                "verbose_name_plural": "đính chính",
                "ordering": ["-asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_agreed__isnull", True)),
                        fields=("criterion_result",),
                        name="correction_one_open",
                        violation_error_message="Tiêu chí này đang có đề nghị đính chính.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="correction_with_reason",
                        violation_error_message="Đính chính phải nêu lý do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("is_agreed__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_agreed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correction_decided_whole",
                        violation_error_message="Quyết định phải có người và thời điểm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_agreed__isnull", True),
                            ("is_agreed", True),
                            models.Q(("decided_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_refused_with_reason",
                        violation_error_message="Không đồng ý thì phải nêu lý do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                ("decided_by", models.F("asked_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="correction_two_people",
                        violation_error_message="Người quyết định phải khác người đề nghị.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        max_length=10,
                        verbose_name="chuẩn",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("opened_at", models.DateTimeField(verbose_name="lập lúc")),
                (
                    "poll_issued",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="phiếu phát ra"
                    ),
                ),
                (
                    "poll_collected",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="phiếu thu về"
                    ),
                ),
                (
                    "poll_satisfied",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="phiếu hài lòng"
                    ),
                ),
                (
                    "published_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="công khai từ ngày"
                    ),
                ),
                (
                    "published_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="công khai đến trước ngày"
                    ),
                ),
                (
                    "vote_members",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="thành viên hội đồng"
                    ),
                ),
                (
                    "vote_present",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="thành viên có mặt"
                    ),
                ),
                (
                    "vote_in_favour",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="phiếu tán thành"
                    ),
                ),
                (
                    "vote_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="ngày họp hội đồng"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="kết thúc lúc"
                    ),
                ),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do kết thúc"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, verbose_name="lần sửa"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kết thúc",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier",
                        to="assessments.recognitiondecision",
                        verbose_name="quyết định",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        blank=True,
                        related_name="dossiers",
                        to="assessments.evidence",
                        verbose_name="giấy tờ",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="assessments.procedure",
                        verbose_name="trình tự",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ công nhận",
                "verbose_name_plural": "hồ sơ công nhận",
                "ordering": ["-opened_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("unit", "tier"),
                        name="dossier_one_open",
                        violation_error_message="Đơn vị đang có hồ sơ cho chuẩn này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["ntm", "nang_cao", "kieu_mau", "hien_dai"])
                        ),
                        name="dossier_tier_known",
                        violation_error_message="Chuẩn không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("poll_collected__isnull", True),
                                models.Q(
                                    ("poll_collected__lte", models.F("poll_issued")),
                                    ("poll_issued__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("poll_satisfied__isnull", True),
                                models.Q(
                                    ("poll_collected__isnull", False),
                                    ("poll_satisfied__lte", models.F("poll_collected")),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="dossier_poll_in_order",
                        violation_error_message="Phiếu thu về không quá phiếu phát ra, phiếu hài lòng không quá phiếu thu về.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("vote_present__isnull", True),
                                models.Q(
                                    ("vote_members__isnull", False),
                                    ("vote_present__lte", models.F("vote_members")),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("vote_in_favour__isnull", True),
                                models.Q(
                                    ("vote_in_favour__lte", models.F("vote_present")),
                                    ("vote_present__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="dossier_vote_in_order",
                        violation_error_message="Người có mặt không quá số thành viên, phiếu tán thành không quá số người có mặt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vote_in_favour__isnull", True),
                            ("vote_on__isnull", False),
                            _connector="OR",
                        ),
                        name="dossier_vote_with_day",
                        violation_error_message="Kết quả bỏ phiếu phải có ngày họp.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_to__isnull", True),
                            models.Q(
                                ("published_from__isnull", False),
                                ("published_to__gt", models.F("published_from")),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_published_in_order",
                        violation_error_message="Ngày thôi công khai phải sau ngày đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("closed_reason", ""),
                                ("decision__isnull", True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(
                                    models.Q(
                                        ("closed_reason", ""),
                                        ("decision__isnull", False),
                                    ),
                                    models.Q(
                                        ("decision__isnull", True),
                                        models.Q(("closed_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_closed_whole",
                        violation_error_message="Hồ sơ kết thúc bằng quyết định hoặc bằng lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("values", models.JSONField(verbose_name="các ô đã gửi")),
                ("held_at", models.DateTimeField(verbose_name="giữ lúc")),
                ("expires_at", models.DateTimeField(verbose_name="giữ đến")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "period_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.periodset",
                        verbose_name="kỳ và bộ tiêu chí",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "dữ liệu đang giữ",
                "verbose_name_plural": "dữ liệu đang giữ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "unit", "period_set"),
                        name="heldinput_once",
                        violation_error_message="Đang giữ dữ liệu của trang này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("held_at"))),
                        name="heldinput_days_in_order",
                        violation_error_message="Hạn giữ phải sau lúc giữ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDossier",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        max_length=10,
                        verbose_name="chuẩn",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("opened_at", models.DateTimeField(verbose_name="lập lúc")),
                (
                    "poll_issued",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="phiếu phát ra"
                    ),
                ),
                (
                    "poll_collected",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="phiếu thu về"
                    ),
                ),
                (
                    "poll_satisfied",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="phiếu hài lòng"
                    ),
                ),
                (
                    "published_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="công khai từ ngày"
                    ),
                ),
                (
                    "published_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="công khai đến trước ngày"
                    ),
                ),
                (
                    "vote_members",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="thành viên hội đồng"
                    ),
                ),
                (
                    "vote_present",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="thành viên có mặt"
                    ),
                ),
                (
                    "vote_in_favour",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="phiếu tán thành"
                    ),
                ),
                (
                    "vote_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="ngày họp hội đồng"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="kết thúc lúc"
                    ),
                ),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do kết thúc"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, verbose_name="lần sửa"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kết thúc",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.recognitiondecision",
                        verbose_name="quyết định",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.procedure",
                        verbose_name="trình tự",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical hồ sơ công nhận",
                "verbose_name_plural": "historical hồ sơ công nhận",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPeriod",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "kind",
                    models.CharField(
                        choices=[("year", "cả năm"), ("half_year", "6 tháng")],
                        max_length=10,
                        verbose_name="kỳ",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="tính đến ngày")),
                (
                    "closes_on",
                    models.DateField(blank=True, null=True, verbose_name="hạn nhập"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="khóa lúc"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round_document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Để trống: kỳ này xã không nhập trên cổng.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản của đợt nhập trên cổng",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical kỳ đánh giá",
                "verbose_name_plural": "historical kỳ đánh giá",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPeriodSet",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "unit_level",
                    models.CharField(
                        choices=[
                            ("province", "Tỉnh, thành phố"),
                            ("district", "Huyện"),
                            ("commune", "Xã"),
                            ("village", "Thôn"),
                        ],
                        max_length=10,
                        verbose_name="cấp đơn vị",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        max_length=10,
                        verbose_name="chuẩn",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.period",
                        verbose_name="kỳ đánh giá",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bộ tiêu chí của kỳ",
                "verbose_name_plural": "historical bộ tiêu chí của kỳ",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlan",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        max_length=10,
                        verbose_name="chuẩn",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "is_recognition_planned",
                    models.BooleanField(default=True, verbose_name="dự kiến công nhận"),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="đăng ký lúc"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, verbose_name="lần sửa"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="ghi chú"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đăng ký",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical kế hoạch của xã",
                "verbose_name_plural": "historical kế hoạch của xã",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProcedure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="mã riêng")),
                ("name", models.CharField(max_length=160, verbose_name="tên")),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("year", "cả năm"), ("half_year", "6 tháng")],
                        max_length=10,
                        verbose_name="kỳ",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="đến trước ngày"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical trình tự xác nhận",
                "verbose_name_plural": "historical trình tự xác nhận",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPublishedFigure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("communes", "Số xã"),
                            ("units", "Số đơn vị cấp xã"),
                            ("meets_all", "Xã đạt đủ tiêu chí"),
                            ("in_band", "Xã theo khoảng tiêu chí"),
                            ("average", "Bình quân tiêu chí mỗi xã"),
                            ("recognised", "Xã đã công nhận"),
                            ("recognised_in_year", "Xã được công nhận trong năm"),
                            ("villages", "Thôn đạt chuẩn"),
                            ("one_more", "Thêm tiêu chí ở mỗi xã còn lại"),
                            ("income_ratio", "Thu nhập nông thôn so với năm gốc"),
                            ("districts", "Huyện, thành phố đạt chuẩn"),
                        ],
                        max_length=20,
                        verbose_name="về",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        default="ntm",
                        max_length=10,
                        verbose_name="chuẩn",
                    ),
                ),
                (
                    "band_minimum",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="từ"
                    ),
                ),
                (
                    "band_maximum",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="đến"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="tính đến ngày")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=4, max_digits=14, verbose_name="số"
                    ),
                ),
                (
                    "denominator",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="trên tổng"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="ghi chú"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical số công bố",
                "verbose_name_plural": "historical số công bố",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecognitionCondition",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name_vi", models.CharField(max_length=300, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=300, verbose_name="tên tiếng Anh"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.procedure",
                        verbose_name="trình tự",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical điều kiện công nhận",
                "verbose_name_plural": "historical điều kiện công nhận",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecognitionDecision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        max_length=10,
                        verbose_name="chuẩn",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recognised", "Công nhận"),
                            ("retained", "Giữ vững"),
                            ("withdrawn", "Thu hồi"),
                        ],
                        max_length=10,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm"
                    ),
                ),
                ("known_by", models.DateField(verbose_name="biết là có vào ngày")),
                (
                    "decided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="ngày quyết định"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="số quyết định"
                    ),
                ),
                (
                    "signer",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="chức danh người ký"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "nêu trong nguồn"), ("inferred", "suy ra")],
                        default="stated",
                        max_length=8,
                        verbose_name="căn cứ",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="ghi chú"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.document",
                        verbose_name="nguồn",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical quyết định công nhận",
                "verbose_name_plural": "historical quyết định công nhận",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReviewStep",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "actor",
                    models.CharField(
                        choices=[
                            ("district", "huyện"),
                            ("agency", "sở, ngành phụ trách tiêu chí"),
                            ("coordination", "Văn phòng Điều phối tỉnh"),
                        ],
                        max_length=12,
                        verbose_name="nơi xác nhận",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên bước")),
                (
                    "days_allowed",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số ngày"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.procedure",
                        verbose_name="trình tự",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bước xác nhận",
                "verbose_name_plural": "historical bước xác nhận",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("returned", "Kết quả bị trả lại"),
                            ("confirmed", "Kết quả được xác nhận"),
                            ("reopened", "Được nhập lại"),
                            ("correction", "Đề nghị đính chính"),
                            ("deadline", "Sắp hết hạn nhập"),
                        ],
                        max_length=12,
                        verbose_name="về việc",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "read_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đọc lúc"),
                ),
                (
                    "criterion_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.criterionresult",
                        verbose_name="kết quả tiêu chí",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.period",
                        verbose_name="kỳ đánh giá",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
                "verbose_name_plural": "thông báo",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["person"],
                        name="notice_unread",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)),
                        fields=("person", "kind", "unit", "period"),
                        name="notice_of_unit_once",
                        violation_error_message="Đã báo việc này cho người này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "returned",
                                    "confirmed",
                                    "reopened",
                                    "correction",
                                    "deadline",
                                ],
                            )
                        ),
                        name="notice_kind_known",
                        violation_error_message="Loại thông báo không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("criterion_result__isnull", False),
                                ("period__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("criterion_result__isnull", True),
                                ("period__isnull", False),
                                ("unit__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="notice_about_one_thing",
                        violation_error_message="Thông báo nói về một kết quả hoặc một kỳ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(verbose_name="đến trước ngày")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                (
                    "given_at",
                    models.DateTimeField(
                        auto_now_add=True, verbose_name="cho phép lúc"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người cho phép",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="assessments.period",
                        verbose_name="kỳ đánh giá",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "gia hạn nhập",
                "verbose_name_plural": "gia hạn nhập",
                "ordering": ["-given_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="periodexception_days_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="periodexception_with_reason",
                        violation_error_message="Gia hạn phải nêu lý do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revoked_at__isnull", True),
                                ("revoked_by__isnull", True),
                            ),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="periodexception_revoked_whole",
                        violation_error_message="Hủy gia hạn phải có người và thời điểm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPostponement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "to_year",
                    models.PositiveSmallIntegerField(verbose_name="lùi đến năm"),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="lý do lùi")),
                ("at", models.DateTimeField(verbose_name="lùi lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lùi",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postponements",
                        to="assessments.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần lùi kế hoạch",
                "verbose_name_plural": "lần lùi kế hoạch",
                "ordering": ["plan_id", "to_year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "to_year"),
                        name="planpostponement_once",
                        violation_error_message="Kế hoạch đã lùi đến năm này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="planpostponement_with_reason",
                        violation_error_message="Lùi kế hoạch phải nêu lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=4, max_digits=14, verbose_name="giá trị"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="assessments.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "giá trị kế hoạch",
                "verbose_name_plural": "giá trị kế hoạch",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "indicator"),
                        name="planvalue_once",
                        violation_error_message="Chỉ tiêu này đã có giá trị kế hoạch.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecognitionCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name_vi", models.CharField(max_length=300, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=300, verbose_name="tên tiếng Anh"),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="assessments.procedure",
                        verbose_name="trình tự",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều kiện công nhận",
                "verbose_name_plural": "điều kiện công nhận",
                "ordering": ["procedure_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "position"),
                        name="recognitioncondition_position_once",
                        violation_error_message="Điều kiện thứ này đã có.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "is_met",
                    models.BooleanField(blank=True, null=True, verbose_name="đạt"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="ghi chú"
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="assessments.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="assessments.recognitioncondition",
                        verbose_name="điều kiện",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều kiện của hồ sơ",
                "verbose_name_plural": "điều kiện của hồ sơ",
                "ordering": ["dossier_id", "condition__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "condition"),
                        name="dossiercondition_once",
                        violation_error_message="Điều kiện này đã có trong hồ sơ.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDossierCondition",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "is_met",
                    models.BooleanField(blank=True, null=True, verbose_name="đạt"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="ghi chú"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.recognitioncondition",
                        verbose_name="điều kiện",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical điều kiện của hồ sơ",
                "verbose_name_plural": "historical điều kiện của hồ sơ",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(install(EVENTS + GUARDS), remove(EVENTS + GUARDS)),
    ]
