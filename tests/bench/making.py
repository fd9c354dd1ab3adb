"""Charts with their key: how many a second, that cost grows in step with their number, that memory does not grow.

A chart with its key is a chart with planted flaws and the answer key of its completeness review. Speeds are per second
of processor time, which is what a machine gives that has nothing else to do. Growth is measured in a process of its
own, because a process never gives back all it once held; that one makes 10,000 charts, and 100,000 where MRT_BENCH_HUGE
is set (about a quarter of an hour).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil

from sandbox import charts
from sandbox.charts.batch import batch
from sandbox.charts.defects import DefectPlan
from sandbox.tasks.base import Prepared, World
from sandbox.tasks.registry import kind
from tests.bench.table import Row, rate

FLAWS = DefectPlan((), (3, 5))
MARKS = (100, 1_000, 10_000)
HUGE = 100_000
PER_SECOND = "/s"
_REVIEW = kind("completeness")
_ASKED = _REVIEW.spec_type(id="review", title="Review", charts=("chart",))

MEASURE = """
import sys
from tests.bench.making import curve
for line in curve(int(sys.argv[1])):
    print(line, flush=True)
"""


def of_setting(setting: str) -> list[str]:
    """Names of the pathways of a setting, in order, each ready to draw from."""
    names = [name for name, one in charts.pathways().items() if one.setting == setting]
    for name in names:
        charts.generate(name, 0)
    return names


def with_key(pathway: str, seed: int) -> None:
    """Make a chart with planted flaws, derive the key of its completeness review, and keep neither."""
    chart, truth = charts.generate(pathway, seed, defects=FLAWS)
    world = World(chart.facility, date(2026, 9, 30), "FY2026", {"chart": chart}, {"chart": truth})
    _REVIEW.derive(_ASKED, world, Prepared())


def speed(setting: str, count: int = 150) -> float:
    """Charts with key a second of processor time, the pathways of a setting in turn."""
    names = of_setting(setting)
    with batch():
        return rate(lambda number: with_key(names[number % len(names)], number), count, clock=time.process_time)


def chart_generation() -> Iterator[Row]:
    """Charts with flaws and key, and clean ones with their truth."""
    names = of_setting("inpatient")
    yield Row("inpatient charts with flaws and key", speed("inpatient"), PER_SECOND, 200)
    yield Row("clinic visits with flaws and key", speed("clinic"), PER_SECOND, 200)
    with batch():
        clean = rate(lambda turn: charts.generate(names[turn % len(names)], turn), 150, clock=time.process_time)
    yield Row("clean inpatient charts with truth", clean, PER_SECOND, 200)


def curve(count: int) -> Iterator[str]:
    """Make so many in one batch; at each power of ten, in JSON, their number, seconds of processor time and the most
    megabytes held."""
    names, process, most = of_setting("inpatient"), psutil.Process(), 0.0
    began = time.process_time()
    with batch():
        for number in range(1, count + 1):
            with_key(names[number % len(names)], number)
            if number % 100 == 0:
                most = max(most, process.memory_info().rss / 1e6)
            if number in (*MARKS, HUGE):
                yield json.dumps([number, time.process_time() - began, most])


def growth() -> Iterator[Row]:
    """The same for 100, 1,000 and 10,000 charts in one process: speed and memory."""
    count = HUGE if os.environ.get("MRT_BENCH_HUGE") else MARKS[-1]
    command = [sys.executable, "-c", MEASURE, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    marks = [json.loads(line) for line in done.stdout.splitlines()]
    for number, seconds, _ in marks:
        yield Row(f"{number:,} inpatient charts with key", number / seconds, PER_SECOND, 200)
    few, least, _ = marks[0]
    many, longest, held = marks[-1]
    grown = (longest / many) / (least / few)
    yield Row(f"cost of a chart: of {many:,} over of {few:,}", grown, "×", 1.15, higher=False)
    for number, _, megabytes in marks[1:]:
        yield Row(f"most memory held, {number:,} charts with key", megabytes, "MB", 250, higher=False)
    yield Row(f"memory: {many:,} charts over 1,000", held / marks[1][2], "×", 1.1, higher=False)
