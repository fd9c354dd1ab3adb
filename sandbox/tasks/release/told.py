"""What a request is to the other tasks of a shift: a matter that waits, and what left the house on an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sandbox.tasks.base import Prepared, World
from sandbox.tasks.matters import ACCESS, ACCOUNTING, AMENDMENT, NO_CLOCK, PROCESS, Departure, Matter
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseKey, ReleaseSpec
from sandbox.tasks.release.key import HELD, documents
from sandbox.tasks.release.score_redaction import blacked
from sandbox.tasks.release.sending import RELEASED
from sandbox.tasks.release.tray import said
from sandbox.tasks.release.urgency import urgency

NONE = "none"
RIGHTS = {
    "access_copy": (ACCESS, "the patient's right of access", "45 CFR 164.524(b)(2)"),
    "access_inspect": (ACCESS, "the patient's right of access", "45 CFR 164.524(b)(2)"),
    "access_third_party_directive": (
        ACCESS,
        "the patient's right of access, which takes in a copy sent to somebody else",
        "45 CFR 164.524(c)(3)(ii); 45 CFR 164.524(b)(2)",
    ),
    "accounting": (ACCOUNTING, "the patient's right to an accounting", "45 CFR 164.528(c)(1)"),
    "amendment": (AMENDMENT, "the patient's right to have the record amended", "45 CFR 164.526(b)(2)"),
}
"""Requests that are a patient's right, with the clock that the right has."""
DIRECTIVE = "access_third_party_directive"
NOT_SHOWN = "Who asks here has not shown that right; that no clock runs is accepted as well."
NO_RIGHT = (
    "HIPAA may permit such a disclosure, but sets no day for it; only the patient's own rights have a clock.",
    "45 CFR 164.502(a)(1)",
)
NO_DIRECTION = (
    "It is no direction that the hospital has to follow, so the clock of the right of access does not run.",
    "45 CFR 164.524(c)(3)(ii)",
)
REQUIRED = (
    "HHS must be given what it needs; HIPAA sets no number of days, and the letter names none.",
    "45 CFR 164.502(a)(2)(ii)",
)


def matter(spec: ReleaseSpec, key: ReleaseKey, prepared: Prepared) -> Matter:
    """The request as it waits in the tray. Records of the house that are kept apart did not come with it."""
    truth = prepared.truth
    shown: Mapping[str, Sequence[str]] = truth["shown"]
    pressing = urgency(truth["request"], shown)
    return Matter(
        slot=spec.charts[0],
        received=date.fromisoformat(key.received),
        papers=tuple(paper for paper in prepared.papers if paper.type != HELD),
        evidence=key.received_evidence,
        came=truth.get("came", ""),
        title=spec.title,
        urgent=pressing.because if pressing else "",
        danger=bool(pressing and pressing.danger),
        pressing=pressing.evidence if pressing else (),
        **_clock(key, truth["request"], truth.get("returns", ""), shown),
    )


def _clock(
    key: ReleaseKey, request: Mapping[str, Any], returns: str, shown: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The clock of a request: of the patient's right, of the paper that a court stands behind, or none."""
    asked = tuple(shown.get("request", ()))
    due = tuple(date.fromisoformat(day) for day in key.deadlines if day != NONE)
    kind = request["request_type"]
    if due and kind in RIGHTS:
        code, words, citation = RIGHTS[kind]
        clock = f"It is {words}: {key.deadline_days} calendar days from receipt."
        either = NONE in key.deadlines
        return {
            "due": due,
            "days": key.deadline_days,
            "clock": f"{clock} {NOT_SHOWN}" if either else clock,
            "clocks": (code, NO_CLOCK) if either else (code,),
            "citation": citation,
            "asked": asked,
        }
    if returns:
        day = date.fromisoformat(returns)
        clock = f"HIPAA sets no clock for it, but the paper wants the records on or before {said(day)}."
        citation = "45 CFR 164.512(e)(1)" if request["purpose"] == "litigation" else "45 CFR 164.512(f)(1)(ii)"
        shows = tuple(shown.get("returns", asked))
        return {"due": (day,), "clock": clock, "clocks": (PROCESS,), "citation": citation, "asked": shows}
    hhs = request["requester"]["type"] == "hhs_secretary"
    clock, citation = REQUIRED if hhs else NO_DIRECTION if kind == DIRECTIVE else NO_RIGHT
    return {"clock": clock, "citation": citation, "asked": asked}


def departure(
    spec: ReleaseSpec, key: ReleaseKey, world: World, prepared: Prepared, answer: ReleaseAnswer
) -> Departure | None:
    """The pages that left on this answer; None when nothing was let go."""
    if answer.decision not in RELEASED or not answer.documents:
        return None
    request = prepared.truth["request"]
    slot = spec.charts[0]
    legible = {each.ref: each.hide[0] for each in key.going if not blacked(each, answer)}
    stays = {document.ref: document.because for document in key.documents if not document.goes}
    stays |= {ref: f"A line on it had to be blacked out. {line.because}" for ref, line in legible.items()}
    lines = world.truths[slot].segments
    told = {ref: lines.get(line.refs[0].partition(":")[2], "") for ref, line in legible.items()}
    wrongly = tuple(ref for ref in answer.documents if ref in stays)
    pages = dict(documents(slot, world.charts[slot].documents, prepared.papers))
    return Departure(
        day=world.today,
        slot=slot,
        recipient=prepared.truth.get("recipient", ""),
        recipient_type=request["recipient"],
        purpose=request["purpose"],
        pages=answer.documents,
        wrongly=wrongly,
        because=tuple(stays[ref] for ref in wrongly),
        accountable=bool(wrongly) or key.accounting,
        logged=answer.accounting == "yes",
        papers=tuple(paper for paper in prepared.papers if paper.type != HELD),
        titles=tuple(pages[ref].title for ref in wrongly),
        segments=tuple(told.get(ref) or pages[ref].segment for ref in wrongly),
    )
