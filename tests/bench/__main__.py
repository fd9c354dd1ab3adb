"""``make bench``: the table of speeds. Figures are of this machine at this moment; compare ratios, not figures.

MRT_BENCH_HUGE=1 makes 100,000 charts instead of 10,000; MRT_BENCH_SYNTHEA names the command of another generator.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from tests.bench import comparing, core, exporting, making, served
from tests.bench.table import Row, print_table

PARTS: tuple[Callable[[], Iterator[Row]], ...] = (
    making.chart_generation,
    making.growth,
    comparing.another_generator,
    exporting.exports,
    core.scoring,
    core.code_search,
    core.release_decisions,
    served.workbench_page,
    served.served_process,
)


def main() -> int:
    """Measure everything and print it; exit code 1 if a goal was missed."""
    rows: list[Row] = []
    for part in PARTS:
        print(f"measuring: {part.__doc__}", file=sys.stderr)  # noqa: T201
        rows.extend(part())
    print_table(rows)
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
