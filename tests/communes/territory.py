"""One province of two districts, as it stood before districts ended."""

import datetime as dt
from dataclasses import dataclass

from communes.models import Unit
from documents.models import Document
from tests.builders import make_commune, make_district, make_document, make_province

DAY = dt.date(2020, 2, 1)


@dataclass
class Territory:
    document: Document
    province: Unit
    bach_thong: Unit
    na_ri: Unit
    si_binh: Unit
    vu_muon: Unit


def make_territory() -> Territory:
    province = make_province("Bắc Kạn")
    bach_thong = make_district("Bạch Thông", province=province)
    return Territory(
        document=make_document(number="855/NQ-UBTVQH14"),
        province=province,
        bach_thong=bach_thong,
        na_ri=make_district("Na Rì", province=province),
        si_binh=make_commune("Sĩ Bình", parent=bach_thong, code="01978"),
        vu_muon=make_commune("Vũ Muộn", parent=bach_thong, code="01981"),
    )
