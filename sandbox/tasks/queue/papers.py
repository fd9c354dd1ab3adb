"""The papers of a queue: the desk procedure, and a copy of what came with each request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from sandbox.charts.model import Document, Layout, Section, Statement
from sandbox.tasks.base import PAPERS

DANGER, URGENT, CLOCK, OLDEST = "danger", "urgent", "clock", "oldest"
PROCEDURE = (
    (DANGER, "First of all come requests on which a life or somebody's safety hangs."),
    (
        URGENT,
        (
            "Next come those that do not bear waiting: from a provider or a jail that cares for the patient now; from "
            "a coroner, a funeral director or a donation service after a death; from authorities that look into "
            "suspected abuse or neglect; and from an officer who comes in person."
        ),
    ),
    (
        CLOCK,
        (
            "Then come requests with a legal clock and those with a date that a court's paper sets, the one with the "
            "earliest last day first, whether that day is still to come or has passed."
        ),
    ),
    (OLDEST, "At the end come requests for which nothing sets a day, the one that was received first at the head."),
    ("window", "Whoever asks at the window or by telephone gets a slip and takes their turn by the same rules."),
    (
        "count",
        (
            "Days are calendar days. The day of receipt is not counted, and a last day is not moved by a weekend or a "
            "holiday. The last day is the first one that the rule gives, before any extension."
        ),
    ),
)
"""The facility's own rules on what comes first; what the law says of clocks the trainee knows."""


def procedure(task: str, today: date) -> tuple[Document, dict[str, str]]:
    """The desk procedure, and where it says each thing, as ``papers:statement``."""
    name = f"{task}-procedure"
    lines = tuple((Statement(f"{name}.s{number}", text),) for number, (_, text) in enumerate(PROCEDURE, 1))
    since = date(today.year - 1, 9, 1)
    paper = Document(
        id=name,
        type="policy",
        title="Desk procedure: in what order requests are answered",
        encounter_id="",
        author_id="",
        dated=since,
        timed=None,
        filed_at=datetime.combine(since, time(8)),
        label_name="",
        label_mrn="",
        label_born=since,
        sections=(Section("", Layout.LIST, lines),),
    )
    places = {about: f"{PAPERS}:{name}.s{number}" for number, (about, _) in enumerate(PROCEDURE, 1)}
    return paper, places


def copies(task: str, letter: str, papers: Iterable[Document]) -> tuple[list[Document], dict[str, str]]:
    """Copies of a request's papers under new ids, and for each reference to the originals the one to the copies."""
    made: list[Document] = []
    moved: dict[str, str] = {}
    for number, paper in enumerate(papers, 1):
        name = f"{task}-{letter.lower()}{number}"
        sections = []
        for section in paper.sections:
            rows = tuple(tuple(replace(line, id=_moved(line, paper, name)) for line in row) for row in section.rows)
            sections.append(replace(section, rows=rows))
        made.append(replace(paper, id=name, title=f"{letter}: {paper.title}", sections=tuple(sections)))
        moved |= {f"{PAPERS}:{line.id}": f"{PAPERS}:{_moved(line, paper, name)}" for line in paper.statements}
    return made, moved


def _moved(line: Statement, paper: Document, name: str) -> str:
    return name + line.id.removeprefix(paper.id)
