"""Marks for verification, for what goes along and is written, and for the entry in the accounting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.release.answer import KeySending, KeyStanding, ReleaseAnswer, ReleaseKey
from sandbox.tasks.release.sending import CITES, CITES_OF_ENCLOSURES
from sandbox.tasks.release.wording import CONTENT, CONTENTS_DISCLOSED, ENCLOSURES, LETTERS, PURPOSES, STANDING

IDENTITY, AUTHORITY, ENCLOSED, LETTER, SAID, ENTRY = 1.0, 1.0, 1.0, 1.0, 1.0, 1.0
EXTRA_ENCLOSURE = EXTRA_LETTER = 0.5
EXTRA_CONTENT = 0.25
ENTRY_CITE = "45 CFR 164.528(b)(2)"


def reason_of(given: bool, right: bool, first: bool = True) -> Reason:
    """Right (the best or another right answer), wrong, or not answered."""
    if right:
        return Reason.CORRECT if first else Reason.ACCEPTED_ALTERNATIVE
    return Reason.WRONG if given else Reason.MISSED


def standing(answer: ReleaseAnswer, key: ReleaseKey) -> list[Mark]:
    """Identity and authority of the requester."""
    return [
        _standing("identity", "Identity of the requester", answer.identity, key.identity, IDENTITY),
        _standing("authority", "Authority of the requester", answer.authority, key.authority, AUTHORITY),
    ]


def _standing(item: str, label: str, given: str, due: KeyStanding, weight: float) -> Mark:
    right = given in due.accept
    return Mark(
        item=item,
        group="Verification",
        label=label,
        weight=weight,
        credit=float(right),
        reason=reason_of(bool(given), right, given == due.accept[0]),
        feedback=due.because,
        given=STANDING.get(given, ""),
        expected=" or ".join(STANDING[code] for code in due.accept),
        evidence=as_evidence(due.evidence),
        citation=due.citation,
    )


def sending(answer: ReleaseAnswer, key: ReleaseKey) -> list[Mark]:
    """Enclosures, letters and what the letters say, for the decision that was taken if it is a right one."""
    due = key.sending(answer.decision)
    return [*_enclosures(answer, due), *_letters(answer, due), *_content(answer, due)]


def _enclosures(answer: ReleaseAnswer, due: KeySending) -> Iterator[Mark]:
    share = ENCLOSED / max(1, len(due.enclosures))
    for code in due.enclosures:
        found = code in answer.enclosures
        yield _tick("enclosure", "What goes along", code, ENCLOSURES, found, share, CITES_OF_ENCLOSURES.get(code, ""))
    if not due.enclosures:
        none = "Nothing has to go along"
        yield _none("enclosure", "What goes along", none, ENCLOSED, bool(answer.enclosures), answer.no_enclosures)
    for code in answer.enclosures:
        if code not in due.enclosures:
            yield _extra("enclosure", "What goes along", code, ENCLOSURES, EXTRA_ENCLOSURE)


def _letters(answer: ReleaseAnswer, due: KeySending) -> Iterator[Mark]:
    group = "Letters"
    spared = due.optional and answer.no_letters
    share = LETTER / max(1, len(due.letters))
    for code in due.letters:
        found = spared or code in answer.letters
        mark = _tick("letter", group, code, LETTERS, found, share, CITES.get(code, ""))
        yield _spared(mark) if spared else mark
    if not due.letters:
        yield _none("letter", group, "No letter has to be written", LETTER, bool(answer.letters), answer.no_letters)
    for code in answer.letters:
        if code not in due.letters:
            yield _extra("letter", group, code, LETTERS, EXTRA_LETTER)


def _content(answer: ReleaseAnswer, due: KeySending) -> Iterator[Mark]:
    """What the letters say. Without a letter that is due, nothing that was ticked counts."""
    group = "What the letter says"
    written = any(code in due.letters for code in answer.letters)
    share = SAID / max(1, len(due.content))
    cites = "; ".join(dict.fromkeys(CITES[letter] for letter in due.letters))[:250]
    for code in due.content:
        yield _tick("content", group, code, CONTENT, written and code in answer.content, share, cites)
    for code in answer.content:
        if written and code not in (*due.content, *due.allowed):
            yield _extra("content", group, code, CONTENT, EXTRA_CONTENT)


def _tick(
    item: str, group: str, code: str, words: Mapping[str, str], found: bool, weight: float, citation: str
) -> Mark:
    return Mark(
        item=f"{item}:{code}",
        group=group,
        label=words[code],
        weight=weight,
        credit=float(found),
        reason=reason_of(False, found),
        feedback="It belongs here." if found else "It was left out, and it has to be there.",
        given="yes" if found else "",
        expected="yes",
        citation=citation,
    )


def _spared(mark: Mark) -> Mark:
    """The mark of a letter that was rightly not written."""
    said = "It was asked by word of mouth, by somebody without a right to a written answer: no letter is right too."
    return Mark(
        mark.item, mark.group, mark.label, mark.weight, 1.0, Reason.ACCEPTED_ALTERNATIVE, said, "no letter", "yes"
    )  # fmt: skip


def _none(item: str, group: str, label: str, weight: float, some: bool, none: bool) -> Mark:
    return Mark(
        item=f"{item}:none",
        group=group,
        label=label,
        weight=weight,
        credit=float(none),
        reason=reason_of(some, none),
        feedback=f"{label} on this request.",
        given="nothing" if none else "",
        expected="nothing",
    )


def _extra(item: str, group: str, code: str, words: Mapping[str, str], penalty: float) -> Mark:
    return Mark(
        item=f"{item}:{code}",
        group=group,
        label=words.get(code, code),
        weight=0.0,
        credit=0.0,
        reason=Reason.EXTRA,
        feedback="It does not belong here.",
        given="yes",
        penalty=penalty,
    )


def entry(answer: ReleaseAnswer, key: ReleaseKey) -> list[Mark]:
    """The four parts of the entry in the accounting, when one is due."""
    due = key.entry
    if due is None:
        return []
    told = {
        "day": ((due.day,), answer.entry_day, "Date", key.received_evidence),
        "recipient": ((due.recipient,), answer.entry_recipient, "Recipient", due.recipient_evidence),
        "what": (due.what, answer.entry_what, "What was disclosed", key.request_evidence),
        "purpose": ((due.purpose,), answer.entry_purpose, "Purpose", key.request_evidence),
    }
    return [_part(name, *parts) for name, parts in told.items()]


SAYS = {
    "day": "The entry bears the day on which the information goes out, not the day on which it was asked for.",
    "recipient": "The entry names the person or office that receives it, with the address if it is known.",
    "what": "The entry says briefly what was disclosed.",
    "purpose": "The entry states the purpose, or a copy of the written request stands in its place.",
}


def _part(name: str, accept: tuple[str, ...], given: str, label: str, evidence: tuple[str, ...]) -> Mark:
    words = {"what": CONTENTS_DISCLOSED, "purpose": PURPOSES}.get(name, {})
    return Mark(
        item=f"entry:{name}",
        group="Entry in the accounting",
        label=label,
        weight=ENTRY / 4,
        credit=float(given in accept),
        reason=reason_of(bool(given), given in accept, given == accept[0]),
        feedback=SAYS[name],
        given=words.get(given, given),
        expected=" or ".join(words.get(code, code) for code in accept),
        evidence=as_evidence(evidence),
        citation=ENTRY_CITE,
    )
