"""Registration with a join code, and changing one's own password."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.people.models import Account
from sandbox.programs import courses, roles
from sandbox.programs.models import Role
from tests.client import Client
from tests.factories.people import PASSWORD
from tests.factories.programs import School

NEW = "walnut harbor seven"


def fill(client: Client, code: str, **changes: str) -> dict[str, str]:
    client.get("/account/register")
    return {"code": code, "name": "Dee Ortiz", "email": "dee@example.org", "password": NEW, **changes}


def test_a_join_code_makes_an_account_in_the_course(client: Client, school: School, session: Session) -> None:
    page = client.submit("Make account and join", **fill(client, courses.printed(school.course.join_code).lower()))
    assert page.address == "/today"
    account = session.scalars(select(Account).where(Account.email == "dee@example.org")).one()
    assert roles.role_in_course(session, account, school.course) is Role.TRAINEE


def test_a_wrong_code_makes_no_account(client: Client, school: School, session: Session) -> None:
    page = client.submit("Make account and join", status=422, **fill(client, "AAAA-AAAA"))
    assert "No course has this join code." in page.text
    assert page.form("Make account and join").fields["name"] == ["Dee Ortiz"]
    assert session.scalar(select(Account).where(Account.email == "dee@example.org")) is None


def test_a_course_that_is_closed_takes_nobody(client: Client, school: School, session: Session) -> None:
    school.course.joinable = False
    session.commit()
    page = client.submit("Make account and join", status=422, **fill(client, school.course.join_code))
    assert "is not taking new members" in page.text
    assert session.scalar(select(Account).where(Account.email == "dee@example.org")) is None


def test_what_is_wrong_stands_beside_its_field(client: Client, school: School) -> None:
    code = school.course.join_code
    page = client.submit("Make account and join", status=422, **fill(client, code, password="short"))
    assert "Password: Use at least 12 characters" in page.text
    page = client.submit("Make account and join", status=422, **fill(client, code, email="not an address"))
    assert "E-mail: " in page.text
    page = client.submit("Make account and join", status=422, **fill(client, code, email="bo@example.org"))
    assert "already an account with this e-mail address" in page.text


def test_the_address_shared_by_an_instructor_fills_the_code_in(client: Client, school: School) -> None:
    assert client.get("/account/register?code=K7QM-2XWD").form("Make account and join").fields["code"] == ["K7QM-2XWD"]


def test_a_password_change_ends_every_other_session(app: Flask, school: School) -> None:
    here, there = (Client(app).sign_in("bo@example.org") for _ in range(2))
    here.get("/account/password")
    page = here.submit("Change password", old=PASSWORD, password=NEW, again=NEW)
    assert "Your password is changed." in page.text
    assert here.get("/account").heading() == "Your account"
    assert there.redirected("/account").startswith("/account/sign-in")
    here.submit("Sign out")
    here.sign_in("bo@example.org", NEW)


def test_a_password_change_says_what_is_wrong(trainee: Client) -> None:
    trainee.get("/account/password")
    page = trainee.submit("Change password", status=422, old="wrong one here", password=NEW, again=NEW)
    assert "Present password: This is not your present password." in page.text
    page = trainee.submit("Change password", status=422, old=PASSWORD, password=NEW, again=NEW + "x")
    assert "New password once more: The two new passwords differ." in page.text
    page = trainee.submit("Change password", status=422, old=PASSWORD, password="short", again="short")
    assert "New password: Use at least 12 characters" in page.text
    assert NEW not in page.html


def test_the_profile_shows_what_is_held(trainee: Client, school: School, session: Session) -> None:
    assert "Time limits" not in trainee.get("/account").text
    school.trainees["Bo"].time_factor = 1.5
    session.commit()
    page = trainee.get("/account")
    assert "bo@example.org" in page.text
    assert "multiplied by 1.5" in page.text
