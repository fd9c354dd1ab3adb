"""Answers that prove an accounting key. What each mistake costs is reckoned from the weights alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting import own as owns
from sandbox.tasks.accounting import weights as w
from sandbox.tasks.accounting.answer import (
    AccountingAnswer,
    AccountingKey,
    KeyOwn,
    KeyRow,
    LineAnswer,
    OwnSeen,
    PaperAnswer,
)
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.base import FormData, Mistake, Samples

ELSEWHEN = "2019-01-15"  # a day that is never right

INVALID: tuple[FormData, ...] = (
    {"start": ["31 June"]},
    {"due": ["soon"]},
    {"fee": ["a dime"]},
    {"line-l1-verdict": ["perhaps"]},
    {"line-l1-verdict": [c.OFF], "line-l1-reason": ["hearsay"]},
    {"line-l1-verdict": [c.ON], "line-l1-reason": ["tpo"]},
    {"line-l1-verdict": [c.OFF], "line-l1-until": ["2026-03-10"]},
    {"paper-p1-verdict": [c.LOGGED], "paper-p1-reason": ["tpo"]},
    {"paper-p1-verdict": [c.OFF], "paper-p1-day": ["2026-03-10"]},
    {"paper-p1-verdict": [c.MISSING], "paper-p1-recipient": ["Somebody"]},
    {"sum_recipient": [c.NO_SERIES], "sum_number": ["3"]},
    {"sum_number": ["several"]},
)


Seen = Mapping[str, OwnSeen]
"""What the trainee had let go and now finds, by its id."""


def found_ideally(key: AccountingKey) -> Seen:
    """What is found when the earlier tasks were answered ideally."""
    return {own.id: own.ideal for own in key.own if own.ideal}


def ideal(key: AccountingKey, seen: Seen) -> AccountingAnswer:
    """The answer that earns everything where this was found."""
    series = key.series
    lines = [_best_line(row) for row in key.lines]
    papers = [_best_paper(row) for row in key.papers]
    for own in key.own:
        if own.id in seen:
            one = seen[own.id]
            if one.logged:
                lines.append(_own_line(one, own))
            else:
                papers.append(_own_paper(one, own))
    return AccountingAnswer(
        start=key.starts[0],
        due=key.due,
        fee=key.fee,
        lines=tuple(lines),
        papers=tuple(papers),
        sum_recipient=series.recipient if series else c.NO_SERIES,
        sum_number=series.number if series else None,
        sum_first=series.first if series else "",
        sum_last=series.last if series else "",
        own=tuple(seen.values()),
    )


def _best_line(row: KeyRow) -> LineAnswer:
    return LineAnswer(
        row=row.id, verdict=row.verdict, reason=row.reasons[0] if row.verdict == c.OFF else "", until=row.until
    )


def _best_paper(row: KeyRow) -> PaperAnswer:
    if row.verdict != c.MISSING:
        return PaperAnswer(row=row.id, verdict=row.verdict, reason=row.reasons[0] if row.verdict == c.OFF else "")
    return PaperAnswer(
        row=row.id,
        verdict=c.MISSING,
        day=row.day,
        recipient=row.recipient,
        what=row.what,
        purpose=SORTS[row.sort].purpose,
    )


def _own_line(one: OwnSeen, own: KeyOwn) -> LineAnswer:
    if owns.accountable(one, own):
        return LineAnswer(row=own.id, verdict=c.ON)
    return LineAnswer(row=own.id, verdict=c.OFF, reason=owns.reasons(one)[0])


def _own_paper(one: OwnSeen, own: KeyOwn) -> PaperAnswer:
    if not owns.accountable(one, own):
        return PaperAnswer(row=own.id, verdict=c.OFF, reason=owns.reasons(one)[0])
    purpose = owns.purposes(one, own)[0]
    return PaperAnswer(
        row=own.id, verdict=c.MISSING, day=one.day, recipient=one.recipient, what=one.what, purpose=purpose
    )


def samples(key: AccountingKey, seen: Seen | None = None) -> Samples[AccountingAnswer]:
    """Ideal, empty, single mistakes and forms that cannot be read, where this was found; else what is ideally."""
    seen = found_ideally(key) if seen is None else seen
    best = ideal(key, seen)
    rows = _weight_of_rows(key) + w.OWN * len(seen)
    absent = w.OWN * (len(key.own) - len(seen))
    possible = w.START + w.DUE + w.FEE + w.SERIES + rows + absent

    def mistake(each: Slip) -> Mistake[AccountingAnswer]:
        lost = each.lost * (1 + absent / rows) if each.row else each.lost
        return Mistake(each.name, best.model_copy(update=each.changed), lost / possible)

    return Samples(best, AccountingAnswer(), tuple(mistake(each) for each in _slips(best, key)), INVALID)


def _weight_of_rows(key: AccountingKey) -> float:
    """The weight of all that was drawn."""
    papers = sum(w.FOUND + 4 * w.ENTRY if row.verdict == c.MISSING else w.LOGGED for row in key.papers)
    return w.LINE * len(key.lines) + papers


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing wrong: what changes in the ideal answer, and what it loses; more when it is of a row (see score)."""

    name: str
    changed: dict[str, Any]
    lost: float
    row: bool = True


