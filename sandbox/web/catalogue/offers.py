"""What a trainee is offered: assignments with the next thing to do, practice under way, and the practice catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, release, timing, work
from sandbox.attempts.models import Attempt, Mode
from sandbox.charts.model import Setting
from sandbox.gradebook import ledger
from sandbox.people.models import Account
from sandbox.programs import assignments
from sandbox.programs.models import Assignment, CourseMember, ProgramMember
from sandbox.scenarios import versions
from sandbox.scenarios.models import Scenario, ScenarioVersion
from sandbox.scoring.points import Points

LEVELS = {1: "Introductory", 2: "Intermediate", 3: "Advanced"}
SETTING_NAMES = {
    Setting.INPATIENT.value: "Hospital inpatient",
    Setting.EMERGENCY.value: "Emergency",
    Setting.CLINIC.value: "Clinic",
    Setting.AMBULATORY_SURGERY.value: "Ambulatory surgery",
    Setting.NURSING_FACILITY.value: "Nursing facility",
    Setting.HOME_HEALTH.value: "Home health",
    Setting.HOSPICE.value: "Hospice",
    Setting.BEHAVIORAL_HEALTH.value: "Behavioral health",
    "mixed": "Several settings",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One assignment as its trainee sees it today. ``points`` are those that count, once feedback is open."""

    assignment: Assignment
    running: Attempt | None
    latest: Attempt | None
    left: int
    over: bool
    seconds_left: int | None
    points: Points | None

    @property
    def may_start(self) -> bool:
        """Whether a new attempt can be begun."""
        return self.running is None and self.left > 0 and not self.over

    @property
    def finished(self) -> bool:
        """Whether nothing remains to do."""
        return self.running is None and not self.may_start


def given(session: Session, account: Account, now: datetime) -> list[Given]:
    """The open assignments of a person's courses, what is soonest due first."""
    return [_given(session, account, assignment, now) for assignment in assignments.on_desk(session, account, now)]


def _given(session: Session, account: Account, assignment: Assignment, now: datetime) -> Given:
    tries = lifecycle.attempts_of(session, account, assignment=assignment)
    running = next((each for each in tries if each.submitted_at is None and not timing.is_over(each, now)), None)
    seen = [each for each in tries if each.submitted_at is not None and release.may_see_feedback(each, now)]
    points = ledger.points_of_attempts(session, seen)
    counts = ledger.best(points, seen)
    return Given(
        assignment,
        running,
        next((each for each in tries if each is not running), None),
        assignment.attempts_allowed - len(tries),
        assignment.due_at is not None and now > assignment.due_at,
        timing.seconds_left(running, now) if running else None,
        points[counts.id] if counts else None,
    )


@dataclass(frozen=True, slots=True)
class Practised:
    """One practice attempt; ``points`` once it is finished."""

    attempt: Attempt
    done: int
    tasks: int
    points: Points | None


def practised(session: Session, account: Account, most: int = 8) -> list[Practised]:
    """Practice under way, then the latest finished, newest first."""
    query = (
        select(Attempt)
        .where(Attempt.account_id == account.id, Attempt.mode == Mode.PRACTICE)
        .order_by(Attempt.submitted_at.is_not(None), Attempt.started_at.desc(), Attempt.id.desc())
        .limit(most)
    )
    attempts = session.scalars(query).all()
    points = ledger.points_of_attempts(session, [each for each in attempts if each.submitted_at is not None])
    return [
        Practised(each, len(lifecycle.answers(session, each)), len(work.tasks(each)), points.get(each.id))
        for each in attempts
    ]


@dataclass(frozen=True, slots=True)
class Offer:
    """One scenario of the practice catalogue. ``tries`` counts the person's own practice attempts."""

    scenario: Scenario
    title: str
    summary: str
    level: int
    setting: str
    kinds: tuple[str, ...]
    minutes: int
    tasks: int
    tries: int


def catalogue(session: Session, account: Account) -> list[Offer]:
    """Every scenario that a person may practise, the latest version of each: by level, the most varied work first."""
    programs = select(CourseMember.program_id).where(CourseMember.account_id == account.id)
    led = select(ProgramMember.program_id).where(ProgramMember.account_id == account.id)
    mine = Scenario.program_id.is_(None) | Scenario.program_id.in_(programs) | Scenario.program_id.in_(led)
    newest = select(func.max(ScenarioVersion.number)).where(ScenarioVersion.scenario_id == Scenario.id)
    query = (
        select(ScenarioVersion, Scenario)
        .join(Scenario, Scenario.id == ScenarioVersion.scenario_id)
        .where(Scenario.practice, mine, ScenarioVersion.number == newest.correlate(Scenario).scalar_subquery())
        .order_by(Scenario.level, Scenario.title, Scenario.id)
    )
    tries = _tries(session, account)
    offers = [_offer(version, scenario, tries.get(scenario.id, 0)) for version, scenario in session.execute(query)]
    return sorted(offers, key=lambda offer: (offer.level, -len(offer.kinds)))  # what is alike stays in order of title


def _tries(session: Session, account: Account) -> dict[int, int]:
    query = (
        select(ScenarioVersion.scenario_id, func.count())
        .join(Attempt, Attempt.version_id == ScenarioVersion.id)
        .where(Attempt.account_id == account.id, Attempt.mode == Mode.PRACTICE)
        .group_by(ScenarioVersion.scenario_id)
    )
    return dict(session.execute(query).all())


def _offer(version: ScenarioVersion, scenario: Scenario, tries: int) -> Offer:
    file = versions.scenario_of(version)
    kinds = dict.fromkeys(work.kind(task.kind).title for task in file.tasks)
    return Offer(
        scenario,
        file.title,
        file.summary,
        file.level,
        str(file.setting),
        tuple(kinds),
        file.expected_minutes,
        len(file.tasks),
        tries,
    )


def chosen(offers: Iterable[Offer], level: str = "", kind: str = "", setting: str = "") -> list[Offer]:
    """The offers that fit the filters; an empty filter fits all."""
    return [
        offer
        for offer in offers
        if level in {"", str(offer.level)} and (not kind or kind in offer.kinds) and setting in {"", offer.setting}
    ]


def by_level(offers: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    """Offers under the name of their level."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        found.setdefault(LEVELS[offer.level], []).append(offer)
    return list(found.items())
