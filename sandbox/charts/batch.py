"""Many charts in a row, without pauses."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ENOUGH = 20_000
"""Objects that may pile up before Python looks for those that only hold each other: those of some dozen charts."""


@contextmanager
def batch() -> Iterator[None]:
    """Let Python's cycle collector look seldom while charts are made and thrown away one after another.

    Charts are trees of immutable values: nearly all of them is freed as soon as nobody holds it. As often as usual the
    collector would walk through every chart while it grows, which costs about a third of the time; never, and the few
    objects of each chart that hold each other would pile up. What the process held before is left out of later
    collections for good.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ENOUGH, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
