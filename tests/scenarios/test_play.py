"""Staged scenarios are proved as they are worked: round by round, with what the world replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sandbox.scenarios.lint import lint, lint_seed
from sandbox.scenarios.load import parse
from sandbox.scenarios.materialise import materialise
from sandbox.scenarios.play import after_mistakes, end_of, opened, play
from sandbox.tasks.staged import Reply
from tests.factories import staged
from tests.factories.charts import document
from tests.factories.staged import DROP, RIGHT, SOURCE, WRONG, Chase, ChaseAnswer, Thanks

FUTURE = date(2027, 1, 1)
PAGE = document(4, "progress_note", "Progress note", "Improving on antibiotics.", day=11)


def made(kind: Chase | None = None) -> Any:
    makers = staged.makers(kinds={"chase": kind or Chase(), "thanks": Thanks()})
    return materialise(parse(SOURCE, makers=makers), 3, makers=makers)


def test_a_right_scenario_has_no_findings() -> None:
    makers = staged.makers()
    assert list(lint(parse(SOURCE, makers=makers), range(5), makers=makers)) == []


def test_an_answer_is_played_round_by_round() -> None:
    steps = play(made(), "chase", ChaseAnswer(asked=(WRONG, RIGHT, RIGHT)))
    assert [step.room.round for step in steps] == [1, 2, 3]
    assert [step.reply.sentence if step.reply else None for step in steps] == [
        "A week later there is a note.",
        "A week later it is signed.",
        None,
    ]
    room = end_of(steps)
    assert [paper.id for paper in room.papers] == ["chase-p1", "chase-note1-p1"]
    assert room.charts["main"].document("d04").signatures[0].signed_at is not None


def test_an_answer_ends_where_the_world_has_nothing_to_say() -> None:
    assert len(play(made(), "chase", ChaseAnswer(asked=(DROP, RIGHT, RIGHT)))) == 1


def test_a_task_opens_on_the_ideal_answers_that_it_follows() -> None:
    room, before = opened(made(), "thanks")
    assert room.given["asked"] == [RIGHT] * 3
    assert set(before) == {"chase"}


class Harsh(Chase):
    """Every mistake in it is critical; a task that follows finds something else after one of them only."""

    def samples(self, spec: Any, key: Any) -> Any:
        samples = super().samples(spec, key)
        critical = tuple(replace(each, critical=True) for each in samples.mistakes)
        return replace(samples, mistakes=(replace(critical[0], name="again", answer=samples.ideal), *critical))


class Forgetful(Thanks):
    """Proves nothing once the first to be asked was the wrong one."""

    def samples_in(self, spec: Any, key: Any, room: Any) -> Any:
        samples = self.samples(spec, key)
        return replace(samples, ideal=samples.empty) if room.given["asked"][0] == WRONG else samples


class Blabbing(Thanks):
    """Tells an id of the truth when it opens."""

    def respond(self, *given: Any) -> Reply | None:
        reply = super().respond(*given)
        return replace(reply, given={**reply.given, "dx.pneumonia": 1}) if reply else None


def test_a_task_that_follows_others_opens_after_their_critical_mistakes_too() -> None:
    found = list(after_mistakes(made(Harsh()), "thanks", 2))
    assert [name for name, _ in found] == ["“asks another first” in chase", "“gives up” in chase"]
    assert [len(list(after_mistakes(made(kind), "thanks", most))) for kind, most in ((Harsh(), 1), (None, 2))] == [1, 0]


@pytest.mark.parametrize(
    ("follower", "expected"),
    [
        (Forgetful(), "after “asks another first” in chase: the ideal answer earns 0.0 %, not 100 %"),
        (Blabbing(), "the id of a fact “dx.pneumonia”"),
    ],
)
def test_lint_proves_what_follows_a_critical_mistake(follower: Thanks, expected: str) -> None:
    makers = staged.makers(kinds={"chase": Harsh(), "thanks": follower})
    found = [
        each.message for each in lint_seed(parse(SOURCE, makers=makers), 3, makers=makers) if each.task == "thanks"
    ]
    assert any(expected in message for message in found), found


def test_a_reply_is_the_same_every_time() -> None:
    once, again = (play(made(), "chase", ChaseAnswer(asked=(WRONG, RIGHT, RIGHT))) for _ in range(2))
    assert once == again


def changed(change: Callable[[Reply], Reply | None]) -> Chase:
    class Changed(Chase):
        def respond(self, *given: Any) -> Reply | None:
            reply = super().respond(*given)
            return change(reply) if reply else None

    return Changed()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda r: replace(r, today=FUTURE), "sets the day to 2027-01-01"),
        (lambda r: replace(r, today=date(2026, 3, 19)), "sets the day to 2026-03-19"),
        (lambda r: replace(r, sentence=" "), "says nothing to the trainee"),
        (lambda r: replace(r, papers=(replace(PAGE, id="d77"),)), "numbers statements badly in papers:d77"),
        (lambda r: replace(r, documents={"main": (replace(PAGE, sections=()),)}), "loses statements in main:d04"),
        (
            lambda r: replace(r, documents={"main": (replace(PAGE, filed_at=PAGE.filed_at + timedelta(days=90)),)}),
            "files 2026-06-09, after “today”, in main:d04",
        ),
        (lambda r: replace(r, documents={"other": (PAGE,)}), "breaks: KeyError: 'other'"),
        (lambda r: replace(r, given={"planted": 1}), "a value named “planted” is in what a trainee is sent"),
        (lambda r: replace(r, sentence="dx.pneumonia"), "the id of a fact “dx.pneumonia”"),
        (lambda r: None, "the ideal answer does not end with its last round"),
    ],
)
def test_lint_finds_a_bad_reply(change: Callable[[Reply], Reply | None], expected: str) -> None:
    makers = staged.makers(kinds={"chase": changed(change), "thanks": Thanks()})
    found = [each.message for each in lint_seed(parse(SOURCE, makers=makers), 3, makers=makers)]
    assert any(expected in message for message in found), found


def test_a_mistake_in_any_round_goes_through_its_own_form() -> None:
    class Deaf(Chase):
        def parse(self, spec: Any, room: Any, given: Any) -> Any:
            return super().parse(spec, room, given) if room.round == 1 else ChaseAnswer(asked=("nobody",))

    makers = staged.makers(kinds={"chase": Deaf(), "thanks": Thanks()})
    found = [each.message for each in lint_seed(parse(SOURCE, makers=makers), 3, makers=makers)]
    assert "the ideal answer is not the same when it has gone through the form" in found
