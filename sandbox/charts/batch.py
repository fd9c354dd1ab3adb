"""Many charts in a row, without pauses."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def batch() -> Iterator[None]:
    """Hold back Python's cycle collector while charts are made and thrown away one after another.

    Charts are trees of immutable values: they are freed as soon as nobody holds them, and the collector would only
    walk through them again and again, which costs about a third of the time. What the process held before is left out
    of later collections for good.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
