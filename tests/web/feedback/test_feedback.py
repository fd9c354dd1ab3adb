"""Feedback: each item explained beside its evidence, to the right people at the right moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.models import Attempt, MarkRow
from sandbox.clock import utc_now
from sandbox.gradebook import overrides
from sandbox.programs import assignments
from sandbox.programs.models import FeedbackMoment
from sandbox.scoring.marks import Reason
from sandbox.web.feedback.report import REASONS
from tests.client import Client
from tests.factories.programs import School
from tests.page import Page
from tests.web import desks
from tests.web.desks import Assign, Bench


def item(page: Page, heading: str) -> str:
    """The words of the item with this heading."""
    return next(
        " ".join(each.text.split())
        for each in page.all("li")
        if each["class"].startswith("item ") and each.text.split()[: len(heading.split())] == heading.split()
    )


def test_each_item_says_what_was_given_expected_and_why(trainee: Client, bench: Bench, session: Session) -> None:
    desks.submit(session, bench, decision=["release"])
    page = trainee.get(bench.feedback)
    decision = item(page, "Decision")
    for words in (
        "Disclosed too much",
        "Critical: fails the task",
        "0 of 1",
        "Given release",
        "Expected deny",
        "The letter has no authorization.",
        "45 CFR 164.508",
    ):
        assert words in decision
    assert "Correct" in item(page, "J18.9")
    assert "2 of 2" in item(page, "J18.9")
    assert "Critical item failed" in page.text
    assert "You gave 1 code." in page.text


def test_evidence_leads_to_the_statement_in_the_chart(trainee: Client, bench: Bench, session: Session) -> None:
    desks.submit(session, bench)
    page = trainee.get(bench.feedback)
    link = next(each for each in page.all("a") if each["data-go"] == "main:d02.s1")
    assert link["href"] == f"{bench.feedback}?document=main%3Ad02#main:d02.s1"
    assert "Fever and cough for three days." in link.text
    marked = next(each for each in page.elements if each["data-highlight"])
    assert marked["data-highlight"].split() == ["main:d02.s1", "papers:letter-p1.s1"]
    turned = trainee.get(link["href"].partition("#")[0])
    opened = [each["data-sheet"] for each in turned.elements if each["data-sheet"] and "hidden" not in each.attributes]
    assert opened == ["main:d02"]


def test_the_first_document_open_is_where_something_was_missed(trainee: Client, bench: Bench, session: Session) -> None:
    desks.submit(session, bench, **{"codes-0-code": ["R05.9"]})
    page = trainee.get(bench.feedback)
    opened = [each["data-sheet"] for each in page.elements if each["data-sheet"] and "hidden" not in each.attributes]
    assert opened == ["main:d02"]


def test_practice_shows_each_task_at_once_and_the_way_to_the_next(
    trainee: Client, bench: Bench, session: Session
) -> None:
    desks.submit(session, bench)
    links = trainee.get(bench.feedback).links()
    assert links["Next: Answer it again"] == f"{bench.shift}/tasks/second"
    assert "not submitted yet" in trainee.get(f"{bench.shift}/feedback/second").text
    assert "still under way" in trainee.get(f"{bench.shift}/feedback").text


def test_again_begins_the_same_scenario_with_a_new_patient(trainee: Client, bench: Bench, session: Session) -> None:
    lifecycle.finish(session, bench.attempt, utc_now())
    session.commit()
    trainee.get(f"{bench.shift}/feedback")
    page = trainee.submit("Again, with a new patient")
    assert page.heading() == "A quiet morning"
    again = session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
    assert again is not None
    assert again.variant_id != bench.attempt.variant_id


def test_an_override_is_shown_with_its_reason(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign())
    desks.submit(session, bench, decision=["release"])
    desks.submit(session, bench, "second")
    mark = session.scalars(select(MarkRow).where(MarkRow.item == "decision").order_by(MarkRow.id)).first()
    assert mark is not None
    overrides.override(session, mark, 1.0, "The letter was read in class.", school.instructor, utc_now())
    session.commit()
    page = trainee.get(bench.feedback)
    assert "Judged by Ines Lehrer: The letter was read in class." in item(page, "Decision")
    assert "100 %" in page.text


def test_a_graded_shift_shows_nothing_before_it_is_finished(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign())
    desks.submit(session, bench)
    page = trainee.get(bench.feedback)
    assert page.heading() == "The result is not shown yet"
    assert "after the whole shift is finished" in page.text
    assert page.links()["Go on with “Answer it again”"] == f"{bench.shift}/tasks/second"
    assert "J18.9" not in page.html


@pytest.mark.parametrize(
    ("moment", "words"),
    [(FeedbackMoment.AFTER_DUE, "The result is shown from"), (FeedbackMoment.WHEN_RELEASED, "Your instructor decides")],
)
def test_before_the_moment_the_page_says_when(
    trainee: Client, session: Session, school: School, assign: Assign, moment: FeedbackMoment, words: str
) -> None:
    assignment = assign(feedback=moment, due_at=utc_now() + timedelta(days=3))
    bench = desks.start(session, school, assignment)
    lifecycle.finish(session, bench.attempt, utc_now())
    session.commit()
    for address in (bench.feedback, f"{bench.shift}/feedback"):
        page = trainee.get(address)
        assert words in page.text
        assert "45 CFR" not in page.html
    assignments.release(session, assignment, by=school.instructor, now=utc_now())
    session.commit()
    assert trainee.get(f"{bench.shift}/feedback").heading() == "Result: A quiet morning"


def test_the_result_of_a_shift_says_what_counts_and_whether_it_is_enough(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign())
    desks.submit(session, bench)
    lifecycle.finish(session, bench.attempt, utc_now())
    session.commit()
    page = trainee.get(f"{bench.shift}/feedback")
    assert "33.3 %" in page.text
    assert "Not passed: 70 % is needed." in page.text
    assert "Not submitted" in page.text
    assert "earns nothing" in trainee.get(f"{bench.shift}/feedback/second").text


def test_who_teaches_sees_the_work_and_others_do_not(
    app: Flask, instructor: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign(feedback=FeedbackMoment.WHEN_RELEASED))
    desks.submit(session, bench)
    page = instructor.get(bench.feedback)
    assert page.heading() == "Feedback: Answer the letter"
    assert "Bo Tran" in page.text
    assert "Again, with a new patient" not in page.text
    cy = Client(app).sign_in(school.trainees["Cy"])
    for address in (bench.feedback, f"{bench.shift}/feedback", bench.shift):
        cy.get(address, status=404)


def test_a_practice_is_nobodys_but_the_trainees(instructor: Client, bench: Bench, session: Session) -> None:
    desks.submit(session, bench)
    instructor.get(bench.feedback, status=404)


def test_a_task_that_the_shift_does_not_have(trainee: Client, bench: Bench) -> None:
    trainee.get(f"{bench.shift}/feedback/lunch", status=404)


def test_every_reason_has_words_and_a_tone() -> None:
    assert set(REASONS) == set(Reason)
    assert len({words for words, _ in REASONS.values()}) == len(Reason)
    assert {tone for _, tone in REASONS.values()} <= {"good", "part", "bad", "plain"}
