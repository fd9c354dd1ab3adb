"""Saving as one types: what a script gets for each thing that can happen."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import autosave
from sandbox.attempts.models import Draft
from sandbox.clock import utc_now
from tests.client import Client
from tests.factories.programs import School
from tests.web import desks
from tests.web.desks import Assign, Bench, send


def test_a_save_answers_with_the_next_revision_and_when(trainee: Client, bench: Bench, session: Session) -> None:
    answer = send(trainee, f"{bench.task}/draft", note="So far.", _revision="0")
    assert answer.status_code == 200
    assert answer.json["revision"] == 1
    assert abs(datetime.fromisoformat(answer.json["saved_at"]) - utc_now()) < timedelta(minutes=1)
    assert send(trainee, f"{bench.task}/draft", note="Further.", _revision="1").json["revision"] == 2
    assert session.scalars(select(Draft)).one().form == {"note": ["Further."]}


def test_the_desks_own_fields_are_no_part_of_the_answer(trainee: Client, bench: Bench, session: Session) -> None:
    send(trainee, f"{bench.task}/draft", note="A", csrf_token=trainee.token(), _revision="0", _act="save")
    assert session.scalars(select(Draft)).one().form == {"note": ["A"]}


def test_the_saved_draft_is_there_after_a_reload(trainee: Client, bench: Bench) -> None:
    send(trainee, f"{bench.task}/draft", decision="deny", note="Half a sentence", _revision="0")
    form = trainee.get(bench.task).form("Check and submit")
    assert form.fields["note"] == ["Half a sentence"]
    assert form.fields["decision"] == ["deny"]
    assert form.fields["_revision"] == ["1"]


def test_a_stale_save_is_refused_with_the_other_revision(trainee: Client, bench: Bench, session: Session) -> None:
    send(trainee, f"{bench.task}/draft", note="Theirs", _revision="0")
    answer = send(trainee, f"{bench.task}/draft", note="Mine", _revision="0")
    assert answer.status_code == 409
    assert (answer.json["stale"], answer.json["revision"]) == (True, 1)
    assert session.scalars(select(Draft)).one().form == {"note": ["Theirs"]}


def test_a_submitted_task_takes_no_draft(trainee: Client, bench: Bench, session: Session) -> None:
    desks.submit(session, bench)
    answer = send(trainee, f"{bench.task}/draft", note="Too late", _revision="0")
    assert answer.status_code == 409
    assert "stale" not in answer.json
    assert "already submitted" in answer.json["message"]


def test_a_save_after_the_deadline_says_that_the_rest_is_submitted(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign(minutes=30))
    autosave.save_draft(session, bench.attempt, "letter", {"note": ["In time"]}, 0, utc_now())
    bench.attempt.limit_at = utc_now() - timedelta(minutes=1)
    session.commit()
    answer = send(trainee, f"{bench.task}/draft", note="Too late", _revision="1")
    assert answer.status_code == 410
    assert answer.json["message"] == "The time for this shift is over."
    assert "submitted as it stood" in answer.json["remedy"]


def test_a_script_that_is_signed_out_is_told_so_and_gets_no_page(app: Flask, bench: Bench) -> None:
    nobody = Client(app)
    answer = send(nobody, f"{bench.task}/draft", note="A", _revision="0")
    assert answer.status_code == 401
    assert answer.json["remedy"]
    without_token = nobody.flask.post(f"{bench.task}/draft", data={}, headers={"Accept": "application/json"})
    assert without_token.status_code == 400


def test_a_page_that_was_signed_out_gets_a_fresh_token(trainee: Client, bench: Bench) -> None:
    stale = trainee.token()
    trainee.get("/today")
    trainee.submit("Sign out")
    trainee.sign_in("bo@example.org")
    refused = trainee.flask.post(
        f"{bench.task}/draft", data={"note": "A"}, headers={"Accept": "application/json", "X-CSRFToken": stale}
    )
    assert refused.status_code == 400
    fresh = trainee.flask.get(f"{bench.task}/draft", headers={"Accept": "application/json"}).json
    assert fresh is not None
    assert (fresh["revision"], fresh["saved_at"], fresh["done"]) == (0, None, False)
    saved = trainee.flask.post(
        f"{bench.task}/draft",
        data={"note": "A", "_revision": "0"},
        headers={"Accept": "application/json", "X-CSRFToken": fresh["csrf_token"]},
    )
    assert saved.status_code == 200


def test_somebody_else_can_neither_read_nor_write_the_draft(app: Flask, school: School, bench: Bench) -> None:
    cy = Client(app).sign_in(school.trainees["Cy"])
    assert send(cy, f"{bench.task}/draft", note="A", _revision="0").status_code == 404
    assert cy.flask.get(f"{bench.task}/draft", headers={"Accept": "application/json"}).status_code == 404


def test_a_huge_paste_is_refused_with_a_remedy_and_saves_nothing(
    trainee: Client, bench: Bench, session: Session
) -> None:
    large = send(trainee, f"{bench.task}/draft", note="x" * 600_000, _revision="0")
    assert large.status_code == 422
    assert "too much to save" in large.json["message"]
    larger = send(trainee, f"{bench.task}/draft", note="x" * 10_000_000, _revision="0")
    assert larger.status_code == 413
    assert session.scalars(select(Draft)).all() == []


NAMES = st.one_of(
    st.sampled_from(["decision", "why", "urgent", "note", "codes-0-code", "codes-0-evidence", "codes-7-code", "codes"]),
    st.text(max_size=12),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.dictionaries(NAMES, st.lists(st.text(max_size=20), max_size=3), max_size=6), revision=st.text(max_size=4)
)
def test_no_form_however_malformed_is_a_fault(
    trainee: Client, bench: Bench, form: dict[str, list[str]], revision: str
) -> None:
    sent = {**form, "_revision": revision, "csrf_token": trainee.token()}
    for address in (bench.task, f"{bench.task}/draft"):
        answer = trainee.flask.post(address, data=sent)
        assert answer.status_code in {200, 302, 400, 409, 422}, answer.text
    assert trainee.flask.get(bench.task).status_code == 200
