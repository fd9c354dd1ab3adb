"""Several people, or one person in several windows, at the very same moment. Real connections, real threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from sandbox import migrations
from sandbox.attempts import autosave, events, lifecycle, marking, rounds
from sandbox.attempts.models import Attempt, AttemptEvent, Draft, MarkRow, SubmittedAnswer
from sandbox.database import Base, connect, writing
from sandbox.errors import SandboxError
from sandbox.gradebook.models import Override
from sandbox.gradebook.overrides import override
from sandbox.people.models import Account
from sandbox.programs import courses
from sandbox.programs.models import Assignment, Course, CourseMember
from sandbox.scenarios.makers import swapped
from sandbox.scenarios.models import DerivedKey, Variant
from tests.conftest import BACKENDS
from tests.factories import people, staged
from tests.factories.attempts import RIGHT, TASKS
from tests.factories.programs import assignment, school, version

pytestmark = pytest.mark.usefixtures("toy_makers")
WINDOWS = 4
Act = Callable[[Session, int], Any]


@pytest.fixture(params=BACKENDS)
def town(request: pytest.FixtureRequest, tmp_path: Path, now: datetime) -> Iterator[Engine]:
    """A database with a school of four trainees and one assignment, committed."""
    if request.param == "sqlite":
        made = connect(f"sqlite:///{tmp_path / 'town.sqlite'}")
    else:
        made = connect(request.getfixturevalue("new_postgres")())
    migrations.upgrade(made)
    with Session(made) as session:
        here = school(session, "Bo", "Cy", "Di", "Ed")
        assignment(session, here, now, attempts_allowed=3, same_variant=True)
        session.commit()
    yield made
    made.dispose()


def at_once(engine: Engine, act: Act) -> Counter[str]:
    """Do it in every window at once, each in a transaction of its own; how often each outcome came."""
    together = Barrier(WINDOWS)

    def window(place: int) -> str:
        writing.set(True)
        together.wait(timeout=10)
        with Session(engine) as session:
            try:
                result = act(session, place)
                session.commit()
            except SandboxError as refused:
                return type(refused).__name__
            return str(result) if isinstance(result, int) else "done"

    with ThreadPoolExecutor(WINDOWS) as pool:
        return Counter(pool.map(window, range(WINDOWS)))


def many(engine: Engine, model: type[Base]) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def bo(session: Session) -> Account:
    return session.scalars(select(Account).where(Account.email == "bo@example.org")).one()


def begun(engine: Engine, now: datetime) -> int:
    """Bo has started; the attempt's id."""
    with Session(engine) as session:
        attempt = lifecycle.start_graded(session, bo(session), session.get_one(Assignment, 1), now)
        session.commit()
        return attempt.id


def test_starting_in_every_window_starts_once(town: Engine, now: datetime) -> None:
    def start(session: Session, place: int) -> int:
        return lifecycle.start_graded(session, bo(session), session.get_one(Assignment, 1), now).id

    assert list(at_once(town, start).values()) == [WINDOWS]
    assert many(town, Attempt) == 1
    assert many(town, Variant) == 1


def test_submitting_in_every_window_submits_once(town: Engine, now: datetime) -> None:
    number = begun(town, now)

    def submit(session: Session, place: int) -> object:
        attempt = session.get_one(Attempt, number)
        return lifecycle.submit_task(session, attempt, TASKS[0], {"codes": list(RIGHT[:place])}, now)

    assert at_once(town, submit) == {"done": 1, "Conflict": WINDOWS - 1}
    assert (many(town, SubmittedAnswer), many(town, MarkRow)) == (1, 3)


def test_closing_a_round_in_every_window_closes_it_once(town: Engine, now: datetime) -> None:
    with swapped(staged.makers()):
        with Session(town) as session:
            made = version(session, source=staged.SOURCE)
            number = lifecycle.start_practice(session, bo(session), made, now, seed=1).id
            session.commit()

        def close(session: Session, place: int) -> object:
            who = staged.RIGHT if place % 2 else staged.WRONG
            rounds.close_round(session, session.get_one(Attempt, number), "chase", {"ask": [who]}, 1, now)
            return None

        assert at_once(town, close) == {"done": 1, "Conflict": WINDOWS - 1}
        with Session(town) as session:
            happened = events.of_attempt(session, session.get_one(Attempt, number))
            assert [each.kind for each in happened] == ["shift_started", "round_closed", "world_replied"]


