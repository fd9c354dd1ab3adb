"""Variants in the database: made once for (version, seed, generator), then only read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.errors import NotFound
from sandbox.scenarios.makers import makers
from sandbox.scenarios.materialise import Made, Shown, materialise, sha256
from sandbox.scenarios.models import ScenarioVersion, Variant, VariantTruth
from sandbox.scenarios.recent import Recent
from sandbox.scenarios.versions import scenario_of

# A variant takes up to about a megabyte as values; these bounds keep a worker well under its memory budget.
_shown: Recent[tuple[int, str], Shown] = Recent(16)
_made: Recent[tuple[int, str], Made] = Recent(6)


def variant_for(session: Session, version: ScenarioVersion, seed: int, now: datetime) -> Variant:
    """The variant of a version for a seed, made now if it does not exist. Safe against two requests at once."""
    generator = makers().generator
    found = _find(session, version, seed, generator)
    if found is not None:
        return found
    made = materialise(scenario_of(version), seed)
    visible, truth = made.texts()
    variant = Variant(
        version=version, seed=seed, generator=generator, document=visible, sha256=sha256(visible), created_at=now
    )
    try:
        with session.begin_nested():
            session.add(variant)
            session.flush()
            session.add(VariantTruth(variant_id=variant.id, document=truth))
            session.flush()
    except IntegrityError:
        found = _find(session, version, seed, generator)
        if found is None:
            raise
        return found
    return variant


def shown(variant: Variant) -> Shown:
    """What trainees see of a variant. Kept for a while, so a caller must not change it."""
    return _shown.get(
        (variant.id, variant.sha256), lambda: Shown.from_text(scenario_of(variant.version), variant.document)
    )


def made(session: Session, variant: Variant) -> Made:
    """A variant with its truth: for scoring and released feedback alone. ``NotFound`` if the truth is gone."""

    def read() -> Made:
        truth = session.get(VariantTruth, variant.id)
        if truth is None:
            raise NotFound(f"Variant {variant.id} has lost its truth.", "Restore the database from a backup.")
        return Made.from_text(scenario_of(variant.version), variant.document, truth.document)

    return _made.get((variant.id, variant.sha256), read)


def _find(session: Session, version: ScenarioVersion, seed: int, generator: str) -> Variant | None:
    return session.scalar(
        select(Variant).where(Variant.version_id == version.id, Variant.seed == seed, Variant.generator == generator)
    )
