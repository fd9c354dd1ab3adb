"""A served demo, and a window of the browser on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.fixtures import window
from tests.browser.serving import Site, served_demo


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served from its own folder as ``mrt serve`` serves it."""
    with served_demo(tmp_path_factory.mktemp("instance")) as made:
        yield made


@pytest.fixture
def context(chromium_browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh signed-out browser window at laptop size."""
    with window(chromium_browser, site.url) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when a script throws or the console reports an error."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert not faults, faults


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, str], None]:
    """Signs a demo person in: ``sign_in(page, "trainee")``."""
    return site.sign_in
