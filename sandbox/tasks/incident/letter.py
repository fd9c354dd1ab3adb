"""The notice to a person concerned as it would go out: one sentence for each thing that was ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sandbox.tasks.base import Room
from sandbox.tasks.incident.choices import NOTICE

OPEN = "________"  # what is not filled in yet
SENTENCES = {
    "happened": "Information about you got into the wrong hands on ________. We learned of it on {discovered}.",
    "types": "These types of information were involved: ________ (such as name, date of birth, diagnosis, account).",
    "protect": "Please look through the statements of your insurer and bank, tell them of anything strange, and keep "
    "this letter.",
    "doing": "We are looking into what happened, have asked for the information back, and are changing how we work so "
    "that it does not happen again.",
    "contact": "You can reach our privacy office by mail at {address}; there you can also learn more.",
    "values": "It concerns your illness: the diagnosis is ________ and the last results were ________.",
    "culprit": "The mistake was made by ________.",
    "waiver": "If you take our offer of help you agree not to complain about it.",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """The letter: the lines above its text, and its sentences."""

    head: tuple[str, ...]
    sentences: tuple[str, ...]


def drafted(room: Room, notice: Sequence[str], discovered: str) -> Drafted | None:
    """The letter with what was ticked; None when nothing was. ``discovered`` is an ISO date or anything else."""
    said = [code for code in NOTICE if code in notice]
    if not said:
        return None
    facility = room.facility
    words = {"discovered": _printed(discovered), "address": f"{facility.name}, {facility.address}"}
    return Drafted(
        head=(
            f"{facility.name} · {facility.address} · {facility.phone}",
            f"{room.today:%m/%d/%Y} · By first-class mail, to the last known address",
        ),
        sentences=tuple(SENTENCES[code].format_map(words) for code in said),
    )


def _printed(day: str) -> str:
    try:
        return f"{date.fromisoformat(day):%m/%d/%Y}"
    except ValueError:
        return OPEN
