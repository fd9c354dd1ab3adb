"""Many charts in a row: what holds itself is collected now and then."""

from __future__ import annotations

import gc

from sandbox import charts
from sandbox.charts.batch import batch


def test_nothing_piles_up_while_charts_are_made() -> None:
    charts.generate("pneumonia_copd", 0)
    usual = gc.get_threshold()
    with batch():
        before = len(gc.get_objects())
        for seed in range(200):
            charts.generate("pneumonia_copd", seed)
        held = len(gc.get_objects()) - before
    assert held < 30_000
    assert (gc.isenabled(), gc.get_threshold()) == (True, usual)
