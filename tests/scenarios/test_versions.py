"""Publishing scenarios."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from sandbox.database import writing
from sandbox.programs.models import Program
from sandbox.scenarios import versions
from sandbox.scenarios.load import ScenarioInvalid, parse
from sandbox.scenarios.makers import swapped
from sandbox.scenarios.models import Scenario, ScenarioVersion
from sandbox.scenarios.versions import find_scenario, latest_version, publish, scenario_of
from tests.factories import scenarios
from tests.factories.scenarios import SOURCE

pytestmark = pytest.mark.usefixtures("toys")

CHANGED = SOURCE.replace("A toy shift", "A better toy shift").replace("level: 1", "level: 2")


def program(session: Session, now: datetime, slug: str = "school") -> Program:
    made = Program(name=slug.title(), slug=slug, created_at=now)
    session.add(made)
    session.flush()
    return made


def test_a_first_publication_makes_the_scenario(session: Session, now: datetime) -> None:
    version = publish(session, SOURCE, program_id=None, now=now)
    assert (version.number, version.source, version.published_at) == (1, SOURCE, now)
    assert (version.scenario.slug, version.scenario.title, version.scenario.level) == ("toy-shift", "A toy shift", 1)
    assert version.content_hash == parse(SOURCE).content_hash


def test_the_same_content_gives_the_same_version(session: Session, now: datetime) -> None:
    first = publish(session, SOURCE, program_id=None, now=now)
    again = publish(session, "# only a comment\n" + SOURCE, program_id=None, now=now + timedelta(days=1))
    assert again is first
    assert first.source == SOURCE


def test_other_content_gives_the_next_version_and_renames_the_scenario(session: Session, now: datetime) -> None:
    first = publish(session, SOURCE, program_id=None, now=now)
    second = publish(session, CHANGED, program_id=None, now=now)
    assert (first.number, second.number) == (1, 2)
    assert first.scenario is second.scenario
    assert (second.scenario.title, second.scenario.level) == ("A better toy shift", 2)
    assert latest_version(session, first.scenario) is second


def test_a_broken_scenario_is_refused_and_leaves_nothing(session: Session, now: datetime) -> None:
    with pytest.raises(ScenarioInvalid):
        publish(session, SOURCE + "oops: 1\n", program_id=None, now=now)
    assert session.scalar(select(func.count(Scenario.id))) == 0


def test_a_program_has_its_own_scenario_of_the_same_name(session: Session, now: datetime) -> None:
    school, other = program(session, now), program(session, now, "other")
    common = publish(session, SOURCE, program_id=None, now=now)
    own = publish(session, CHANGED, program_id=school.id, now=now)
    assert own.scenario is not common.scenario
    assert own.number == 1
    assert find_scenario(session, "toy-shift", school.id) is own.scenario
    assert find_scenario(session, "toy-shift", other.id) is common.scenario
    assert find_scenario(session, "toy-shift", None) is common.scenario
    assert find_scenario(session, "nowhere", school.id) is None


def test_a_version_is_never_changed(session: Session, now: datetime) -> None:
    version = publish(session, SOURCE, program_id=None, now=now)
    version.source = "something else"
    with pytest.raises(TypeError, match="append-only"):
        session.flush()


def test_a_version_is_read_once(session: Session, now: datetime) -> None:
    version = publish(session, SOURCE, program_id=None, now=now)
    assert scenario_of(version) is scenario_of(version)
    assert scenario_of(version).content_hash == version.content_hash


def test_a_version_outlives_the_pathways_it_names(session: Session, now: datetime) -> None:
    version = publish(session, SOURCE, program_id=None, now=now)
    with swapped(scenarios.makers(generator="toy/without", pathways={})):
        assert scenario_of(version).charts["first"].pathway == "hand_made"
        with pytest.raises(ScenarioInvalid, match="there is no pathway"):
            publish(session, CHANGED, program_id=None, now=now)


def test_publishing_leaves_other_work_of_the_transaction_alone(session: Session, now: datetime) -> None:
    publish(session, SOURCE, program_id=None, now=now)
    session.commit()
    school = program(session, now)
    publish(session, SOURCE, program_id=None, now=now)
    session.commit()
    assert session.get(Program, school.id) is not None


def test_somebody_who_was_quicker_is_noticed(session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = publish(session, SOURCE, program_id=None, now=now)
    looks = []
    look = versions._existing

    def blind_once(*given):  # type: ignore[no-untyped-def]
        looks.append(given)
        return None if len(looks) == 1 else look(*given)

    monkeypatch.setattr(versions, "_existing", blind_once)
    assert publish(session, SOURCE, program_id=None, now=now) is theirs
    assert len(looks) == 2


def test_two_writers_at_once_publish_one_version(crowded: Engine, now: datetime) -> None:
    def work(_: int) -> int:
        writing.set(True)
        with Session(crowded) as session:
            version = publish(session, SOURCE, program_id=None, now=now)
            session.commit()
            return version.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(work, range(8)))) == 1
    with Session(crowded) as session:
        assert session.scalar(select(func.count(ScenarioVersion.id))) == 1
        assert session.scalar(select(func.count(Scenario.id))) == 1
