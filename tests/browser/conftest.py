"""A served demo, a browser, and an accessibility check for whatever page is open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.serving import free_port, wait_for

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Site:
    """A served application with the demo in it: address, database, and e-mail addresses and passwords by name."""

    url: str
    database: str
    people: dict[str, tuple[str, str]]


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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served from its own folder as ``mrt serve`` serves it."""
    folder = tmp_path_factory.mktemp("instance")
    database = f"sqlite:///{folder / 'sandbox.sqlite'}"
    environment = {
        **os.environ,
        "MRT_INSTANCE": str(folder),
        "DATABASE_URL": database,
        "SECRET_KEY": "browser-tests-only",
        "MRT_CODESETS": os.environ.get("MRT_CODESETS", str(Path("instance/codesets").resolve())),
    }
    mrt = [sys.executable, "-m", "sandbox.cli"]
    seeded = subprocess.run([*mrt, "demo", "--json"], env=environment, check=True, capture_output=True, timeout=120)
    people = {row["who"]: (row["email"], row["password"]) for row in json.loads(seeded.stdout)["people"]}
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen([*mrt, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            wait_for(url, server)
            yield Site(url, database, people)
        finally:
            server.terminate()
            server.wait(timeout=15)


@pytest.fixture(scope="session")
def chromium_browser(browser_path: str) -> Iterator[Browser]:
    """One browser for the session; contexts keep tests apart."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium_browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh signed-out browser window at laptop size."""
    expect.set_options(timeout=10_000)
    context = chromium_browser.new_context(viewport=LAPTOP, base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context
    context.close()


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

    def act(page: Page, who: str) -> None:
        email, password = site.people[who]
        page.goto("/account/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_attached()

    return act


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
