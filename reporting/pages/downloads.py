"""Links to the files of what a page shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.pages.parts import Link


@dataclass(frozen=True, slots=True)
class Downloads:
    """What templates/_partials/downloads.html prints; `what` says which rows."""

    links: list[Link]
    what: str


def downloads_of(address: str, communes: int) -> Downloads:
    """The page at `address`, which has a query, as CSV and as a workbook.

    A file holds every commune that the filters leave, not only those of one page.
    """
    what = ngettext(
        "%(n)s xã, theo bộ lọc và thứ tự đang xem",
        "%(n)s xã, theo bộ lọc và thứ tự đang xem",
        communes,
    )
    return downloads(address, what % {"n": communes})


def downloads(address: str, what: str) -> Downloads:
    """The same with other words on what a file holds."""
    return Downloads(
        [
            Link(_("Tải CSV"), f"{address}&dang=csv"),
            Link(_("Tải Excel"), f"{address}&dang=xlsx"),
        ],
        what,
    )
