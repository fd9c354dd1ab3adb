"""The messages on the desk, as papers and as the panel draws them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox.charts.model import Chart, Document, Layout, Section, Statement
from sandbox.tasks.base import PAPERS
from sandbox.tasks.corrections.sort import Request


def message(task: str, number: int, request: Request, chart: Chart, today: date) -> Document:
    """A message as it reached the department in the morning of ``today``."""
    name = f"{task}-r{number}"
    at = datetime.combine(today, time(8, 10)) + timedelta(minutes=17 * number)
    head = (
        ("From", f"{request.sender} ({request.post})"),
        ("Received", f"{at:%m/%d/%Y %H:%M}"),
        ("Record of", f"{chart.patient.name}, {chart.patient.mrn}"),
    )
    fields = tuple((Statement(f"{name}.s{place}", text, label),) for place, (label, text) in enumerate(head, 1))
    texts = enumerate(request.lines, len(head) + 1)
    lines = tuple((Statement(f"{name}.s{place}", text),) for place, text in texts)
    sections = (Section("", Layout.FIELDS, fields), Section("Message", Layout.PROSE, lines))
    title = f"Message {number}: {request.sender}"
    return Document(name, "correspondence", title, "", "", today, at.time(), at, "", "", today, sections)


def shown(number: int, paper: Document, request: Request) -> dict[str, Any]:
    """A message as the panel draws it."""
    texts = {line.label: line.text for line in paper.statements if line.label}
    return {
        "id": f"r{number}",
        "paper": f"{PAPERS}:{paper.id}",
        "title": paper.title,
        "from": texts["From"],
        "received": texts["Received"],
        "record": texts["Record of"],
        "lines": list(request.lines),
        "with": [[f"{PAPERS}:{one.id}", one.title] for one in request.papers],
    }
