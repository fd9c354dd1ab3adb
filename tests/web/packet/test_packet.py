"""The packet as it would go out, looked at from the desk of a release."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, work
from sandbox.attempts.models import Attempt, AttemptEvent
from sandbox.charts.model import SYNTHETIC_MARK
from sandbox.clock import utc_now
from sandbox.scenarios import versions
from sandbox.tasks.base import PAPERS
from tests.client import Client
from tests.factories.programs import School

SOURCE = """\
scenario: packet-shift
title: One request
summary: Answer a request.
level: 1
setting: inpatient
today: 2026-03-20
charts:
  main: {pathway: pneumonia_copd}
tasks:
  - kind: release
    id: ask
    title: A request
    charts: [main]
    archetype: "hospital_treatment:part2_consent"
"""


@pytest.fixture
def attempt(session: Session, school: School) -> Attempt:
    """A practice that Bo has begun, with a request at the desk."""
    version = versions.publish(session, SOURCE, program_id=None, now=utc_now())
    made = lifecycle.start_practice(session, school.trainees["Bo"], version, utc_now(), seed=3)
    session.commit()
    return made


@pytest.fixture
def bo(app: Flask, school: School) -> Client:
    return Client(app).sign_in(school.trainees["Bo"])


def desk(attempt: Attempt) -> str:
    return f"/attempts/{attempt.id}/tasks/ask"


def words(content: bytes) -> str:
    """All that stands in a PDF, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def save(client: Client, attempt: Attempt, **given: object) -> None:
    """Save a draft as the Save button does."""
    client.get(desk(attempt))
    client.post(desk(attempt), _revision="0", _round="1", _act="save", **given)


def test_the_packet_holds_what_is_ticked_and_nothing_else(bo: Client, attempt: Attempt, session: Session) -> None:
    room = work.at(attempt, "ask").room
    first, second = room.charts["main"].documents[:2]
    held = next(paper for paper in room.papers if paper.type == "held_record")
    goes = [f"main:{first.id}", f"{PAPERS}:{held.id}"]
    save(bo, attempt, documents=goes, enclosures=["part2_2_32", "consent_copy"], basis="treatment")
    answer = bo.flask.get(f"{desk(attempt)}/packet")
    assert answer.status_code == 200
    said = words(answer.data)
    assert first.title in said
    assert held.title in said
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in said
    assert "Consent for substance use disorder treatment records" in said
    assert SYNTHETIC_MARK in said
    assert "March 20, 2026" in said
    unlike = next(line.text for line in second.statements if len(line.text) > 60 and line.text not in first.title)
    assert " ".join(unlike.split())[:50] not in said
    session.rollback()
    events = session.scalars(select(AttemptEvent)).all()
    logged = {f"{e.detail['chart']}:{e.detail['document']}" for e in events if e.kind == "document_opened"}
    assert set(goes) <= logged


def test_it_opens_in_the_browser_and_is_kept_nowhere(bo: Client, attempt: Attempt) -> None:
    save(bo, attempt, documents=["chart"])
    headers = bo.flask.get(f"{desk(attempt)}/packet").headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="packet-ask.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"


def test_a_letter_goes_first_and_no_page_is_said(bo: Client, attempt: Attempt) -> None:
    letter = {"letters": ["denial"], "content": ["request", "basis"], "basis": "no_permission"}
    save(bo, attempt, documents=["none"], decision="deny", **letter)
    said = words(bo.flask.get(f"{desk(attempt)}/packet").data)
    assert "No page of the record goes out." in said
    assert "We write about the request that we received on" in said
    assert "No rule permits it and there is no authorization" in said


def test_without_a_draft_the_packet_is_empty(bo: Client, attempt: Attempt) -> None:
    bo.get(desk(attempt))
    assert "not chosen yet" in words(bo.flask.get(f"{desk(attempt)}/packet").data)


def test_the_panel_leads_to_it(bo: Client, attempt: Attempt) -> None:
    page = bo.get(desk(attempt))
    assert "ask/packet" in [link["href"] for link in page.all("a")]


def test_the_letter_is_looked_over_before_submitting(bo: Client, attempt: Attempt) -> None:
    save(bo, attempt, letters=["denial"], content=["complain_secretary"])
    page = bo.get(f"{desk(attempt)}/submit")
    assert "You may also complain to the Secretary of Health and Human Services." in page.text
    assert "packet" in [link["href"] for link in page.all("a")]


def test_what_cannot_be_read_is_shown_at_the_desk(bo: Client, attempt: Attempt) -> None:
    save(bo, attempt, letters=["none"], content=["basis"])
    assert bo.redirected(f"{desk(attempt)}/packet").endswith("check=1")


def test_it_is_nobody_elses(app: Flask, school: School, attempt: Attempt) -> None:
    other = next(who for name, who in school.trainees.items() if name != "Bo")
    assert Client(app).sign_in(other).flask.get(f"{desk(attempt)}/packet").status_code == 404
