"""What differs between two documents: statement by statement, then word by word.

Reviewers lay two entries side by side to see what was copied forward and what conflicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from sandbox.charts.model import Document, Statement

WORDS = re.compile(r"\s+|\w+(?:[.:/’'-]\w+)*|[^\w\s]")
ALIKE = 0.4
"""Share of words in common from which two statements count as versions of one."""

Pair = tuple[Statement, Statement]


class Kind(StrEnum):
    """How a statement differs from the other document."""

    CHANGED = "changed"
    ONLY = "only here"


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement that differs. ``parts`` are its pieces in order, each with whether it differs."""

    kind: Kind
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Differing statements by id, of both documents together, and how many statements are of which sort."""

    marks: Mapping[str, Difference]
    same: int
    changed: int
    only_left: int
    only_right: int


def differences(left: Document, right: Document) -> Differences:
    """Compare two documents. Label, text and flag count; ids, headings and signatures do not."""
    pairs = list(_pairs(left.statements, right.statements))
    changed = [pair for pair in pairs if _said(pair[0]) != _said(pair[1])]
    paired = {one.id for pair in pairs for one in pair}
    alone = [[one for one in side.statements if one.id not in paired] for side in (left, right)]
    marks = {one.id: Difference(Kind.ONLY, ((one.text, True),)) for side in alone for one in side}
    for one, other in changed:
        parts, others = _worded(one.text, other.text)
        marks[one.id], marks[other.id] = Difference(Kind.CHANGED, parts), Difference(Kind.CHANGED, others)
    return Differences(marks, len(pairs) - len(changed), len(changed), len(alone[0]), len(alone[1]))


def _said(statement: Statement) -> tuple[str, str, str]:
    return statement.label, statement.text, statement.flag


def _pairs(left: Sequence[Statement], right: Sequence[Statement]) -> Iterator[Pair]:
    """Statements that belong together: the same in order, then those between that are alike."""
    matcher = SequenceMatcher(None, [_said(one) for one in left], [_said(one) for one in right], autojunk=False)
    for what, low, high, other_low, other_high in matcher.get_opcodes():
        if what == "equal":
            yield from zip(left[low:high], right[other_low:other_high], strict=True)
        elif what == "replace":
            yield from _alike(left[low:high], right[other_low:other_high])


def _alike(left: Sequence[Statement], right: Sequence[Statement]) -> Iterator[Pair]:
    """Each with what is most alike; where as many stand on both sides, short cells with what stands in their place."""
    waiting = list(right)
    for place, one in enumerate(left):
        best = max(waiting, key=lambda other: _likeness(one, other), default=None)
        if best is not None and _likeness(one, best) < ALIKE:
            best = right[place] if len(left) == len(right) and _short(one) and _short(right[place]) else None
        if best is not None and best in waiting:
            waiting.remove(best)
            yield one, best


def _short(statement: Statement) -> bool:
    return len(statement.text.split()) <= 3


def _likeness(one: Statement, other: Statement) -> float:
    """Words in common as a share of all words; statements with other labels are never alike."""
    if one.label != other.label:
        return 0.0
    words, others = set(one.text.casefold().split()), set(other.text.casefold().split())
    return len(words & others) / len(words | others) if words | others else 1.0


def _worded(text: str, other: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Both texts in pieces, each with whether it differs."""
    words, others = WORDS.findall(text), WORDS.findall(other)
    mine: list[tuple[str, bool]] = []
    theirs: list[tuple[str, bool]] = []
    for what, low, high, other_low, other_high in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        for side, piece in ((mine, "".join(words[low:high])), (theirs, "".join(others[other_low:other_high]))):
            if piece:
                side.append((piece, what != "equal"))
    return tuple(mine), tuple(theirs)
