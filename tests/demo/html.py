"""Reading a page as a reader does: links with their first words, rows of the list."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

SHOWN = re.compile(r"Hiện (\d+) trên (\d+) xã")


@dataclass
class Link:
    url: str
    words: list[str] = field(default_factory=list)

    @property
    def count(self) -> int | None:
        """The number that the link starts with, if it does."""
        first = self.words[0] if self.words else ""
        return int(first) if first.isascii() and first.isdigit() else None


class PageReader(HTMLParser):
    """Links of a page and how many rows its tables name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.named_rows = 0
        self._open: Link | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        said = dict(attrs)
        if tag == "a" and "href" in said:
            self._open = Link(said["href"])
            self.links.append(self._open)
        self.named_rows += tag == "th" and said.get("scope") == "row"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None and data.strip():
            self._open.words.append(data.strip())

    @property
    def counts(self) -> list[Link]:
        """Links to the list that say how many communes they lead to."""
        return [
            link
            for link in self.links
            if link.url.startswith("/xa/?") and link.count is not None
        ]

    @property
    def internal(self) -> set[str]:
        """Addresses of this site, without those within the page."""
        return {link.url for link in self.links if link.url.startswith("/")}
