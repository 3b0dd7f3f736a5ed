from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_waits_since")]

    operations = [
        migrations.AddConstraint(
            model_name="criterionresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "submitted"),
                        ("step__isnull", False),
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
    ]
