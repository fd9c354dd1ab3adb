"""Speeds of the application: one page in process, and a served worker from outside."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil
from flask.testing import FlaskClient

from sandbox import create_app
from tests.bench.table import Row, milliseconds
from tests.browser.serving import environment, seeded, served


def signed_in(folder: Path, person: tuple[str, str]) -> FlaskClient:
    """A client of the application, signed in."""
    named = environment(folder)
    settings = {name: named[name] for name in ("MRT_INSTANCE", "DATABASE_URL", "MRT_CODESETS", "SECRET_KEY")}
    app = create_app({**settings, "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False})
    client = app.test_client()
    client.post("/account/sign-in", data={"email": person[0], "password": person[1]})
    return client


def first_shift(client: FlaskClient) -> str:
    """Start the first shift as practice; the address of its first task."""
    catalogue = client.get("/practice").text
    listed = re.search(r'action="(/practice/\d+/start)"(?:(?!action=).)*?Your first shift', catalogue, re.DOTALL)
    assert listed is not None, "the practice catalogue offers no first shift"
    attempt = client.post(listed[1]).headers["Location"]
    task = re.search(rf'href="({re.escape(attempt)}/tasks/[^"]+)"', client.get(attempt).text)
    assert task is not None, attempt
    return task[1]


def workbench_page() -> Iterator[Row]:
    """A workbench page on SQLite, server time."""
    with tempfile.TemporaryDirectory(prefix="mrt-bench-") as name:
        people = seeded(Path(name))
        client = signed_in(Path(name), people["trainee"])
        address = first_shift(client)
        assert client.get(address).status_code == 200
        taken = milliseconds(lambda: client.get(address), 60)
    yield Row("workbench page, median", statistics.median(taken), "ms", 30, higher=False)


def open_every_shift(url: str, person: tuple[str, str]) -> None:
    """Start each practice shift twice and open each of its tasks."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(address: str) -> str:
        return str(browser.open(url + address).read().decode())

    def post(address: str, seen: str, **fields: str) -> str:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', seen)
        assert token is not None, address
        form = urlencode({"csrf_token": token[1], **fields}).encode()
        return str(browser.open(url + address, form).read().decode())

    post("/account/sign-in", get("/account/sign-in"), email=person[0], password=person[1])
    starts = re.findall(r'action="(/practice/\d+/start)"', get("/practice"))
    assert starts, "the practice catalogue offers nothing"
    for start in (*starts, *starts):
        shift = post(start, get("/practice"))
        for task in sorted(set(re.findall(r'href="(/attempts/\d+/tasks/[^"]+)"', shift))):
            get(task)


def served_process() -> Iterator[Row]:
    """From ``mrt serve`` to the first page, and what a worker holds in memory after every shift was opened twice."""
    with tempfile.TemporaryDirectory(prefix="mrt-bench-") as name:
        person = seeded(Path(name))["trainee"]
        began = time.perf_counter()
        with served(Path(name)) as (url, server):
            seconds = time.perf_counter() - began
            open_every_shift(url, person)
            workers = psutil.Process(server.pid).children(recursive=True) or [psutil.Process(server.pid)]
            megabytes = max(worker.memory_info().rss for worker in workers) / 1e6
    yield Row("mrt serve to first page", seconds, "s", 3, higher=False)
    yield Row("a served worker, resident", megabytes, "MB", 150, higher=False)
