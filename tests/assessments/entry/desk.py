"""The page of entering as an official uses it: read, typed, posted."""

import re
from dataclasses import dataclass
from html import unescape

from django.test import Client
from django.urls import reverse

from tests.assessments.round import Round

_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def fields_of(html: str) -> dict[str, str]:
    """What a browser would send of a page: each field as it stands."""
    fields = {}
    for tag in _INPUT.findall(html):
        said = dict(_ATTRIBUTE.findall(tag))
        chosen = said.get("type") in {"radio", "checkbox"}
        if "name" in said and (not chosen or " checked" in tag):
            fields[said["name"]] = unescape(said.get("value", ""))
    return fields


@dataclass
class Desk:
    """A person at the page of one commune and period set."""

    client: Client
    round: Round

    def url(self, view: str = "page") -> str:
        round_ = self.round
        return reverse(
            f"entry:{view}",
            args=[round_.period.year, round_.commune.pk, round_.period_set.pk],
        )

    def open(self, view: str = "page"):
        """The page as it stands."""
        return self.client.get(self.url(view))

    def fields(self, **typed: str) -> dict[str, str]:
        """The fields of the page with some typed over; `v_1_1` is "v-1-1"."""
        html = self.open().content.decode()
        over = {name.replace("_", "-"): text for name, text in typed.items()}
        return {**fields_of(html), **over}

    def send(self, fields: dict[str, str], **headers: str):
        """Post fields to the page, without following the redirect."""
        return self.client.post(self.url(), fields, headers=headers)

    def type(self, **typed: str):
        """Open the page, type, and save."""
        return self.send(self.fields(**typed))

    def as_json(self, fields: dict[str, str]):
        """Post as the script does."""
        return self.send(fields, accept="application/json")
