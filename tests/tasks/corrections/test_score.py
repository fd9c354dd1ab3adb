"""What each part of a decision earns."""

from __future__ import annotations

import pytest

from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import points_of
from sandbox.tasks.corrections import KIND
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsKey, Decision, KeyItem
from sandbox.tasks.corrections.choices import PARTS
from tests.factories.corrections import carried, made

PLACES, BESIDE, ELSEWHERE = ("main:d02.s1", "main:d02.s2"), ("main:d02.s9",), "main:d05.s1"


def key(**changed: object) -> CorrectionsKey:
    """The key of one wrong value of which a copy went out."""
    parts = (*PARTS, "method", "due")
    item = {
        "id": "r1",
        "sort": "wrong_value",
        "paper": "papers:t-r1",
        "heading": "Message 1",
        "title": "A wrong value in a signed entry",
        "methods": ("amendment",),
        "near": ("addendum",),
        "hands": ("author",),
        "readers": ("corrected_linked",),
        "told": ("recipients",),
        "places": PLACES,
        "beside": BESIDE,
        "explanation": "It is wrong.",
        "notice": "A copy went out.",
        "model": "Correction.",
        "shows": dict.fromkeys(parts, PLACES[:1]),
        "citations": dict.fromkeys(parts, "42 CFR 482.24(c)(1)"),
        **changed,
    }
    messages = ("papers:t-policy.", "papers:t-r1.")
    made_item = KeyItem.model_validate(item)
    return CorrectionsKey(items=(made_item,), asked=tuple(PARTS), clock=False, messages=messages, spare=ELSEWHERE)


def marks(of: CorrectionsKey, **given: object) -> dict[str, Mark]:
    """The marks of one decision by part."""
    answer = CorrectionsAnswer(decisions=(Decision.model_validate({"request": "r1", **given}),))
    return {mark.item.partition(":")[2]: mark for mark in KIND.score(answer, of)}


@pytest.mark.parametrize(
    ("method", "credit", "reason"),
    [
        ("amendment", 1.0, Reason.CORRECT),
        ("addendum", 0.4, Reason.PARTIAL),
        ("retraction", 0.0, Reason.WRONG),
        ("", 0.0, Reason.MISSED),
    ],
)
def test_the_method(method: str, credit: float, reason: Reason) -> None:
    mark = marks(key(), method=method)["method"]
    assert (mark.credit, mark.reason, mark.critical) == (credit, reason, False)


def test_an_accepted_method_earns_all() -> None:
    mark = marks(key(methods=("addendum", "amendment")), method="amendment")["method"]
    assert (mark.credit, mark.reason) == (1.0, Reason.ACCEPTED_ALTERNATIVE)


@pytest.mark.parametrize(
    ("method", "fails"), [("refuse", False), ("", False), ("late_entry", True), ("retraction", True)]
)
def test_carrying_out_what_must_be_refused_fails_the_task(method: str, fails: bool) -> None:
    found = marks(key(methods=("refuse",), near=()), method=method)
    assert found["method"].failed_critical is fails
    assert points_of(list(found.values())).critical is fails


@pytest.mark.parametrize(
    ("evidence", "credit"),
    [
        (PLACES[:1], 1.0),
        (PLACES, 1.0),
        ((PLACES[0], *BESIDE), 1.0),
        ((PLACES[0], "papers:t-r1.s4", "papers:t-policy.s1"), 1.0),
        ((PLACES[0], ELSEWHERE), 0.5),
        (BESIDE, 0.5),
        ((ELSEWHERE,), 0.0),
        (("papers:t-r1.s4",), 0.0),
        ((), 0.0),
    ],
)
def test_the_entry_it_is_about(evidence: tuple[str, ...], credit: float) -> None:
    assert marks(key(), evidence=evidence)["evidence"].credit == credit


@pytest.mark.parametrize(
    ("told", "expected", "credit"),
    [
        (("recipients",), ("recipients",), 1.0),
        (("recipients", "patient"), ("recipients",), 0.5),
        (("recipients", "patient", "coding"), ("recipients",), 0.0),
        (("privacy",), ("privacy", "recipients"), 0.5),
        (("nobody",), ("recipients",), 0.0),
        (("nobody",), ("nobody",), 1.0),
        ((), ("nobody",), 0.0),
    ],
)
def test_who_is_told(told: tuple[str, ...], expected: tuple[str, ...], credit: float) -> None:
    assert marks(key(told=expected), told=told)["told"].credit == credit


@pytest.mark.parametrize(
    ("told", "expected", "credit"),
    [
        (("risk",), ("nobody",), 1.0),
        (("risk", "patient"), ("nobody",), 0.0),
        (("privacy", "risk"), ("privacy",), 1.0),
        (("risk",), ("privacy",), 0.0),
    ],
)
def test_who_may_be_told_as_well_neither_counts_nor_costs(
    told: tuple[str, ...], expected: tuple[str, ...], credit: float
) -> None:
    assert marks(key(told=expected, spared=("risk",)), told=told)["told"].credit == credit


def test_a_wrong_part_is_answered_with_the_sentence_of_the_policy() -> None:
    of = key(says={"method": "Signed entries are amended.", "hands": "Authors correct."})
    found = marks(of, method="retraction", hands="him")
    assert "“Signed entries are amended.”" in found["method"].feedback
    assert "“Authors correct.”" in found["hands"].feedback
    assert "policy" not in marks(of, method="amendment")["method"].feedback


def test_hands_reader_and_day() -> None:
    found = marks(key(due="2026-05-09"), hands="him", reader="corrected_linked", due="2026-05-09")
    assert (found["hands"].reason, found["reader"].credit, found["due"].credit) == (Reason.WRONG_RESPONSIBLE, 1.0, 1.0)
    assert found["due"].expected == "05/09/2026"
    assert "due" not in marks(key())


def test_the_worth_of_a_request_never_changes() -> None:
    of = key()
    worths = {
        sum(mark.weight for mark in marks(of, **given).values())
        for given in ({}, {"method": "refuse"}, {"told": ("coding",), "reader": "gone"})
    }
    assert worths == {8.0}


@pytest.mark.parametrize("parts", [(), ("hands",), ("evidence", "told"), tuple(PARTS)])
def test_samples_prove_the_key(parts: tuple[str, ...]) -> None:
    task = made(count=(6, 6), seed=3, parts=parts, clock=True)
    samples = KIND.samples(task.spec, task.key)
    assert points_of(KIND.score(samples.ideal, task.key)).percent == 100
    assert points_of(KIND.score(samples.empty, task.key)).percent == 0
    for mistake in samples.mistakes:
        points = points_of(KIND.score(mistake.answer, task.key))
        left = 0.0 if mistake.critical else 1 - mistake.costs
        assert points.fraction == pytest.approx(left), mistake.name
        assert points.critical is mistake.critical, mistake.name


def test_feedback_shows_how_the_record_reads() -> None:
    task = carried("forgotten_event")
    wrong = CorrectionsAnswer(decisions=(Decision(request="r1", method="addendum"),))
    summary = KIND.summary(wrong, task.key)
    (row,) = summary["requests"]
    assert (row["method"], row["given"], row["right"], summary["right"]) == ("Late entry", "Addendum", False, 0)
    assert row["model"].startswith("Late entry, written 03/10/2026")
    assert "Event: " in row["model"]
