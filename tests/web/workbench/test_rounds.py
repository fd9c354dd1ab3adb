"""A staged task at the desk, without script: closing a round, what happened since, the round before, old windows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.clock import utc_now
from sandbox.scenarios import versions
from sandbox.scenarios.makers import swapped
from tests.client import Client
from tests.factories import staged
from tests.factories.programs import School
from tests.factories.staged import DROP, RIGHT, WRONG
from tests.page import Page
from tests.web import desks

CLOSE = "Check and close this round"


@pytest.fixture(autouse=True)
def chasing(paperwork: None) -> Iterator[None]:
    with swapped(staged.makers()):
        yield


@pytest.fixture
def shift(session: Session, school: School) -> str:
    """Bo's practice of the chase."""
    made = versions.publish(session, staged.SOURCE, program_id=None, now=utc_now())
    number = lifecycle.start_practice(session, school.trainees["Bo"], made, utc_now(), seed=1).id
    session.commit()
    return f"/attempts/{number}"


def ask(trainee: Client, shift: str, who: str) -> Page:
    """Close the open round."""
    trainee.get(f"{shift}/tasks/chase")
    trainee.submit(CLOSE, ask=who)
    return trainee.submit("Close this round")


def test_the_first_round_says_where_one_stands(trainee: Client, shift: str) -> None:
    page = trainee.get(f"{shift}/tasks/chase")
    assert "Round 1 of 3" in page.text
    assert "What happened since" not in page.text


def test_closing_a_round_leads_to_the_next_with_what_happened(trainee: Client, shift: str) -> None:
    trainee.get(f"{shift}/tasks/chase")
    page = trainee.submit(CLOSE, ask=RIGHT)
    assert page.heading() == "Look over before you close this round"
    assert f"Ask {RIGHT}" in page.text
    page = trainee.submit("Close this round")
    assert "Round 2 of 3" in page.text
    assert "A week later it is signed." in page.text
    assert "Changed: Progress note, 03/11/2026" in page.text
    assert "Friday, March 27, 2026" in page.text
    assert page.form(CLOSE).fields["ask"] == [""]
    assert "What you gave before: Round 1 of 3" in page.text
    assert [each.text for each in page.all("span") if each["class"] == "listed-news"] == ["Changed"]


def test_a_new_paper_is_marked_and_nothing_else(trainee: Client, shift: str) -> None:
    page = ask(trainee, shift, WRONG)
    assert "New: Letter" in page.text
    page = trainee.get(f"{shift}/tasks/chase?document=papers:chase-note1-p1")
    assert "It is not mine." in page.text


def test_the_last_round_is_submitted_and_the_feedback_shows_them_all(trainee: Client, shift: str) -> None:
    for who in (WRONG, RIGHT):
        ask(trainee, shift, who)
    trainee.get(f"{shift}/tasks/chase")
    page = trainee.submit("Check and submit", ask=RIGHT)
    assert page.heading() == "Look over before you submit"
    page = trainee.submit("Submit this task")
    assert page.heading() == "Feedback: Chase the signature"
    assert all(f"What you gave before: Round {number} of 3" in page.text for number in (1, 2, 3))
    was = page.links()
    assert was["Round 1 of 3"] == f"{shift}/feedback/chase?round=1"
    assert "It is not mine." in page.text
    assert "It is not mine." not in trainee.get(f"{shift}/feedback/chase?round=1").text


def test_dropping_ends_the_task_at_once(trainee: Client, shift: str) -> None:
    assert ask(trainee, shift, DROP).heading() == "Feedback: Chase the signature"


def test_a_second_press_closes_one_round(trainee: Client, shift: str) -> None:
    trainee.get(f"{shift}/tasks/chase")
    look_over = trainee.submit(CLOSE, ask=RIGHT)
    trainee.submit("Close this round", page=look_over)
    page = trainee.submit("Close this round", page=look_over)
    assert "Round 1 was already closed; it counts once." in page.text
    assert "Round 2 of 3" in page.text


def test_a_window_that_still_shows_the_closed_round_is_told(trainee: Client, shift: str) -> None:
    old = trainee.get(f"{shift}/tasks/chase")
    ask(trainee, shift, RIGHT)
    page = trainee.submit(CLOSE, 409, page=old, ask=WRONG)
    assert "Round 1 of this task is closed; round 2 is open." in page.text
    reply = desks.send(trainee, f"{shift}/tasks/chase/draft", ask=WRONG, _round="1", _revision="2")
    assert reply.status_code == 409
    assert "stale" not in reply.get_json()
    assert trainee.get(f"{shift}/tasks/chase").form(CLOSE).fields["ask"] == [""]


def test_what_cannot_be_read_stays_in_its_round(trainee: Client, shift: str) -> None:
    ask(trainee, shift, RIGHT)
    page = trainee.get(f"{shift}/tasks/chase")
    page = trainee.submit(CLOSE, 422, ask="12")
    assert "Ask a person." in page.text
    assert "Round 2 of 3" in page.text


def test_a_task_that_follows_another_waits_for_it(trainee: Client, shift: str, app: Flask) -> None:
    page = trainee.get(f"{shift}/tasks/thanks", 409)
    assert "This task comes after “Chase the signature”." in page.text
