"""The life of an attempt: started, worked task by task, finished by the trainee or by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.attempts import autosave, events, marking, seeds, stages, timing, work
from sandbox.attempts.models import Attempt, Draft, Mode, SubmittedAnswer
from sandbox.errors import Closed, Conflict, NotAllowed
from sandbox.people.models import Account
from sandbox.programs import roles
from sandbox.programs.models import Assignment, Course, Role
from sandbox.scenarios import variants
from sandbox.scenarios.models import ScenarioVersion
from sandbox.tasks.base import Acts, Answer, FieldErrors, FormData
from sandbox.tasks.staged import Reply


def start_practice(
    session: Session, account: Account, version: ScenarioVersion, now: datetime, seed: int | None = None
) -> Attempt:
    """Begin a practice with a new patient, or with the one of ``seed``. There is no limit to practising."""
    taken = select(func.max(Attempt.number)).where(
        Attempt.account_id == account.id, Attempt.version_id == version.id, Attempt.mode == Mode.PRACTICE
    )
    number = (session.scalar(taken) or 0) + 1
    if seed is None:
        seed = seeds.practice(version, account, number)
    attempt = Attempt(
        program_id=version.scenario.program_id,
        account=account,
        version=version,
        variant=variants.variant_for(session, version, seed, now),
        mode=Mode.PRACTICE,
        number=number,
        allowed=number,
        started_at=now,
    )
    if not _insert(session, attempt):
        raise Conflict("This practice is already started in another window.", "Open it from your desk.")
    events.record(session, attempt, "", "shift_started", {}, now)
    return attempt


def start_graded(session: Session, account: Account, assignment: Assignment, now: datetime) -> Attempt:
    """Begin the next attempt of an assignment, or go on with the one that runs.

    ``NotAllowed`` unless the person is a trainee of the course; ``Closed`` before it opens, after it is due, when the
    course is archived and when all attempts are used.
    """
    taken = select(func.max(Attempt.number)).where(
        Attempt.account_id == account.id, Attempt.assignment_id == assignment.id
    )
    # Counted before looking for a running one: another window that starts in between is then found running.
    number = (session.scalar(taken) or 0) + 1
    running = open_attempt(session, account, assignment)
    if running is not None and not close_if_overdue(session, running, now):
        return running
    _refuse_unless_open(session, account, assignment, now)
    if number > assignment.attempts_allowed:
        raise Closed(_used_up(assignment), "Practise the scenario from the catalogue, or ask your instructor.")
    seed = seeds.graded(assignment, account, number)
    attempt = Attempt(
        program_id=assignment.program_id,
        account=account,
        assignment=assignment,
        version=assignment.version,
        variant=variants.variant_for(session, assignment.version, seed, now),
        mode=Mode.GRADED,
        number=number,
        allowed=assignment.attempts_allowed,
        started_at=now,
        limit_at=timing.limit(assignment, account, now),
    )
    if not _insert(session, attempt):
        running = open_attempt(session, account, assignment)
        if running is None:
            raise Closed(_used_up(assignment), "Reload your desk.")
        return running
    events.record(session, attempt, "", "shift_started", {}, now)
    return attempt


def _insert(session: Session, attempt: Attempt) -> bool:
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        return False
    return True


def _used_up(assignment: Assignment) -> str:
    allowed = assignment.attempts_allowed
    return "You have used your only attempt." if allowed == 1 else f"You have used all {allowed} attempts."


def _refuse_unless_open(session: Session, account: Account, assignment: Assignment, now: datetime) -> None:
    if roles.role_in_course(session, account, assignment.course) is not Role.TRAINEE:
        raise NotAllowed("Only trainees of the course work its assignments.", "Practise the scenario instead.")
    if assignment.course.archived:
        raise Closed("This course is archived.", "Practise the scenario from the catalogue.")
    if now < assignment.opens_at:
        raise Closed(f"“{assignment.title}” opens on {_day(assignment.opens_at)}.", "Come back then.")
    if assignment.due_at is not None and now > assignment.due_at:
        raise Closed(
            f"“{assignment.title}” was due on {_day(assignment.due_at)}.", "Ask your instructor for more time."
        )


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y at %H:%M} UTC"


def open_attempt(session: Session, account: Account, assignment: Assignment) -> Attempt | None:
    """The attempt of this assignment that is not finished."""
    return session.scalar(
        select(Attempt).where(
            Attempt.account_id == account.id,
            Attempt.assignment_id == assignment.id,
            Attempt.submitted_at.is_(None),
        )
    )


def attempts_of(session: Session, account: Account, *, assignment: Assignment | None = None) -> Sequence[Attempt]:
    """A person's attempts, latest first: of one assignment, or all."""
    query = select(Attempt).where(Attempt.account_id == account.id)
    if assignment is not None:
        query = query.where(Attempt.assignment_id == assignment.id)
    return session.scalars(query.order_by(Attempt.started_at.desc(), Attempt.id.desc())).all()


