"""Every route × role answers as the table says, and every route is in the table."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.access.people import WHO, World, client_of, make_world
from tests.access.table import OWN_ACCOUNT, ROWS, Row
from tests.shared import shared_by_module

pytestmark = pytest.mark.django_db

SIGN_IN = "/tai-khoan/dang-nhap/"
LETTERS = {403: "F", 404: "N", 405: "M"}
OWN_FACTOR = ("district", "agency", "coordinator", "administrator")
# Whom the same queries show less than those asked for on PostgreSQL.
LESS = ("anonymous", "other", "viewer", "former")
EVERYBODY = [
    pytest.param(who, marks=[pytest.mark.one_database] if who in LESS else [])
    for who in WHO
]

shared_world = shared_by_module(make_world)


@pytest.fixture
def world(shared_world: World, db: None) -> World:
    return deepcopy(shared_world)


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.MFA_REQUIRED = True
    # Files are handed on to the proxy: none need be there.
    settings.MEDIA_ACCEL = "/protected/"
    cache.clear()


def routes(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    """Names of every address, pages of the admin by their kind."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, namespace + inner)
        else:
            yield _kind(f"{namespace}{pattern.name}")


def _kind(name: str) -> str:
    for model in admin.site._registry:
        own = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(own):
            return f"admin:*_{name.removeprefix(own)}"
    return name


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert {*routes(get_resolver().url_patterns)} == {*ROWS}


def test_every_row_says_something_of_everybody() -> None:
    for row in ROWS.values():
        assert {len(row.get), len(row.post)} <= {0, len(WHO)}


@pytest.mark.parametrize("who", EVERYBODY)
def test_answers_of_every_route(world: World, who: str) -> None:
    client = client_of(world, who)
    wrong = []
    for name, row in ROWS.items():
        path = address(name, row, world)
        for method in ("get", "post"):
            expected = getattr(row, method)[WHO.index(who) :][:1]
            found = expected and answer(client, method, path)
            if found != expected:
                wrong.append(f"{method} {name}: {found}, not {expected}")
    assert wrong == []


def address(name: str, row: Row, world: World) -> str:
    if row.of.startswith("/"):
        return row.of
    return reverse(row.of or name, args=row.args(world) if row.args else None)


def answer(client: Client, method: str, path: str) -> str:
    """The table's letter for the answer; what was written is taken back."""
    with transaction.atomic():
        response = getattr(client, method)(path, follow=True)
        transaction.set_rollback(True)
    return letter(response, path)


def letter(response: HttpResponse, path: str) -> str:
    assert response.status_code < 500, path
    last = response.request["PATH_INFO"]
    if last == SIGN_IN and path != SIGN_IN:
        return "S"
    return LETTERS.get(response.status_code, "P")


@pytest.mark.one_database
@pytest.mark.parametrize("who", OWN_FACTOR)
def test_without_the_second_factor_nothing_but_the_own_account(
    world: World, who: str
) -> None:
    client = client_of(world, who, with_factor=False)
    set_up = reverse("mfa_activate_totp")

    open_ = [
        name
        for name, row in ROWS.items()
        if not client.get(address(name, row, world))
        .headers.get("Location", "")
        .startswith(set_up)
    ]

    assert {*open_} == {*OWN_ACCOUNT}
