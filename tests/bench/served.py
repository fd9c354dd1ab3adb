"""Speeds of the application: one page in process, and a served worker from outside."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import psutil
from flask.testing import FlaskClient

from sandbox import create_app
from tests.bench.table import Row, milliseconds
from tests.browser.serving import free_port

PEOPLE = re.compile(r'"email": "(trainee@[^"]+)",\s+"password": "([^"]+)"')


@contextmanager
def demo_folder() -> Iterator[tuple[Path, dict[str, str], tuple[str, str]]]:
    """A folder with the demo in it, the environment that names it, and the trainee's sign-in."""
    folder = Path(tempfile.mkdtemp(prefix="mrt-bench-"))
    environment = {
        **os.environ,
        "MRT_INSTANCE": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'sandbox.sqlite'}",
        "MRT_CODESETS": str(Path("instance/codesets").resolve()),
    }
    try:
        command = [sys.executable, "-m", "sandbox.cli", "demo", "--json"]
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        found = PEOPLE.search(said)
        assert found is not None, said
        yield folder, environment, (found[1], found[2])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def signed_in(environment: dict[str, str], person: tuple[str, str]) -> FlaskClient:
    """A client of the application, signed in."""
    settings = {name: environment[name] for name in ("MRT_INSTANCE", "DATABASE_URL", "MRT_CODESETS")}
    app = create_app({**settings, "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False})
    client = app.test_client()
    client.post("/account/sign-in", data={"email": person[0], "password": person[1]})
    return client


def workbench_page() -> Iterator[Row]:
    """A workbench page on SQLite, server time."""
    with demo_folder() as (_, environment, person):
        client = signed_in(environment, person)
        shift = re.search(r'action="(/practice/[^"]*first-shift[^"]*)"', client.get("/practice").text)
        assert shift is not None, "the practice catalogue offers no first shift"
        attempt = client.post(shift[1]).headers["Location"]
        task = re.search(rf'href="({re.escape(attempt)}/tasks/[^"]+)"', client.get(attempt).text)
        assert task is not None, attempt
        client.get(task[1])
        taken = milliseconds(lambda: client.get(task[1]), 40)
    yield Row("workbench page, median", statistics.median(taken), "ms", 30, higher=False)


def served_process() -> Iterator[Row]:
    """From ``mrt serve`` to the first page, and what a worker holds in memory after some pages."""
    with demo_folder() as (_, environment, _person):
        port = free_port()
        began = time.perf_counter()
        command = [sys.executable, "-m", "sandbox.cli", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            first = _first_page(f"http://127.0.0.1:{port}/account/sign-in")
            seconds = first - began
            for _ in range(50):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/account/sign-in").read()
            workers = psutil.Process(server.pid).children(recursive=True) or [psutil.Process(server.pid)]
            megabytes = max(worker.memory_info().rss for worker in workers) / 1e6
        finally:
            server.terminate()
            server.wait()
    yield Row("mrt serve to first page", seconds, "s", 3, higher=False)
    yield Row("a served worker, resident", megabytes, "MB", 150, higher=False)


def _first_page(url: str) -> float:
    for _ in range(600):
        try:
            urllib.request.urlopen(url).read()  # noqa: S310 -- an address of our own
        except URLError:
            time.sleep(0.02)
        else:
            return time.perf_counter()
    raise SystemExit(f"{url} did not answer.")
