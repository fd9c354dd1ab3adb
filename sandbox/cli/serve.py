"""``mrt serve``: the web server.

Exit codes: 0 stopped, 2 wrong use, 3 it could not start.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from sqlalchemy import Engine

from sandbox.cli import Failed
from sandbox.cli._demo import is_seeded
from sandbox.cli._place import engine_of, session_on
from sandbox.cli.demo import LOST, ensure, show
from sandbox.cli.migrate import publish_library
from sandbox.codesets import build
from sandbox.config import settled

THREADS = 8  # a worker; pages take milliseconds, and SQLite lets one writer in at a time


@click.command("serve", epilog="Exit codes: 0 stopped, 2 wrong use, 3 it could not start.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--demo", is_flag=True, help="Fill the demo in first, if it is not there, and print its sign-ins.")
def command(host: str, port: int, workers: int, demo: bool) -> None:
    """Serve the site. Migrates the database and builds the code-set file first when that is needed.

    \b
    Examples:
      mrt serve --demo
      mrt serve --host 0.0.0.0 --port 8080 --workers 4
    """
    settings = settled()
    refuse_if_taken(host, port)
    ensure_codes(Path(settings["MRT_CODESETS"]))
    with engine_of(settings) as engine:
        prepare(settings, engine, demo)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 -- compared, not bound
    click.echo(f"MRT Sandbox is on http://{shown}:{port} (stop with Ctrl-C)")
    Server(
        "sandbox:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


def prepare(settings: dict[str, Any], engine: Engine, demo: bool) -> None:
    """Publish the library as it is now, and the demo if it is wanted; say what takes long before it does."""
    click.echo("Preparing the database and the library of scenarios …")
    publish_library(engine)
    if demo:
        with session_on(engine) as session:
            seeded = is_seeded(session)
        if not seeded:
            click.echo("Filling in the demo: people, a course, work already done (once; it can take a minute) …")
        sign_ins = ensure(settings, engine)
        if sign_ins:
            show(sign_ins)
        else:
            click.echo(LOST, err=True)


def ensure_codes(folder: Path) -> None:
    """Build the code-set files that are missing. Those that are there are left: ``mrt codes build`` renews them.

    In a process of its own: what a build takes in memory would stay with every worker.
    """
    if all(build.file_of(folder, name).exists() for name in build.EDITIONS):
        return
    environment = {**os.environ, "MRT_CODESETS": str(folder)}
    built = subprocess.run([sys.executable, "-m", "sandbox.cli", "codes", "build"], env=environment, check=False)
    if built.returncode:
        raise Failed("The code-set file could not be built. Run `mrt codes build` to see why.")


def refuse_if_taken(host: str, port: int) -> None:
    """Raise ``Failed`` with a remedy when something listens there already."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Failed(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --host or --port."
        ) from None
