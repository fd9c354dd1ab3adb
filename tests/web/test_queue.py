"""A shift with a queue: ages on the worklist, the trainee's own order, and no last day before its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.models import Attempt
from sandbox.charts.exports.printed import short_day
from sandbox.clock import utc_now
from sandbox.scenarios import variants, versions
from sandbox.scenarios.load import library, read_text
from sandbox.tasks.matters import Turn
from sandbox.tasks.queue.answer import QueueAnswer, QueueKey
from sandbox.tasks.queue.wording import said
from sandbox.web.shared.worklist import Entry, in_turn
from tests.client import Client
from tests.factories.programs import School
from tests.page import Page

SLUG, QUEUE = "five-letters", "sort-the-letters"


@dataclass(frozen=True)
class Shift:
    """Bo's practice with a queue, and its key."""

    attempt: Attempt
    number: int
    key: QueueKey
    ideal: QueueAnswer
    requests: tuple[str, ...]
    titles: dict[str, str]

    @property
    def page(self) -> str:
        """The page of the shift."""
        return f"/attempts/{self.number}"

    def addresses(self) -> Iterator[str]:
        """Every page of the shift that a trainee can ask for."""
        yield from (self.page, f"{self.page}/feedback", f"{self.page}/tasks/{QUEUE}", f"{self.page}/feedback/{QUEUE}")
        yield from (f"{self.page}/feedback/{QUEUE}/compare", f"{self.page}/feedback/{QUEUE}/print")
        yield from (f"{self.page}/tasks/{task}" for task in self.requests)


@pytest.fixture
def shift(session: Session, school: School) -> Shift:
    """The practice, begun."""
    version = versions.publish(session, read_text(library()[SLUG]), program_id=None, now=utc_now(), name=SLUG)
    attempt = lifecycle.start_practice(session, school.trainees["Bo"], version, utc_now(), seed=1)
    made = variants.made(session, attempt.variant)
    key, spec = made.key(QUEUE), made.spec(QUEUE)
    assert isinstance(key, QueueKey)
    ideal = made.kind(QUEUE).samples(spec, key).ideal
    titles = {task.id: task.title for task in made.tasks}
    found = Shift(attempt, attempt.id, key, ideal, made.kind(QUEUE).lists(spec), titles)
    session.commit()
    return found


def submit(session: Session, shift: Shift, task: str, form: dict[str, list[str]] | None = None) -> None:
    lifecycle.submit_task(session, shift.attempt, task, form or {}, utc_now())
    session.commit()


def sort(session: Session, shift: Shift, *tasks: str, days: bool = False) -> None:
    """Submit the queue in this order, with last days only if so wanted."""
    kind = variants.shown(shift.attempt.variant).kind(QUEUE)
    rows = []
    for row in shift.ideal.rows:
        plain = row if days else row.model_copy(update={"clock": "", "last_day": "", "extension": ""})
        rows.append(plain.model_copy(update={"place": tasks.index(row.task) + 1}))
    submit(session, shift, QUEUE, dict(kind.fill(QueueAnswer(rows=tuple(rows)))))


def worklist(page: Page) -> list[str]:
    """The titles of the worklist, in order."""
    links = [each for each in page.all("a") if "/tasks/" in each["href"] or "/feedback/" in each["href"]]
    return list(dict.fromkeys(each.text.strip() for each in links if "“" not in each.text))


def test_the_worklist_says_when_each_request_came(trainee: Client, shift: Shift) -> None:
    page = trainee.get(shift.page)
    for request in shift.key.requests:
        age = (shift.key.today - request.received).days
        ago = "today" if not age else f"{age} day{'s' * (age != 1)} ago"
        assert f"{short_day(request.received)} · {ago}" in page.text
    assert "You noted" not in page.text


def test_once_submitted_the_worklist_follows_the_trainees_order_and_notes(
    trainee: Client, shift: Shift, session: Session
) -> None:
    assert worklist(trainee.get(shift.page))[1:] == [shift.titles[task] for task in shift.requests]
    wrong = tuple(reversed(shift.requests))
    sort(session, shift, *wrong, days=True)
    page = trainee.get(shift.page)
    assert worklist(page)[1:] == [shift.titles[task] for task in wrong]
    assert page.text.count("You noted: No legal clock") == 3
    assert page.text.count("You noted: Last day") == 2
    assert f"Go on with “{shift.titles[wrong[0]]}”" in page.text


def test_no_last_day_is_in_any_page_before_the_requests_are_answered(
    trainee: Client, shift: Shift, session: Session
) -> None:
    dues = {day for request in shift.key.requests for day in request.due}
    assert len(dues) > 1
    secret = {text for day in dues for text in (day.isoformat(), said(day), short_day(day))}

    def silent() -> None:
        for address in shift.addresses():
            response = trainee.flask.get(address, follow_redirects=True)
            assert response.status_code == 200
            assert not [text for text in secret if text in response.text], address

    silent()
    sort(session, shift, *shift.requests)
    silent()
    page = trainee.get(f"{shift.page}/feedback/{QUEUE}")
    assert page.heading() == "The result is not shown yet"
    assert worklist(page) == [shift.titles[task] for task in shift.requests]
    for task in shift.requests[:-1]:
        submit(session, shift, task)
    waiting = trainee.get(f"{shift.page}/feedback/{QUEUE}")
    assert waiting.heading() == "The result is not shown yet"
    assert worklist(waiting) == [shift.titles[shift.requests[-1]]]
    submit(session, shift, shift.requests[-1])
    told = trainee.get(f"{shift.page}/feedback/{QUEUE}")
    assert told.heading().startswith("Feedback")
    assert all(said(day) in told.text for day in dues)


def test_points_of_the_queue_are_not_on_the_worklist_while_it_is_held(
    trainee: Client, shift: Shift, session: Session
) -> None:
    sort(session, shift, *shift.requests)
    assert " %" not in trainee.get(shift.page).text
    lifecycle.finish(session, shift.attempt, utc_now())
    session.commit()
    assert trainee.get(f"{shift.page}/feedback/{QUEUE}").heading().startswith("Feedback")


def entry(task: str) -> Entry:
    return Entry(task, task, "Release", 5, "Not started", f"/{task}")


def test_only_listed_tasks_change_places() -> None:
    turns = [Turn("d", "noted"), Turn("b", ""), Turn("gone", ""), Turn("d", "twice")]
    sorted_entries = in_turn([entry(task) for task in "abcde"], turns)
    assert [each.task for each in sorted_entries] == ["a", "d", "c", "b", "e"]
    assert [each.note for each in sorted_entries] == ["", "noted", "", "", ""]
