"""Refuse updates and deletions of the trail of results, in the database itself."""

from django.db import migrations

from documents.guards import append_only, install, remove

GUARDS = append_only(
    "assessments_resultevent", "Nhật ký kết quả chỉ ghi thêm, không sửa, không xóa."
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [migrations.RunPython(install(GUARDS), remove(GUARDS))]
