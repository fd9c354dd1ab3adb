"""The packet that would go out on an answer: cover, letters to who asked, enclosures, and the pages ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from sandbox.charts.model import Document, Layout, Section, Statement
from sandbox.tasks.base import PAPERS, Room
from sandbox.tasks.packet import Packet
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseSpec
from sandbox.tasks.release.choices import BASES, DECISIONS
from sandbox.tasks.release.key import documents
from sandbox.tasks.release.letter import TO, Chosen, Drafted, drafted
from sandbox.tasks.release.redaction import on_pages
from sandbox.tasks.release.tray import said
from sandbox.tasks.release.wording import CONTENTS_DISCLOSED, ENCLOSURES, PURPOSES

CONSENTS = ("consent_form",)
NOT_CHOSEN = "not chosen yet"
NOTICES = {
    "part2_2_32": "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    "do_not_redisclose_emergency": "These records are restricted. They are sent for emergency treatment; please do not "
    "use them for anything else, and do not pass them on.",
}
"""What the notices say; of Part 2 the short form of 42 CFR 2.32(a)(2)."""


def packet(spec: ReleaseSpec, room: Room, answer: ReleaseAnswer) -> Packet:
    """What the answer sends, whether it is right or not. Holds nothing of the key."""
    slot = spec.charts[0]
    chart = room.charts[slot]
    held = dict(documents(slot, chart.documents, room.papers))
    going = {ref: held[ref] for ref in answer.documents if ref in held}
    consents = {f"{PAPERS}:{paper.id}": paper for paper in room.papers if paper.type in CONSENTS}
    along = consents if "consent_copy" in answer.enclosures else {}
    hidden = on_pages(answer.redacted, going)
    letters = [_page(room, letter, number) for number, letter in enumerate(_letters(room, answer), 1)]
    return Packet(
        title="Release of information",
        chart=replace(chart, documents=(*letters, *along.values(), *going.values())),
        fields=_fields(room, answer, len(going)),
        lines=tuple(_lines(answer, bool(going), len(hidden))),
        opened=(*along, *going),
        hidden=frozenset(ref.partition(":")[2] for ref in hidden),
    )


def _letters(room: Room, answer: ReleaseAnswer) -> list[Drafted]:
    """The letters that go to who asked or to the patient; what stays in the house is not in the packet."""
    chosen = Chosen(
        tuple(code for code in answer.letters if code not in TO),
        answer.content,
        answer.basis,
        answer.defects,
        answer.deadline,
        answer.entry_recipient,
    )
    return list(drafted(room, chosen))


def _page(room: Room, letter: Drafted, number: int) -> Document:
    """A letter as a page, without an author until somebody signs it."""
    name = f"letter-{number}"
    rows = (letter.head, letter.sentences or ("",), ("Health Information Management",))
    counter = iter(range(1, 1000))
    lines = tuple(tuple(Statement(f"{name}.s{next(counter)}", text) for text in row) for row in rows)
    patient = next(iter(room.charts.values())).patient
    return Document(
        id=name,
        type="correspondence",
        title=f"Letter: {letter.title}",
        encounter_id="",
        author_id="",
        dated=room.today,
        timed=None,
        filed_at=datetime.combine(room.today, time(12)),
        label_name="",
        label_mrn="",
        label_born=patient.born,
        sections=(Section("", Layout.PROSE, lines),),
    )


def _fields(room: Room, answer: ReleaseAnswer, pages: int) -> tuple[tuple[str, str], ...]:
    basis = BASES.get(answer.basis)
    request = next((paper.title for paper in room.papers), NOT_CHOSEN)
    return (
        ("To", answer.entry_recipient or f"who asked: {request}"),
        ("Date", said(room.today)),
        ("Decision", DECISIONS.get(answer.decision, NOT_CHOSEN)),
        ("Legal basis", f"{basis.text} ({basis.cite})" if basis else NOT_CHOSEN),
        ("Purpose", PURPOSES.get(answer.entry_purpose, "as the request states it")),
        ("What", CONTENTS_DISCLOSED.get(answer.entry_what, f"{pages} documents, listed below" if pages else "none")),
        ("Along with it", "; ".join(ENCLOSURES[code] for code in answer.enclosures) or "nothing"),
    )


def _lines(answer: ReleaseAnswer, some: bool, hidden: int) -> list[str]:
    """The notices that were chosen, in their own words, and that something is blacked out."""
    said_so = [text for code, text in NOTICES.items() if code in answer.enclosures]
    if hidden:
        said_so.append(f"{hidden} passages are redacted." if hidden > 1 else "One passage is redacted.")
    return said_so if some else [*said_so, "No page of the record goes out."]
