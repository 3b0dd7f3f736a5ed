"""Every page of the admin answers, at a cost that does not grow with its rows."""

from copy import deepcopy
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client

from accounts.models import Agency, Membership, User
from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    IndicatorResult,
    Period,
    Plan,
    Procedure,
    PublishedFigure,
    RecognitionDecision,
    ResultEvent,
)
from communes.models import (
    Classification,
    Commune,
    District,
    Province,
    Succession,
    Unit,
    UnitVersion,
)
from criteria.models import CriteriaSet, Criterion, Indicator, Level, Measure
from documents.models import Document
from reporting.models import Target
from tests.admin.world import OURS, make_world, queries_of, url
from tests.shared import shared_by_module

MOST_QUERIES = 15
FEW, MANY = 2, 6
REGISTERED = sorted(
    (m for m in admin.site._registry if m.__module__.split(".")[0] in OURS),
    key=lambda m: m._meta.label,
)
# Rows that are written by loaders and actions only.
SHOWN = [
    Assessment,
    Classification,
    Commune,
    CriteriaSet,
    Criterion,
    CriterionResult,
    District,
    Evidence,
    Indicator,
    IndicatorResult,
    Level,
    Measure,
    Province,
    ResultEvent,
    Succession,
    Unit,
    UnitVersion,
]
# Rows that may be completed; nothing is deleted.
KEPT = [
    Agency,
    Document,
    Membership,
    Period,
    Plan,
    Procedure,
    PublishedFigure,
    RecognitionDecision,
    Target,
    User,
]
# Added by the page of an action.
BY_ACTION = [Classification, Level, Period, RecognitionDecision]
ODD = [
    "q=%00&p=-1&e=1",
    "q=%25_%27%22,--&p=99999999999999999999",
    "tinh=999999999999999999999999&can_xu_ly=khong-co&vung=x",
    "tinh=%D9%A3&o=99.-99.x",
    "khong_co=1",
    "issued_on__year=x",
]
SEARCHED = ["yen thinh", "yen thinh, bach thong", "2021"]

pytestmark = pytest.mark.django_db
# On PostgreSQL every page answers below; whether it writes, and how many queries it
# asks, is the same there.


def by_name(models: list[type[Model]]) -> Any:
    return pytest.mark.parametrize("model", models, ids=lambda m: m.__name__)


@shared_by_module
def shared_world() -> User:
    """The rows, and the administrator who looks at them."""
    person = User.objects.create_superuser("admin", password="x")
    make_world(person)
    return person


@pytest.fixture
def keeper(shared_world: User, db: None) -> Client:
    """The administrator's browser, over the rows."""
    client = Client()
    client.force_login(deepcopy(shared_world))
    return client


def test_every_kind_of_row_is_registered() -> None:
    assert {*SHOWN, *KEPT} <= set(REGISTERED)


def refused(client: Any, pages: list[str], good: set[int]) -> dict[str, int]:
    """Pages that answer with anything else."""
    codes = {page: client.get(page).status_code for page in pages}
    return {page: code for page, code in codes.items() if code not in good}


def test_every_page_answers(keeper) -> None:
    assert refused(keeper, addresses(), {200}) == {}
    assert refused(keeper, [f"/en{a}" for a in addresses()], {200}) == {}


def test_every_list_answers_odd_input(keeper) -> None:
    lists = [url(model, "changelist") for model in REGISTERED]
    pages = [f"{page}?{query}" for page in lists for query in ODD]

    assert refused(keeper, pages, {200, 302, 400}) == {}


def test_every_list_answers_a_search(keeper) -> None:
    lists = [url(m, "changelist") for m in REGISTERED if searched(m)]
    pages = [f"{page}?q={text}" for page in lists for text in SEARCHED]

    assert refused(keeper, pages, {200}) == {}


def searched(model: type[Model]) -> bool:
    return bool(admin.site._registry[model].search_fields)


def test_row_that_does_not_exist_is_told(admin_client) -> None:
    odd = ["x", "0", "9" * 30]
    pages = [url(model, "change", pk) for model in REGISTERED for pk in odd]

    assert refused(admin_client, pages, {302, 404}) == {}


@by_name([*KEPT, *BY_ACTION])
def test_add_answers(admin_client, model) -> None:
    assert admin_client.get(url(model, "add")).status_code == 200


@pytest.mark.one_database
@by_name(SHOWN)
def test_shown_row_refuses_every_write(keeper, model) -> None:
    row = model._default_manager.first()
    change = url(model, "change", row.pk)

    assert keeper.post(change, {"_save": "1"}).status_code == 403
    assert keeper.get(url(model, "delete", row.pk)).status_code == 403


@pytest.mark.one_database
@by_name([m for m in SHOWN if m not in BY_ACTION])
def test_shown_row_cannot_be_added(admin_client, model) -> None:
    assert admin_client.get(url(model, "add")).status_code == 403


@pytest.mark.one_database
@by_name([Assessment, CriterionResult, IndicatorResult, ResultEvent, Evidence])
def test_result_page_offers_no_save(keeper, model) -> None:
    row = model._default_manager.first()

    page = keeper.get(url(model, "change", row.pk)).content.decode()

    assert 'name="_save"' not in page
    assert 'name="_continue"' not in page


@pytest.mark.one_database
@by_name(KEPT)
def test_kept_row_cannot_be_deleted(keeper, model) -> None:
    row = model._default_manager.first()

    assert keeper.get(url(model, "delete", row.pk)).status_code == 403


def addresses() -> list[str]:
    """The first page, every list, and the page of the first row of everything."""
    found = ["/quan-tri/"]
    for model in REGISTERED:
        found.append(url(model, "changelist"))
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            own = getattr(admin.site._registry[model], "action_pages", [])
            places = ["change", *(page.slug for page in own)]
            found += [url(model, place, row.pk) for place in places]
    return found


def remember_content_types() -> None:
    """Django asks once for these, unless a test before emptied what it remembers."""
    ContentType.objects.get_for_models(*REGISTERED)
    ContentType.objects.get_for_models(*REGISTERED, for_concrete_models=False)


@pytest.mark.one_database
def test_no_page_costs_more_for_more_rows(admin_client, admin_user) -> None:
    remember_content_types()
    make_world(admin_user, 0, FEW)
    few = {page: queries_of(admin_client, page) for page in addresses()}
    make_world(admin_user, FEW, MANY)

    many = {page: queries_of(admin_client, page) for page in few}

    assert {p: (few[p], many[p]) for p in few if few[p] != many[p]} == {}
    assert {p: n for p, n in many.items() if n > MOST_QUERIES} == {}
