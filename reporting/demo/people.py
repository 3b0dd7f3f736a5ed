"""People of the demo, one of each role: offices, not persons.

Without a password nobody signs in as them; `demo_accounts` gives them one.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.choices import Role
from accounts.models import Agency, Membership, User
from communes.models import Unit, UnitVersion

SINCE = dt.date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class Office:
    """Who somebody of the demo is: an account, a role, and the place of the role."""

    username: str
    full_name: str
    role: Role
    place: str = ""
    sector: str = ""


OFFICES = [
    Office("xa-quang-khe", "Cán bộ xã Quảng Khê", Role.COMMUNE_OFFICIAL, "Quảng Khê"),
    Office(
        "xa-quang-khe-2",
        "Cán bộ xã Quảng Khê, người thứ hai",
        Role.COMMUNE_OFFICIAL,
        "Quảng Khê",
    ),
    Office("xa-van-tung", "Cán bộ xã Vân Tùng", Role.COMMUNE_OFFICIAL, "Vân Tùng"),
    Office("huyen-ba-be", "Cán bộ huyện Ba Bể", Role.DISTRICT_OFFICER, "Ba Bể"),
    Office(
        "so-giao-thong",
        "Sở Giao thông vận tải",
        Role.AGENCY_OFFICER,
        sector="transport",
    ),
    Office(
        "so-nong-nghiep",
        "Sở Nông nghiệp và Phát triển nông thôn",
        Role.AGENCY_OFFICER,
        sector="agriculture",
    ),
    # It leads the criterion that the district returned to Quảng Khê.
    Office(
        "so-cong-thuong",
        "Sở Công Thương",
        Role.AGENCY_OFFICER,
        sector="industry-trade",
    ),
    Office("dieu-phoi", "Văn phòng Điều phối tỉnh", Role.COORDINATOR),
    Office("xem-ca-nuoc", "Người xem toàn quốc", Role.NATIONAL_VIEWER),
    Office("quan-tri", "Quản trị bản minh họa", Role.ADMINISTRATOR),
]


def make_people(province: Unit) -> dict[str, User]:
    """Everybody of OFFICES by username, made where missing; never in production."""
    if settings.PRODUCTION:
        raise PermissionDenied("demo accounts")
    return {office.username: _person(office, province) for office in OFFICES}


def _person(office: Office, province: Unit) -> User:
    user, is_new = User.objects.get_or_create(
        username=office.username,
        defaults={
            "full_name": office.full_name,
            "email": f"{office.username}@example.vn",
        },
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    place = _place(office, province)
    Membership.objects.get_or_create(
        user=user, role=office.role, **place, defaults={"valid_from": SINCE}
    )
    return user


def _place(office: Office, province: Unit) -> dict[str, Any]:
    if office.sector:
        agency, _is_new = Agency.objects.get_or_create(
            unit=province,
            sector=office.sector,
            name=office.full_name,
            defaults={"valid_from": SINCE},
        )
        return {"agency": agency}
    if office.place:
        versions = UnitVersion.objects.in_force_on(SINCE).filter(province=province)
        return {"unit": versions.get(name=office.place).unit}
    return {"unit": province} if office.role == Role.COORDINATOR else {}
