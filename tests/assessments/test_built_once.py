"""A queryset that is built once is as good the thousandth time, in every thread."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

from django.db.models import OuterRef, Subquery

from assessments.reports.keep import built_once
from communes.models import UnitVersion


@built_once
def with_province(kind):
    province = UnitVersion.objects.filter(unit=OuterRef("province"))
    return UnitVersion.objects.filter(kind=kind).annotate(
        province_name=Subquery(province.values("name")[:1])
    )


def subquery_of(kind="xa"):
    return with_province(kind).query.annotations["province_name"]


def test_it_is_built_once_by_its_key():
    assert subquery_of() is subquery_of()
    assert subquery_of() is not subquery_of("phuong")


def test_narrowing_copies_lengthens_nothing():
    before = deepcopy(with_province("xa").query.table_map)

    narrowed = [str(with_province("xa").filter(unit=3).query) for _ in range(3)]

    assert len(set(narrowed)) == 1
    assert with_province("xa").query.table_map == before


def test_no_two_threads_share_a_subquery():
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(subquery_of).result()

    assert other is not subquery_of()
