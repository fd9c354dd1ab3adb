"""What cannot wait for its turn: danger, care that goes on now, a death, abuse, officers in person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DANGER = ("bona_fide_emergency", "emergency_treatment", "threat_imminent")
"""Circumstances in which a life or somebody's safety hangs on the answer."""
PURPOSES = {
    "treatment": "Another provider is treating the patient and needs the record for it.",
    "custody_care": "The jail is caring for the patient and needs the record for it.",
    "death_investigation": "The coroner is looking into a death.",
    "funeral": "A burial is waiting for it.",
    "organ_donation": "A donation after death is waiting for it.",
    "child_abuse": "Suspected abuse of a child is being investigated.",
    "adult_abuse": "Suspected abuse or neglect of an adult is being investigated.",
}
"""Purposes that do not bear waiting, with the reason."""
SHOWS = ("urgent", "need", "statute", "request")


@dataclass(frozen=True, slots=True)
class Urgency:
    """Why a request cannot wait, whether somebody is in danger, and where the papers say so."""

    because: str
    danger: bool
    evidence: tuple[str, ...]


def urgency(request: Mapping[str, Any], shown: Mapping[str, Sequence[str]]) -> Urgency | None:
    """Whether a request, in the vocabulary of the release rules, cannot wait; None if it takes its turn."""
    purpose, circumstances = request["purpose"], request["circumstances"]
    found = tuple(next((shown[name] for name in SHOWS if shown.get(name)), ()))
    if purpose == "serious_threat" or any(circumstances.get(name) is True for name in DANGER):
        return Urgency("Somebody is in danger, and minutes count.", True, found)
    if purpose in PURPOSES:
        return Urgency(PURPOSES[purpose], False, found)
    if request["requester"]["type"] == "law_enforcement" and shown.get("badge"):
        return Urgency("An officer came in person and waits for an answer.", False, tuple(shown["badge"]))
    return None
