"""Error pages: each says what is wrong and what to do, as a page or as JSON; nothing typed is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import DataError, OperationalError

from sandbox import create_app, errors
from sandbox.extensions import db
from sandbox.web.shared.access import requires
from tests.client import Client

FAULTS: dict[str, tuple[Exception, int]] = {
    "missing": (errors.NotFound("No such chart.", "Open it from the list."), 404),
    "forbidden": (errors.NotAllowed("Only instructors do this.", "Ask yours."), 403),
    "stale": (errors.Conflict("Somebody saved first.", "Reload."), 409),
    "late": (errors.Closed("It was due yesterday.", "Ask for more time."), 410),
    "wrong": (errors.Invalid("A field is wrong.", "Correct it.", {"code": ["No code."]}), 422),
    "unnamed": (errors.SandboxError("It did not work.", "Try again."), 400),
    "locked": (OperationalError("SELECT 1", {}, Exception("database is locked")), 503),
    "unstorable": (DataError("INSERT", {}, Exception("invalid byte sequence")), 400),
    "surrogate": (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 400),
}


@pytest.fixture
def app(app: Flask) -> Flask:
    @app.route("/trouble/<what>", methods=["GET", "POST"])
    @requires("public")
    def trouble(what: str) -> str:
        raise FAULTS[what][0]

    return app


@pytest.mark.parametrize("what", FAULTS)
def test_every_error_has_its_status_and_a_page(client: Client, what: str) -> None:
    fault, status = FAULTS[what]
    page = client.checked(client.flask.get(f"/trouble/{what}"), status) if status < 500 else None
    if page and isinstance(fault, errors.SandboxError):
        assert fault.message in page.text
        assert fault.remedy in page.text
    response = client.flask.get(f"/trouble/{what}", headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response.json["message"]
    assert response.json["remedy"]


def test_a_script_is_told_which_fields_are_wrong(client: Client) -> None:
    response = client.flask.get("/trouble/wrong", headers={"Accept": "application/json"})
    assert response.json["fields"] == {"code": ["No code."]}


def test_a_busy_database_says_to_wait(client: Client) -> None:
    response = client.flask.get("/trouble/locked")
    assert response.status_code == 503
    assert "Wait a few seconds" in response.text
    assert "<h1>" in response.text


def test_a_post_that_cannot_get_its_turn_is_answered(
    app: Flask, trainee: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sandbox.database.BUSY_MILLISECONDS", 50)
    with app.app_context():
        db.engine.dispose()  # the next connection is made with less patience
    sent = {"csrf_token": trainee.token(), "code": "K7QM-2XWD"}
    other = sqlite3.connect(tmp_path / "test.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    response = trainee.flask.post("/courses/join", data=sent, headers={"Accept": "application/json"})
    assert response.status_code == 503
    assert "Wait a few seconds" in response.json["remedy"]
    assert trainee.get("/courses").heading() == "Courses"  # who only reads never waits
    other.execute("ROLLBACK")
    other.close()
    assert trainee.flask.post("/courses/join", data=sent).status_code == 422


def test_a_method_that_an_address_does_not_take_is_named(client: Client) -> None:
    response = client.flask.delete("/account/sign-in")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    client.checked(response, 405)


def test_an_unknown_address_offers_a_way_on(client: Client, trainee: Client) -> None:
    assert client.get("/nowhere", status=404).links()["Sign in"] == "/account/sign-in?next=/nowhere"
    assert trainee.get("/nowhere", status=404).links()["Go to my home page"] == "/"


def test_an_ended_session_shows_what_was_sent_but_for_secrets(client: Client) -> None:
    sent = {
        "reason": "A long reason, typed with care.",
        "password": "quiet lantern",
        "csrf_token": "stale",
        "empty": "",
    }
    page = client.checked(client.flask.post("/trouble/late", data=sent), 400)
    assert page.heading() == "Your session has ended"
    assert "A long reason, typed with care." in page.text
    assert "Everything saved before is kept" in page.text
    assert "quiet lantern" not in page.html
    assert "stale" not in page.html
    assert [term.text for term in page.all("dt")] == ["reason"]


def test_what_was_sent_is_shown_as_text(client: Client) -> None:
    page = client.checked(client.flask.post("/trouble/late", data={"<b>": "<script>alert(1)</script>"}), 400)
    assert "<script>alert(1)</script>" in page.text
    assert not [script for script in page.all("script") if "alert" in script.text]


def test_the_way_back_leads_to_the_page_that_held_the_form(client: Client) -> None:
    headers = {"Referer": "http://localhost/courses/7?tab=people"}
    page = client.checked(client.flask.post("/trouble/late", headers=headers), 400)
    assert page.links()["Sign in"] == "/account/sign-in?next=/courses/7?tab%3Dpeople"
    headers = {"Referer": "http://evil.example.org/courses/7"}
    page = client.checked(client.flask.post("/trouble/late", headers=headers), 400)
    assert page.links()["Sign in"] == "/account/sign-in"


def test_a_fault_of_ours_is_logged_and_says_nothing_of_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app({"SECRET_KEY": "tests-only", "MRT_INSTANCE": str(tmp_path)})

    @app.get("/fault")
    def fault() -> str:
        raise ZeroDivisionError("internal detail")

    response = app.test_client().get("/fault?secret=1")
    assert response.status_code == 500
    assert "has been written to the log" in response.text
    assert "internal detail" not in response.text
    assert "GET /fault" in caplog.text
    assert "internal detail" in caplog.text
    assert "secret=1" not in caplog.text


def test_without_its_database_a_page_still_says_something(tmp_path: Path) -> None:
    app = create_app({"SECRET_KEY": "tests-only", "MRT_INSTANCE": str(tmp_path)})  # never migrated
    client = app.test_client()
    with client.session_transaction() as held:
        held["_user_id"] = "1.0"
    response = client.get("/courses")
    assert response.status_code == 503
    assert "did not answer" in response.text
