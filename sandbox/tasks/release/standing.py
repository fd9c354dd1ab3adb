"""Who asks, and with what right: what the papers show of identity and authority (45 CFR 164.514(h))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.charts.model import Document
from sandbox.privacy import Decision
from sandbox.privacy.verification import OFFICIALS, REPRESENTATIVES, UNVERIFIED_PURPOSES
from sandbox.tasks.release.answer import KeyStanding

SHOWN, NOT_SHOWN, NOT_NEEDED = "shown", "not_shown", "not_needed"
IDENTITY_FLAWS = frozenset({"IDENTITY_NOT_VERIFIED", "OFFICIAL_NOT_VERIFIED"})
AUTHORITY_FLAWS = frozenset({"OFFICIAL_NOT_VERIFIED", "PR_AUTHORITY_NOT_SHOWN", "PR_SCOPE_TOO_NARROW"})
TELLS_IDENTITY = ("identity", "badge", "letterhead", "signature", "OFFICIAL_NOT_VERIFIED")
TELLS_AUTHORITY = (
    "power", "power_signature", "OFFICIAL_NOT_VERIFIED", "statute", "law", "need", "board", "scope", "signature",
    "NO_SATISFACTORY_ASSURANCE", "badge", "letterhead",
)  # fmt: skip
BY_OFFICE = frozenset({"treatment", "payment_recipient", "operations_recipient", "operations_own", "fundraising"})
"""Purposes for which who the recipient is settles it, and no further paper is wanted."""
CITE = "45 CFR 164.514(h)"
CITE_AGREE = "45 CFR 164.514(h)(1)(i); 45 CFR 164.510"

Shown = Mapping[str, Sequence[str]]
SAYS = {
    "identity": {
        SHOWN: "The papers show who asks.",
        NOT_SHOWN: "Nothing in the papers shows who asks, and nothing may go to a stranger.",
        NOT_NEEDED: "Who asks need not be verified for this request.",
    },
    "authority": {
        SHOWN: "The papers show what gives this requester the right to it.",
        NOT_SHOWN: "The papers show nothing that gives this requester the right to it.",
        NOT_NEEDED: "No authority has to be shown beyond who asks and for what.",
    },
}


def identity_of(
    request: Mapping[str, Any], papers: Sequence[Document], decision: Decision, shown: Shown
) -> KeyStanding:
    """What holds of the requester's identity: as it was planted, unless the rule wants no verification."""
    verified = request["requester"]["identity_verified"]
    spoken = all(paper.type == "phone_note" for paper in papers)
    accept: tuple[str, ...] = (SHOWN,)
    if _unverified(request):
        accept = (NOT_NEEDED,)
    elif verified is False or IDENTITY_FLAWS & set(decision.defects):
        accept = (NOT_SHOWN,)
    elif verified == "not_required":
        accept = (NOT_NEEDED,)
    elif decision.outcome == "deny" and spoken and "identity" not in shown:
        accept = (NOT_NEEDED, NOT_SHOWN)  # a call that opens nothing, whoever makes it
    return _standing("identity", accept, request, shown, TELLS_IDENTITY)


def authority_of(request: Mapping[str, Any], decision: Decision, shown: Shown) -> KeyStanding:
    """What holds of the requester's authority: office, power, process, or the patient's permission."""
    return _standing("authority", _authority(request, decision), request, shown, TELLS_AUTHORITY)


def _authority(request: Mapping[str, Any], decision: Decision) -> tuple[str, ...]:
    requester = request["requester"]
    if _unverified(request) or requester["type"] == "individual":
        return (NOT_NEEDED,)
    if requester["authority_verified"] is False or AUTHORITY_FLAWS & set(decision.defects):
        return (NOT_SHOWN,)
    if requester["type"] in OFFICIALS | REPRESENTATIVES:
        return (SHOWN,)
    if request["purpose"] in BY_OFFICE:
        return (NOT_NEEDED, SHOWN)
    return (SHOWN,) if decision.releases else (NOT_SHOWN,)


def _unverified(request: Mapping[str, Any]) -> bool:
    """Whether the disclosure is one of those that 164.514(h)(1)(i) leaves to professional judgment."""
    return request["purpose"] in UNVERIFIED_PURPOSES and request["requester"]["type"] not in REPRESENTATIVES


def _standing(
    what: str, accept: tuple[str, ...], request: Mapping[str, Any], shown: Shown, telling: Sequence[str]
) -> KeyStanding:
    names = ("request",) if accept[0] == NOT_NEEDED else telling
    found = next((shown[name] for name in names if shown.get(name)), shown.get("request", ()))
    return KeyStanding(
        accept=accept,
        because=SAYS[what][accept[0]],
        evidence=tuple(found),
        citation=CITE_AGREE if _unverified(request) else CITE,
    )
