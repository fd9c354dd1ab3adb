"""Publishing: a scenario's text becomes an immutable version. Operations flush; the caller commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.errors import Conflict
from sandbox.scenarios.load import library, parse, read_text, reread
from sandbox.scenarios.makers import makers
from sandbox.scenarios.models import Scenario, ScenarioVersion
from sandbox.scenarios.recent import Recent
from sandbox.scenarios.schema import ScenarioFile

_TRIES = 4
_read: Recent[tuple[str, str], ScenarioFile] = Recent(64)


def publish(
    session: Session,
    source: str,
    *,
    program_id: int | None,
    now: datetime,
    name: str = "scenario",
) -> ScenarioVersion:
    """Publish a scenario's YAML and return its version; content that was published before returns that version.

    ``program_id`` None publishes to the library that every program sees. Raises ``ScenarioInvalid``.
    """
    parsed = parse(source, name)
    for _ in range(_TRIES):
        try:
            with session.begin_nested():
                return _publish(session, parsed, source, program_id, now)
        except IntegrityError:
            continue  # somebody else published at the same moment; look again
    raise Conflict(f"“{parsed.scenario}” is being published by somebody else.", "Try again in a moment.")


def _publish(
    session: Session, parsed: ScenarioFile, source: str, program_id: int | None, now: datetime
) -> ScenarioVersion:
    scenario = _existing(session, parsed.scenario, program_id)
    if scenario is None:
        scenario = Scenario(program_id=program_id, slug=parsed.scenario, created_at=now)
        session.add(scenario)
    scenario.title, scenario.level = parsed.title, parsed.level
    session.flush()
    mine = ScenarioVersion.scenario_id == scenario.id
    same = session.scalar(select(ScenarioVersion).where(mine, ScenarioVersion.content_hash == parsed.content_hash))
    if same is not None:
        return same
    latest = session.scalar(select(func.max(ScenarioVersion.number)).where(mine)) or 0
    version = ScenarioVersion(
        scenario=scenario,
        number=latest + 1,
        content_hash=parsed.content_hash,
        structure_hash=parsed.structure_hash,
        source=source,
        published_at=now,
    )
    session.add(version)
    session.flush()
    return version


def _existing(session: Session, slug: str, program_id: int | None) -> Scenario | None:
    return session.scalar(select(Scenario).where(Scenario.slug == slug, _owned_by(program_id)))


def install_library(session: Session, now: datetime) -> list[ScenarioVersion]:
    """Publish every scenario that comes with the product. Does nothing to those already published as they are."""
    return [
        publish(session, read_text(path), program_id=None, now=now, name=f"library/{path.name}")
        for path in library().values()
    ]


def latest_version(session: Session, scenario: Scenario) -> ScenarioVersion | None:
    """The newest version of a scenario, or None if none was published."""
    newest = select(ScenarioVersion).where(ScenarioVersion.scenario_id == scenario.id)
    return session.scalar(newest.order_by(ScenarioVersion.number.desc()).limit(1))


def find_scenario(session: Session, slug: str, program_id: int | None) -> Scenario | None:
    """A program's own scenario with this slug, else the library's."""
    visible = select(Scenario).where(Scenario.slug == slug, (Scenario.program_id == program_id) | _owned_by(None))
    return session.scalar(visible.order_by(Scenario.program_id.is_(None)).limit(1))


def scenario_of(version: ScenarioVersion) -> ScenarioFile:
    """The parsed scenario of a version. Kept for a while, so a caller must not change it."""
    key = (makers().generator, version.content_hash)
    return _read.get(key, lambda: reread(version.source, version.scenario.slug))


def _owned_by(program_id: int | None) -> ColumnElement[bool]:
    return Scenario.program_id.is_(None) if program_id is None else Scenario.program_id == program_id
