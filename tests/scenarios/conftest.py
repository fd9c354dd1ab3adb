"""Scenarios are tested with a toy kind; only the library's own tests use the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sandbox import migrations
from sandbox.database import connect
from sandbox.scenarios.load import parse
from sandbox.scenarios.makers import Makers, swapped
from sandbox.scenarios.schema import ScenarioFile
from tests.factories import scenarios


@pytest.fixture
def toys() -> Iterator[Makers]:
    """Makers with the toy kind, in use everywhere for the length of a test."""
    made = scenarios.makers()
    with swapped(made):
        yield made


@pytest.fixture
def toy_shift(toys: Makers) -> ScenarioFile:
    return parse(scenarios.SOURCE)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def crowded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own, for tests in which several transactions really commit."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'crowded.sqlite'}"
    else:
        url = request.getfixturevalue("new_postgres")()
    engine = connect(url)
    migrations.upgrade(engine)
    yield engine
    engine.dispose()
