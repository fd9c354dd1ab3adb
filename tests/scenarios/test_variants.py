"""Variants in the database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from sandbox.database import writing
from sandbox.errors import NotFound
from sandbox.scenarios import variants
from sandbox.scenarios.makers import swapped
from sandbox.scenarios.materialise import materialise, sha256
from sandbox.scenarios.models import ScenarioVersion, Variant, VariantTruth
from sandbox.scenarios.variants import made, shown, variant_for
from sandbox.scenarios.versions import publish, scenario_of
from tests.factories import scenarios

pytestmark = pytest.mark.usefixtures("toys")


@pytest.fixture
def version(session: Session, now: datetime) -> ScenarioVersion:
    return publish(session, scenarios.SOURCE, program_id=None, now=now)


def test_a_variant_is_stored_as_it_was_made(session: Session, version: ScenarioVersion, now: datetime) -> None:
    variant = variant_for(session, version, 5, now)
    fresh = materialise(scenario_of(version), 5)
    assert variant.document == fresh.visible_text()
    assert variant.sha256 == sha256(variant.document)
    assert (variant.seed, variant.generator) == (5, "toy/1")
    truth = session.get(VariantTruth, variant.id)
    assert truth is not None
    assert truth.document == fresh.truth_text()


def test_the_truth_is_not_in_the_table_that_is_shown(session: Session, version: ScenarioVersion, now: datetime) -> None:
    assert "truth-only-favourite" not in variant_for(session, version, 5, now).document


def test_a_variant_is_made_once(session: Session, version: ScenarioVersion, now: datetime) -> None:
    assert variant_for(session, version, 5, now) is variant_for(session, version, 5, now)
    assert variant_for(session, version, 6, now) is not variant_for(session, version, 5, now)
    assert session.scalar(select(func.count(Variant.id))) == 2


def test_another_generator_makes_another_variant(session: Session, version: ScenarioVersion, now: datetime) -> None:
    old = variant_for(session, version, 5, now)
    with swapped(scenarios.makers(generator="toy/2")):
        new = variant_for(session, version, 5, now)
    assert (old.generator, new.generator) == ("toy/1", "toy/2")


def test_somebody_who_was_quicker_is_noticed(
    session: Session, version: ScenarioVersion, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = variant_for(session, version, 5, now)
    looks = []
    look = variants._find

    def blind_once(*given):  # type: ignore[no-untyped-def]
        looks.append(given)
        return None if len(looks) == 1 else look(*given)

    monkeypatch.setattr(variants, "_find", blind_once)
    assert variant_for(session, version, 5, now) is theirs
    session.commit()
    assert session.scalar(select(func.count(Variant.id))) == 1


def test_what_is_shown_and_what_is_true_are_read_back(
    session: Session, version: ScenarioVersion, now: datetime
) -> None:
    variant = variant_for(session, version, 5, now)
    fresh = materialise(scenario_of(version), 5)
    assert shown(variant) == fresh.shown
    assert made(session, variant) == fresh
    assert made(session, variant).key("name-them") == fresh.key("name-them")


def test_what_was_read_is_kept(session: Session, version: ScenarioVersion, now: datetime) -> None:
    variant = variant_for(session, version, 5, now)
    assert shown(variant) is shown(variant)
    assert made(session, variant) is made(session, variant)


def test_a_variant_without_its_truth_is_told(session: Session, version: ScenarioVersion, now: datetime) -> None:
    text = materialise(scenario_of(version), 77).visible_text()
    alone = Variant(version=version, seed=77, generator="x", document=text, sha256=sha256(text), created_at=now)
    session.add(alone)
    session.flush()
    with pytest.raises(NotFound, match="lost its truth"):
        made(session, alone)


def test_two_trainees_at_once_share_one_variant(crowded: Engine, now: datetime) -> None:
    with Session(crowded) as session:
        publish(session, scenarios.SOURCE, program_id=None, now=now)
        session.commit()

    def work(_: int) -> int:
        writing.set(True)
        with Session(crowded) as session:
            version = session.scalars(select(ScenarioVersion)).one()
            variant = variant_for(session, version, 5, now)
            session.commit()
            return variant.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(work, range(8)))) == 1


def test_a_variant_is_never_changed(session: Session, version: ScenarioVersion, now: datetime) -> None:
    variant_for(session, version, 5, now).document = "{}"
    with pytest.raises(TypeError, match="append-only"):
        session.flush()
