"""Reading the address of a page: what is not understood is left out, never a 500."""

from django.conf import settings
from django.http import HttpRequest

from reporting.reports.communes import SORTS
from reporting.reports.rows import RECOGNITION_FILTERS, Filters
from reporting.reports.scope import CONFIRMED, DECLARED, Where

LARGEST = 2**31 - 1


def whole_number(text: str | None) -> int | None:
    """A whole number of the address within a database integer, else None."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    number = int(text)
    return number if number <= LARGEST else None


def plain_text(request: HttpRequest, name: str) -> str:
    """A search text of the address, without what no database stores."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]


def basis_of(request: HttpRequest) -> str:
    """Confirmed results; a signed-in reader may ask for submitted ones."""
    if request.user.is_authenticated and request.GET.get("ket_qua") == "da-nop":
        return DECLARED
    return CONFIRMED


def where_of(
    request: HttpRequest, *, province: int | None = None, district: int | None = None
) -> Where:
    """Place, year and basis of an address; without a place the site's home."""
    asked = province or whole_number(request.GET.get("tinh"))
    return Where(
        province=asked or settings.HOME_PROVINCE,
        district=district,
        year=whole_number(request.GET.get("nam")),
        basis=basis_of(request),
    )


class ListQuery:
    """State of the list of communes in the address."""

    def __init__(self, request: HttpRequest) -> None:
        get = request.GET
        recognition = get.get("cong_nhan", "")
        self.filters = Filters(
            district=whole_number(get.get("huyen")),
            band=whole_number(get.get("dat")),
            missing=whole_number(get.get("thieu")),
            not_assessed=whole_number(get.get("cho")),
            met=whole_number(get.get("dat_tieu_chi")),
            has_results=get.get("co") == "1",
            recognition=recognition if recognition in RECOGNITION_FILTERS else "",
            text=plain_text(request, "q"),
        )
        sort = get.get("xep", "dat")
        self.sort = sort if sort in SORTS else "dat"
        is_turned = get.get("nguoc") == "1"
        self.is_descending = is_turned if self.sort == "ten" else not is_turned
        self.page = whole_number(get.get("trang")) or 1