def test_the_last_two_tasks_submitted_at_once_end_the_shift(town: Engine, now: datetime) -> None:
    number = begun(town, now)

    def submit(session: Session, place: int) -> object:
        attempt = session.get_one(Attempt, number)
        return lifecycle.submit_task(session, attempt, TASKS[place % 2], {"codes": list(RIGHT)}, now)

    assert at_once(town, submit) == {"done": 2, "Conflict": WINDOWS - 2}
    with Session(town) as session:
        assert session.get_one(Attempt, number).submitted_at == now


def test_saving_in_every_window_keeps_one_and_tells_the_others(town: Engine, now: datetime) -> None:
    number = begun(town, now)

    def save(revision: int) -> Act:
        def act(session: Session, place: int) -> object:
            attempt = session.get_one(Attempt, number)
            form = {"codes": [f"A0{place}.{revision}"]}
            return autosave.save_draft(session, attempt, TASKS[0], form, revision, now)

        return act

    for revision in (0, 1):
        assert at_once(town, save(revision)) == {"done": 1, "StaleDraft": WINDOWS - 1}
    with Session(town) as session:
        assert session.scalars(select(Draft)).one().revision == 2


def test_events_of_every_window_find_their_place(town: Engine, now: datetime) -> None:
    number = begun(town, now)

    def browse(session: Session, place: int) -> None:
        attempt = session.get_one(Attempt, number)
        for document in range(3):
            events.record(session, attempt, TASKS[0], "document_opened", {"document": f"d{document}"}, now)

    assert at_once(town, browse) == {"done": WINDOWS}
    with Session(town) as session:
        places = session.scalars(select(AttemptEvent.sequence).order_by(AttemptEvent.sequence)).all()
    assert places == list(range(1, 2 + 3 * WINDOWS))


def test_classmates_with_one_patient_share_one_key(town: Engine, now: datetime) -> None:
    def work(session: Session, place: int) -> object:
        trainee = session.scalars(select(Account).where(Account.name.like("% Tran")).order_by(Account.id)).all()[place]
        attempt = lifecycle.start_graded(session, trainee, session.get_one(Assignment, 1), now)
        return lifecycle.submit_task(session, attempt, TASKS[0], {"codes": list(RIGHT)}, now)

    assert at_once(town, work) == {"done": WINDOWS}
    assert (many(town, Variant), many(town, DerivedKey), many(town, MarkRow)) == (1, 1, 3 * WINDOWS)


def test_finishing_closing_and_submitting_at_once_lose_nothing(town: Engine, now: datetime) -> None:
    number = begun(town, now)
    with Session(town) as session:
        attempt = session.get_one(Attempt, number)
        for task in TASKS:
            autosave.save_draft(session, attempt, task, {"codes": list(RIGHT)}, 0, now)
        session.commit()

    def end(session: Session, place: int) -> object:
        attempt = session.get_one(Attempt, number)
        if place % 2:
            return lifecycle.finish(session, attempt, now)
        return lifecycle.submit_task(session, attempt, TASKS[0], {"codes": list(RIGHT)}, now)

    at_once(town, end)
    with Session(town) as session:
        attempt = session.get_one(Attempt, number)
        assert attempt.submitted_at == now
        assert set(lifecycle.answers(session, attempt)) == set(TASKS)
        finished = [event.detail for event in events.of_attempt(session, attempt, "shift_finished")]
        assert finished == [{"how": "finished"}]


def test_judging_in_every_window_judges_once(town: Engine, now: datetime) -> None:
    number = begun(town, now)
    with Session(town) as session:
        answer = lifecycle.submit_task(session, session.get_one(Attempt, number), TASKS[0], {"codes": []}, now)
        assert isinstance(answer, SubmittedAnswer)
        mark = marking.current_marks(session, answer)[0].id
        session.commit()

    def judge(session: Session, place: int) -> object:
        by = session.scalars(select(Account).where(Account.email == "ines@example.org")).one()
        row = session.get_one(MarkRow, mark)
        return override(session, row, place / WINDOWS, "Judged.", by, now, revision=0)

    assert at_once(town, judge) == {"done": 1, "Conflict": WINDOWS - 1}
    assert many(town, Override) == 1


def test_joining_in_every_window_joins_once(town: Engine, now: datetime) -> None:
    with Session(town) as session:
        newcomer = people.account(session, "New Person").id
        session.commit()
    before = many(town, CourseMember)

    def join(session: Session, place: int) -> object:
        course = session.scalars(select(Course)).one()
        return courses.join(session, session.get_one(Account, newcomer), course.join_code, now)

    assert at_once(town, join) == {"done": WINDOWS}
    assert many(town, CourseMember) == before + 1
