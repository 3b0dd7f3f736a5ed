"""The loader refuses with file and place; no row is written."""

import pytest
from django.core.management import CommandError, call_command

from documents.models import Document
from tests.criteria.small_law import (
    AMENDMENT,
    load,
    rewrite,
)


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("TDMNPB: 95", "TDMNB: 95", "levels.TDMNB", "không hiểu khóa “TDMNB”"),
        ("TDMNPB: 95", "TDMNPB: chín", "levels.TDMNPB", "phải là một số"),
        ("TDMNPB: 95", "TDMNPB: 195", "levels.TDMNPB", "từ 0 đến 100"),
        ("TDMNPB: 95", "TDMNPB: 95.123", "levels.TDMNPB", "0 chữ số thập phân"),
        ("TDMNPB: 95", "TDMNPB: .nan", "levels.TDMNPB", "hữu hạn"),
        ("{any: true}", "{any: 2}", "indicators[0].levels.any", "true hoặc false"),
        ("measure: power", "measure: powr", "indicators[1].measure", "chỉ số đo"),
        ("measure: power", "measur: power", "indicators[1].measur", "không hiểu khóa"),
        ("operator: ge", "operator: gt", "indicators[1].operator", "danh mục"),
        ("operator: ge", "combine: all", "indicators[1]", "combine và parts"),
        ('code: "1.2"', "code: 1.2", "indicators[1].code", "trong ngoặc kép"),
        ('code: "1.2"', 'code: "1.1"', "bo-thu.yaml", "mã 1.1 có hai lần"),
        ("group: I\n", "group: V\n", "criteria[0]", "không có nhóm “V”"),
        ("leads: [trade,", "leads: [market,", "leads[0]", "lĩnh vực “market”"),
        ("indicators: 2", "indicators: 3", "expected.indicators", "ghi 3"),
        ("[[1, 1], [0, 0]]", "[[1, 1]]", "bands", "đúng một lần"),
        ("[[1, 1], [0, 0]]", "[[1], [0, 0]]", "bands[0]", "hai số"),
        ("document: qd-1", "document: qd-2", "bo-thu.yaml", "văn bản “qd-2”"),
        ("document: qd-1", "document: demo", "levels.any", "minh họa"),
        ("valid_from: 2016-12-01", "valid_from: hôm qua", "valid_from", "là ngày"),
        ("tier: ntm", "tier: gold", "tier", "“gold” không có trong danh mục"),
        ("counted_kinds: [xa]", "counted_kinds: [lang]", "counted_kinds[0]", "“lang”"),
        ("counted_kinds: [xa]", "counted_kinds: []", "counted_kinds", "còn thiếu"),
        ("key: bo-thu\n", "", "bo-thu.yaml", "không rõ tệp này ghi gì"),
        ("status: unverified\n        s", "s", "levels.TDMNPB", "thiếu status"),
        ("scheme: hardship", "scheme: luck", "substitutions[0].scheme", "“luck”"),
        ("name_vi: Bộ thử", f"name_vi: {'x' * 201}", "name_vi", "dài quá 200"),
        ("number: 1", "number: 2", "criteria", "liền nhau"),
        ("number: 1", "number: một", "criteria[0].number", "số nguyên"),
        ("name_en: Trial set", "name_en:", "name_en", "còn thiếu"),
    ],
)
@pytest.mark.django_db
def test_load_refuses(folder, old, new, where, reason):
    rewrite(folder, old, new)

    with pytest.raises(CommandError, match=reason) as refusal:
        load(folder)

    assert where in str(refusal.value)
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_load_names_file_and_place(folder):
    rewrite(folder, "TDMNPB: 95", "TDMNPB: 195")

    with pytest.raises(CommandError) as refusal:
        load(folder)

    assert str(refusal.value) == (
        "bo-thu.yaml: criteria[0].indicators[1].levels.TDMNPB: tỷ lệ phải từ 0 đến 100"
    )


@pytest.mark.django_db
def test_load_refuses_key_written_twice(folder):
    rewrite(folder, "tier: ntm", "tier: ntm\ntier: ntm")

    with pytest.raises(CommandError, match=r"bo-thu\.yaml: .*“tier” được ghi hai lần"):
        load(folder)


@pytest.mark.django_db
def test_load_refuses_broken_yaml(folder):
    (folder / "bo-thu.yaml").write_text("key: [", encoding="utf-8")

    with pytest.raises(CommandError, match=r"bo-thu\.yaml: không phải YAML: dòng 1"):
        load(folder)


@pytest.mark.django_db
def test_load_refuses_python_in_yaml(folder):
    text = "key: !!python/object/apply:os.getcwd []"
    (folder / "bo-thu.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="không phải YAML"):
        load(folder)


@pytest.mark.django_db
def test_load_refuses_two_levels_for_one_case(folder):
    rewrite(folder, "TDMNPB: 95", "TDMNPB: 95, 2021: 90")

    with pytest.raises(CommandError, match="hai mức cho cùng trường hợp: 95 và 90"):
        load(folder)


@pytest.mark.django_db
def test_load_refuses_amendment_of_an_unknown_indicator(folder):
    amendment = AMENDMENT.replace('code: "1.2"', 'code: "1.9"')
    (folder / "sua-doi.yaml").write_text(amendment, encoding="utf-8")

    with pytest.raises(
        CommandError, match=r"replaced\[0\]: bo-thu không có chỉ tiêu 1\.9"
    ):
        load(folder, "sua-doi")


@pytest.mark.django_db
def test_load_refuses_amendment_of_an_unknown_set(folder):
    amendment = AMENDMENT.replace("amends: bo-thu", "amends: bo-khac")
    (folder / "sua-doi.yaml").write_text(amendment, encoding="utf-8")

    with pytest.raises(CommandError, match="amends: không có bộ “bo-khac”"):
        load(folder, "sua-doi")


@pytest.mark.django_db
def test_load_refuses_amendment_without_its_base(folder):
    (folder / "sua-doi.yaml").write_text(AMENDMENT, encoding="utf-8")

    with pytest.raises(CommandError, match="hãy nạp cả bộ bo-thu"):
        load(folder, "sua-doi")


@pytest.mark.django_db
@pytest.mark.parametrize("files", [[], ["a.yaml"]], ids=["nothing", "both"])
def test_load_wants_files_or_all(files):
    with pytest.raises(CommandError, match="--all"):
        call_command("load_criteria_set", *files, all=bool(files))
