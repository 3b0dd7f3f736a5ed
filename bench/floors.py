"""The raw statements that the pages of the nation cannot do without."""

from django.db import connection

# One line a question: provinces, criteria, years.
BY_PROVINCE = """
SELECT province_id, COUNT(*), SUM(confirmed_counted), AVG(confirmed_counted)
FROM assessments_assessment
WHERE period_id = %s AND criteria_set_id = %s AND is_chosen AND lapsed_at IS NULL
GROUP BY province_id
"""
BY_CRITERION = """
SELECT {sums} FROM assessments_assessment
WHERE period_id = %s AND criteria_set_id = %s AND is_chosen AND lapsed_at IS NULL
"""
BY_YEAR = """
SELECT period_id, criteria_set_id, COUNT(*), SUM(confirmed_counted)
FROM assessments_assessment WHERE is_chosen AND lapsed_at IS NULL
GROUP BY period_id, criteria_set_id
"""


def nation(period_id: int, set_id: int, criteria: int) -> None:
    """Read what the national page shows, from the summaries."""
    sums = ", ".join(
        f"SUM(CASE WHEN SUBSTR(confirmed_outcomes, {n}, 1) = 'M' THEN 1 ELSE 0 END)"
        for n in range(1, criteria + 1)
    )
    with connection.cursor() as cursor:
        for sql, parameters in (
            (BY_PROVINCE, [period_id, set_id]),
            (BY_CRITERION.format(sums=sums), [period_id, set_id]),
            (BY_YEAR, []),
        ):
            cursor.execute(sql, parameters)
            cursor.fetchall()
