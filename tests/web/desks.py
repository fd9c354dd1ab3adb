"""Fixtures for the pages around a desk: the paperwork kind in use, a practice begun, an assignment given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.models import Attempt
from sandbox.clock import utc_now
from sandbox.programs import assignments
from sandbox.programs.models import Assignment
from sandbox.scenarios import versions
from sandbox.scenarios.makers import swapped
from sandbox.scenarios.models import ScenarioVersion
from tests.client import Client
from tests.factories import desk
from tests.factories.programs import School

RIGHT = {"decision": ["deny"], "codes-0-code": ["J18.9"], "codes-0-evidence": ["main:d02.s2"]}
"""What earns everything in the paperwork."""


@pytest.fixture(autouse=True)
def paperwork(app: Flask) -> Iterator[None]:
    """The paperwork kind is the only one, and its templates can be found."""
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(str(desk.TEMPLATES))])  # type: ignore[list-item]
    with swapped(desk.makers()):
        yield


@pytest.fixture
def version(session: Session, school: School) -> ScenarioVersion:
    """The paperwork scenario, published to everybody."""
    made = versions.publish(session, desk.SOURCE, program_id=None, now=utc_now())
    session.commit()
    return made


@dataclass(frozen=True, slots=True)
class Bench:
    """Bo's shift and where its pages are. The number is kept apart, so that an address asks nothing of the database."""

    attempt: Attempt
    number: int

    @property
    def shift(self) -> str:
        """The page of the shift."""
        return f"/attempts/{self.number}"

    @property
    def task(self) -> str:
        """The desk of its first task."""
        return f"{self.shift}/tasks/letter"

    @property
    def feedback(self) -> str:
        """The feedback on its first task."""
        return f"{self.shift}/feedback/letter"


@pytest.fixture
def bench(session: Session, school: School, version: ScenarioVersion) -> Bench:
    """A practice that Bo has begun."""
    attempt = lifecycle.start_practice(session, school.trainees["Bo"], version, utc_now(), seed=1)
    number = attempt.id
    session.commit()
    return Bench(attempt, number)


Assign = Callable[..., Assignment]


@pytest.fixture
def assign(session: Session, school: School, version: ScenarioVersion) -> Assign:
    """Gives the scenario to the course, open since yesterday, on the terms named."""

    def act(**terms: Any) -> Assignment:
        opens: datetime = terms.pop("opens_at", utc_now() - timedelta(days=1))
        policy = assignments.Policy(opens_at=opens, **terms)
        made = assignments.assign(session, school.course, version, by=school.instructor, now=opens, policy=policy)
        session.commit()
        return made

    return act


def start(session: Session, school: School, assignment: Assignment, who: str = "Bo") -> Bench:
    """A trainee's attempt at an assignment, begun now."""
    attempt = lifecycle.start_graded(session, school.trainees[who], assignment, utc_now())
    number = attempt.id
    session.commit()
    return Bench(attempt, number)


def submit(session: Session, bench: Bench, task: str = "letter", **form: list[str]) -> None:
    """A task submitted as it would be by its trainee."""
    lifecycle.submit_task(session, bench.attempt, task, {**RIGHT, **form}, utc_now())
    session.commit()


def send(client: Client, address: str, **fields: Any) -> Any:
    """A script's POST of a form, answered as JSON."""
    headers = {"Accept": "application/json", "X-CSRFToken": client.token()}
    return client.flask.post(address, data=fields, headers=headers)
