"""What a feedback page shows of one answer: points, marks with overrides, and where their evidence stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sandbox.attempts import marking, work
from sandbox.attempts.models import Attempt, SubmittedAnswer
from sandbox.charts.model import Statement
from sandbox.extensions import db
from sandbox.gradebook import ledger
from sandbox.gradebook.ledger import Judged
from sandbox.gradebook.models import Override
from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import Points, points_of
from sandbox.tasks.base import Answer, Key, Kind, Room, Spec
from sandbox.web.shared.viewer import Leaf, Viewer, viewer_of
from sandbox.web.workbench.desk import Closed, closed_rounds, kept_as

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.CORRECT: ("Correct", "good"),
    Reason.ACCEPTED_ALTERNATIVE: ("Accepted alternative", "good"),
    Reason.PARTIAL: ("Right in part", "part"),
    Reason.MISSED: ("Missed", "bad"),
    Reason.EXTRA: ("Not called for", "bad"),
    Reason.WRONG: ("Wrong", "bad"),
    Reason.WRONG_SPECIFICITY: ("Not specific enough, or too specific", "part"),
    Reason.WRONG_SEQUENCE: ("Wrong order", "part"),
    Reason.WRONG_POA: ("Wrong present-on-admission indicator", "part"),
    Reason.WRONG_DOCUMENT: ("Wrong document", "part"),
    Reason.WRONG_RESPONSIBLE: ("Wrong person", "part"),
    Reason.WRONG_TYPE: ("Wrong type", "part"),
    Reason.NO_EVIDENCE: ("No evidence attached", "part"),
    Reason.PROHIBITED: ("Not permitted", "bad"),
    Reason.OVER_DISCLOSED: ("Disclosed too much", "bad"),
    Reason.UNDER_DISCLOSED: ("Held back too much", "part"),
    Reason.OPTIONAL: ("Optional", "plain"),
}
"""Each reason in words, and the tone of its badge. The words carry the meaning; the tone repeats it in colour."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One statement that a mark points at: where it is and what it says."""

    key: str
    document: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One mark as shown."""

    mark: Mark
    reason: str
    tone: str
    evidence: tuple[Cited, ...]
    override: Override | None

    @property
    def earned(self) -> float:
        """What the item added to the points."""
        return self.mark.weight * self.mark.credit - self.mark.penalty


@dataclass(frozen=True, slots=True)
class Report:
    """A marked answer beside its chart. Made for released feedback only: it holds the key."""

    answer: Answer
    spec: Spec
    kind: Kind[Any, Any, Any]
    room: Room
    key: Key
    points: Points
    groups: list[tuple[str, list[Item]]]
    summary: Mapping[str, Any]
    viewer: Viewer
    rounds: Sequence[Closed] = ()
    keep: str = ""

    @property
    def marks(self) -> list[Mark]:
        """The marks that count, in order."""
        return [item.mark for _, items in self.groups for item in items]

    @property
    def marks_by_group(self) -> list[tuple[str, list[Mark]]]:
        """The same under their headings, as kinds' templates read them."""
        return [(heading, [item.mark for item in items]) for heading, items in self.groups]

    @property
    def statements(self) -> list[str]:
        """Keys of all statements that some mark points at."""
        return sorted({cited.key for _, items in self.groups for item in items for cited in item.evidence})


def report(answer: SubmittedAnswer, now: datetime, document: str = "", number: int | None = None) -> Report:
    """The report of a submitted answer. The caller has made sure that feedback is open.

    ``number`` shows the charts as they were in that round of a staged task; without it, as they were at the end.
    """
    attempt = answer.attempt
    at_hand, last = work.at(attempt, answer.task, number), work.at(attempt, answer.task)
    judged = ledger.judged_marks(db.session, answer)
    viewer = viewer_of(attempt.variant.sha256, at_hand.room, at_hand.spec, document or _first_document(judged))
    key = marking.key_of(db.session, attempt.variant, answer.task, at_hand.kind, now)
    given = marking.read_answer(answer)
    return Report(
        given,
        at_hand.spec,
        at_hand.kind,
        at_hand.room,
        key,
        points_of(each.mark for each in judged),
        _groups(judged, viewer),
        at_hand.kind.summary(given, key),
        viewer,
        rounds_given(attempt, answer.task, last, given) if last.rounds > 1 else (),
        kept_as(attempt.id, answer.task, last.room.round),
    )


def rounds_given(attempt: Attempt, task: str, last: work.Work, given: Answer) -> list[Closed]:
    """What was given in each round: the closed ones, and the one that was open when the task was submitted."""
    whole = replace(last.room, earlier=last.kind.split(given))
    return closed_rounds(attempt, task, whole)


def _first_document(judged: Sequence[Judged]) -> str:
    """The document of the first evidence of the first mark that is not all right, else of any."""
    ordered = sorted(judged, key=lambda each: each.mark.credit >= 1.0)
    first = next((evidence for each in ordered for evidence in each.mark.evidence), None)
    return f"{first.chart}:{first.statement.rsplit('.', 1)[0]}" if first else ""


def _cited(key: str, leaf: Leaf, statement: Statement) -> Cited:
    return Cited(key, leaf.key, leaf.title, statement.text)


def _groups(judged: Sequence[Judged], viewer: Viewer) -> list[tuple[str, list[Item]]]:
    places = viewer.statements
    groups: dict[str, list[Item]] = {}
    for each in judged:
        wanted = (f"{evidence.chart}:{evidence.statement}" for evidence in each.mark.evidence)
        cited = tuple(_cited(key, *places[key]) for key in wanted if key in places)
        reason, tone = REASONS[each.mark.reason]
        groups.setdefault(each.mark.group, []).append(Item(each.mark, reason, tone, cited, each.override))
    return list(groups.items())
