"""Passwords made of words, for people to copy by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random


@cache
def words() -> tuple[str, ...]:
    """The words that passwords are made of: short, common, hard to confuse."""
    return tuple(Path(__file__).with_name("words.txt").read_text(encoding="ascii").split())


def passphrase(random: Random) -> str:
    """Four words with hyphens, about 30 bits from a ``SystemRandom``: enough where tries are counted."""
    return "-".join(random.choice(words()) for _ in range(4))
