"""The pages: read the address, ask the report, print the page. One file a page."""

from reporting.views.communes import communes
from reporting.views.compare import compare
from reporting.views.criteria import criteria, criterion
from reporting.views.documents import document, documents
from reporting.views.map import province_map
from reporting.views.matrix import matrix
from reporting.views.nation import nation
from reporting.views.overview import district, home, province
from reporting.views.register import register
from reporting.views.search import search
from reporting.views.targets import targets
from reporting.views.unit import commune

__all__ = [
    "commune",
    "communes",
    "compare",
    "criteria",
    "criterion",
    "district",
    "document",
    "documents",
    "home",
    "matrix",
    "nation",
    "province",
    "province_map",
    "register",
    "search",
    "targets",
]
