"""Years of two sets, and pages as words, for tests of criteria."""

import csv
import io
import re
from decimal import Decimal

from assessments.actions import record_results
from assessments.actions.accounts import Account
from criteria.book import Entered
from criteria.models import Measure
from reporting.reports.scope import Where
from tests.builders import (
    AS_OF,
    make_criterion,
    make_document,
    make_indicator,
    make_level,
    make_period,
    publish,
)
from tests.criteria.builders import make_set as make_draft

# The fixture world misses none, one and two criteria: 6, then 5 and 6.
WHERE = Where("Bắc Kạn", year=2021)
NEXT = Where("Bắc Kạn", year=2022)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def plain(text):
    """The words of a page, one space apart."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def next_set(world, operator="ge", level=85):
    """A set for 2022 that shares one measure with the world's and asks else anew.

    Criterion 1 asks what the world's sixth asks; the second bears a known name over
    another question; the third is like nothing before.
    """
    shared = Measure.objects.get(indicators__criterion__number=6)
    fresh = make_draft(valid_from=AS_OF)
    for number, name in enumerate(["Tiêu chí 1", "Tiêu chí 2", "Mới"], 1):
        criterion = make_criterion(fresh, number)
        criterion.name_vi = name
        criterion.save()
        over = {"measure": shared, "operator": operator} if number == 1 else {}
        leaf = make_indicator(criterion, kind="percent", **over)
        make_level(leaf, value=Decimal(level if number == 1 else 80))
    publish(fresh)
    return fresh


def record_next(world, value=90, communes=None, **over):
    """Results of 2022 by the next set, every criterion with the same value."""
    fresh = next_set(world, **over)
    values = {f"{number}.1": Entered(Decimal(value)) for number in (1, 2, 3)}
    units = world.communes if communes is None else communes
    record_results(
        period=make_period(fresh, year=2022, as_of=AS_OF.replace(2022)),
        criteria_set=fresh,
        document=make_document(),
        accounts={unit.pk: Account(values=values) for unit in units},
        origin="test",
        chosen_reason="Báo cáo cuối năm",
    )


def sheet(client, url):
    text = client.get(url).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))
