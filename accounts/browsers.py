"""What a browser calls itself, in words that its owner knows it by."""

from django.utils.translation import gettext as _

# By the mark in the header, the more particular first: all name their forebears too.
BROWSERS = {
    "coc_coc_browser": "Cốc Cốc",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_words(header: str) -> str:
    """The browser and what it runs on; the header itself where it names neither."""
    browser, system = _named(BROWSERS, header), _named(SYSTEMS, header)
    if browser and system:
        return _("%(browser)s trên %(system)s") % {
            "browser": browser,
            "system": system,
        }
    return browser or system or header or _("không rõ")


def _named(names: dict[str, str], header: str) -> str:
    return next((name for mark, name in names.items() if mark in header), "")
