"""The loader writes whole or nothing, once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError

from criteria.actions import supersede_level, verify_level
from criteria.choices import Layer, Trust
from criteria.models import (
    CriteriaSet,
    CriterionLead,
    Indicator,
    Level,
    Measure,
    SubstitutionRule,
)
from documents.models import Document
from tests.builders import make_document, make_province
from tests.criteria.builders import build_level
from tests.criteria.small_law import (
    AMENDMENT,
    PROVINCE,
    leaf_level,
    load,
    rewrite,
)


@pytest.mark.django_db
def test_load_writes_nothing_without_commit(folder):
    printed = load(folder, commit=False)

    assert "bộ bo-thu: công bố với 1 tiêu chí, 2 chỉ tiêu, 3 mức" in printed
    assert "Chưa ghi gì" in printed
    assert not CriteriaSet.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_load_publishes_the_set(folder):
    load(folder)

    criteria_set = CriteriaSet.objects.get()
    assert criteria_set.published_at is not None
    assert criteria_set.document.key == "qd-1"
    assert [band.label for band in criteria_set.bands.all()] == ["1", "0"]
    assert [i.code for i in Indicator.objects.all()] == ["1.1", "1.2"]
    assert SubstitutionRule.objects.get().effective_region == "TDMNPB"


@pytest.mark.django_db
def test_load_writes_levels_with_their_trust(folder):
    load(folder)

    low, high = leaf_level(region="TDMNPB"), leaf_level(region="DBSH")
    assert (low.value, low.status) == (Decimal(95), Trust.UNVERIFIED)
    assert (high.value, high.status) == (Decimal(99), Trust.VERIFIED)
    assert low.source_note == "Ghi theo trí nhớ.\nhttps://example.org/dien"
    assert (low.layer, low.valid_from) == (Layer.NATIONAL, dt.date(2016, 12, 1))
    assert Level.objects.get(indicator__code="1.1").value == 1


@pytest.mark.django_db
def test_load_names_departments_by_days(folder):
    load(folder)

    leads = CriterionLead.objects.filter(sector="roads").order_by("valid_from")
    assert [(lead.name_vi, lead.valid_from, lead.note) for lead in leads] == [
        ("Sở Giao thông vận tải", dt.date(2016, 12, 1), "1.1"),
        ("Sở Xây dựng", dt.date(2025, 7, 1), "1.1"),
    ]


@pytest.mark.django_db
def test_load_twice_does_nothing(folder):
    load(folder)
    before = Level.objects.count()

    assert load(folder) == "Không có gì phải làm.\n"
    assert Level.objects.count() == before


@pytest.mark.django_db
def test_load_copies_what_an_amendment_leaves(folder):
    (folder / "sua-doi.yaml").write_text(AMENDMENT, encoding="utf-8")

    load(folder, "bo-thu", "sua-doi")

    amended = CriteriaSet.objects.get(key="bo-thu-sua-doi")
    assert amended.amends.key == "bo-thu"
    assert amended.substitutions.count() == 1
    levels = Level.objects.filter(indicator__criterion__criteria_set=amended)
    kept = levels.get(indicator__code="1.1")
    assert kept.valid_from == dt.date(2016, 12, 1)
    changed = levels.filter(indicator__code="1.2").order_by("pk")
    assert [
        (x.region, x.year, x.attribute_value, int(x.value), x.valid_from.year)
        for x in changed
    ] == [
        ("DBSH", 2024, "", 99, 2024),
        ("DBSH", 2025, "", 100, 2024),
        ("TDMNPB", None, "gt3", 96, 2024),
        ("TDMNPB", None, "le3", 90, 2024),
    ]


@pytest.mark.django_db
def test_load_refuses_changed_structure(folder):
    load(folder)
    rewrite(folder, "operator: ge", "operator: le")

    with pytest.raises(CommandError, match=r"chỉ tiêu 1\.2 khác.*sửa đổi \(amends\)"):
        load(folder)


@pytest.mark.django_db
def test_load_refuses_a_draft_of_the_same_key(folder):
    CriteriaSet.objects.create(
        key="bo-thu",
        unit_level="commune",
        tier="ntm",
        name_vi="Nháp",
        name_en="Draft",
        document=make_document(),
        valid_from=dt.date(2016, 12, 1),
        counted_kinds=["xa"],
    )

    with pytest.raises(CommandError, match="bản nháp bo-thu"):
        load(folder)


@pytest.mark.django_db
def test_load_refuses_another_kind_of_measure(folder):
    load(folder)
    rewrite(
        folder,
        "name_en: Power, kind: percent",
        "name_en: Power, kind: number",
        "measures",
    )

    with pytest.raises(CommandError, match=r"chỉ số đo power: .*khóa mới"):
        load(folder)


@pytest.mark.django_db
def test_load_words_a_measure_anew(folder):
    load(folder)
    rewrite(folder, "name_vi: Điện,", "name_vi: Hộ có điện,", "measures")

    load(folder)

    assert Measure.objects.get(key="power").name_vi == "Hộ có điện"


@pytest.mark.django_db
def test_load_leaves_documents_and_says_so(folder):
    load(folder)
    rewrite(folder, "title: Bộ thử", "title: Tên khác", "documents")

    printed = load(folder)

    assert "văn bản qd-1: trên cổng khác tệp ở title, giữ nguyên" in printed
    assert Document.objects.get(key="qd-1").title == "Bộ thử"


@pytest.mark.django_db
def test_load_fills_english_that_a_document_lacks(folder):
    load(folder)
    english = "title: Bộ thử, title_en: Trial set"
    rewrite(folder, "title: Bộ thử", english, "documents")
    rewrite(folder, "title: Mức minh họa", "title: Khác, title_en: Other", "documents")

    printed = load(folder)

    assert "văn bản qd-1: điền tiếng Anh" in printed
    assert Document.objects.get(key="qd-1").title_en == "Trial set"
    assert Document.objects.get(key="demo").title_en == ""
    rewrite(folder, "Trial set", "Another trial", "documents")
    load(folder)
    assert Document.objects.get(key="qd-1").title_en == "Trial set"


@pytest.mark.django_db
def test_load_gives_a_set_its_last_day(folder):
    load(folder)
    rewrite(folder, "tier: ntm", "tier: ntm\nvalid_to: 2022-03-08")

    load(folder)

    assert CriteriaSet.objects.get().valid_to == dt.date(2022, 3, 8)


@pytest.mark.django_db
def test_load_renames_a_department(folder):
    load(folder)
    rewrite(folder, "name_vi: Sở Công Thương", "name_vi: Sở Công thương", "sectors")

    load(folder)

    assert CriterionLead.objects.get(sector="trade").name_vi == "Sở Công thương"


@pytest.mark.django_db
def test_load_adds_a_new_level(folder):
    load(folder)
    rewrite(folder, "TDMNPB: 95", "TDMNPB: 95, BTB: 98")

    printed = load(folder)

    assert "bo-thu, 1.2, BTB: thêm mức 98" in printed
    assert leaf_level(region="BTB").value == 98


@pytest.mark.django_db
def test_load_supersedes_a_changed_level(folder):
    load(folder)
    old = leaf_level(region="TDMNPB")
    rewrite(folder, "TDMNPB: 95", "TDMNPB: 96")

    assert "thay mức 95 bằng 96" in load(folder)

    old.refresh_from_db()
    assert old.value == 95
    assert old.superseded_by == leaf_level(region="TDMNPB")
    assert old.superseded_by.value == 96
    assert load(folder) == "Không có gì phải làm.\n"


@pytest.mark.django_db
def test_load_keeps_what_a_person_verified(folder):
    load(folder)
    person = get_user_model().objects.create(username="hoa", is_superuser=True)
    level = leaf_level(region="TDMNPB")
    verify_level(level, document=make_document(), article="Phụ lục I", by=person)
    rewrite(folder, "TDMNPB: 95", "TDMNPB: 96")

    assert "đã có người đối chiếu, giữ 95" in load(folder)
    assert leaf_level(region="TDMNPB").value == 95


@pytest.mark.django_db
def test_load_keeps_what_a_person_corrected(folder):
    load(folder)
    level = leaf_level(region="TDMNPB")
    correction = build_level(level.indicator, value=Decimal(94))
    supersede_level(level, correction=correction)

    assert load(folder) == "Không có gì phải làm.\n"
    assert leaf_level(region="TDMNPB").value == 94


@pytest.mark.django_db
def test_load_refuses_a_level_that_ties_with_the_site(folder):
    load(folder)
    build_level(
        Indicator.objects.get(code="1.2"), region="", year=2021, value=Decimal(90)
    ).save()
    rewrite(folder, "TDMNPB: 95", "TDMNPB: 95, BTB: 98")

    with pytest.raises(CommandError, match="trên cổng đã có mức 90"):
        load(folder)


@pytest.mark.django_db
def test_load_undoes_everything_when_one_step_fails(folder, monkeypatch):
    def fail(**options):
        raise CommandError("hỏng")

    monkeypatch.setattr("criteria.actions.publish_set", fail)

    with pytest.raises(CommandError, match="hỏng"):
        load(folder)

    assert not Document.objects.exists()


# Levels of a province.


@pytest.mark.django_db
def test_load_adds_levels_of_a_province(folder):
    (folder / "tinh.yaml").write_text(PROVINCE, encoding="utf-8")
    province = make_province("Bắc Kạn", code="06")

    load(folder, "bo-thu", "tinh")

    level = leaf_level(layer=Layer.PROVINCE)
    assert (level.province_id, level.status) == (province.pk, Trust.ILLUSTRATIVE)
    assert level.document.is_illustrative
    assert load(folder, "bo-thu", "tinh") == "Không có gì phải làm.\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code"), [("Bắc Kạn", "07"), ("Cao Bằng", "06")], ids=["code", "name"]
)
def test_load_refuses_an_unknown_province(folder, name, code):
    (folder / "tinh.yaml").write_text(PROVINCE, encoding="utf-8")
    make_province(name, code=code)

    with pytest.raises(CommandError, match=r"tinh\.yaml: province: .*Bắc Kạn, mã 06"):
        load(folder, "bo-thu", "tinh")


@pytest.mark.django_db
def test_load_refuses_a_provincial_level_of_an_unknown_leaf(folder):
    text = PROVINCE.replace('"1.2"', '"1.7"')
    (folder / "tinh.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(
        CommandError, match=r"sets\[0\]\.levels\.1\.7.*không có chỉ tiêu"
    ):
        load(folder, "bo-thu", "tinh")
