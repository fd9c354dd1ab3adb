"""Charts by the thousand: that cost grows in step, that memory stays, how fast each format is written.

Memory is measured in a process of its own, because a process never gives back all it once held.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from sandbox import charts
from sandbox.charts.batch import batch
from sandbox.charts.defects import DefectPlan
from sandbox.charts.exports import FORMATS
from tests.bench.table import Row, rate

SIZES = (100, 1_000, 10_000)
HUGE = 100_000
FLAWS = DefectPlan((), (3, 5))
GOALS = {"json": 50.0, "text": 200.0, "fhir": 10.0, "html": 25.0, "pdf": 1.0}

MEASURE = """
import sys
from tests.bench.exporting import measured
print(measured(int(sys.argv[1])))
"""


def inpatient() -> list[str]:
    """Names of the inpatient pathways, in order."""
    return [name for name, one in charts.pathways().items() if one.setting == "inpatient"]


def generated(count: int, flawed: bool, first: int = 0) -> float:
    """Make so many charts with their key, one after another, keeping none; charts a second."""
    names = inpatient()
    plan = FLAWS if flawed else None
    began = time.perf_counter()
    with batch():
        for number in range(first, first + count):
            charts.generate(names[number % len(names)], number, defects=plan)
    return count / (time.perf_counter() - began)


def measured(count: int) -> float:
    """Make so many flawed charts; the most megabytes that this process held at the end of any hundred."""
    process, most = psutil.Process(), 0.0
    for first in range(0, count, 100):
        generated(100, True, first)
        most = max(most, process.memory_info().rss / 1e6)
    return most


def growth() -> Iterator[Row]:
    """Charts a second at 100, 1,000 and 10,000 charts: equal figures mean that cost grows in step."""
    for name in inpatient():
        charts.generate(name, 0)
    for flawed in (False, True):
        kind = "flawed" if flawed else "clean"
        figures = []
        for size in _sizes():
            figures.append(generated(size, flawed))
            yield Row(f"{size:,} {kind} inpatient charts with key", figures[-1], "/s", 50)
        yield Row(f"{kind}: speed at the most over speed at 100", figures[-1] / figures[0], "×", 0.7)


def memory() -> Iterator[Row]:
    """Peak memory of a process that made 1,000 charts, and of one that made 10,000."""
    peaks = [_peak(size) for size in _sizes()[1:]]
    for size, peak in zip(_sizes()[1:], peaks, strict=True):
        yield Row(f"peak memory after {size:,} flawed charts", peak, "MB", 250, higher=False)
    yield Row("memory after the most over memory after 1,000", peaks[-1] / peaks[0], "×", 1.1, higher=False)


def exports() -> Iterator[Row]:
    """Exports of an inpatient chart a second, each format."""
    made = [charts.generate(name, 1)[0] for name in inpatient()]
    for name, form in FORMATS.items():
        form.render(made[0], None)
        speed = rate(lambda turn, form=form: form.render(made[turn % len(made)], None), len(made), rounds=1)  # type: ignore[misc]
        yield Row(f"inpatient charts written as {name}", speed, "/s", GOALS[name])


def another_generator() -> Iterator[Row]:
    """The same number of patients from a Synthea command, where one is installed (MRT_BENCH_SYNTHEA names it).

    It simulates whole lives and writes FHIR; here a patient is one stay with its documents and key. Compare with care.
    """
    command = os.environ.get("MRT_BENCH_SYNTHEA", "")
    if not command or shutil.which(command) is None:
        return
    count = 5
    with tempfile.TemporaryDirectory(prefix="mrt-bench-") as folder:
        began = time.perf_counter()
        subprocess.run(
            [command, "-p", str(count), "-s", "1", "-o", folder], check=True, capture_output=True, timeout=600
        )
        taken = time.perf_counter() - began
    yield Row("Synthea command: patients with FHIR", count / taken, "/s", 0)
    names = inpatient()

    def ours(turn: int) -> None:
        FORMATS["fhir"].render(charts.generate(names[turn % len(names)], turn, defects=FLAWS)[0], None)

    yield Row("here: flawed inpatient charts with FHIR", rate(ours, 50, rounds=1), "/s", 0)


def _sizes() -> tuple[int, ...]:
    """How many charts; 100,000 too when MRT_BENCH_HUGE is set."""
    return (*SIZES, HUGE) if os.environ.get("MRT_BENCH_HUGE") else SIZES


def _peak(count: int) -> float:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(count)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    return float(done.stdout)
