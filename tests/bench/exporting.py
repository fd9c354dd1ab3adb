"""How fast each format is written."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox import charts
from sandbox.charts.exports import FORMATS
from tests.bench.making import of_setting
from tests.bench.table import Row, rate

GOALS = {"json": 50.0, "text": 200.0, "fhir": 10.0, "html": 25.0, "pdf": 1.0}


def exports() -> Iterator[Row]:
    """Exports of an inpatient chart a second, each format."""
    made = [charts.generate(name, 1)[0] for name in of_setting("inpatient")]
    for name, form in FORMATS.items():
        form.render(made[0], None)
        speed = rate(lambda turn, form=form: form.render(made[turn % len(made)], None), len(made), rounds=1)  # type: ignore[misc]
        yield Row(f"inpatient charts written as {name}", speed, "/s", GOALS[name])
