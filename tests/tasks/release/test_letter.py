"""Letters as they would go out."""

from __future__ import annotations

from sandbox.tasks.release import KIND
from sandbox.tasks.release.letter import SENTENCES, Chosen, drafted
from sandbox.tasks.release.wording import CONTENT, LETTERS
from tests.factories.panels import render
from tests.factories.release import made

TASK = made("patient_psychotherapy:whole")


def test_every_content_has_its_sentence() -> None:
    assert set(SENTENCES) == set(CONTENT)


def test_a_denial_says_what_was_ticked() -> None:
    chosen = Chosen(("denial",), ("request", "basis", "complain_entity"), basis="access_excluded")
    (letter,) = drafted(TASK.room, chosen)
    text = " ".join(letter.sentences)
    assert "Outside the right of access" in text
    assert TASK.room.facility.phone in text
    assert "Secretary" not in text
    assert len(letter.sentences) == 3


def test_every_letter_and_sentence_can_be_drafted() -> None:
    letters = drafted(TASK.room, Chosen(tuple(LETTERS), tuple(CONTENT)))
    assert [letter.title for letter in letters] == list(LETTERS.values())
    written = [sentence for letter in letters for sentence in letter.sentences]
    assert not [sentence for sentence in written if "{" in sentence]
    assert all(letter.sentences for letter in letters)


def test_an_extension_names_the_later_date() -> None:
    (letter,) = drafted(TASK.room, Chosen(("extension",), ("delay_date",), deadline="2026-03-01"))
    assert "March 31, 2026" in letter.sentences[0]
    (unsure,) = drafted(TASK.room, Chosen(("extension",), ("delay_date",), deadline="9999-12-31"))
    assert "____" in unsure.sentences[0]


def test_the_panel_shows_the_letter() -> None:
    given = {"letters": ["correction_request"], "content": ["missing"], "defects": ["EXPIRED"]}
    form = KIND.form(TASK.spec, TASK.room, given)
    page = render("release/panel.html", form=form, errors={}, room=TASK.room, spec=TASK.spec, task_id="roi")
    assert "We cannot act on the papers as they are: It has expired." in " ".join(page.text.split())
    assert page.unnamed == []
    assert [name for name, count in page.ids.items() if count > 1] == []
