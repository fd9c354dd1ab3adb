"""The panel as the desk draws it, and a whole shift through the pages, without script."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, rounds
from sandbox.clock import utc_now
from sandbox.scenarios import variants, versions
from sandbox.scenarios.load import library, read_text
from sandbox.tasks.accounting import KIND
from sandbox.tasks.base import FieldErrors
from tests.client import Client
from tests.factories.accounting import made
from tests.factories.panels import Page, render
from tests.factories.programs import School
from tests.tasks.accounting.test_own import FIRST, LAST, SECOND, UNLOGGED
from tests.web.conftest import app, migrated, school, session

__all__ = ["app", "migrated", "school", "session"]


def panel(given: dict[str, list[str]] | None = None) -> Page:
    """The panel, blank or filled."""
    one = made(1)
    form = KIND.form(one.spec, one.room, given or {})
    errors = KIND.parse(one.spec, one.room, given or {})
    fields = errors.fields if isinstance(errors, FieldErrors) else {}
    form["line-l1"].form.reason.errors = fields.get("line-l1-reason", [])
    return render("accounting/panel.html", form=form, errors=fields, room=one.room, spec=one.spec, task_id="acct")


def test_the_panel_is_whole() -> None:
    page = panel()
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []
    assert len(page.names) == len(set(page.names)) + 3, "the fee is a group of four"


def test_a_contradiction_is_shown_at_its_line() -> None:
    assert "A reason belongs to “Not on the accounting”" in panel({"line-l1-reason": ["tpo"]}).text


def test_a_shift_in_which_a_disclosure_was_not_logged(app: Flask, session: Session, school: School) -> None:
    version = versions.publish(session, read_text(library()["what-you-sent"]), program_id=None, now=utc_now())
    attempt = lifecycle.start_practice(session, school.trainees["Bo"], version, utc_now(), seed=4)
    shift, variant = f"/attempts/{attempt.id}", variants.made(session, attempt.variant)
    for task in (FIRST, SECOND):
        answer = variant.kind(task).samples(variant.spec(task), variant.key(task)).ideal
        answer = answer.model_copy(update=UNLOGGED) if task == FIRST else answer
        rounds.hand_in(session, attempt, task, answer, utc_now())
    session.commit()
    trainee = Client(app).sign_in(school.trainees["Bo"])
    page = trainee.get(f"{shift}/tasks/{LAST}")
    assert "days later: it is" in page.text
    assert "Copy of our cover letter" in page.text
    page = trainee.submit("Check and submit", status=422, **{"line-l1-reason": "tpo"})
    assert "no attempt is used" in page.text
    page = trainee.submit(
        "Check and submit", fee="free", **{"line-l1-reason": "", "line-l1-verdict": "on", "paper-own1-verdict": "off"}
    )
    assert page.heading() == "Look over before you submit"
    assert "Still open" in page.text
    assert "Line 1:" in page.text
    trainee.submit("Submit this task")
    page = trainee.get(f"{shift}/feedback/{LAST}")
    assert "What you sent out yourself" in page.text
    assert "You did not log it" in page.text
    assert "The accounting as it goes to the patient" in page.text
    assert "you had not logged it" in page.text


def test_the_page_of_a_task_that_follows_waits(app: Flask, session: Session, school: School) -> None:
    version = versions.publish(session, read_text(library()["what-you-sent"]), program_id=None, now=utc_now())
    attempt = lifecycle.start_practice(session, school.trainees["Bo"], version, utc_now(), seed=4)
    number = attempt.id
    session.commit()
    trainee = Client(app).sign_in(school.trainees["Bo"])
    with pytest.raises(AssertionError, match="409"):
        trainee.get(f"/attempts/{number}/tasks/{LAST}")
