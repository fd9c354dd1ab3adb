"""Ports and waiting for a server that a test started."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from urllib.error import URLError

import pytest


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Wait until the server answers; fail with what it printed if it stops."""
    for _ in range(int(seconds * 10)):
        if server.poll() is not None:
            pytest.fail(f"The server stopped with exit code {server.returncode}.")
        try:
            urllib.request.urlopen(url, timeout=2)  # noqa: S310 -- an address of our own
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} did not answer within {seconds} seconds.")
