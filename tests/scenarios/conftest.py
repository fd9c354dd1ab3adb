"""Scenarios are tested with a toy kind; only the library's own tests use the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import sandbox.programs.models  # noqa: F401 - the program that owns a scenario
from sandbox.database import Base, connect
from sandbox.scenarios.load import parse
from sandbox.scenarios.makers import Makers, swapped
from sandbox.scenarios.schema import ScenarioFile
from tests.factories import scenarios

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def toys() -> Iterator[Makers]:
    """Makers with the toy kind, in use everywhere for the length of a test."""
    made = scenarios.makers()
    with swapped(made):
        yield made


@pytest.fixture
def toy_shift(toys: Makers) -> ScenarioFile:
    return parse(scenarios.SOURCE)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