def submit_task(
    session: Session, attempt: Attempt, task: str, form: FormData, now: datetime
) -> SubmittedAnswer | FieldErrors:
    """Submit one task, mark it, and finish the shift if it was the last. ``FieldErrors`` cost nothing.

    ``Conflict`` if the task was submitted before or a round of it is still to come (``rounds.close_round``), ``Closed``
    once the shift is over; ``close_if_overdue`` then submits the last saved drafts as they stood.
    """
    session.refresh(attempt, with_for_update=True)  # one at a time, so that the last task always ends the shift
    autosave.refuse_if_closed(session, attempt, task, now)
    at_hand = work.at(attempt, task)
    autosave.refuse_other_round(at_hand, None)
    parsed = at_hand.kind.parse(at_hand.spec, at_hand.room, work.tidy_form(form))
    if isinstance(parsed, FieldErrors):
        return parsed
    if reply_to(session, attempt, at_hand, parsed) is not None:
        raise Conflict("This task goes on after this round.", "Close the round; the last one submits the task.")
    answer = _store(session, attempt, task, at_hand.kind.name, at_hand.joined(parsed), now, now)
    if answer is None:
        raise Conflict("This task is already submitted.", "Go on with the next one on the worklist.")
    if len(answers(session, attempt)) == len(work.tasks(attempt)):
        _end(session, attempt, now, now, "submitted")
    return answer


def reply_to(session: Session, attempt: Attempt, at_hand: work.Work, parsed: Answer) -> Reply | None:
    """What the world answers if the open round closes with this; None when the task is then to be submitted."""
    spec, room = at_hand.spec, at_hand.room
    if room.round >= at_hand.rounds:
        return None
    before = stages.before(session, attempt, at_hand.kind.follows(spec))
    return variants.made(session, attempt.variant).reply(spec.id, Acts((*room.earlier, parsed), before))


def _store(
    session: Session, attempt: Attempt, task: str, kind: str, parsed: Answer, moment: datetime, now: datetime
) -> SubmittedAnswer | None:
    answer = SubmittedAnswer(
        attempt=attempt, task=task, kind=kind, answer=parsed.model_dump(mode="json"), submitted_at=moment
    )
    try:
        with session.begin_nested():
            session.add(answer)
    except IntegrityError:
        return None
    marking.mark(session, answer, now)
    events.record(session, attempt, task, "task_submitted", {}, now)
    return answer


def answers(session: Session, attempt: Attempt) -> dict[str, SubmittedAnswer]:
    """The submitted answers by task."""
    found = session.scalars(select(SubmittedAnswer).where(SubmittedAnswer.attempt_id == attempt.id))
    return {answer.task: answer for answer in found}


def drafts(session: Session, attempt: Attempt) -> dict[str, Draft]:
    """The saved drafts by task."""
    return {draft.task: draft for draft in session.scalars(select(Draft).where(Draft.attempt_id == attempt.id))}


def finish(session: Session, attempt: Attempt, now: datetime) -> None:
    """End the shift by hand. Saved drafts of tasks not yet submitted are submitted as they stand."""
    session.refresh(attempt, with_for_update=True)
    if attempt.submitted_at is not None:
        raise Conflict("This shift is already finished.", "See its result from your desk.")
    if close_if_overdue(session, attempt, now):
        return
    _submit_drafts(session, attempt, now, now)
    _end(session, attempt, now, now, "finished")


def close_if_overdue(session: Session, attempt: Attempt, now: datetime) -> bool:
    """End an attempt whose time is over, submitting saved drafts as they stood at the deadline; whether it did so.

    Safe to call on every look at an attempt: drafts cannot change after the deadline, so the result is the same
    whenever it is called. The caller commits.
    """
    if attempt.submitted_at is not None or not timing.is_over(attempt, now):
        return False
    session.refresh(attempt, with_for_update=True)
    deadline = attempt.deadline_at
    if attempt.submitted_at is not None or deadline is None:
        return False
    _submit_drafts(session, attempt, deadline, now)
    _end(session, attempt, deadline, now, "time_over")
    return True


def close_overdue(session: Session, now: datetime, *, course: Course | None = None) -> int:
    """Close every overdue attempt (of a course); how many. Run before a gradebook is shown."""
    query = select(Attempt).where(Attempt.submitted_at.is_(None), Attempt.mode == Mode.GRADED).order_by(Attempt.id)
    if course is not None:
        query = query.join(Assignment).where(Assignment.course_id == course.id)
    return sum(close_if_overdue(session, attempt, now) for attempt in session.scalars(query).all())


def _end(session: Session, attempt: Attempt, moment: datetime, now: datetime, how: str) -> None:
    attempt.submitted_at = moment
    session.flush()
    events.record(session, attempt, "", "shift_finished", {"how": how}, now)


def _submit_drafts(session: Session, attempt: Attempt, moment: datetime, now: datetime) -> None:
    """Submit what is saved: of a staged task the closed rounds, with the open one as it stood."""
    done = answers(session, attempt)
    saved = drafts(session, attempt)
    for spec in work.tasks(attempt):
        if spec.id in saved and spec.id not in done:
            at_hand = work.at(attempt, spec.id)
            parsed, left_out = _as_it_stood(at_hand, saved[spec.id].form)
            if left_out:
                events.record(session, attempt, spec.id, "unreadable_left_out", {"fields": left_out}, now)
            if parsed is not None or at_hand.room.earlier:
                _store(session, attempt, spec.id, spec.kind, at_hand.joined(parsed), moment, now)


def _as_it_stood(at_hand: work.Work, form: FormData) -> tuple[Answer | None, list[str]]:
    """The answer in a draft. Fields that cannot be read are left out rather than costing the rest; they are named."""
    left_out: list[str] = []
    rest: FormData = form
    for _ in range(3):
        parsed = at_hand.kind.parse(at_hand.spec, at_hand.room, rest)
        if not isinstance(parsed, FieldErrors):
            return parsed, left_out
        left_out += sorted(parsed.fields)
        rest = work.without(rest, parsed.fields)
    return None, left_out
