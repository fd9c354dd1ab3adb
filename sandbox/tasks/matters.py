"""What one task of a shift is to the others: a matter that waits for an answer, and what left the house on it.

Both belong to the truth. A kind that others build on gives them (``Kind.matter``, ``Kind.departure``); a kind that
lists matters or follows departures reads them in ``World.matters`` and ``Acts.departures`` and knows nothing of the
kind they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sandbox.charts.model import Document

ACCESS, ACCOUNTING, AMENDMENT, PROCESS, NO_CLOCK = "access", "accounting", "amendment", "process", "none"
"""The clocks that may run for a matter: of the patient's rights, of a court's paper, or none that the law sets."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter that waits in the tray: the papers that came, when, and how long the law lets it wait.

    ``clocks`` names the clock that runs, the best answer first; two where the rules accept either. ``due`` holds the
    last days on which it may be answered, the best first; empty when nothing sets one. ``clock`` says in words what
    sets it (``days`` from receipt when it counts days) and ``citation`` where that stands. ``urgent`` says in words why
    it cannot wait for any clock ("the emergency department is treating the patient now"), empty otherwise; ``danger``
    that a life or somebody's safety hangs on it. Evidence is ``papers:statement``.
    """

    slot: str  # chart of the patient concerned
    received: date
    papers: tuple[Document, ...]  # the first is the request itself
    due: tuple[date, ...] = ()
    days: int | None = None
    clock: str = ""
    citation: str = ""
    urgent: str = ""
    evidence: tuple[str, ...] = ()  # when it came
    came: str = ""  # how it came: "by mail"
    title: str = ""  # as the worklist calls it
    clocks: tuple[str, ...] = (NO_CLOCK,)
    danger: bool = False
    asked: tuple[str, ...] = ()  # evidence of what sets the clock: what is asked for, or the date on the paper
    pressing: tuple[str, ...] = ()  # evidence of why it cannot wait


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a trainee put another task of the shift, and what they noted of it, for the worklist."""

    task: str
    note: str


@dataclass(frozen=True, slots=True)
class Departure:
    """What left the house when a task was answered, rightly or wrongly.

    References are ``slot:document``. ``because`` tells for each page in ``wrongly`` why it had to stay, in the words
    of the rule. ``accountable`` is true of what really went (an impermissible disclosure always is: 45 CFR
    164.528(a)(1)); ``logged`` whether the answer put it in the accounting. ``papers`` are those on which it was
    decided, the request first: they are kept with the copy of what went. ``titles`` and ``segments`` are of the pages
    in ``wrongly``, page by page.
    """

    day: date
    slot: str
    recipient: str  # as papers name them
    recipient_type: str  # in the words of the release rules
    purpose: str
    pages: tuple[str, ...]
    wrongly: tuple[str, ...]
    because: tuple[str, ...]
    accountable: bool
    logged: bool
    papers: tuple[Document, ...] = ()
    titles: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
