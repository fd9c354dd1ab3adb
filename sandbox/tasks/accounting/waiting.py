"""A request for an accounting as it waits in the tray, for a task that lists it."""

from __future__ import annotations

from datetime import date

from sandbox.privacy.accounting import DAYS
from sandbox.tasks.accounting import papers
from sandbox.tasks.accounting.answer import AccountingSpec
from sandbox.tasks.base import Prepared
from sandbox.tasks.matters import ACCOUNTING, Matter

CLOCK = f"It is the patient’s right to an accounting: {DAYS} calendar days from receipt."
EXTENDED = "Within them a letter gave the reasons for a delay and a new day, so there are 30 more."
CITATION = "45 CFR 164.528(c)(1)"


def matter(spec: AccountingSpec, prepared: Prepared) -> Matter | None:
    """The request with its clock; None when it comes only after the other tasks are done."""
    if spec.release:
        return None
    days, extended = prepared.truth["desk"], prepared.truth["turns"]["clock"] == "extended"
    came = (f"{spec.id}-request", f"{spec.id}-delay")
    return Matter(
        slot=spec.charts[0],
        received=date.fromisoformat(days["received"]),
        papers=tuple(paper for paper in prepared.papers if paper.id in came),
        due=(date.fromisoformat(days["due"]),),
        days=DAYS,
        clock=f"{CLOCK} {EXTENDED}" if extended else CLOCK,
        citation=CITATION,
        evidence=papers.reference(spec.id, "request", papers.RECEIVED),
        clocks=(ACCOUNTING,),
        asked=papers.reference(spec.id, "request", papers.ASKS),
    )
