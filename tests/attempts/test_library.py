"""The library's scenarios, worked through the database as a trainee works them: form in, points out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import autosave, lifecycle, rounds, work
from sandbox.attempts.models import SubmittedAnswer
from sandbox.gradebook import ledger
from sandbox.people.models import Account
from sandbox.scenarios import variants, versions
from sandbox.scenarios.load import library, read_text
from sandbox.scenarios.models import ScenarioVersion
from tests.factories import people

SLUGS = sorted(library())
SEED = 20260302


@pytest.fixture
def ada(session: Session) -> Account:
    return people.account(session)


def published(session: Session, slug: str, now: datetime) -> ScenarioVersion:
    return versions.publish(session, read_text(library()[slug]), program_id=None, now=now, name=slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_ideal_answers_earn_everything_by_way_of_drafts(
    session: Session, ada: Account, now: datetime, slug: str
) -> None:
    attempt = lifecycle.start_practice(session, ada, published(session, slug, now), now, seed=SEED)
    made = variants.made(session, attempt.variant)
    for spec in work.tasks(attempt):
        kind = work.at(attempt, spec.id).kind
        rounds.open_task(session, attempt, spec.id, now)
        answer: Any = None
        for number, piece in enumerate(kind.split(kind.samples(spec, made.key(spec.id)).ideal), 1):
            revision = 2 * (number - 1)
            draft = autosave.save_draft(session, attempt, spec.id, kind.fill(piece), revision, now, number)
            session.expire_all()  # what is read back is what the database holds
            answer = rounds.close_round(session, attempt, spec.id, draft.form, number, now)
        assert isinstance(answer, SubmittedAnswer), (spec.id, answer)
        assert ledger.points_of_answer(session, answer).percent == 100.0
    assert attempt.submitted_at == now
    assert ledger.points_of_attempt(session, attempt).percent == 100.0


@pytest.mark.parametrize("slug", SLUGS)
def test_forms_left_empty_earn_nothing_and_a_mistake_earns_less(
    session: Session, ada: Account, now: datetime, slug: str
) -> None:
    version = published(session, slug, now)
    idle, careless = (lifecycle.start_practice(session, ada, version, now, seed=SEED) for _ in range(2))
    made = variants.made(session, idle.variant)
    for spec in work.tasks(idle):
        samples: Any = work.at(idle, spec.id).kind.samples(spec, made.key(spec.id))
        slip = min(samples.mistakes, key=lambda each: (each.critical, each.costs))  # some patients have one flaw alone
        for attempt, answer in ((idle, samples.empty), (careless, slip.answer)):
            assert isinstance(rounds.hand_in(session, attempt, spec.id, answer, now), SubmittedAnswer)
    assert ledger.points_of_attempt(session, idle).percent == 0.0
    assert 0.0 < ledger.points_of_attempt(session, careless).percent < 100.0
