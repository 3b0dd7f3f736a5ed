import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communes", "0001_initial"),
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CriteriaSet",
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
                        max_length=60, unique=True, verbose_name="mã riêng"
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
                ("name_vi", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=200, verbose_name="tên tiếng Anh"),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="đến trước ngày"
                    ),
                ),
                (
                    "presupposes_tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ntm", "nông thôn mới"),
                            ("nang_cao", "nông thôn mới nâng cao"),
                            ("kieu_mau", "nông thôn mới kiểu mẫu"),
                            ("hien_dai", "nông thôn mới hiện đại"),
                        ],
                        max_length=10,
                        verbose_name="phải đạt trước chuẩn",
                    ),
                ),
                (
                    "counted_kinds",
                    models.JSONField(verbose_name="loại đơn vị được tính"),
                ),
                (
                    "not_applicable_counts",
                    models.BooleanField(
                        default=True, verbose_name="không xét được tính là đạt"
                    ),
                ),
                (
                    "basically_met_counts",
                    models.BooleanField(
                        default=False, verbose_name="cơ bản đạt được tính là đạt"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="công bố lúc"
                    ),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="criteria.criteriaset",
                        verbose_name="sửa đổi bộ",
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
                "verbose_name": "bộ tiêu chí",
                "verbose_name_plural": "bộ tiêu chí",
                "ordering": ["-valid_from", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="criteriaset_days_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["ntm", "nang_cao", "kieu_mau", "hien_dai"]),
                            (
                                "unit_level__in",
                                ["province", "district", "commune", "village"],
                            ),
                        ),
                        name="criteriaset_tier_known",
                        violation_error_message="Cấp hoặc chuẩn không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amends__isnull", True),
                            models.Q(("amends", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="criteriaset_amends_another",
                        violation_error_message="Một bộ không thể sửa đổi chính nó.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Band",
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
                ("minimum", models.PositiveSmallIntegerField(verbose_name="từ")),
                ("maximum", models.PositiveSmallIntegerField(verbose_name="đến")),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bands",
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "khoảng tiêu chí",
                "verbose_name_plural": "khoảng tiêu chí",
                "ordering": ["criteria_set_id", "-minimum"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criteria_set", "minimum"),
                        name="band_minimum_once",
                        violation_error_message="Khoảng này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gte", models.F("minimum"))),
                        name="band_limits_in_order",
                        violation_error_message="Số đến phải từ số đầu trở lên.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionGroup",
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
                ("code", models.CharField(max_length=8, verbose_name="mã")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name_vi", models.CharField(max_length=120, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=120, verbose_name="tên tiếng Anh"),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhóm tiêu chí",
                "verbose_name_plural": "nhóm tiêu chí",
                "ordering": ["criteria_set_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criteria_set", "code"),
                        name="criteriongroup_code_once",
                        violation_error_message="Nhóm này đã có.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="số")),
                ("name_vi", models.CharField(max_length=120, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=120, verbose_name="tên tiếng Anh"),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="criteria.criteriongroup",
                        verbose_name="nhóm",
                    ),
                ),
            ],
            options={
                "verbose_name": "tiêu chí",
                "verbose_name_plural": "tiêu chí",
                "ordering": ["criteria_set_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criteria_set", "number"),
                        name="criterion_number_once",
                        violation_error_message="Số tiêu chí này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="criterion_number_from_one",
                        violation_error_message="Số tiêu chí bắt đầu từ 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionLead",
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
                ("sector", models.SlugField(max_length=40, verbose_name="lĩnh vực")),
                (
                    "name_vi",
                    models.CharField(max_length=200, verbose_name="cơ quan phụ trách"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="ghi chú"
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
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="criteria.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan phụ trách",
                "verbose_name_plural": "cơ quan phụ trách",
                "ordering": ["criterion_id", "valid_from", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criterion", "sector", "valid_from"),
                        name="criterionlead_once",
                        violation_error_message="Cơ quan này đã phụ trách từ ngày đó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="criterionlead_days_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
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
                        max_length=60, unique=True, verbose_name="mã riêng"
                    ),
                ),
                ("name_vi", models.CharField(max_length=300, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=300, verbose_name="tên tiếng Anh"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("percent", "tỷ lệ %"),
                            ("number", "số đo"),
                            ("count", "số đếm"),
                            ("yes_no", "đạt hoặc chưa"),
                            ("choice", "mức chọn"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                (
                    "unit_vi",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="đơn vị tính"
                    ),
                ),
                (
                    "unit_en",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="đơn vị tính tiếng Anh"
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="số chữ số thập phân"
                    ),
                ),
                (
                    "on_merger",
                    models.CharField(
                        choices=[
                            ("sum", "cộng"),
                            ("weighted", "bình quân gia quyền"),
                            ("worst", "lấy mức thấp nhất"),
                            ("none", "không gộp"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="khi sáp nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ số đo",
                "verbose_name_plural": "chỉ số đo",
                "ordering": ["key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["percent", "number", "count", "yes_no", "choice"],
                            ),
                            ("on_merger__in", ["sum", "weighted", "worst", "none"]),
                        ),
                        name="measure_kind_known",
                        violation_error_message="Loại chỉ số không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 4)),
                        name="measure_decimals_at_most_four",
                        violation_error_message="Nhiều nhất 4 chữ số thập phân.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                ("code", models.CharField(max_length=12, verbose_name="mã")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name_vi", models.CharField(max_length=300, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=300, verbose_name="tên tiếng Anh"),
                ),
                (
                    "operator",
                    models.CharField(
                        blank=True,
                        choices=[("ge", "từ"), ("le", "không quá"), ("eq", "bằng")],
                        max_length=2,
                        verbose_name="phép so",
                    ),
                ),
                (
                    "combine",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("all", "mọi phần"),
                            ("any", "một trong các phần"),
                            ("at_least", "ít nhất n phần"),
                        ],
                        max_length=8,
                        verbose_name="cách gộp các phần",
                    ),
                ),
                (
                    "at_least",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ít nhất"
                    ),
                ),
                (
                    "may_not_apply",
                    models.BooleanField(default=False, verbose_name="có thể không xét"),
                ),
                (
                    "is_delegated",
                    models.BooleanField(
                        default=False, verbose_name="tỉnh quy định mức"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="criteria.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="criteria.indicator",
                        verbose_name="thuộc chỉ tiêu",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="criteria.measure",
                        verbose_name="chỉ số đo",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu",
                "verbose_name_plural": "chỉ tiêu",
                "ordering": ["criterion_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criterion", "code"),
                        name="indicator_code_once",
                        violation_error_message="Mã chỉ tiêu này đã có.",
                    ),
                    models.UniqueConstraint(
                        fields=("criterion", "position"),
                        name="indicator_position_once",
                        violation_error_message="Thứ tự này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("combine", ""),
                                ("measure__isnull", False),
                                ("operator__in", ["ge", "le", "eq"]),
                            ),
                            models.Q(
                                ("combine__in", ["all", "any", "at_least"]),
                                ("measure__isnull", True),
                                ("operator", ""),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_leaf_or_composite",
                        violation_error_message="Chỉ tiêu có chỉ số đo và phép so, hoặc gộp các phần.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("at_least__gte", 1),
                                ("at_least__isnull", False),
                                ("combine", "at_least"),
                            ),
                            models.Q(
                                models.Q(("combine", "at_least"), _negated=True),
                                ("at_least__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_at_least_has_number",
                        violation_error_message="“Ít nhất n phần” phải nêu n.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
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
                        decimal_places=4, max_digits=14, verbose_name="mức"
                    ),
                ),
                (
                    "layer",
                    models.CharField(
                        choices=[
                            ("national", "quốc gia"),
                            ("ministry", "bộ, ngành"),
                            ("province", "tỉnh"),
                        ],
                        max_length=8,
                        verbose_name="cấp ban hành",
                    ),
                ),
                (
                    "region",
                    models.CharField(blank=True, max_length=20, verbose_name="vùng"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm"
                    ),
                ),
                (
                    "group",
                    models.CharField(blank=True, max_length=20, verbose_name="nhóm xã"),
                ),
                (
                    "attribute_scheme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("region", "Vùng (bộ tiêu chí 2010–2025)"),
                            ("zone", "Khu vực I, II, III"),
                            ("hardship", "Đặc biệt khó khăn"),
                            ("safe_zone", "An toàn khu"),
                            ("group", "Nhóm xã (bộ tiêu chí 2026–2030)"),
                            ("island", "Bãi ngang, hải đảo"),
                            ("schools", "Số trường học"),
                        ],
                        max_length=12,
                        verbose_name="phân loại khác",
                    ),
                ),
                (
                    "attribute_value",
                    models.CharField(blank=True, max_length=20, verbose_name="giá trị"),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="đến trước ngày"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("verified", "đã đối chiếu"),
                            ("unverified", "chưa đối chiếu văn bản gốc"),
                            ("illustrative", "minh họa"),
                        ],
                        max_length=12,
                        verbose_name="độ tin cậy",
                    ),
                ),
                (
                    "source_note",
                    models.TextField(blank=True, verbose_name="nguồn và ghi chú"),
                ),
                (
                    "verified_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="đối chiếu lúc"
                    ),
                ),
                (
                    "verified_article",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="điều, khoản đã đối chiếu",
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
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="criteria.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communes.unit",
                        verbose_name="tỉnh",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="criteria.level",
                        verbose_name="được thay bằng",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đối chiếu",
                    ),
                ),
            ],
            options={
                "verbose_name": "mức quy định",
                "verbose_name_plural": "mức quy định",
                "ordering": ["indicator_id", "layer", "region", "year", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="level_days_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("layer__in", ["national", "ministry", "province"]),
                            ("status__in", ["verified", "unverified", "illustrative"]),
                        ),
                        name="level_layer_known",
                        violation_error_message="Cấp ban hành hoặc độ tin cậy không có trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attribute_scheme", ""), ("attribute_value", "")),
                            models.Q(
                                models.Q(("attribute_scheme", ""), _negated=True),
                                models.Q(("attribute_value", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="level_attribute_paired",
                        violation_error_message="Phân loại khác phải đi cùng giá trị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("layer", "province"), ("province__isnull", False)
                            ),
                            models.Q(
                                models.Q(("layer", "province"), _negated=True),
                                ("province__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="level_province_when_provincial",
                        violation_error_message="Mức của tỉnh phải nêu tỉnh.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verified_at__isnull", True),
                                ("verified_by__isnull", True),
                            ),
                            models.Q(
                                ("verified_at__isnull", False),
                                ("verified_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="level_verified_paired",
                        violation_error_message="Người và lúc đối chiếu phải đi cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_by__isnull", True),
                            models.Q(("superseded_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="level_superseded_by_another",
                        violation_error_message="Một mức không thể thay chính nó.",
                    ),
                    models.UniqueConstraint(
                        models.F("indicator"),
                        models.F("layer"),
                        models.F("region"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("year"), 0
                        ),
                        models.F("group"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("province"), 0
                        ),
                        models.F("attribute_scheme"),
                        models.F("attribute_value"),
                        models.F("valid_from"),
                        condition=models.Q(("superseded_by__isnull", True)),
                        name="level_live_once",
                        violation_error_message="Đã có một mức cho đúng trường hợp này.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureOption",
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
                ("value", models.SmallIntegerField(verbose_name="giá trị")),
                ("name_vi", models.CharField(max_length=120, verbose_name="tên")),
                (
                    "name_en",
                    models.CharField(max_length=120, verbose_name="tên tiếng Anh"),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="criteria.measure",
                        verbose_name="chỉ số đo",
                    ),
                ),
            ],
            options={
                "verbose_name": "mức chọn",
                "verbose_name_plural": "mức chọn",
                "ordering": ["measure_id", "value"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "value"),
                        name="measureoption_value_once",
                        violation_error_message="Giá trị này đã có.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubstitutionRule",
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
                    "scheme",
                    models.CharField(
                        choices=[
                            ("region", "Vùng (bộ tiêu chí 2010–2025)"),
                            ("zone", "Khu vực I, II, III"),
                            ("hardship", "Đặc biệt khó khăn"),
                            ("safe_zone", "An toàn khu"),
                            ("group", "Nhóm xã (bộ tiêu chí 2026–2030)"),
                            ("island", "Bãi ngang, hải đảo"),
                            ("schools", "Số trường học"),
                        ],
                        max_length=12,
                        verbose_name="phân loại",
                    ),
                ),
                ("value", models.CharField(max_length=20, verbose_name="giá trị")),
                (
                    "effective_region",
                    models.CharField(max_length=20, verbose_name="vùng áp dụng"),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="đến trước ngày"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("verified", "đã đối chiếu"),
                            ("unverified", "chưa đối chiếu văn bản gốc"),
                            ("illustrative", "minh họa"),
                        ],
                        max_length=12,
                        verbose_name="độ tin cậy",
                    ),
                ),
                ("text_vi", models.CharField(max_length=300, verbose_name="nội dung")),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutions",
                        to="criteria.criteriaset",
                        verbose_name="bộ tiêu chí",
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
                "verbose_name": "quy tắc vùng áp dụng",
                "verbose_name_plural": "quy tắc vùng áp dụng",
                "ordering": ["criteria_set_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criteria_set", "scheme", "value", "valid_from"),
                        name="substitutionrule_once",
                        violation_error_message="Quy tắc này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="substitutionrule_days_in_order",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scheme__in",
                                [
                                    "region",
                                    "zone",
                                    "hardship",
                                    "safe_zone",
                                    "group",
                                    "island",
                                    "schools",
                                ],
                            ),
                            ("status__in", ["verified", "unverified", "illustrative"]),
                        ),
                        name="substitutionrule_scheme_known",
                        violation_error_message="Phân loại không có trong danh mục.",
                    ),
                ],
            },
        ),
    ]
