"""Opening editions: one connection a thread, the built file if there is one, else the bundled sample."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

from sandbox.codesets import build, schema
from sandbox.codesets.codeset import CodeSet

_configured: Path | None = None
_opened = threading.local()


def configure(folder: Path | None) -> None:
    """Say where built files are; None returns to what the environment says."""
    global _configured
    _configured = folder


def folder() -> Path:
    """Where built files are looked for: as configured, ``MRT_CODESETS``, or ``codesets`` in the instance folder."""
    if _configured is not None:
        return _configured
    named = os.environ.get("MRT_CODESETS")
    return Path(named) if named else Path(os.environ.get("MRT_INSTANCE") or "instance") / "codesets"


def edition(name: str = "FY2026") -> CodeSet:
    """The edition, opened once a thread and process. Raises NotFound for an edition that is not known."""
    target = build.file_of(folder(), name)
    key = (os.getpid(), name, target)  # a connection must not cross a fork
    cache: dict[tuple[int, str, Path], CodeSet] = _opened.__dict__.setdefault("editions", {})
    if key not in cache:
        cache[key] = open_edition(name, target)
    return cache[key]


def open_edition(name: str, target: Path) -> CodeSet:
    """Open a built file read-only, or fill the bundled sample into memory when there is none of this layout."""
    if build.read_meta(target).get("schema") == schema.SCHEMA_VERSION:
        connection = sqlite3.connect(f"{target.as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA cache_size = -4096")  # KiB, a thread
        return CodeSet(connection)
    connection = sqlite3.connect(":memory:")
    build.fill(connection, name, build.collect_sample(name), {})
    return CodeSet(connection)
