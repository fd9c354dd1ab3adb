"""Signing in and out: where one comes from and goes to, what a wrong password does, how a session ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.clock import utc_now
from sandbox.journal.models import JournalEntry
from sandbox.people import accounts
from sandbox.web.account import throttle
from sandbox.web.shared.access import safe_path
from tests.client import Client
from tests.factories import people
from tests.factories.people import PASSWORD
from tests.factories.programs import School


def test_a_trainee_goes_to_today_and_an_instructor_to_the_courses(app: Flask, school: School) -> None:
    assert Client(app).sign_in(school.trainees["Bo"]).page.address == "/today"  # type: ignore[union-attr]
    assert Client(app).sign_in(school.instructor).page.address == "/courses"  # type: ignore[union-attr]
    assert Client(app).sign_in(school.admin).page.address == "/courses"  # type: ignore[union-attr]


def test_the_address_may_be_typed_in_any_case(app: Flask, school: School) -> None:
    assert Client(app).sign_in(" INES@Example.org ").page.heading() == "Courses"  # type: ignore[union-attr]


@pytest.mark.parametrize(("email", "password"), [("ines@example.org", "wrong"), ("nobody@example.org", PASSWORD)])
def test_a_wrong_pair_is_refused_without_saying_which_half(
    client: Client, school: School, email: str, password: str
) -> None:
    client.get("/account/sign-in")
    page = client.submit("Sign in", status=422, email=email, password=password)
    assert "E-mail and password do not belong together." in page.text
    assert password not in page.html
    assert page.form("Sign in").fields["email"] == [email]


def test_empty_fields_are_named(client: Client, school: School) -> None:
    client.get("/account/sign-in")
    page = client.submit("Sign in", status=422)
    assert "E-mail: Give your e-mail address." in page.text
    assert "Password: Give your password." in page.text


def test_a_closed_account_cannot_sign_in_and_its_sessions_end(
    trainee: Client, client: Client, school: School, session: Session
) -> None:
    accounts.set_active(session, school.trainees["Bo"], False, utc_now(), by=None)
    session.commit()
    assert trainee.redirected("/today").startswith("/account/sign-in")
    client.get("/account/sign-in")
    client.submit("Sign in", status=422, email="bo@example.org", password=PASSWORD)


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(
    client: Client, school: School, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/account/sign-in")
    for _ in range(throttle.ALLOWED):
        client.submit("Sign in", status=422, email="bo@example.org", password="wrong")
    page = client.submit("Sign in", status=429, email="bo@example.org", password=PASSWORD)
    assert "too many wrong passwords" in page.text
    assert "Wait 15 minutes" in page.text
    # somebody else is not locked out with them, and waiting helps
    client.get("/account/sign-in")
    client.sign_in("cy@example.org")
    client.submit("Sign out")
    later = utc_now() + throttle.WITHIN + timedelta(seconds=1)
    monkeypatch.setattr("sandbox.web.account.views.utc_now", lambda: later)
    client.sign_in("bo@example.org")


def test_failures_are_counted_without_keeping_who_it_was(client: Client, school: School, session: Session) -> None:
    client.get("/account/sign-in")
    client.submit("Sign in", status=422, email="bo@example.org", password="wrong")
    entry = session.scalars(select(JournalEntry).where(JournalEntry.act == throttle.ACT)).one()
    assert entry.detail == {}
    assert "bo" not in entry.subject.removeprefix("sign-in:")


def test_tries_from_another_address_are_counted_apart() -> None:
    here = throttle.subject_of("Bo@example.org ", "203.0.113.7", "key")
    assert here == throttle.subject_of("bo@example.org", "203.0.113.7", "key")
    assert here != throttle.subject_of("bo@example.org", "203.0.113.8", "key")
    assert here != throttle.subject_of("bo@example.org", "203.0.113.7", "other key")


def test_signing_out_ends_the_session(trainee: Client) -> None:
    trainee.get("/account")
    page = trainee.submit("Sign out")
    assert "You are signed out." in page.text
    assert trainee.redirected("/account") == "/account/sign-in?next=/account"


def test_one_returns_to_the_page_asked_for(client: Client, school: School) -> None:
    page = client.get("/account/password?from=here")
    assert page.heading() == "Sign in"
    assert "go on where you were" in page.text
    page = client.submit("Sign in", email="bo@example.org", password=PASSWORD)
    assert page.address == "/account/password?from=here"


def test_somebody_signed_in_is_sent_on(trainee: Client) -> None:
    assert trainee.redirected("/account/sign-in?next=/account") == "/account"
    assert trainee.redirected("/account/sign-in") == "/"
    assert trainee.redirected("/account/register") == "/courses/join"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example.org/",
        "//evil.example.org",
        "/\\evil.example.org",
        "javascript:alert(1)",
        "",
        "\t/x",
        "/a\nb",
    ],
)
def test_nobody_is_sent_to_another_site(client: Client, school: School, target: str) -> None:
    client.flask.get("/account/sign-in", query_string={"next": target})
    client.get("/account/sign-in", query_string={"next": target})
    page = client.submit("Sign in", email="bo@example.org", password=PASSWORD)
    assert page.address == "/today"


@given(st.text(max_size=40))
def test_a_safe_path_is_on_this_site_whatever_is_given(target: str) -> None:
    safe = safe_path(target)
    assert safe is None or (safe.startswith("/") and safe[1:2] not in {"/", "\\"} and safe.isprintable())


def test_the_session_of_a_stranger_carries_nothing_over(client: Client, school: School) -> None:
    with client.flask.session_transaction() as before:
        before["planted"] = "x"
    client.sign_in("bo@example.org")
    with client.flask.session_transaction() as after:
        assert "planted" not in after


def test_a_session_cookie_is_for_this_site_and_for_no_script(client: Client, school: School) -> None:
    cookie = client.flask.get("/account/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_a_session_ends_after_the_hours_that_are_set(app: Flask, trainee: Client) -> None:
    assert app.permanent_session_lifetime == timedelta(hours=12)
    with trainee.flask.session_transaction() as held:
        assert held.permanent
    cookie = trainee.flask.get("/account").headers["Set-Cookie"]
    expires = cookie.partition("Expires=")[2].partition(";")[0]
    ends = datetime.strptime(expires, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert timedelta(hours=11) < ends - utc_now() <= timedelta(hours=12, seconds=5)


def test_signing_in_is_noted_on_the_account(app: Flask, school: School, session: Session) -> None:
    Client(app).sign_in("bo@example.org")
    session.refresh(school.trainees["Bo"])
    assert school.trainees["Bo"].last_seen_at is not None


def test_a_forged_session_is_nobody(client: Client, school: School) -> None:
    for token in ("", "1", "x.y", "1.999", "99999999999.0", "-1.0", "1.0.0"):
        with client.flask.session_transaction() as held:
            held["_user_id"] = token
        assert client.redirected("/account").startswith("/account/sign-in"), token


def test_nothing_is_written_by_looking(app: Flask, trainee: Client, session: Session) -> None:
    before = session.scalar(select(func.count()).select_from(JournalEntry))
    for address in ("/account", "/account/password", "/courses"):
        trainee.get(address)
    assert session.scalar(select(func.count()).select_from(JournalEntry)) == before


def test_people_with_the_same_name_are_told_apart(app: Flask, school: School, session: Session) -> None:
    people.account(session, "Bo Tran", email="bo2@example.org")
    session.commit()
    page = Client(app).sign_in("bo2@example.org").get("/account")
    assert "bo2@example.org" in page.text
