"""Going through a page that runs an action: form, preview, confirmation."""

from html import unescape
from typing import Any

from django.db.models import Model
from django.http import HttpResponse

from tests.admin.world import url


def address(row: Model, slug: str) -> str:
    return url(type(row), slug, row.pk)


def preview(client: Any, page: str, said: dict[str, Any]) -> HttpResponse:
    return client.post(page, {**said, "_preview": "1"})


def confirm(client: Any, page: str, said: dict[str, Any]) -> HttpResponse:
    """Confirm what a preview of the same data showed."""
    shown = preview(client, page, said).context
    assert "digest" in shown, shown["form"].errors
    agreed = {"_agreed": shown["digest"], "_confirm": "1"}
    return client.post(page, {**said, **agreed})


def effects(response: HttpResponse) -> dict[str, list[str]]:
    """What a preview lists, by heading."""
    return {one.title: one.lines for one in response.context["effects"]}


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """What the form was refused for."""
    form = response.context["form"]
    return {name: list(map(str, said)) for name, said in form.errors.items()}


def text(response: HttpResponse) -> str:
    return unescape(response.content.decode())
