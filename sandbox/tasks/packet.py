"""What would leave the house on an answer: pages of a chart, letters and enclosures, and what stands on the cover."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.charts.model import Chart


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet as it would go out.

    ``chart`` is the chart cut down to what goes, in its order; letters and enclosures are among its documents.
    ``opened`` names the documents of the room that it shows (``slot:document``). ``fields`` and ``lines`` stand on the
    cover. The statements whose ids are in ``hidden`` are blacked out.
    """

    title: str
    chart: Chart
    fields: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
