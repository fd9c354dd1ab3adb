"""Every route names a permission, refuses a post without its token, and shows nobody what is somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from sandbox.attempts.models import MarkRow
from sandbox.clock import utc_now
from sandbox.extensions import READING, db
from sandbox.people.models import Account
from sandbox.people.permissions import PERMISSIONS, PUBLIC, allowed
from sandbox.programs.models import FeedbackMoment
from tests.client import Client
from tests.factories import attempts
from tests.factories import programs as schools
from tests.factories.programs import School
from tests.page import Page

NOT_OURS = {"static", "bootstrap.static"}
BROWSING = {"account.home", "account.sign_in", "account.sign_out", "account.register"}


def our_rules(app: Flask) -> Iterator[Rule]:
    """The rules of our own views, in the order of their addresses."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in NOT_OURS]
    yield from sorted(rules, key=lambda rule: (rule.rule, sorted(rule.methods or ())))


def methods_of(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class World:
    """What routes can be about, all of it in one school; and the ids that name it in addresses."""

    school: School
    ids: dict[str, int | str]


@pytest.fixture
def world(session: Session, school: School, toy_makers: None) -> World:
    """Bo has finished one attempt and is in the middle of another; marks are not released."""
    now = utc_now()
    own = schools.version(session, program=school.program)
    terms = schools.assignment(session, school, now, feedback=FeedbackMoment.WHEN_RELEASED, attempts_allowed=3)
    done = attempts.finished(session, school.trainees["Bo"], terms, now)
    mark = session.scalars(select(MarkRow).order_by(MarkRow.id)).first()
    session.commit()
    assert mark is not None
    ids: dict[str, int | str] = {
        "program_id": school.program.id,
        "course_id": school.course.id,
        "account_id": school.trainees["Bo"].id,
        "assignment_id": terms.id,
        "attempt_id": done.id,
        "mark_id": mark.id,
        "scenario_id": own.scenario_id,
        "task": attempts.TASKS[0],
    }
    return World(school, ids)


def address(app: Flask, rule: Rule, ids: dict[str, int | str]) -> str:
    """The address of a rule for these ids; an argument the world does not know is an error of this guard."""
    unknown = rule.arguments - set(ids)
    assert not unknown, f"{rule.rule} takes {sorted(unknown)}: teach the guard's world what that is"
    with app.test_request_context():
        return app.url_for(rule.endpoint, **{name: ids[name] for name in rule.arguments})


def test_every_route_names_a_permission_of_the_table(app: Flask) -> None:
    rules = list(our_rules(app))
    assert len(rules) > 25, "the guard no longer finds the routes"
    for rule in rules:
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        assert permission in PERMISSIONS, f"{rule.endpoint} ({rule.rule}) names {permission!r}"


def test_only_the_way_in_is_open_to_everybody(app: Flask) -> None:
    public = {rule.endpoint for rule in our_rules(app) if app.view_functions[rule.endpoint].permission == PUBLIC}  # type: ignore[attr-defined]
    assert public == BROWSING


def test_a_route_about_something_loads_it_before_anybody_is_let_in(app: Flask) -> None:
    for rule in our_rules(app):
        if any(name.endswith("_id") for name in rule.arguments):
            assert app.view_functions[rule.endpoint].find is not None, rule.endpoint  # type: ignore[attr-defined]


def test_numbers_in_addresses_are_numbers(app: Flask) -> None:
    for rule in our_rules(app):
        for name in rule.arguments:
            if name.endswith("_id"):
                assert f"<int:{name}>" in rule.rule, f"{rule.rule}: write <int:{name}>"


def test_no_view_changes_anything_by_being_looked_at_and_changed_at_once(app: Flask) -> None:
    for rule in our_rules(app):
        assert set(methods_of(rule)) <= {"GET", "POST"}, rule


def test_posts_without_a_token_are_refused(app: Flask, world: World) -> None:
    person = Client(app).sign_in(world.school.instructor)
    posts = [rule for rule in our_rules(app) if set(methods_of(rule)) - READING]
    assert len(posts) > 10
    for rule in posts:
        where = address(app, rule, world.ids)
        for sent in ({}, {"csrf_token": "forged"}):
            response = person.flask.post(where, data=sent)
            assert response.status_code == 400, where
            assert "Your session has ended" in response.text, where
        response = person.flask.post(where, json={"task": "x"}, headers={"Accept": "application/json"})
        assert response.status_code == 400, where
        assert response.json["remedy"], where


def test_nobody_signed_out_gets_further_than_the_sign_in_page(app: Flask, world: World) -> None:
    nobody = Client(app)
    for rule in our_rules(app):
        if rule.endpoint in BROWSING:
            continue
        where = address(app, rule, world.ids)
        for method in methods_of(rule):
            sent = {"csrf_token": nobody.token()} if method == "POST" else None
            response = nobody.flask.open(where, method=method, data=sent)
            assert response.status_code == 302, f"{method} {where}"
            assert response.headers["Location"].startswith("/account/sign-in"), f"{method} {where}"
            response = nobody.flask.open(where, method=method, data=sent, headers={"Accept": "application/json"})
            assert response.status_code == 401, f"{method} {where}"


def strangers(app: Flask, session: Session, world: World) -> list[Client]:
    """An instructor, an administrator and a trainee of another school."""
    other = schools.school(session, "Zed", name="Elsewhere", domain="elsewhere.example.org")
    session.commit()
    return [Client(app).sign_in(person) for person in (other.instructor, other.admin, other.trainees["Zed"])]


def test_what_belongs_to_another_school_looks_as_if_it_did_not_exist(
    app: Flask, session: Session, world: World
) -> None:
    missing = {name: 2**31 - 1 if isinstance(value, int) else value for name, value in world.ids.items()}
    about = [rule for rule in our_rules(app) if any(name.endswith("_id") for name in rule.arguments)]
    assert len(about) > 15
    for stranger in strangers(app, session, world):
        for rule in about:
            for method in methods_of(rule):
                refused(app, stranger, rule, method, world.ids, missing)


def refused(
    app: Flask, person: Client, rule: Rule, method: str, ids: dict[str, int | str], missing: dict[str, int | str]
) -> None:
    """The person gets the same 404 for what is there and for what is not."""
    sent = {"csrf_token": person.token()} if method == "POST" else None
    texts = []
    for named in (ids, missing):
        where = address(app, rule, named)
        response = person.flask.open(where, method=method, data=sent)
        assert response.status_code == 404, f"{method} {where} answered {response.status_code}"
        texts.append(Page(response.text).text)
    assert texts[0] == texts[1], f"{method} {rule.rule} tells what exists"


def test_classmates_see_nothing_of_an_attempt(app: Flask, world: World) -> None:
    classmate = Client(app).sign_in(world.school.trainees["Cy"])
    missing = {**world.ids, "attempt_id": 2**31 - 1, "mark_id": 2**31 - 1}
    for rule in our_rules(app):
        if rule.arguments & {"attempt_id", "mark_id"}:
            for method in methods_of(rule):
                refused(app, classmate, rule, method, world.ids, missing)


def test_trainees_manage_nothing(app: Flask, world: World) -> None:
    trainee = Client(app).sign_in(world.school.trainees["Bo"])
    missing = {name: 2**31 - 1 if isinstance(value, int) else value for name, value in world.ids.items()}
    held = {"course.manage", "course.create", "assignment.manage", "gradebook.view", "mark.override"}
    rules = [rule for rule in our_rules(app) if app.view_functions[rule.endpoint].permission in held]  # type: ignore[attr-defined]
    assert len(rules) > 10
    for rule in rules:
        for method in methods_of(rule):
            refused(app, trainee, rule, method, world.ids, missing)


def test_everything_in_the_world_is_open_to_somebody(app: Flask, session: Session, world: World) -> None:
    """So that the refusals above are about who asks, not about something that is missing."""
    school = world.school
    people: list[Account] = [school.instructor, school.admin, *school.trainees.values()]
    for rule in our_rules(app):
        view = app.view_functions[rule.endpoint]
        find = view.find  # type: ignore[attr-defined]
        if find is None:
            continue
        with app.app_context():
            named = {name: world.ids[name] for name in rule.arguments if name.endswith("_id")}
            wanted = {name: named[name] for name in find.__annotations__ if name in named}
            subject = find(**wanted)
            permission = view.permission  # type: ignore[attr-defined]
            assert any(
                allowed(db.session, db.session.get_one(Account, each.id), permission, subject) for each in people
            ), rule.endpoint


def test_an_id_beyond_any_database_is_not_found(app: Flask, world: World) -> None:
    person = Client(app).sign_in(world.school.instructor)
    for number in (2**31, 2**63, 10**30):
        person.get(f"/courses/{number}", status=404)
    assert person.flask.get("/attempts/-1").status_code == 404
    assert person.get("/courses").heading() == "Courses"
