"""The cards of a desk: drawn, read, refused."""

from __future__ import annotations

import pytest

from sandbox.tasks.base import FieldErrors
from sandbox.tasks.corrections import KIND
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsSpec
from sandbox.tasks.corrections.catalogue import SORTS
from tests.factories.corrections import made
from tests.factories.panels import render

TASK = made("draft", "scanned_twice", "delete_request", count=(3, 3), clock=True)
FIRST = "main:d01.s1"


def read(**given: str | list[str]) -> CorrectionsAnswer | FieldErrors:
    """A submission of the first card."""
    form = {f"requests-0-{name}": [value] if isinstance(value, str) else value for name, value in given.items()}
    return KIND.parse(TASK.spec, TASK.room, form)


def test_every_sample_survives_its_way_through_the_form() -> None:
    samples = KIND.samples(TASK.spec, TASK.key)
    for answer in (samples.ideal, samples.empty, *(each.answer for each in samples.mistakes)):
        assert KIND.parse(TASK.spec, TASK.room, KIND.fill(answer)) == answer
    assert all(isinstance(KIND.parse(TASK.spec, TASK.room, each), FieldErrors) for each in samples.invalid)


def test_what_is_left_open_is_no_error() -> None:
    assert read() == CorrectionsAnswer()
    answer = read(told=["patient", "recipients"], evidence=FIRST)
    assert isinstance(answer, CorrectionsAnswer)
    assert (answer.on("r1").told, answer.on("r1").evidence) == (("recipients", "patient"), (FIRST,))
    assert answer.on("r2").blank


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"method": "erase"}, "Choose one of the list"),
        ({"reader": "x" * 9000}, "Choose one of the list"),
        ({"told": ["nobody", "patient"]}, "Nobody else"),
        ({"told": ["the press"]}, "Choose of the list"),
        ({"evidence": "main:d01.s99999"}, "not a statement"),
        ({"due": "soon"}, "not a date"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(given: dict[str, str], word: str) -> None:
    errors = read(**given)
    assert isinstance(errors, FieldErrors)
    (name,) = given
    assert word in errors.fields[f"requests-0-{name}"][0]


def test_cards_that_are_not_there_and_parts_that_are_not_asked_are_ignored() -> None:
    spec = TASK.spec.model_copy(update={"parts": (), "clock": False})
    given = {"requests-0-hands": ["nobody known"], "requests-77-method": ["x"], "requests-0-due": ["soon"]}
    assert KIND.parse(spec, TASK.room, given) == CorrectionsAnswer()
    assert "requests-0-hands" not in render_panel(spec).names


def render_panel(spec: CorrectionsSpec = TASK.spec, given: dict[str, list[str]] | None = None):  # type: ignore[no-untyped-def]
    """The panel, blank or filled."""
    form = KIND.form(spec, TASK.room, given) if given else KIND.blank(spec, TASK.room)
    return render("corrections/panel.html", form=form, errors={}, room=TASK.room, spec=spec, task_id="t")


def test_the_panel_is_whole_and_holds_every_message() -> None:
    page = render_panel()
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []
    text = " ".join(page.text.split())
    for request in TASK.room.given["requests"]:
        assert all(" ".join(line.split()) in text for line in request["lines"])


def test_the_panel_says_nothing_of_the_key() -> None:
    page = render_panel()
    assert len(TASK.key.items) == 3
    for item in TASK.key.items:
        assert item.title not in page.text
        assert item.explanation not in page.text
    assert not [code for code in SORTS if "_" in code and code in str(TASK.room.given)]


def test_the_panel_shows_a_draft_again() -> None:
    page = render_panel(given={"requests-1-told": ["nobody"], "requests-1-due": ["31 June"]})
    ticked = [one["name"] for one in page.controls if "checked" in one]
    assert ticked == ["requests-1-told"]
    assert "31 June" in [one.get("value") for one in page.controls]


def test_the_feedback_is_whole() -> None:
    answer = KIND.samples(TASK.spec, TASK.key).ideal
    page = render("corrections/feedback.html", summary=KIND.summary(answer, TASK.key))
    assert "3 of 3 messages" in " ".join(page.text.split())
    assert page.inline == []


@pytest.mark.parametrize("wrong", [{"sorts": ("gossip",)}, {"count": (0, 3)}, {"count": (5, 4)}, {"parts": ("mood",)}])
def test_a_scenario_that_asks_for_what_is_not_there_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"gossip|count|parts"):
        CorrectionsSpec.model_validate({"id": "t", "title": "T", "charts": ("main",), **wrong})
