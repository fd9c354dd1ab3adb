"""What a request is to the other tasks of a shift: a matter that waits, and what left the house on an answer."""

from __future__ import annotations

from datetime import date

from sandbox.tasks.base import Prepared, World
from sandbox.tasks.matters import Departure, Matter
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseKey, ReleaseSpec
from sandbox.tasks.release.sending import RELEASED

CLOCK = "The patient's right of access has a clock: 30 calendar days from receipt."
CLOCK_CITE = "45 CFR 164.524(b)(2)"


def matter(spec: ReleaseSpec, key: ReleaseKey, prepared: Prepared) -> Matter:
    """The request as it waits in the tray."""
    due = tuple(date.fromisoformat(day) for day in key.deadlines if day != "none")
    return Matter(
        slot=spec.charts[0],
        received=date.fromisoformat(key.received),
        papers=prepared.papers,
        due=due,
        days=key.deadline_days,
        clock=CLOCK if due else "",
        citation=CLOCK_CITE if due else "",
        evidence=key.received_evidence,
    )


def departure(
    spec: ReleaseSpec, key: ReleaseKey, world: World, prepared: Prepared, answer: ReleaseAnswer
) -> Departure | None:
    """The pages that left on this answer; None when nothing was let go."""
    if answer.decision not in RELEASED or not answer.documents:
        return None
    request = prepared.truth["request"]
    stays = {document.ref: document.because for document in key.documents if not document.goes}
    wrongly = tuple(ref for ref in answer.documents if ref in stays)
    return Departure(
        day=world.today,
        slot=spec.charts[0],
        recipient=prepared.truth.get("recipient", ""),
        recipient_type=request["recipient"],
        purpose=request["purpose"],
        pages=answer.documents,
        wrongly=wrongly,
        because=tuple(stays[ref] for ref in wrongly),
        accountable=bool(wrongly) or key.accounting,
        logged=answer.accounting == "yes",
    )
