"""A small law in files, and loading it."""

from io import StringIO

from django.core.management import call_command

from criteria.models import (
    Level,
)

DOCUMENTS = """
documents:
  - {key: qd-1, kind: decision, number: 1/QĐ-TTg, title: Bộ thử, issued_on: 2016-10-17}
  - {key: demo, kind: other, title: Mức minh họa, is_illustrative: true}
"""
MEASURES = """
measures:
  - {key: power, name_vi: Điện, name_en: Power, kind: percent, on_merger: weighted}
  - {key: grid, name_vi: Lưới điện, name_en: Grid, kind: yes_no, on_merger: worst}
"""
SECTORS = """
sectors:
  trade: [{name_vi: Sở Công Thương}]
  roads:
    - {name_vi: Sở Giao thông vận tải, until: 2025-07-01}
    - {name_vi: Sở Xây dựng, from: 2025-07-01}
"""
SET = """
key: bo-thu
unit_level: commune
tier: ntm
name_vi: Bộ thử
name_en: Trial set
document: qd-1
valid_from: 2016-12-01
counted_kinds: [xa]
expected: {criteria: 1, indicators: 2}
bands: [[1, 1], [0, 0]]
groups: [{code: I, name_vi: Hạ tầng, name_en: Works}]
substitutions:
  - {scheme: hardship, value: dbkk, effective_region: TDMNPB, status: verified,
     text_vi: Xã đặc biệt khó khăn theo vùng núi.}
criteria:
  - number: 1
    group: I
    name_vi: Điện
    name_en: Power
    leads: [trade, {sector: roads, note: "1.1"}]
    indicators:
      - {code: "1.1", name_vi: Lưới, name_en: Grid, measure: grid, operator: eq,
         status: unverified, levels: {any: true}}
      - code: "1.2"
        name_vi: Hộ dùng điện
        name_en: Households with power
        measure: power
        operator: ge
        status: unverified
        source_note: Ghi theo trí nhớ.
        sources: [https://example.org/dien]
        levels: {TDMNPB: 95, DBSH: {value: 99, status: verified}}
"""
AMENDMENT = """
key: bo-thu-sua-doi
amends: bo-thu
name_vi: Bộ thử, sửa đổi
name_en: Trial set, amended
document: qd-1
valid_from: 2024-03-01
expected: {criteria: 1, indicators: 2}
replaced:
  - code: "1.2"
    name_vi: Hộ dùng điện, theo năm
    name_en: Power, by year
    measure: power
    operator: ge
    status: verified
    levels: {DBSH: {2024: 99, 2025: 100}, TDMNPB: {schools=gt3: 96, schools=le3: 90}}
"""
PROVINCE = """
province: {code: "06", name: Bắc Kạn}
document: demo
status: illustrative
sets:
  - {set: bo-thu, valid_from: 2016-12-01, levels: {"1.2": {TDMNPB: 97}}}
"""


def load(folder, *names, commit=True):
    """Load the named sets and give what was printed."""
    out = StringIO()
    files = [folder / f"{name}.yaml" for name in names or ("bo-thu",)]
    call_command("load_criteria_set", *map(str, files), commit=commit, stdout=out)
    return out.getvalue()


def load_shipped():
    out = StringIO()
    call_command("load_criteria_set", all=True, commit=True, stdout=out)
    return out.getvalue()


def rewrite(folder, old, new, name="bo-thu"):
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def leaf_level(**keys):
    return Level.objects.live().get(indicator__code="1.2", **keys)
