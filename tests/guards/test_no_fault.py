"""No request, however malformed, is answered with a fault of ours."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.attempts import lifecycle, rounds, work
from sandbox.attempts.models import Attempt
from sandbox.clock import utc_now
from sandbox.extensions import db
from sandbox.programs import assignments
from sandbox.scenarios import variants, versions
from sandbox.scenarios.load import library, read_text
from tests.client import Client
from tests.factories import programs as schools
from tests.guards.test_routes import our_rules
from tests.web.conftest import make_app

ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "\0",
            "nan",
            "-inf",
            "1e999",
            "9" * 400,
            "-1",
            "٣",
            "\ud7ff\ue000",
            "../../etc/passwd",
            "<script>",
            "%00",
            "=1",
        ]
    ),
    st.integers(-(2**70), 2**70).map(str),
)
NAMES = st.sampled_from(
    [
        "title", "code", "email", "password", "old", "again", "name", "version", "opens_at", "due_at", "minutes",
        "attempts_allowed", "same_variant", "feedback", "seen", "pass_percent", "time_factor", "percent", "reason",
        "revision", "_revision", "_act", "task", "next", "document", "search", "level", "kind", "setting", "system",
        "q", "check",
    ]
) | st.text(max_size=12)  # fmt: skip
FORMS = st.dictionaries(NAMES, st.lists(ODD, min_size=1, max_size=3), max_size=12)
BODIES = st.binary(max_size=200)
TYPES = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "x",
    ]
)


SHIFT = "first-shift"


@pytest.fixture(scope="module")
def signed_in(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, FlaskClient, list[str]]:
    """An application, an instructor's browser, and addresses about things that exist. Kept for the whole module.

    The instructor has practised: attempt 1 is finished, attempt 2 runs. Attempt 3 is a trainee's, finished.
    """
    app = make_app(migrated, tmp_path_factory.mktemp("odd"))
    now = utc_now()
    with app.app_context():
        made = schools.school(db.session, "Bo")
        version = versions.publish(db.session, read_text(library()[SHIFT]), program_id=None, now=now, name=SHIFT)
        for number in (1, 2):
            attempt = lifecycle.start_practice(db.session, made.instructor, version, now, seed=number)
            work_through(attempt, number, now)
        given = assignments.assign(db.session, made.course, version, by=made.instructor, now=now)
        work_through(lifecycle.start_graded(db.session, made.trainees["Bo"], given, now), 1, now)
        db.session.commit()
        tasks = [spec.id for spec in work.tasks_of_version(version)]
    person = Client(app).sign_in("ines@example.org")
    return app, person.flask, addresses(app, tasks)


def work_through(attempt: Attempt, until: int, now: datetime) -> None:
    """Submit the ideal answers: all of them in the first attempt, all but the last in the second."""
    specs = work.tasks(attempt)
    for spec in specs[: len(specs) - until + 1]:
        at_hand = work.at(attempt, spec.id)
        ideal = at_hand.kind.samples(spec, variants.made(db.session, attempt.variant).key(spec.id)).ideal
        rounds.hand_in(db.session, attempt, spec.id, ideal, now)


def addresses(app: Flask, tasks: list[str]) -> list[str]:
    """Every rule's address, with small numbers that may or may not exist, and the last task."""
    found = []
    with app.test_request_context():
        for rule in our_rules(app):
            if rule.endpoint != "account.sign_out":
                for number in (1, 2, 3):
                    named = {name: number if name.endswith("_id") else tasks[-1] for name in rule.arguments}
                    found.append(app.url_for(rule.endpoint, **named))
    return sorted(set(found))


quick = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def unfaulted(client: FlaskClient, address: str, **request: Any) -> None:
    response = client.open(address, **request)
    response.close()
    assert response.status_code < 500, f"{request} to {address} answered {response.status_code}"


@quick
@given(path=st.text(max_size=60), query=st.dictionaries(NAMES, ODD, max_size=4))
def test_any_path_and_query(signed_in: Any, path: str, query: dict[str, str]) -> None:
    # Two slashes in front would be a host to the test's client; the next test sends such paths as bytes.
    unfaulted(signed_in[1], "/" + path.replace("?", "%3F").lstrip("/"), query_string=query)


@quick
@given(path=st.binary(max_size=40), method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS", "PATCH", "X"]))
def test_any_bytes_in_the_path(signed_in: Any, path: bytes, method: str) -> None:
    environ = {"PATH_INFO": "/" + path.decode("latin-1")}
    unfaulted(signed_in[1], "/", method=method, environ_overrides=environ)


def test_the_addresses_reach_the_desk(signed_in: Any) -> None:
    _, client, known = signed_in
    reached = {address: client.get(address).status_code for address in known}
    tasks = [address for address in known if address.startswith("/attempts/2/tasks/")]
    assert any(reached[address] == 200 for address in tasks), reached
    assert any(reached[address] == 200 for address in known if address.startswith("/attempts/1/feedback/")), reached
    assert reached["/attempts/3/marks"] == 200


@quick
@given(choice=st.integers(0, 10**6), query=st.dictionaries(NAMES, ODD, max_size=5))
def test_any_query_to_any_page(signed_in: Any, choice: int, query: dict[str, str]) -> None:
    _, client, known = signed_in
    unfaulted(client, known[choice % len(known)], query_string=query)


@quick
@given(choice=st.integers(0, 10**6), form=FORMS, json=st.booleans())
def test_any_form_to_any_page(signed_in: Any, choice: int, form: dict[str, list[str]], json: bool) -> None:
    app, client, known = signed_in
    address = known[choice % len(known)]
    app.config["WTF_CSRF_ENABLED"] = False  # so that what is sent reaches the view
    try:
        headers = {"Accept": "application/json"} if json else {}
        unfaulted(client, address, method="POST", data=form, headers=headers)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


@quick
@given(choice=st.integers(0, 10**6), body=BODIES, kind=TYPES)
def test_any_bytes_as_a_body(signed_in: Any, choice: int, body: bytes, kind: str) -> None:
    app, client, known = signed_in
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        unfaulted(client, known[choice % len(known)], method="POST", data=body, headers={"Content-Type": kind})
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


HEADERS = st.sampled_from(
    ["Accept", "Accept-Language", "Cookie", "Referer", "Host", "Content-Type", "Content-Length", "Range", "User-Agent",
     "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "X-CSRFToken", "Authorization", "X-Requested-With"]
)  # fmt: skip
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)


@quick
@given(headers=st.dictionaries(HEADERS, VALUES, max_size=4), choice=st.integers(0, 10**6), post=st.booleans())
def test_any_headers(signed_in: Any, headers: dict[str, str], choice: int, post: bool) -> None:
    app, _, known = signed_in
    environ = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{name}" in environ:
            environ[name] = environ.pop(f"HTTP_{name}")
    address = known[choice % len(known)]
    unfaulted(app.test_client(), address, method="POST" if post else "GET", environ_overrides=environ)
