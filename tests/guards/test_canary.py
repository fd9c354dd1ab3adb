"""The key never reaches a trainee's browser before the release moment.

Two nets. Every mark is given a canary when it is scored, so a page that shows a mark too early shows the canary. And
every sentence of the truth and of the keys that stands in no visible document is looked for in every response.
"""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import events, rounds, work
from sandbox.attempts.models import Attempt
from sandbox.clock import utc_now
from sandbox.programs import assignments
from sandbox.programs.models import Assignment, FeedbackMoment
from sandbox.scenarios import variants, versions
from sandbox.scenarios.load import from_library, library, read_text
from sandbox.scenarios.models import DerivedKey, Variant, VariantTruth
from sandbox.scoring.marks import Mark
from sandbox.tasks import registry
from sandbox.tasks.base import Answer, Key
from tests.client import CANARY, Client
from tests.factories.programs import School

WORDS = 5  # what is shorter, as the name of a nurse, may stand on a page by chance
MOST_PAGES = 40
MOST_A_PATH = 2  # of a page that shows one document or another


def shortest_with(kind: str) -> str:
    """The library scenario with this kind that has the fewest tasks."""
    found = [from_library(slug) for slug in library()]
    having = [each for each in found if any(task.kind == kind for task in each.tasks)]
    assert having, f"no scenario of the library has a task of kind {kind}"
    return min(having, key=lambda each: (len(each.tasks), each.scenario)).scenario


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every mark that is scored carries the canary in all its words."""
    for kind in registry.kinds().values():
        score = type(kind).score

        def marked(self: Any, answer: Answer, key: Key, score: Any = score) -> Sequence[Mark]:
            return [
                replace(mark, feedback=mark.feedback + CANARY, expected=mark.expected + CANARY, citation=CANARY)
                for mark in score(self, answer, key)
            ]

        monkeypatch.setattr(type(kind), "score", marked)


def sentences(plain: Any) -> Iterator[str]:
    """Every sentence of a plain value."""
    if isinstance(plain, str):
        if len(plain.split()) >= WORDS:
            yield plain
    elif isinstance(plain, dict):
        for value in plain.values():
            yield from sentences(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from sentences(value)


def secrets_of(session: Session, variant: Variant) -> set[str]:
    """The sentences that only the truth and the keys hold. A document's title with its date is no secret."""
    truth = session.get_one(VariantTruth, variant.id)
    keys = session.scalars(select(DerivedKey.key).where(DerivedKey.variant_id == variant.id)).all()
    visible = "\n".join(sentences(json.loads(variant.document)))
    hidden = {*sentences(json.loads(truth.document)), *(each for key in keys for each in sentences(key))}
    documents = [each for chart in variants.shown(variant).charts.values() for each in chart.documents]
    titles = tuple({f"{document.title}, " for document in documents})
    return {each for each in hidden if each not in visible and not each.startswith(titles)}


def brought_by_the_world(session: Session, attempt: Attempt) -> set[str]:
    """What patients have, in words that a document which a provider wrote in a later round happens to use too."""
    replies = events.of_attempt(session, attempt, "world_replied")
    written = "\n".join(line for reply in replies for line in sentences(reply.detail))
    facts = {fact.text for truth in variants.made(session, attempt.variant).truths.values() for fact in truth.facts}
    return {text for text in facts if text in written}


def crawl(client: Client, start: str) -> dict[str, str]:
    """Every page that can be reached by links, as text; each is checked by the client."""
    waiting, seen, pages = [start], {start}, {}
    visits: Counter[str] = Counter()
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.pop(0)
        page = client.get(address)
        pages[address] = html.unescape(page.html)
        for link in page.all("a"):
            parts = urlsplit(link["href"])
            path = parts.path or urlsplit(address).path
            target = path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc or target in seen or path.startswith("/account") or not path.startswith("/"):
                continue
            key = path + "?" + "&".join(sorted(name for name, _ in parse_qsl(parts.query)))
            visits[key] += 1
            seen.add(target)
            if visits[key] <= MOST_A_PATH:
                waiting.append(target)
    return pages


def give(session: Session, school: School, slug: str) -> Assignment:
    """The library scenario, given to the course; marks wait for release."""
    now = utc_now()
    version = versions.publish(session, read_text(library()[slug]), program_id=None, now=now, name=slug)
    terms = assignments.Policy(now - timedelta(hours=1), feedback=FeedbackMoment.WHEN_RELEASED)
    made = assignments.assign(session, school.course, version, by=school.instructor, now=now, policy=terms)
    session.commit()
    return made


def submit(session: Session, attempt: Attempt, task: str) -> Iterator[int]:
    """Submit a mistaken answer, so that the marks have something to tell; the number of each round as it is closed."""
    at_hand = work.at(attempt, task)
    samples = at_hand.kind.samples(at_hand.spec, variants.made(session, attempt.variant).key(task))
    answer = samples.mistakes[0].answer if samples.mistakes else samples.ideal
    rounds.open_task(session, attempt, task, utc_now())
    for number, piece in enumerate(at_hand.kind.split(answer), 1):
        rounds.close_round(session, attempt, task, at_hand.kind.fill(piece), number, utc_now())
        session.commit()
        yield number


def quiet(pages: dict[str, str], secrets: set[str]) -> None:
    """No page holds a secret."""
    for address, text in pages.items():
        found = [each for each in secrets if each in text]
        assert not found, f"{address} holds {found[:3]}"


@pytest.mark.parametrize("kind", registry.kinds())
def test_nothing_of_a_key_is_sent_before_release(
    app: Flask, school: School, session: Session, planted: None, kind: str
) -> None:
    assignment = give(session, school, shortest_with(kind))
    trainee = Client(app).sign_in(school.trainees["Bo"])
    trainee.post(f"/assignments/{assignment.id}/start")
    attempt = session.scalars(select(Attempt)).one()
    tasks = [spec.id for spec in work.tasks(attempt)]
    seen = crawl(trainee, f"/attempts/{attempt.id}")
    assert f"/attempts/{attempt.id}/tasks/{tasks[0]}" in seen, "the crawl no longer reaches the desk"
    draft = trainee.flask.get(f"/attempts/{attempt.id}/tasks/{tasks[0]}/draft")
    seen["draft"] = draft.text
    for task in tasks:
        for number in submit(session, attempt, task):
            seen |= {
                f"round {number} of {address}": text
                for address, text in crawl(trainee, f"/attempts/{attempt.id}").items()
            }
        for address in (f"/attempts/{attempt.id}", f"/attempts/{attempt.id}/feedback/{task}"):
            seen[f"after {task}: {address}"] = html.unescape(trainee.get(address).html)
    assert attempt.submitted_at is not None
    seen |= {f"finished: {address}": text for address, text in crawl(trainee, f"/attempts/{attempt.id}").items()}
    secrets = secrets_of(session, attempt.variant) - brought_by_the_world(session, attempt)
    assert len(secrets) > 3, "the guard no longer finds what is secret"
    quiet(seen, secrets)
    told_after_release(app, school, session, assignment, attempt, tasks[0])


def told_after_release(
    app: Flask, school: School, session: Session, assignment: Assignment, attempt: Attempt, task: str
) -> None:
    """Once released, the same page tells: so the silence before was the rule at work, not a page that tells nothing."""
    assignments.release(session, assignment, by=school.instructor, now=utc_now())
    session.commit()
    reader = Client(app, canary="nothing is planted for this reader").sign_in(school.trainees["Bo"])
    assert CANARY in reader.get(f"/attempts/{attempt.id}/feedback/{task}").html
