"""The pages: read the address, ask the report, print the page. One file a page."""

from reporting.views.communes import communes
from reporting.views.overview import district, home, province
from reporting.views.unit import commune

__all__ = ["commune", "communes", "district", "home", "province"]
