"""The browser of the whole run, and an accessibility check for whatever page is open.

A plugin rather than a conftest, because tests of single pages use them too and there can be only one driver.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PATIENCE = 45_000
"""Milliseconds that a test waits for what must come. Nothing passes by waiting; a busy machine only takes longer."""


@contextmanager
def window(browser: Browser, url: str, size: Mapping[str, int] = LAPTOP) -> Iterator[BrowserContext]:
    """A fresh browser window on a served application; it does not move, so that nothing is clicked in passing."""
    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(viewport=size, base_url=url, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The browser to drive. Missing: an error in CI, otherwise a skip that says how to get one."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.REMEDY)
        pytest.skip(chromium.REMEDY)
    return path


@pytest.fixture(scope="session")
def chromium_browser(browser_path: str) -> Iterator[Browser]:
    """One browser for the session; contexts keep tests apart."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Asserts that axe finds no violation on the open page, and that there is one main heading."""

    def check(page: Page) -> None:
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        report = [f"{v['id']}: {v['help']} — {[n['target'] for n in v['nodes']][:5]}" for v in found]
        assert not report, f"{page.url}\n" + "\n".join(report)
        assert page.locator("h1").count() == 1, page.url

    return check
