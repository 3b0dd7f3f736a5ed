import pytest

from assessments.models import Plan
from documents.models import Document
from reporting.demo.plans import PlansError, load_plans
from tests.builders import make_commune, make_district, make_document, make_province

pytestmark = pytest.mark.django_db

HEAD = "code,name,tier,year,document,note"


@pytest.fixture
def place():
    """A province with one commune that ended on 1 February 2020 and its heir."""
    province = make_province()
    parent = make_district(parent=province, province=province)
    make_document(key="lo-trinh")
    make_commune("Đông Viên", code="02059", parent=parent, valid_to="2020-02-01")
    make_commune("Đồng Thắng", code="02059", parent=parent, valid_from="2020-02-01")
    return province


@pytest.fixture
def load(place, tmp_path):
    """Load lines as a file of the place."""

    def run(*lines, head=HEAD):
        path = tmp_path / "plans.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        document = Document.objects.get(key="lo-trinh")
        return load_plans(path, {document.key: document}, place)

    return run


@pytest.mark.parametrize(
    ("year", "name"), [(2018, "Đông Viên"), (2020, "Đông Viên"), (2021, "Đồng Thắng")]
)
def test_plan_is_of_the_unit_when_the_year_began(load, year, name):
    assert load(f"02059,{name},ntm,{year},lo-trinh,") == 1

    plan = Plan.objects.get()
    assert plan.unit.versions.get().name == name
    assert (plan.year, plan.tier, plan.document.key) == (year, "ntm", "lo-trinh")


def test_plan_name_may_be_spelled_otherwise(load):
    assert load("02059,đông  VIÊN,ntm,2018,lo-trinh,") == 1


def test_plan_that_stands_gets_the_english_of_its_note(load):
    load("02059,Đông Viên,ntm,2018,lo-trinh,Theo lộ trình")

    head = f"{HEAD},note_en"
    row = "02059,Đông Viên,ntm,2018,lo-trinh,Theo lộ trình,By the road map"
    assert load(row, head=head) == 0

    plan = Plan.objects.get()
    assert (plan.note, plan.note_en) == ("Theo lộ trình", "By the road map")


REFUSED = {
    "another unit's name": ("02059,Đồng Thắng,ntm,2018,lo-trinh,", "là Đông Viên"),
    "name of an ended unit": ("02059,Đông Viên,ntm,2021,lo-trinh,", "là Đồng Thắng"),
    "unknown code": ("99999,Đông Viên,ntm,2018,lo-trinh,", "không có xã mã 99999"),
    "no year": ("02059,Đông Viên,ntm,sớm,lo-trinh,", "không phải năm"),
    "no tier": ("02059,Đông Viên,vang,2018,lo-trinh,", "không có chuẩn"),
    "no document": ("02059,Đông Viên,ntm,2018,tin-don,", "không có văn bản"),
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.values(), ids=REFUSED)
def test_plans_with_one_wrong_row_load_nothing(load, line, reason):
    with pytest.raises(PlansError, match=reason) as caught:
        load("02059,Đông Viên,ntm,2019,lo-trinh,", line)

    assert str(caught.value).startswith("plans.csv:3:")
    assert not Plan.objects.exists()


def test_plans_of_another_province_are_refused(load):
    other = make_province("Cao Bằng")
    make_commune("Sĩ Bình", code="01234", parent=other)

    with pytest.raises(PlansError, match="không có xã mã 01234"):
        load("01234,Sĩ Bình,ntm,2018,lo-trinh,")


def test_plans_loaded_again_change_nothing(load):
    load("02059,Đông Viên,ntm,2018,lo-trinh,")

    assert load("02059,Đông Viên,ntm,2018,lo-trinh,ghi chú khác") == 0
    assert Plan.objects.get().note == ""


def test_plan_that_stands_cannot_be_moved_to_another_year(load):
    load("02059,Đông Viên,ntm,2018,lo-trinh,")

    with pytest.raises(PlansError, match="đã ghi năm 2018"):
        load("02059,Đông Viên,ntm,2019,lo-trinh,")

    assert Plan.objects.get().year == 2018
