"""manage.py import_results."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Assessment
from tests.assessments.imports.sheets import written, xlsx
from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(office, tmp_path):
    def call(*rows, **options):
        path = tmp_path / "bang.xlsx"
        path.write_bytes(xlsx(*rows))
        out = StringIO()
        said = {"year": 2021, "document": office.document.key, **options}
        call_command("import_results", path, stdout=out, **said)
        return out.getvalue()

    return call


ROWS = ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79]


def test_command_without_commit_only_prints(run):
    before = written()

    text = run(*ROWS)

    assert "Sheet1!A2" in text
    assert "Mới: 2 xã." in text
    assert written() == before


def test_command_with_commit_writes(run, office):
    text = run(*ROWS, commit=True, by=office.coordinator.username, choose="Báo cáo")

    assert "Đã ghi: 2 đánh giá mới" in text
    assert Assessment.objects.filter(is_chosen=True).count() == 2


def test_command_with_refusals_fails(run):
    before = written()

    with pytest.raises(CommandError, match="1 chỗ bị từ chối"):
        run(["Xã", "2.1"], ["Sĩ Bình", 101])

    assert written() == before


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"commit": True}, "--by"),
        ({"year": 1999}, "Chưa mở kỳ"),
        ({"document": "khong-co"}, "Không có văn bản mã"),
        ({"province": "Không Đâu"}, "Không có tỉnh"),
    ],
)
def test_command_says_what_is_wrong(run, options, reason):
    with pytest.raises(CommandError, match=reason):
        run(*ROWS, **options)

    assert not Assessment.objects.exists()


def test_command_of_a_stranger_refused(run):
    with pytest.raises(CommandError, match="không được nhập cho tỉnh"):
        run(*ROWS, commit=True, by=make_user().username)

    assert not Assessment.objects.exists()


def test_command_without_file(office, tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("import_results", tmp_path / "x.csv", year=2021)
