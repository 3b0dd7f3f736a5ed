import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communes", "0001_initial"),
        ("criteria", "0001_initial"),
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Period",
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
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "kỳ đánh giá",
                "verbose_name_plural": "kỳ đánh giá",
                "ordering": ["-as_of", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "kind"),
                        name="period_once",
                        violation_error_message="Kỳ này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("as_of__year", models.F("year"))),
                        name="period_as_of_in_year",
                        violation_error_message="Ngày tính đến phải trong năm của kỳ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["year", "half_year"])),
                        name="period_kind_known",
                        violation_error_message="Loại kỳ không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by__isnull", True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="period_closed_with_time",
                        violation_error_message="Khóa kỳ phải có thời điểm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
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
                    "is_chosen",
                    models.BooleanField(default=False, verbose_name="được chọn"),
                ),
                (
                    "chosen_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do chọn"
                    ),
                ),
                (
                    "illustrative",
                    models.BooleanField(default=False, verbose_name="số liệu minh họa"),
                ),
                (
                    "lapsed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="dừng lúc"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(auto_now=True, verbose_name="sửa lúc"),
                ),
                (
                    "reported_criteria",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="nguồn nêu: số tiêu chí"
                    ),
                ),
                (
                    "reported_indicators",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="nguồn nêu: số chỉ tiêu"
                    ),
                ),
                (
                    "reported_basically_met",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="nguồn nêu: cơ bản đạt"
                    ),
                ),
                (
                    "declared_met",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="đã nộp: đạt"
                    ),
                ),
                (
                    "declared_counted",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="đã nộp: tính là đạt"
                    ),
                ),
                (
                    "declared_assessed",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="đã nộp: có kết quả"
                    ),
                ),
                (
                    "declared_outcomes",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="đã nộp: từng tiêu chí"
                    ),
                ),
                (
                    "confirmed_met",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="đã xác nhận: đạt"
                    ),
                ),
                (
                    "confirmed_counted",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="đã xác nhận: tính là đạt"
                    ),
                ),
                (
                    "confirmed_assessed",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="đã xác nhận: có kết quả"
                    ),
                ),
                (
                    "confirmed_outcomes",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        verbose_name="đã xác nhận: từng tiêu chí",
                    ),
                ),
                (
                    "estimates",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="giá trị ước thực hiện"
                    ),
                ),
                (
                    "unverified_levels",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="mức chưa đối chiếu"
                    ),
                ),
                (
                    "illustrative_levels",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="mức minh họa"
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="huyện",
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
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="tỉnh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "unit_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="communes.unitversion",
                        verbose_name="phiên bản đơn vị",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="assessments.period",
                        verbose_name="kỳ đánh giá",
                    ),
                ),
            ],
            options={
                "verbose_name": "đánh giá",
                "verbose_name_plural": "đánh giá",
                "ordering": ["-period_id", "unit_id", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_chosen", True)),
                        fields=["period", "criteria_set", "province"],
                        name="assessment_by_province",
                    ),
                    models.Index(
                        condition=models.Q(("is_chosen", True)),
                        fields=["period", "criteria_set", "district"],
                        name="assessment_by_district",
                    ),
                    models.Index(
                        condition=models.Q(("is_chosen", True)),
                        fields=["period", "criteria_set", "confirmed_counted", "unit"],
                        name="assessment_by_count",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "criteria_set", "period", "document"),
                        name="assessment_once_a_document",
                        violation_error_message="Văn bản này đã có đánh giá của đơn vị.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_chosen", True)),
                        fields=("period", "criteria_set", "unit"),
                        name="assessment_one_chosen",
                        violation_error_message="Đơn vị đã có một đánh giá được chọn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_chosen", False),
                            models.Q(("chosen_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_chosen_with_reason",
                        violation_error_message="Chọn một đánh giá phải nêu lý do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declared_met__lte", models.F("declared_counted")),
                            ("declared_met__lte", models.F("declared_assessed")),
                            ("confirmed_met__lte", models.F("confirmed_counted")),
                            ("confirmed_met__lte", models.F("confirmed_assessed")),
                            ("confirmed_assessed__lte", models.F("declared_assessed")),
                        ),
                        name="assessment_counts_in_order",
                        violation_error_message="Số tiêu chí đạt không khớp nhau.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodSet",
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
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period_sets",
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period_sets",
                        to="assessments.period",
                        verbose_name="kỳ đánh giá",
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ tiêu chí của kỳ",
                "verbose_name_plural": "bộ tiêu chí của kỳ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("period", "unit_level", "tier"),
                        name="periodset_one_set",
                        violation_error_message="Kỳ này đã có bộ tiêu chí cho cấp và chuẩn.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                    "note",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="ghi chú"
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế hoạch của xã",
                "verbose_name_plural": "kế hoạch của xã",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "tier", "year", "document"),
                        name="plan_once",
                        violation_error_message="Kế hoạch này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["ntm", "nang_cao", "kieu_mau", "hien_dai"])
                        ),
                        name="plan_tier_known",
                        violation_error_message="Chuẩn không có trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
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
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="ghi chú"
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="assessments.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "tiêu chí trong kế hoạch",
                "verbose_name_plural": "tiêu chí trong kế hoạch",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "criterion"),
                        name="planitem_once",
                        violation_error_message="Tiêu chí này đã có trong kế hoạch.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
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
                    "key",
                    models.SlugField(
                        max_length=40, unique=True, verbose_name="mã riêng"
                    ),
                ),
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
                "verbose_name": "trình tự xác nhận",
                "verbose_name_plural": "trình tự xác nhận",
                "ordering": ["-valid_from", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="procedure_days_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("period_kind",),
                        name="procedure_one_open",
                        violation_error_message="Đang có một trình tự cho kỳ này.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
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
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_figures",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "số công bố",
                "verbose_name_plural": "số công bố",
                "ordering": ["-as_of", "metric", "-band_minimum", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("unit"),
                        models.F("metric"),
                        models.F("tier"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("band_minimum"), 999
                        ),
                        models.F("as_of"),
                        models.F("document"),
                        name="publishedfigure_once",
                        violation_error_message="Số công bố này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("band_maximum__gte", models.F("band_minimum")),
                                ("band_maximum__isnull", False),
                                ("band_minimum__isnull", False),
                                ("metric", "in_band"),
                            ),
                            models.Q(
                                models.Q(("metric", "in_band"), _negated=True),
                                ("band_maximum__isnull", True),
                                ("band_minimum__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="publishedfigure_band_limits",
                        violation_error_message="Khoảng tiêu chí phải có hai đầu đúng thứ tự.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "metric__in",
                                [
                                    "communes",
                                    "units",
                                    "meets_all",
                                    "in_band",
                                    "average",
                                    "recognised",
                                    "recognised_in_year",
                                    "villages",
                                    "one_more",
                                    "income_ratio",
                                    "districts",
                                ],
                            ),
                            ("tier__in", ["ntm", "nang_cao", "kieu_mau", "hien_dai"]),
                            ("value__gte", 0),
                        ),
                        name="publishedfigure_metric_known",
                        violation_error_message="Số công bố không âm và phải rõ về việc gì.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecognitionDecision",
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
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.document",
                        verbose_name="nguồn",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognitions",
                        to="communes.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định công nhận",
                "verbose_name_plural": "quyết định công nhận",
                "ordering": ["-known_by", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "tier", "kind", "known_by"),
                        name="recognition_once",
                        violation_error_message="Việc công nhận này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["stated", "inferred"]),
                            ("kind__in", ["recognised", "retained", "withdrawn"]),
                            ("tier__in", ["ntm", "nang_cao", "kieu_mau", "hien_dai"]),
                        ),
                        name="recognition_kind_known",
                        violation_error_message="Hình thức không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            ("year__lte", models.F("known_by__year")),
                            _connector="OR",
                        ),
                        name="recognition_year_not_later",
                        violation_error_message="Năm không thể sau ngày đã biết.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on__isnull", True),
                            models.Q(
                                ("decided_on__year", models.F("year")),
                                ("year__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recognition_day_in_year",
                        violation_error_message="Ngày quyết định phải trong năm công nhận.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewStep",
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
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="assessments.procedure",
                        verbose_name="trình tự",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước xác nhận",
                "verbose_name_plural": "bước xác nhận",
                "ordering": ["procedure_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "position"),
                        name="reviewstep_position_once",
                        violation_error_message="Bước thứ này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor__in", ["district", "agency", "coordination"])
                        ),
                        name="reviewstep_actor_known",
                        violation_error_message="Nơi xác nhận không có trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionResult",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Bản nháp"),
                            ("submitted", "Đã nộp"),
                            ("returned", "Trả lại"),
                            ("confirmed", "Đã xác nhận"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, verbose_name="lần sửa"),
                ),
                (
                    "computed",
                    models.CharField(
                        choices=[
                            ("met", "Đạt"),
                            ("not_met", "Chưa đạt"),
                            ("basically_met", "Cơ bản đạt"),
                            ("not_applicable", "Không xét"),
                            ("not_assessed", "Chưa đánh giá"),
                        ],
                        default="not_assessed",
                        max_length=16,
                        verbose_name="kết quả tính",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Đạt"),
                            ("not_met", "Chưa đạt"),
                            ("basically_met", "Cơ bản đạt"),
                            ("not_applicable", "Không xét"),
                            ("not_assessed", "Chưa đánh giá"),
                        ],
                        max_length=16,
                        verbose_name="kết luận",
                    ),
                ),
                (
                    "verdict_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="lý do"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="nộp lúc"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="xác nhận lúc"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(auto_now=True, verbose_name="sửa lúc"),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criterion_results",
                        to="assessments.assessment",
                        verbose_name="đánh giá",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nộp",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="assessments.reviewstep",
                        verbose_name="bước đang chờ",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả tiêu chí",
                "verbose_name_plural": "kết quả tiêu chí",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "criterion"),
                        name="criterionresult_once",
                        violation_error_message="Tiêu chí này đã có kết quả.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "submitted", "returned", "confirmed"],
                            )
                        ),
                        name="criterionresult_status_known",
                        violation_error_message="Trạng thái không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "submitted"), ("step__isnull", False)),
                            models.Q(
                                models.Q(("status", "submitted"), _negated=True),
                                ("step__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criterionresult_waits_at_step",
                        violation_error_message="Chỉ kết quả đã nộp mới chờ ở một bước.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", False), ("status", "confirmed")
                            ),
                            models.Q(
                                models.Q(("status", "confirmed"), _negated=True),
                                ("confirmed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criterionresult_confirmed_with_time",
                        violation_error_message="Kết quả đã xác nhận phải có thời điểm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "computed__in",
                                ["met", "not_met", "not_applicable", "not_assessed"],
                            )
                        ),
                        name="criterionresult_computed_never_basic",
                        violation_error_message="“Cơ bản đạt” chỉ là kết luận của cơ quan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", ""), ("verdict_reason", "")),
                            models.Q(
                                (
                                    "verdict__in",
                                    [
                                        "met",
                                        "not_met",
                                        "basically_met",
                                        "not_applicable",
                                        "not_assessed",
                                    ],
                                ),
                                models.Q(("verdict_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="criterionresult_verdict_with_reason",
                        violation_error_message="Kết luận của cơ quan phải có lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("file", "tệp"),
                            ("link", "địa chỉ"),
                            ("document", "văn bản"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to="evidence/", verbose_name="tệp"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="mã SHA-256"
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="cỡ, byte"
                    ),
                ),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="địa chỉ"),
                ),
                (
                    "page",
                    models.CharField(blank=True, max_length=40, verbose_name="trang"),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="có giá trị đến"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc"),
                ),
                (
                    "criterion_results",
                    models.ManyToManyField(
                        blank=True,
                        related_name="evidence",
                        to="assessments.criterionresult",
                        verbose_name="kết quả tiêu chí",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.document",
                        verbose_name="văn bản",
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
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="assessments.period",
                        verbose_name="kỳ đánh giá",
                    ),
                ),
            ],
            options={
                "verbose_name": "minh chứng",
                "verbose_name_plural": "minh chứng",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document__isnull", True),
                                ("kind", "file"),
                                ("link", ""),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
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
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultEvent",
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
                ("sequence", models.PositiveIntegerField(verbose_name="thứ tự")),
                (
                    "kind",
                    models.CharField(
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
                        ],
                        max_length=12,
                        verbose_name="việc",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("origin", models.CharField(max_length=40, verbose_name="từ đâu")),
                ("old", models.JSONField(default=dict, verbose_name="trước")),
                ("new", models.JSONField(default=dict, verbose_name="sau")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="ghi chú"
                    ),
                ),
                (
                    "previous_hash",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="mã băm trước"
                    ),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="mã băm")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="assessments.assessment",
                        verbose_name="đánh giá",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                (
                    "criterion_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="assessments.criterionresult",
                        verbose_name="kết quả tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhật ký kết quả",
                "verbose_name_plural": "nhật ký kết quả",
                "ordering": ["assessment_id", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "sequence"),
                        name="resultevent_sequence_once",
                        violation_error_message="Sự kiện thứ này đã có.",
                    ),
                    models.CheckConstraint(
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
                                ],
                            )
                        ),
                        name="resultevent_kind_known",
                        violation_error_message="Loại sự kiện không có trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorResult",
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
                        blank=True,
                        decimal_places=4,
                        max_digits=14,
                        null=True,
                        verbose_name="giá trị",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("actual", "thực hiện"),
                            ("estimate", "ước thực hiện"),
                        ],
                        default="actual",
                        max_length=8,
                        verbose_name="căn cứ",
                    ),
                ),
                (
                    "not_applicable_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do không xét"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="ghi chú"
                    ),
                ),
                (
                    "effective_region",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="vùng áp dụng"
                    ),
                ),
                (
                    "level_reason",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="vì sao mức này"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("met", "Đạt"),
                            ("not_met", "Chưa đạt"),
                            ("basically_met", "Cơ bản đạt"),
                            ("not_applicable", "Không xét"),
                            ("not_assessed", "Chưa đánh giá"),
                        ],
                        default="not_assessed",
                        max_length=16,
                        verbose_name="kết quả",
                    ),
                ),
                (
                    "criterion_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_results",
                        to="assessments.criterionresult",
                        verbose_name="kết quả tiêu chí",
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
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.level",
                        verbose_name="mức quy định",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả chỉ tiêu",
                "verbose_name_plural": "kết quả chỉ tiêu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criterion_result", "indicator"),
                        name="indicatorresult_once",
                        violation_error_message="Chỉ tiêu này đã có kết quả.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["actual", "estimate"])),
                        name="indicatorresult_basis_known",
                        violation_error_message="Căn cứ không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_applicable_reason", ""),
                            ("value__isnull", True),
                            _connector="OR",
                        ),
                        name="indicatorresult_value_or_reason",
                        violation_error_message="Đã không xét thì không có giá trị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "not_assessed"),
                            models.Q(
                                ("outcome", "not_applicable"),
                                models.Q(("not_applicable_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("level__isnull", False),
                                ("outcome__in", ["met", "not_met"]),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="indicatorresult_outcome_has_ground",
                        violation_error_message="Đạt hay chưa đạt phải có giá trị và mức.",
                    ),
                ],
            },
        ),
    ]
