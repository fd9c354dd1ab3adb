"""What people write: the letters of each sort, filled from the chart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from sandbox.tasks.corrections.desk import Desk

Letters = dict[str, list[list[str]]]


@cache
def letters() -> Letters:
    """Every wording of every letter, by code."""
    text = Path(__file__).with_name("letters.yaml").read_text(encoding="utf-8")
    read: Letters = yaml.safe_load(text)
    return read


def letter(desk: Desk, code: str, **words: str) -> tuple[str, ...]:
    """One wording of a letter, line by line, with the words of the chart in it."""
    return tuple(line.format(**words) for line in desk.word(letters()[code]))
