"""A desk of corrections worked as a trainee works it: read, decide, look over, submit, see what was right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.clock import utc_now
from sandbox.scenarios import variants, versions
from sandbox.scenarios.load import library, read_text
from sandbox.tasks.base import FormData
from sandbox.tasks.corrections import KIND
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsKey
from tests.client import Client
from tests.factories.programs import School

SLUG, TASK = "a-word-too-late", "messages"


@dataclass(frozen=True, slots=True)
class Desk:
    """Bo's shift, with what only the test knows: its key and the ideal answer."""

    address: str
    feedback: str
    key: CorrectionsKey
    ideal: CorrectionsAnswer
    messages: list[dict[str, Any]]

    def form(self, **changed: str) -> FormData:
        """The ideal answer as form data, with other values for some fields of the first card."""
        ideal = KIND.fill(self.ideal)
        return {**ideal, **{f"requests-0-{name}": [value] for name, value in changed.items()}}


@pytest.fixture
def desk(session: Session, school: School) -> Desk:
    """The introductory scenario, begun, with a request that must be refused among its messages."""
    version = versions.publish(session, read_text(library()[SLUG]), program_id=None, now=utc_now(), name=SLUG)
    for seed in range(1, 20):
        attempt = lifecycle.start_practice(session, school.trainees["Bo"], version, utc_now(), seed=seed)
        made = variants.made(session, attempt.variant)
        key = made.key(TASK)
        assert isinstance(key, CorrectionsKey)
        if any(item.methods[0] == "refuse" for item in key.items):
            break
    number, ideal = attempt.id, KIND.samples(made.spec(TASK), key).ideal
    session.commit()
    where = f"/attempts/{number}"
    messages = list(made.room(TASK).given["requests"])
    return Desk(f"{where}/tasks/{TASK}", f"{where}/feedback/{TASK}", key, ideal, messages)


def test_every_message_can_be_read_and_opened_beside_the_chart(trainee: Client, desk: Desk) -> None:
    page = trainee.get(desk.address)
    for message in desk.messages:
        assert message["title"] in page.text
        assert " ".join(message["lines"][0].split()) in " ".join(page.text.split())
        opened = trainee.get(f"{desk.address}?document={message['paper']}")
        assert message["title"] in opened.text
    assert not [item.explanation for item in desk.key.items if item.explanation in page.html]


def test_the_right_decisions_earn_everything_and_feedback_goes_message_by_message(trainee: Client, desk: Desk) -> None:
    trainee.get(desk.address)
    page = trainee.submit("Check and submit", **desk.form())
    assert page.heading() == "Look over before you submit"
    for message in desk.messages:
        assert message["title"] in page.text
    page = trainee.submit("Submit this task")
    assert page.heading().startswith("Feedback: ")
    text = " ".join(page.text.split())
    assert "100 %" in text
    for item in desk.key.items:
        assert item.heading in text
        assert item.explanation in text
        assert item.model in text


def test_carrying_out_a_wish_to_erase_fails_the_task(trainee: Client, desk: Desk) -> None:
    number = next(place for place, item in enumerate(desk.key.items) if item.methods[0] == "refuse")
    trainee.get(desk.address)
    trainee.submit("Check and submit", **{**desk.form(), f"requests-{number}-method": ["retraction"]})
    page = trainee.submit("Submit this task")
    assert "Critical: fails the task" in page.text
    assert "A critical item failed" in page.text


def test_evidence_that_is_nowhere_costs_no_attempt(trainee: Client, desk: Desk) -> None:
    trainee.get(desk.address)
    page = trainee.submit("Check and submit", status=422, **desk.form(evidence="stay:d99.s1"))
    assert "is not a statement of this chart" in page.text
    page = trainee.submit("Check and submit", **desk.form())
    assert page.heading() == "Look over before you submit"