def _slips(best: AccountingAnswer, key: AccountingKey) -> Iterator[Slip]:
    yield Slip("wrong beginning", {"start": ELSEWHEN}, w.START, False)
    yield Slip("wrong last day", {"due": ELSEWHEN}, w.DUE, False)
    for fee in (c.FREE, c.COST):
        if fee != key.fee:
            yield Slip(f"fee {fee}", {"fee": fee}, w.FEE, False)
    yield from _series_slips(key)
    wanted = {row.id: row for row in (*key.lines, *key.papers)}
    owned = {own.id: own for own in key.own}
    for number, line in enumerate(best.lines):
        weight = w.LINE if line.row in wanted else w.OWN
        for name, changed, lost in _line_slips(line, weight):
            rows = (*best.lines[:number], *changed, *best.lines[number + 1 :])
            yield Slip(f"line {line.row} {name}", {"lines": rows}, lost)
    for number, paper in enumerate(best.papers):
        slips = _own_slips(paper) if paper.row in owned else _paper_slips(paper, w.FOUND, w.ENTRY, w.LOGGED)
        for name, changed, lost in slips:
            kept = (*best.papers[:number], *changed, *best.papers[number + 1 :])
            yield Slip(f"paper {paper.row} {name}", {"papers": kept}, lost)


def _series_slips(key: AccountingKey) -> Iterator[Slip]:
    if key.series is None:
        named = {"sum_recipient": key.recipients[0], "sum_number": 3}
        yield Slip("somebody got several", named, w.SERIES, False)
        return
    yield Slip("one too few", {"sum_number": key.series.number - 1}, w.SERIES / 4, False)
    nobody = {"sum_recipient": c.NO_SERIES, "sum_number": None, "sum_first": "", "sum_last": ""}
    yield Slip("nobody got several", nobody, w.SERIES, False)


Changed = tuple[str, tuple[Any, ...], float]


def _line_slips(line: LineAnswer, weight: float) -> Iterator[Changed]:
    """A line passed over, and every other verdict; a reason or a day that is wrong."""
    yield "passed over", (), weight
    for verdict in c.LINE_VERDICTS:
        if verdict == line.verdict:
            continue
        near = {line.verdict, verdict} == {c.ON, c.PROTOCOL} or (line.verdict, verdict) == (c.HELD, c.OFF)
        share = weight / (1 + (line.verdict in (c.OFF, c.HELD)))
        lost = weight - share * w.NEAR * near
        yield f"judged {verdict}", (LineAnswer(row=line.row, verdict=verdict),), lost
    if line.verdict == c.OFF:
        wrong = "security" if line.reason != "security" else "incident"
        yield "left out for another reason", (line.model_copy(update={"reason": wrong}),), weight / 2
    if line.verdict == c.HELD:
        yield "held back too long", (line.model_copy(update={"until": ELSEWHEN}),), weight / 2


def _own_slips(paper: PaperAnswer) -> Iterator[Changed]:
    return _paper_slips(paper, w.OWN / 2, w.OWN / 8, w.OWN)


def _paper_slips(paper: PaperAnswer, found: float, entry: float, other: float) -> Iterator[Changed]:
    """A paper passed over, and every other verdict; a reason or a part of an entry that is wrong."""
    weight = found + 4 * entry if paper.verdict == c.MISSING else other
    yield "passed over", (), weight
    for verdict in c.PAPER_VERDICTS:
        if verdict != paper.verdict:
            yield f"judged {verdict}", (PaperAnswer(row=paper.row, verdict=verdict),), weight
    if paper.verdict == c.OFF:
        wrong = "security" if paper.reason != "security" else "incident"
        yield "nothing for another reason", (paper.model_copy(update={"reason": wrong}),), weight / 2
    if paper.verdict == c.MISSING:
        for column, wrong in (("day", ELSEWHEN), ("recipient", ""), ("what", ""), ("purpose", "own")):
            yield f"entered with a wrong {column}", (paper.model_copy(update={column: wrong}),), entry
