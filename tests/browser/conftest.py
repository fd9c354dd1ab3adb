"""A served demo, and a window of the browser on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.fixtures import LAPTOP
from tests.browser.serving import free_port, wait_for


@dataclass(frozen=True)
class Site:
    """A served application with the demo in it: address, database, and e-mail addresses and passwords by name."""

    url: str
    database: str
    people: dict[str, tuple[str, str]]


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
