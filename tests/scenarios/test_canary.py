"""Nothing of the truth in what a trainee is sent."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.scenarios.canary import leaks
from sandbox.scenarios.load import parse
from sandbox.scenarios.materialise import Made, materialise
from sandbox.tasks.base import Prepared
from tests.factories import scenarios
from tests.factories.scenarios import SOURCE, Toy

SENTENCE = "The entry was copied forward from the day before."


def made_with(given: dict[str, Any], truth: dict[str, Any] | None = None, sentence: str = "Nothing.") -> Made:
    class Leaky(Toy):
        def prepare(self, spec: Any, world: Any, random: Any) -> Prepared:
            return Prepared((scenarios.letter(spec.id, sentence),), given, truth or {})

    makers = scenarios.makers(kinds={"toy": Leaky()})
    return materialise(parse(SOURCE, makers=makers), 1, makers=makers)


def found(made: Made) -> list[str]:
    return list(leaks(made, *made.texts()))


def test_nothing_leaks_from_the_toy() -> None:
    assert found(made_with({"colours": ["red"]})) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"from": "dx.pneumonia"}, "the id of a fact “dx.pneumonia” is in"),
        ({"from": ["x", {"dx.copd": 1}]}, "the id of a fact “dx.copd” is in"),
        ({"from": "unsigned-1"}, "the id of a defect “unsigned-1” is in"),
        ({"slot": "hand_made"}, "the pathway's name “hand_made” is in"),
        ({"rationale": "short"}, "a value named “rationale” is in"),
        ({"rows": [{"planted": True}]}, "a value named “planted” is in"),
        ({"note": "See: The progress note is not signed."}, "“The progress note is not signed.”"),
        ({"note": "Reason for admission after study"}, "“Reason for admission after study”"),
        ({"note": "Cough is integral to pneumonia."}, "“Cough is integral to pneumonia.”"),
    ],
)
def test_truth_in_what_is_given_is_found(given: dict[str, Any], expected: str) -> None:
    assert any(expected in each for each in found(made_with(given)))


@pytest.mark.parametrize("truth", [{"explanation": SENTENCE}, {"rows": [{"why": [SENTENCE]}]}])
def test_a_telling_sentence_of_a_task_is_found_in_its_papers(truth: dict[str, Any]) -> None:
    assert any(SENTENCE in each for each in found(made_with({}, truth, SENTENCE)))


def test_a_plain_value_of_the_truth_may_stand_in_what_is_shown() -> None:
    assert found(made_with({}, {"title_of_the_code": SENTENCE}, SENTENCE)) == []
