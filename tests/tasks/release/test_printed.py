"""Dates in the words of a release."""

from __future__ import annotations

import pytest

from sandbox.tasks.release.score import printed


@pytest.mark.parametrize(
    ("day", "words"), [("2026-03-01", "03/01/2026"), ("none", "no deadline"), ("", "")], ids=["a date", "none", "empty"]
)
def test_a_deadline_is_printed_as_charts_print_dates(day: str, words: str) -> None:
    assert printed(day) == words
