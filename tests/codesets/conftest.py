"""The two code sets that tests of this folder read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.codesets import CodeSet
from tests.factories import codesets


@pytest.fixture(scope="session")
def sample() -> Iterator[CodeSet]:
    """The bundled sample."""
    opened = codesets.sample()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CodeSet]:
    """The full edition, built once for all tests."""
    opened = codesets.built(tmp_path_factory.mktemp("codesets"))
    yield opened
    opened.close()
