"""The gradebook: results by trainee, and by item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from sandbox.attempts import work
from sandbox.attempts.models import Attempt, MarkRow, SubmittedAnswer
from sandbox.gradebook import ledger
from sandbox.people.models import Account
from sandbox.programs import assignments as given_out
from sandbox.programs import roles
from sandbox.programs.models import Assignment, Course, Role
from sandbox.scoring.points import Points


class State(StrEnum):
    """How far a trainee is with an assignment."""

    NOT_STARTED = "not started"
    WORKING = "working"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Cell:
    """One trainee's result in one assignment. ``counted`` is the attempt whose points count (the best finished one)."""

    state: State
    attempts: tuple[Attempt, ...] = ()
    counted: Attempt | None = None
    points: Points | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One trainee's row; ``cells`` in the order of the table's assignments. ``mean`` is over finished assignments."""

    account: Account
    cells: tuple[Cell, ...]
    mean: float | None  # percent


@dataclass(frozen=True, slots=True)
class CourseTable:
    """The gradebook of a course: assignments across, trainees down (by name)."""

    course: Course
    assignments: tuple[Assignment, ...]
    lines: tuple[Line, ...]


def course_table(session: Session, course: Course) -> CourseTable:
    """The gradebook of a course in a fixed number of queries."""
    assignments = tuple(given_out.of_course(session, course))
    trainees = [member.account for member in roles.members(session, course, Role.TRAINEE)]
    query = (
        select(Attempt)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .options(joinedload(Attempt.version))
        .where(Assignment.course_id == course.id)
        .order_by(Attempt.number)
    )
    attempts = session.scalars(query).all()
    points = ledger.points_of_attempts(session, attempts)
    tries: dict[tuple[int, int | None], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        tries[attempt.account_id, attempt.assignment_id].append(attempt)
    lines = []
    for account in trainees:
        cells = tuple(_cell(each, tries.get((account.id, each.id), []), points) for each in assignments)
        lines.append(Line(account, cells, _mean(cells)))
    return CourseTable(course, assignments, tuple(lines))


def _cell(assignment: Assignment, tries: Sequence[Attempt], points: Mapping[int, Points]) -> Cell:
    if not tries:
        return Cell(State.NOT_STARTED)
    counted = ledger.best(points, tries)
    if counted is None:
        return Cell(State.WORKING, tuple(tries))
    earned = points[counted.id]
    return Cell(State.FINISHED, tuple(tries), counted, earned, earned.percent >= assignment.pass_percent)


def _mean(cells: Sequence[Cell]) -> float | None:
    percents = [cell.points.percent for cell in cells if cell.points is not None]
    return round(sum(percents) / len(percents), 1) if percents else None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """How trainees fared with one item: ``n`` marks, mean credit, and reasons with their counts, most common first."""

    task: str
    item: str
    group: str
    label: str
    n: int
    mean_credit: float
    reasons: tuple[tuple[str, int], ...]


def item_table(session: Session, assignment: Assignment) -> list[ItemLine]:
    """Items of an assignment over all its finished attempts, task by task, hardest first.

    Marks count as the key gave them, without overrides: the table judges the items, not the trainees.
    """
    marks: dict[tuple[str, str], list[tuple[str, str, float, str]]] = defaultdict(list)
    for task, item, group, label, credit, reason in session.execute(_marks_of(assignment)):
        marks[task, item].append((group, label, credit, reason))
    order = {spec.id: place for place, spec in enumerate(work.tasks_of_version(assignment.version))}
    lines = [_item_line(task, item, found) for (task, item), found in marks.items()]
    return sorted(lines, key=lambda line: (order.get(line.task, len(order)), line.mean_credit, line.item))


def _marks_of(assignment: Assignment) -> Select[str, str, str, str, float, str]:
    other = aliased(MarkRow)
    newest = select(func.max(other.key_version)).where(other.answer_id == MarkRow.answer_id).scalar_subquery()
    return (
        select(SubmittedAnswer.task, MarkRow.item, MarkRow.group, MarkRow.label, MarkRow.credit, MarkRow.reason)
        .join(MarkRow, MarkRow.answer_id == SubmittedAnswer.id)
        .join(Attempt, Attempt.id == SubmittedAnswer.attempt_id)
        .where(
            Attempt.assignment_id == assignment.id,
            Attempt.submitted_at.is_not(None),
            MarkRow.key_version == newest,
        )
        .order_by(MarkRow.id)
    )


def _item_line(task: str, item: str, found: Sequence[tuple[str, str, float, str]]) -> ItemLine:
    reasons = Counter(reason for *_, reason in found)
    ordered = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    mean = sum(credit for _, _, credit, _ in found) / len(found)
    group, label, *_ = found[0]
    return ItemLine(task, item, group, label, len(found), round(mean, 3), tuple(ordered))
