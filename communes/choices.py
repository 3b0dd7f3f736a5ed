"""Closed lists of the territory: levels, kinds, schemes, ways to succeed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitLevel(models.TextChoices):
    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện")
    COMMUNE = "commune", _("Xã")
    VILLAGE = "village", _("Thôn")


class UnitKind(models.TextChoices):
    """Official kinds of unit. Each belongs to one level (see KINDS_OF_LEVEL)."""

    TINH = "tinh", _("tỉnh")
    THANH_PHO_TW = "thanh_pho_tw", _("thành phố trực thuộc trung ương")
    HUYEN = "huyen", _("huyện")
    QUAN = "quan", _("quận")
    THI_XA = "thi_xa", _("thị xã")
    THANH_PHO = "thanh_pho", _("thành phố thuộc tỉnh")
    XA = "xa", _("xã")
    PHUONG = "phuong", _("phường")
    THI_TRAN = "thi_tran", _("thị trấn")
    DAC_KHU = "dac_khu", _("đặc khu")
    THON = "thon", _("thôn")


KINDS_OF_LEVEL = {
    UnitLevel.PROVINCE: [UnitKind.TINH, UnitKind.THANH_PHO_TW],
    UnitLevel.DISTRICT: [
        UnitKind.HUYEN,
        UnitKind.QUAN,
        UnitKind.THI_XA,
        UnitKind.THANH_PHO,
    ],
    UnitLevel.COMMUNE: [
        UnitKind.XA,
        UnitKind.PHUONG,
        UnitKind.THI_TRAN,
        UnitKind.DAC_KHU,
    ],
    UnitLevel.VILLAGE: [UnitKind.THON],
}
PROVINCE_KINDS = KINDS_OF_LEVEL[UnitLevel.PROVINCE]

# The document, by its key in data/units, that ended a level with all of its units.
LEVEL_ENDED_BY = {UnitLevel.DISTRICT: "nq-203-2025"}


class DayBasis(models.TextChoices):
    """Whether a first or last day was decided, or only seen in a snapshot."""

    DECIDED = "decided", _("theo văn bản")
    OBSERVED = "observed", _("theo danh mục ngày đó")


# The seven regions of the sets of 2010–2025.
REGION_NAMES = {
    "TDMNPB": _("Trung du miền núi phía Bắc"),
    "DBSH": _("Đồng bằng sông Hồng"),
    "BTB": _("Bắc Trung Bộ"),
    "DHNTB": _("Duyên hải Nam Trung Bộ"),
    "TN": _("Tây Nguyên"),
    "DNB": _("Đông Nam Bộ"),
    "DBSCL": _("Đồng bằng sông Cửu Long"),
}


class Scheme(models.TextChoices):
    """Schemes that classify units, each with values of its own."""

    REGION = "region", _("Vùng (bộ tiêu chí 2010–2025)")
    ZONE = "zone", _("Khu vực I, II, III")
    HARDSHIP = "hardship", _("Đặc biệt khó khăn")
    SAFE_ZONE = "safe_zone", _("An toàn khu")
    GROUP = "group", _("Nhóm xã (bộ tiêu chí 2026–2030)")
    ISLAND = "island", _("Bãi ngang, hải đảo")
    SCHOOLS = "schools", _("Số trường học")


# The values that levels and substitutions ask for, in words; "no" is known not to hold,
# where no row at all is unknown.
VALUES_OF_SCHEME: dict[str, dict[str, Any]] = {
    Scheme.REGION: REGION_NAMES,
    Scheme.ZONE: {
        "I": _("khu vực I"),
        "II": _("khu vực II"),
        "III": _("khu vực III"),
        "no": _("ngoài ba khu vực"),
    },
    Scheme.HARDSHIP: {
        "dbkk": _("đặc biệt khó khăn"),
        "no": _("không đặc biệt khó khăn"),
    },
    Scheme.SAFE_ZONE: {
        "poor_district": _("xã an toàn khu, huyện nghèo hoặc vừa thoát nghèo"),
        "yes": _("xã an toàn khu"),
        "no": _("không phải xã an toàn khu"),
    },
    Scheme.GROUP: {"1": _("nhóm 1"), "2": _("nhóm 2"), "3": _("nhóm 3")},
    Scheme.ISLAND: {
        "dbkk": _("bãi ngang, hải đảo đặc biệt khó khăn"),
        "yes": _("bãi ngang, hải đảo"),
        "no": _("không thuộc bãi ngang, hải đảo"),
    },
    Scheme.SCHOOLS: {"le3": _("không quá 3 trường"), "gt3": _("trên 3 trường")},
}


def class_words(scheme: str, value: str) -> str:
    """A class in words; as it is stored where the lists do not have it."""
    return str(VALUES_OF_SCHEME.get(scheme, {}).get(value, value))


class Basis(models.TextChoices):
    """Whether a source states a fact or it was inferred from others."""

    STATED = "stated", _("nêu trong nguồn")
    INFERRED = "inferred", _("suy ra")


class SuccessionKind(models.TextChoices):
    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia tách")
    REARRANGE = "rearrange", _("Sắp xếp")


class Extent(models.TextChoices):
    WHOLE = "whole", _("toàn bộ")
    PART = "part", _("một phần")


class LayerKind(models.TextChoices):
    """How a layer draws its units."""

    TILES = "tiles", _("Ô vuông")
    POLYGONS = "polygons", _("Ranh giới")


# The levels that maps draw.
DRAWN_LEVELS = [UnitLevel.DISTRICT, UnitLevel.COMMUNE]
