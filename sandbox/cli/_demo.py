"""The demo: a small school at work, so that every page has something to show."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, rounds, work
from sandbox.cli._words import passphrase
from sandbox.people import accounts
from sandbox.people.models import Account
from sandbox.programs import assignments, courses, programs, roles
from sandbox.programs.assignments import Policy
from sandbox.programs.models import Assignment, Course, FeedbackMoment, Role
from sandbox.scenarios import variants, versions
from sandbox.scenarios.models import ScenarioVersion
from sandbox.tasks.base import Answer, Samples

SLUG = "demo"
CAST = (
    ("trainee", "Tess Okafor", 1.0),
    ("instructor", "Ines Lindqvist", 1.0),
    ("admin", "Ade Marchetti", 1.0),
    ("trainee2", "Bo Tran", 1.0),
    ("trainee3", "Cy Almeida", 1.5),
    ("trainee4", "Dina Kowalski", 1.0),
)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person of the demo."""

    who: str
    name: str
    email: str
    password: str


def is_seeded(session: Session) -> bool:
    """Whether the demo is in this database."""
    return programs.by_slug(session, SLUG) is not None


def seed(session: Session, now: datetime) -> list[SignIn]:
    """Fill the demo in: a program, its people, a course, assignments, and work that is already done."""
    now = now.replace(minute=0, second=0, microsecond=0)
    given = easiest_first(versions.install_library(session, now))
    people, sign_ins = cast(session, now - 30 * DAY)
    program = programs.create_program(
        session, "Demo College, Health Information", now=now - 30 * DAY, by=None, slug=SLUG, admin=people["admin"]
    )
    instructor = people["instructor"]
    roles.grant_in_program(session, program, instructor, Role.INSTRUCTOR, by=people["admin"], now=now - 30 * DAY)
    course = courses.create_course(session, program, "Professional practice I", by=instructor, now=now - 28 * DAY)
    trainees = [account for who, account in people.items() if who.startswith("trainee")]
    for account in trainees:
        roles.grant_in_course(session, course, account, Role.TRAINEE, by=instructor, now=now - 27 * DAY)
    if given:
        set_work(session, course, given, instructor, trainees, now)
    return sign_ins


def easiest_first(found: Sequence[ScenarioVersion]) -> list[ScenarioVersion]:
    """Versions by level, then by short name."""
    return sorted(found, key=lambda version: (version.scenario.level, version.scenario.slug))


def fullest_shift(given: Sequence[ScenarioVersion]) -> ScenarioVersion:
    """Of the easiest scenarios the one with the most kinds of work: what a newcomer should see first."""
    level = given[0].scenario.level
    easy = [version for version in given if version.scenario.level == level]
    return max(easy, key=lambda version: len({spec.kind for spec in work.tasks_of_version(version)}))


def cast(session: Session, now: datetime) -> tuple[dict[str, Account], list[SignIn]]:
    """The people of the demo, each with a password of their own that nobody outside this installation knows."""
    random = secrets.SystemRandom()
    people, sign_ins = {}, []
    for who, name, factor in CAST:
        email, password = f"{who}@demo.example.org", passphrase(random)
        people[who] = accounts.create(session, email=email, name=name, password=password, now=now, time_factor=factor)
        sign_ins.append(SignIn(who, name, email, password))
    return people, sign_ins


def set_work(
    session: Session,
    course: Course,
    given: Sequence[ScenarioVersion],
    by: Account,
    trainees: Sequence[Account],
    now: datetime,
) -> None:
    """Three assignments: one over and worked by everybody, one open, one open against the clock."""

    def assign(place: int, title: str, policy: Policy) -> Assignment:
        version = given[place % len(given)]
        return assignments.assign(
            session,
            course,
            version,
            by=by,
            now=policy.opens_at,
            title=f"{title}: {version.scenario.title}",
            policy=policy,
        )

    fullest = given.index(fullest_shift(given))
    over = assign(fullest + 1, "Week 1", Policy(now - 21 * DAY, due_at=now - 7 * DAY, attempts_allowed=2))
    assign(fullest, "Week 2", Policy(now - 7 * DAY, due_at=now + 14 * DAY, attempts_allowed=3))
    later = max(len(given) // 2, fullest + 2)
    timed = Policy(
        now - DAY, due_at=now + 21 * DAY, minutes=90, same_variant=True, feedback=FeedbackMoment.WHEN_RELEASED
    )
    assign(later, "Examination", timed)
    for place, account in enumerate(trainees):
        work_through(session, account, over, place, now - 10 * DAY + place * timedelta(hours=3))


def work_through(session: Session, account: Account, assignment: Assignment, who: int, now: datetime) -> None:
    """One trainee's finished attempt."""
    attempt = lifecycle.start_graded(session, account, assignment, now)
    made = variants.made(session, attempt.variant)
    specs = work.tasks(attempt)
    for place, spec in enumerate(specs):
        kind = work.at(attempt, spec.id).kind
        samples = kind.samples(spec, made.key(spec.id))
        answer = answer_of(who, place, place == len(specs) - 1, samples)
        now += timedelta(minutes=11)
        rounds.hand_in(session, attempt, spec.id, answer, now)


def answer_of(who: int, place: int, last: bool, samples: Samples[Any]) -> Answer:
    """What the trainee with this number gives: the second knows it all, the first slips once, the third everywhere,
    the fourth everywhere and gravely in the last task."""
    mild = [mistake.answer for mistake in samples.mistakes if not mistake.critical]
    grave = [mistake.answer for mistake in samples.mistakes if mistake.critical]
    answers: list[Answer] = [samples.ideal]
    if who == 3 and last and grave:
        answers = grave
    elif mild and (who > 1 or (who == 0 and place == 0)):
        answers = mild
    return answers[(7 * who + place) % len(answers)]


def sign_ins_path(folder: Path) -> Path:
    """Where the demo's sign-ins are kept, to be printed again."""
    return folder / "demo-sign-ins.json"


def keep(folder: Path, sign_ins: Sequence[SignIn]) -> None:
    """Keep the sign-ins for the owner of the installation alone."""
    path = sign_ins_path(folder)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(each) for each in sign_ins], file, indent=2)


def kept(folder: Path) -> list[SignIn]:
    """The sign-ins kept here, none if there are none."""
    try:
        return [SignIn(**each) for each in json.loads(sign_ins_path(folder).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def listed(sign_ins: Sequence[SignIn]) -> str:
    """The sign-ins as a table for people."""
    width = max(len(each.email) for each in sign_ins)
    return "\n".join(f"  {each.who:<11} {each.email:<{width}}  {each.password}" for each in sign_ins)
