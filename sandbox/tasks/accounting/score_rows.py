"""Marks of the rows: a line of the log, a paper of the file, and what the trainee sent out, wherever it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting import own as owns
from sandbox.tasks.accounting import weights as w
from sandbox.tasks.accounting import wording
from sandbox.tasks.accounting.answer import AccountingKey, KeyOwn, KeyRow, LineAnswer, OwnSeen, PaperAnswer
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.papers import short

LINES, PAPERS, OWN = "The log", "The file", "What you sent out yourself"
ENTRY_CITE = "45 CFR 164.528(b)(2)"
HALF_RIGHT = {(c.PROTOCOL, c.ON), (c.ON, c.PROTOCOL), (c.HELD, c.OFF)}
"""Expected and given verdicts of which one is true in part."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with what is right of it, ready to be marked. ``weight`` is that of its verdict."""

    item: str
    group: str
    label: str
    evidence: tuple[str, ...]
    text: str
    citation: str

    def mark(
        self, part: str, label: str, weight: float, credit: float, given: str, expected: str, citation: str = ""
    ) -> Mark:
        """One mark of the row."""
        reason = (
            Reason.CORRECT if credit == 1 else Reason.PARTIAL if credit else Reason.WRONG if given else Reason.MISSED
        )
        return Mark(
            f"{self.item}:{part}", self.group, f"{self.label}{label}"[:250], weight, credit, reason, self.text,
            given, expected, evidence=as_evidence(self.evidence), citation=citation or self.citation,
        )  # fmt: skip


def line_marks(row: KeyRow, given: LineAnswer | None, key: AccountingKey) -> Iterator[Mark]:
    """The verdict on a line, and what belongs to it: why it stays out, or until when."""
    label = f"Line {row.id[1:]}, {short(row.day)} to {row.recipient}"
    judged = Judged(f"line:{row.id}", LINES, label, row.evidence, wording.why(row, key), wording.cites(row))
    yield from _line(judged, given or LineAnswer(row=row.id), row.verdict, row.reasons, row.until, w.LINE)


def _line(
    judged: Judged, given: LineAnswer, verdict: str, reasons: tuple[str, ...], until: str, weight: float
) -> Iterator[Mark]:
    """``weight`` is that of the whole line, halved where a second part belongs to the verdict."""
    credit = 1.0 if given.verdict == verdict else w.NEAR * ((verdict, given.verdict) in HALF_RIGHT)
    parts = verdict in (c.OFF, c.HELD)
    words = c.LINE_VERDICTS
    yield judged.mark("verdict", "", weight / (1 + parts), credit, words.get(given.verdict, ""), words[verdict])
    if verdict == c.OFF:
        yield _why(judged, given.verdict, given.reason, reasons, weight / 2)
    if verdict == c.HELD:
        right = given.verdict == c.HELD and given.until == until
        shown = short(given.until) if given.until else ""
        yield judged.mark("until", ", until when", weight / 2, float(right), shown, short(until))


def _why(judged: Judged, verdict: str, reason: str, reasons: tuple[str, ...], weight: float) -> Mark:
    right = verdict == c.OFF and reason in reasons
    expected = " or ".join(c.REASONS[name] for name in reasons)
    return judged.mark("reason", ", why", weight, float(right), c.REASONS.get(reason, ""), expected)


def paper_marks(row: KeyRow, given: PaperAnswer | None, key: AccountingKey) -> Iterator[Mark]:
    """The verdict on a paper; for one that is missing from the log its entry, part by part."""
    label = f"Paper {row.id[1:]}, {short(row.day)}, {row.recipient}"
    judged = Judged(f"paper:{row.id}", PAPERS, label, row.evidence, wording.why(row, key), wording.cites(row))
    given = given or PaperAnswer(row=row.id)
    if row.verdict == c.MISSING:
        sort = SORTS[row.sort]
        expected = Entry(row.day, row.recipient, row.what, (sort.purpose, *sort.also))
        yield from _missing(judged, given, expected, w.FOUND, w.ENTRY)
    else:
        yield from _paper(judged, given, row.verdict, row.reasons, w.LOGGED)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the entry of a disclosure must say; the first of ``purposes`` says it best."""

    day: str
    recipient: str
    what: str
    purposes: tuple[str, ...]


def _paper(judged: Judged, given: PaperAnswer, verdict: str, reasons: tuple[str, ...], weight: float) -> Iterator[Mark]:
    """A paper that is in the log already, or that nothing has to be accounted for."""
    words, parts = c.PAPER_VERDICTS, verdict == c.OFF
    right = float(given.verdict == verdict)
    yield judged.mark("verdict", "", weight / (1 + parts), right, words.get(given.verdict, ""), words[verdict])
    if parts:
        yield _why(judged, given.verdict, given.reason, reasons, weight / 2)


def _missing(judged: Judged, given: PaperAnswer, entry: Entry, found: float, each: float) -> Iterator[Mark]:
    """A disclosure that is missing from the log: that it is seen, and what is entered."""
    words, seen = c.PAPER_VERDICTS, given.verdict == c.MISSING
    yield judged.mark("verdict", "", found, float(seen), words.get(given.verdict, ""), words[c.MISSING])
    day = short(given.day) if given.day else ""
    parts = (
        ("day", ", date", given.day == entry.day, day, short(entry.day)),
        ("recipient", ", recipient", given.recipient == entry.recipient, given.recipient, entry.recipient),
        ("what", ", content", given.what == entry.what, given.what, entry.what),
        (
            "purpose", ", purpose", given.purpose in entry.purposes, c.PURPOSES.get(given.purpose, ""),
            " or ".join(c.PURPOSES[name] for name in entry.purposes),
        ),
    )  # fmt: skip
    for name, label, right, shown, expected in parts:
        yield judged.mark(name, label, each, float(seen and right), shown, expected, ENTRY_CITE)


def own_marks(
    one: OwnSeen, key: KeyOwn, line: LineAnswer | None, paper: PaperAnswer | None, task: str
) -> Iterator[Mark]:
    """What the trainee sent out: judged as it was found, and worth the same however that is."""
    told, reasons = owns.accountable(one, key), owns.reasons(one)
    label = f"{short(one.day)} to {one.recipient}"
    judged = Judged(
        one.id, OWN, label, owns.evidence(task, one), wording.own_why(one, key), wording.own_cite(one, key, reasons)
    )
    if one.logged:
        verdict = c.ON if told else c.OFF
        yield from _line(judged, line or LineAnswer(row=one.id), verdict, reasons, "", w.OWN)
    elif told:
        entry = Entry(one.day, one.recipient, one.what, owns.purposes(one, key))
        yield from _missing(judged, paper or PaperAnswer(row=one.id), entry, w.OWN / 2, w.OWN / 8)
    else:
        yield from _paper(judged, paper or PaperAnswer(row=one.id), c.OFF, reasons, w.OWN)
