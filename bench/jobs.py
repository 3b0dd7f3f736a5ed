"""Long jobs against the least that the database must do for them."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from accounts.models import User
from assessments.actions.documents import Citation
from assessments.actions.imports import import_results
from assessments.exports.sheet import as_xlsx, results_sheet
from assessments.imports.plan import Upload, plan_import
from assessments.models import Assessment, IndicatorResult, PeriodSet
from assessments.summaries import recompute_all
from bench.data import LOADED
from bench.measure import asked

RUNS = 3
SAMPLE = 300
TABLE = IndicatorResult._meta.db_table


def measured(province_id: int) -> dict[str, Any]:
    """Ratio and queries of an import of a province and of recounting accounts."""
    content, upload = _upload(province_id)
    by = User.objects.get_or_create(username="bench", is_superuser=True)[0]
    with CaptureQueriesContext(connection) as queries:
        _rolled_back(lambda: _import(upload, by))
    return {
        "import": _ratio(
            lambda: _rolled_back(lambda: _import(upload, by)),
            lambda: _rolled_back(lambda: _load_floor(content, province_id)),
        ),
        "import queries": len(asked(queries)),
        "recompute": _ratio(_recompute, _recompute_floor),
    }


def _upload(province_id: int) -> tuple[bytes, Upload]:
    judged = PeriodSet.objects.select_related("period", "criteria_set").get(
        period__year=LOADED
    )
    account = Assessment.objects.filter(
        period=judged.period, province=province_id
    ).select_related("document", "province")[0]
    content = as_xlsx(results_sheet(province_id, judged, account.document))
    citation = Citation(
        number="1/BC-UBND",
        issued_on=judged.period.as_of,
        issuer="UBND",
        title="Báo cáo đo tốc độ",
    )
    return content, Upload(
        province=account.province,
        period_set=judged,
        citation=citation,
        file_name="bench.xlsx",
        content=content,
    )


def _import(upload: Upload, by: User) -> None:
    plan = plan_import(upload)
    if not plan.is_clean:
        raise RuntimeError(plan.refusals[0].reason)
    import_results(plan=plan.results, by=by)


def _load_floor(content: bytes, province_id: int) -> None:
    """Read the workbook, and write as many rows as the import does."""
    CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    rows = IndicatorResult.objects.filter(
        criterion_result__assessment__province=province_id,
        criterion_result__assessment__period__year=LOADED,
    ).count()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE floor AS SELECT * FROM {TABLE} LIMIT 0")  # noqa: S608
        cursor.executemany(
            "INSERT INTO floor (id, value, outcome) VALUES (%s, %s, %s)",
            [(n, n, "met") for n in range(rows)],
        )
        cursor.execute("DROP TABLE floor")


def _recompute() -> None:
    recompute_all(
        Assessment.objects.select_related("criteria_set").order_by("pk")[:SAMPLE]
    )


def _recompute_floor() -> None:
    """The outcomes of the same accounts, counted by the database alone."""
    last = Assessment.objects.order_by("pk").values_list("pk", flat=True)[SAMPLE - 1]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.assessment_id, i.criterion_result_id, i.outcome, COUNT(*)"  # noqa: S608
            f" FROM {TABLE} i JOIN assessments_criterionresult c"
            " ON c.id = i.criterion_result_id WHERE c.assessment_id <= %s"
            " GROUP BY c.assessment_id, i.criterion_result_id, i.outcome",
            [last],
        )
        cursor.fetchall()


def _rolled_back(job: Callable[[], None]) -> None:
    with transaction.atomic():
        job()
        transaction.set_rollback(True)


def _ratio(job: Callable[[], None], floor: Callable[[], None]) -> float:
    """Median wall time of the job over that of its floor, in turns."""
    times: dict[Callable[[], None], list[float]] = {job: [], floor: []}
    for _turn in range(RUNS):
        for one, taken in times.items():
            start = time.perf_counter()
            one()
            taken.append(time.perf_counter() - start)
    return statistics.median(times[job]) / statistics.median(times[floor])
