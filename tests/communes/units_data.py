"""The shipped unit data as a plan, read once."""

from functools import cache
from pathlib import Path

from django.conf import settings

from communes.imports.compare import compare
from communes.imports.load import plan_units
from communes.imports.plan import Plan
from communes.imports.write import write

DATA = Path(settings.BASE_DIR) / "data" / "units"


@cache
def nation() -> Plan:
    return plan_units(DATA)


@cache
def bac_kan() -> Plan:
    return nation().only({"Bắc Kạn", "Thái Nguyên"})


def load(plan: Plan) -> None:
    write(compare(plan))
