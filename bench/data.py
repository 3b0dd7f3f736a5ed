"""The database of one size: real units and law, drawn values, five years.

One year is loaded like any results; the other years are copies of its rows, for size
alone: nothing reads more than one year of a commune but the summaries.
"""

from collections.abc import Iterator
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max

from assessments.models import Assessment, CriterionResult, IndicatorResult, Period
from communes.clock import now
from communes.models import UnitVersion
from reporting.demo.results import OLD_SET, load_nation, open_year

SIZES: dict[str, int | None] = {"small": 1, "medium": 8, "national": None}
LOADED, COPIED = 2021, [2018, 2019, 2020, 2023]
# Tables of an account from the top, each with the column that points upward.
TABLES = [
    (Assessment, None),
    (CriterionResult, "assessment_id"),
    (IndicatorResult, "criterion_result_id"),
]


def make(size: str) -> None:
    """Fill the database of the environment; nothing where it is filled already."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    if Assessment.objects.exists():
        return
    call_command("load_demo", stdout=StringIO())
    if size != "small":
        load_nation(lambda _n: None, LOADED, SIZES[size])
    for number, year in enumerate(COPIED, start=1):
        period, _set = open_year(year, OLD_SET)
        copy_year(period, number)
    # By the demo's day what came before the loaded year is over.
    Period.objects.filter(year__lt=LOADED).update(closed_at=now())
    models = [model for model, _up in TABLES]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


@transaction.atomic
def copy_year(period: Period, number: int) -> None:
    """Give the period the accounts of the loaded year, where it has none."""
    named = UnitVersion.objects.filter(name=settings.HOME_PROVINCE)
    home = list(named.values_list("unit_id", flat=True))
    wanted = (
        Assessment.objects.filter(period__year=LOADED)
        .exclude(province_id__in=home)
        .exclude(unit__assessments__period=period)
    )
    steps = {
        model: number * ((model.objects.aggregate(n=Max("pk"))["n"] or 0) + 1)
        for model, _up in TABLES
    }
    # Asked before the first row is copied: then the accounts are no longer wanted.
    ids = ", ".join(map(str, wanted.values_list("pk", flat=True))) or "NULL"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What is copied was checked; to check it again costs as much as to copy.
            cursor.execute("SET LOCAL session_replication_role = replica")
    for model, up in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(_copy(model, up, steps, period, ids))
        ids = f"SELECT id FROM {model._meta.db_table} WHERE {_within(up, ids)}"  # noqa: S608


def _within(up: str | None, ids: str) -> str:
    return f"id IN ({ids})" if up is None else f"{up} IN ({ids})"


def _copy(model: type, up: str | None, steps: dict, period: Period, ids: str) -> str:
    """INSERT … SELECT of rows under new ids, the years apart by a fixed step."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    picked = list(_picked(model, columns, up, steps, period))
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
        f"SELECT {', '.join(picked)} FROM {table} WHERE {_within(up, ids)}"
    )


def _picked(
    model: type, columns: list[str], up: str | None, steps: dict, period: Period
) -> Iterator[str]:
    above = {"assessment_id": Assessment, "criterion_result_id": CriterionResult}
    for column in columns:
        if column == "id":
            yield f"id + {steps[model]}"
        elif column == up:
            yield f"{column} + {steps[above[column]]}"
        elif column == "period_id":
            yield str(period.pk)
        else:
            yield column
