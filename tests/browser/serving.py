"""The demo served from a folder of its own, as ``mrt serve`` serves it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Page, expect

MRT = [sys.executable, "-m", "sandbox.cli"]


@dataclass(frozen=True)
class Site:
    """A served application with the demo in it: address, database, and e-mail addresses and passwords by name."""

    url: str
    database: str
    people: dict[str, tuple[str, str]]

    def sign_in(self, page: Page, who: str) -> None:
        """Sign a demo person in: trainee, instructor, admin."""
        email, password = self.people[who]
        page.goto(f"{self.url}/account/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_attached()


def environment(folder: Path) -> dict[str, str]:
    """The environment of an instance in this folder, with the code sets of this checkout."""
    return {
        **os.environ,
        "MRT_INSTANCE": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'sandbox.sqlite'}",
        "SECRET_KEY": "tests-only",
        "MRT_CODESETS": os.environ.get("MRT_CODESETS", str(Path("instance/codesets").resolve())),
    }


def seeded(folder: Path) -> dict[str, tuple[str, str]]:
    """Fill the demo in; its people's e-mail addresses and passwords by name."""
    command = [*MRT, "demo", "--json"]
    said = subprocess.run(command, env=environment(folder), check=True, capture_output=True, timeout=300)
    return {row["who"]: (row["email"], row["password"]) for row in json.loads(said.stdout)["people"]}


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The application of this folder while it is served: its address and the server's process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (folder / "server.log").open("wb") as log:
        command = [*MRT, "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment(folder), stdout=log, stderr=log)
        try:
            wait_for(f"{url}/account/sign-in", server)
            yield url, server
        finally:
            server.terminate()
            server.wait(timeout=60)


@contextmanager
def served_demo(folder: Path) -> Iterator[Site]:
    """The demo in this folder, served."""
    people = seeded(folder)
    with served(folder) as (url, _):
        yield Site(url, environment(folder)["DATABASE_URL"], people)


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 150) -> None:
    """Wait until the server answers; ``RuntimeError`` if it stops or stays silent."""
    for _ in range(int(seconds * 50)):
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped with exit code {server.returncode}.")
        try:
            urllib.request.urlopen(url, timeout=20).read()  # noqa: S310 -- an address of our own
        except URLError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{url} did not answer within {seconds} seconds.")
