"""A progress bar for what takes longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, TypeVar

import click

Thing = TypeVar("Thing")
PATIENCE = 2.0
"""Seconds that a person waits without wondering."""


def watched(things: Iterable[Thing], total: int, label: str) -> Iterator[Thing]:
    """The same things; once they have taken two seconds, a bar on the terminal shows how many are done.

    Nothing is written to an error stream that is no terminal: a log needs no bar.
    """
    if not sys.stderr.isatty():
        yield from things
        return
    began = time.monotonic()
    bar: Any = None
    with ExitStack() as shown:
        for done, thing in enumerate(things):
            yield thing
            if bar is not None:
                bar.update(1)
            elif time.monotonic() - began > PATIENCE and done + 1 < total:
                bar = shown.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
                bar.update(done + 1)
