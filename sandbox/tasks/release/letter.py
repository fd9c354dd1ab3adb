"""Letters as they would go out: one sentence of a template for each thing that was ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sandbox.tasks.base import Room
from sandbox.tasks.release.choices import BASES, DEFECTS
from sandbox.tasks.release.sending import MAY, OF_ACCESS_DENIAL, OF_LETTER
from sandbox.tasks.release.tray import said
from sandbox.tasks.release.wording import LETTERS

OPEN = "________"  # what is not chosen yet
EXTENSION = timedelta(days=30)  # 45 CFR 164.524(b)(2)(iii)
TO = {
    "privacy_officer_referral": "the privacy officer",
    "inform_individual": "the patient",
    "sanction_review": "the privacy officer and the head of the unit",
}
SENTENCES = {
    "request": "We write about the request that we received on {received}.",
    "basis": "The information is not given. The basis of this decision is: {basis}.",
    "rest": "The rest of the record is enclosed.",
    "review": "You may have this denial reviewed by a licensed health care professional who took no part in it; write "
    "to Health Information Management at the address above.",
    "complain_entity": "You may complain to the privacy officer of {facility}, telephone {phone}.",
    "complain_secretary": "You may also complain to the Secretary of Health and Human Services.",
    "missing": "We cannot act on the papers as they are: {defects}.",
    "acceptable": "We will act as soon as we have papers, complete and signed, in which this is put right.",
    "delay_reasons": "We need more time, because the record has to be gathered from several places.",
    "delay_date": "You will have our answer by {delayed}.",
    "open_question": "Please decide whether the information may go, and on what ground.",
    "informed": "As the law on reports of abuse provides, information about you was given to {recipient}.",
    "facts": "Who asked for which record, when, and for what reason stands in the note that is enclosed.",
    "diagnosis": "The record that we found shows the diagnosis and the treatment given here.",
    "reason_demand": "Please tell us why you want the record.",
    "fee_first": "Before anything is sent, the open bill has to be paid.",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far, as codes; empty where nothing was. ``deadline`` is an ISO date or anything else."""

    letters: Sequence[str] = ()
    content: Sequence[str] = ()
    basis: str = ""
    defects: Sequence[str] = ()
    deadline: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """One letter: what it is, the lines above its text, and its sentences."""

    title: str
    head: tuple[str, ...]
    sentences: tuple[str, ...]


def drafted(room: Room, chosen: Chosen) -> tuple[Drafted, ...]:
    """The letters that were ticked, each with what was ticked of its content; unknown codes are passed over."""
    facility, words = room.facility, _words(room, chosen)
    letters = [code for code in LETTERS if code in chosen.letters]
    return tuple(
        Drafted(
            title=LETTERS[code],
            head=(
                f"{facility.name} · {facility.address} · {facility.phone}",
                f"{said(room.today)} · To {TO.get(code, 'who asked')}",
            ),
            sentences=tuple(
                SENTENCES[each].format_map(words)
                for each in SENTENCES
                if each in chosen.content and code in _letters_with(each, letters)
            ),
        )
        for code in letters
    )


def _letters_with(content: str, letters: Sequence[str]) -> list[str]:
    """The letters in which a sentence stands: those it belongs to, else the first."""
    denial = ("review", "rest", *OF_ACCESS_DENIAL)
    own = [code for code in letters if content in OF_LETTER[code] or (code == "denial" and content in denial)]
    return own or [code for code in letters if content in MAY.get(code, ())] or list(letters[:1])


def _words(room: Room, chosen: Chosen) -> dict[str, str]:
    found = BASES.get(chosen.basis)
    defects = [DEFECTS[code] for code in chosen.defects if code in DEFECTS]
    return {
        "received": said(date.fromisoformat(room.given["received"])) if room.given.get("received") else OPEN,
        "basis": f"{found.text} ({found.cite})" if found else OPEN,
        "facility": room.facility.name,
        "phone": room.facility.phone,
        "defects": "; ".join(defects) or OPEN,
        "delayed": _delayed(chosen.deadline),
        "recipient": chosen.recipient or OPEN,
    }


def _delayed(deadline: str) -> str:
    try:
        return said(date.fromisoformat(deadline) + EXTENSION)
    except (ValueError, OverflowError):
        return OPEN
