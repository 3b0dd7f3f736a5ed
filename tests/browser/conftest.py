"""Pages in the system's Chromium: sizes, accessibility, and no word on the console."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.guards import guards_lifted

# A busy machine is slow to answer; what never comes still fails.
expect.set_options(timeout=20_000)

# Playwright's synchronous interface runs an event loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
# For a test whose page is opened at the width of the fixture `size`.
BOTH_SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360px", "1280px"])
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests and run them last.

    While Playwright's loop runs, Django keeps connections of its own, which nobody
    closes for tests that come after.
    """
    items.sort(key=lambda item: item.path.is_relative_to(HERE))
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": CHROMIUM_FLAGS,
    }


@pytest.fixture(scope="session")
def base_url(django_db_setup: None) -> Iterator[str]:
    """Where the site is served; each test or module says what its database holds.

    pytest-django's own live_server empties the database after every test.
    """
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def demo(transactional_db: None, load_demo: Callable[[], None]) -> None:
    """The demo, for a test that writes to it."""
    load_demo()


@pytest.fixture(scope="module")
def shown_demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    load_demo: Callable[[], None],
) -> Iterator[None]:
    """The demo, for a module whose tests only look at it: not transactional."""
    with django_db_blocker.unblock():
        load_demo()
        yield
        with guards_lifted():
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "viewport": WIDE}


def _listen(page: Page) -> list[str]:
    """Collect what a page writes to the console: policy errors show there."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of 1280 pixels that must leave the console empty."""
    page = context.new_page()
    messages = _listen(page)
    yield page
    assert messages == []


@pytest.fixture(params=[NARROW, WIDE], ids=["360px", "1280px"])
def sized_page(page: Page, request: pytest.FixtureRequest) -> Page:
    """The page at the width of a telephone and of a desk."""
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def size() -> dict:
    """The width of a desk, where BOTH_SIZES does not say otherwise."""
    return WIDE


@pytest.fixture
def plain_page(
    browser: Browser, browser_context_args: dict, size: dict
) -> Iterator[Page]:
    """A page without JavaScript."""
    args = {**browser_context_args, "viewport": size}
    context = browser.new_context(**args, java_script_enabled=False)
    page = context.new_page()
    messages = _listen(page)
    yield page
    context.close()
    assert messages == []


@pytest.fixture
def sign_in(context: BrowserContext, base_url: str) -> Callable[..., None]:
    """Let the browser hold a person's session, without the page of signing in."""

    def run(user: User, into: BrowserContext = context) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": base_url}
        into.add_cookies([cookie])

    return run


@pytest.fixture
def axe_violations() -> Callable[..., list[str]]:
    """Rules of WCAG 2.2 AA that a page breaks, each with where."""

    def run(
        page: Page, only: list[str] = AXE_TAGS, without: tuple[str, ...] = ()
    ) -> list[str]:
        options = {
            "runOnly": only,
            "rules": {rule: {"enabled": False} for rule in without},
            # Telling of all that is in order takes a third of the time.
            "resultTypes": ["violations"],
        }
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate("options => axe.run(options)", options)["violations"]
        return [
            f"{rule['id']}: {node['target']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return run


@pytest.fixture
def is_styled() -> Callable[[Page], bool]:
    """Whether every stylesheet of a page was found and none is missing."""
    script = (
        "() => document.styleSheets.length > 0"
        " && [...document.styleSheets].every(s => s.cssRules.length > 0)"
    )
    return lambda page: page.evaluate(script)


@pytest.fixture
def fits() -> Callable[[Page], bool]:
    """Whether a page needs no sideways scroll at its width."""
    script = "document.scrollingElement.scrollWidth <= window.innerWidth"
    return lambda page: page.evaluate(script)
