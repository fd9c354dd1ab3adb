"""The desk: the chart beside the task, drawn for one trainee and nobody else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts.models import AttemptEvent
from sandbox.charts.model import SYNTHETIC_MARK
from tests.client import Client
from tests.factories.programs import School
from tests.page import Page
from tests.web.desks import Bench


def sheets(page: Page) -> dict[str, bool]:
    """Documents on the page by key, and whether each is open."""
    return {each["data-sheet"]: "hidden" not in each.attributes for each in page.elements if each["data-sheet"]}


def opened(session: Session) -> list[str]:
    """The documents logged as opened, in order."""
    query = select(AttemptEvent).where(AttemptEvent.kind == "document_opened").order_by(AttemptEvent.sequence)
    return [f"{event.detail['chart']}:{event.detail['document']}" for event in session.scalars(query)]


def test_the_chart_lies_beside_the_task_with_the_papers_on_top(trainee: Client, bench: Bench) -> None:
    page = trainee.get(bench.task)
    assert page.heading() == "Answer the letter"
    assert [key for key, is_open in sheets(page).items() if is_open] == ["papers:letter-p1"]
    assert len(sheets(page)) == 10
    assert "Friday, March 20, 2026" in page.text
    assert "Read the letter. Decide" in page.text
    assert {"decision", "note", "codes-0-code", "codes-0-evidence", "_revision"} <= page.form("Check and submit").names


def test_every_sheet_says_that_the_patient_is_synthetic(trainee: Client, bench: Bench) -> None:
    page = trainee.get(bench.task)
    assert page.html.count(SYNTHETIC_MARK) == len(sheets(page))


def test_every_statement_can_be_pointed_at_and_is_escaped(trainee: Client, bench: Bench) -> None:
    page = trainee.get(bench.task)
    statements = {each["id"]: each for each in page.elements if "st" in each["class"].split()}
    assert statements["main:d02.s3"].text == "COPD with acute exacerbation."
    assert statements["papers:letter-p1.s1"].text
    assert statements["main:d09.s1"].text == "I agree to the <procedure> & its risks."


def test_the_worklist_leads_to_the_other_tasks(trainee: Client, bench: Bench) -> None:
    links = trainee.get(bench.task).links()
    assert links["2. Answer it again Not started"] == f"{bench.shift}/tasks/second"


def test_a_document_named_in_the_address_is_open_and_logged(trainee: Client, bench: Bench, session: Session) -> None:
    page = trainee.get(f"{bench.task}?document=main:d07")
    assert [key for key, is_open in sheets(page).items() if is_open] == ["main:d07"]
    assert opened(session) == ["main:d07"]


def test_a_document_that_is_not_there_opens_the_first_and_logs_nothing(
    trainee: Client, bench: Bench, session: Session
) -> None:
    page = trainee.get(f"{bench.task}?document=main:d99")
    assert sheets(page)["papers:letter-p1"]
    assert opened(session) == []


def test_the_chart_can_be_searched_without_script(trainee: Client, bench: Bench) -> None:
    page = trainee.get(f"{bench.task}?search=copd")
    assert "“copd”: 2 places" in page.text
    assert page.links()["Discharge summary, 03/13/2026"] == f"{bench.task}?document=main%3Ad05#main:d05.s2"


@pytest.mark.parametrize("path", ["", "/submit", "/draft", "?document=main:d01"])
def test_somebody_elses_desk_looks_as_if_it_did_not_exist(app: Flask, school: School, bench: Bench, path: str) -> None:
    assert Client(app).sign_in(school.trainees["Cy"]).flask.get(bench.task + path).status_code == 404
    assert Client(app).sign_in(school.instructor).flask.get(bench.task + path).status_code == 404


def test_a_task_that_the_shift_does_not_have(trainee: Client, bench: Bench) -> None:
    assert "no task “lunch”" in trainee.get(f"{bench.shift}/tasks/lunch", status=404).text


def test_openings_are_logged_in_order_and_only_of_what_is_there(
    trainee: Client, bench: Bench, session: Session
) -> None:
    sent = {"task": "letter", "documents": ["main:d02", "main:d99", 7, "papers:letter-p1", "main:d02"]}
    answer = trainee.flask.post(
        f"{bench.shift}/opened", json=sent, headers={"Accept": "application/json", "X-CSRFToken": trainee.token()}
    )
    assert answer.json == {"logged": 3}
    assert opened(session) == ["main:d02", "papers:letter-p1", "main:d02"]
    event = session.scalars(select(AttemptEvent).where(AttemptEvent.kind == "document_opened")).first()
    assert event is not None
    assert (event.task, event.attempt_id) == ("letter", bench.attempt.id)


@pytest.mark.parametrize("sent", [None, [], {"task": "letter"}, {"documents": []}, {"task": 1, "documents": "x"}])
def test_a_malformed_report_of_openings_is_refused(trainee: Client, bench: Bench, sent: object) -> None:
    headers = {"Accept": "application/json", "X-CSRFToken": trainee.token()}
    assert trainee.flask.post(f"{bench.shift}/opened", json=sent, headers=headers).status_code == 422
