"""What differs between two documents."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sandbox import charts
from sandbox.charts.differences import Kind, differences
from sandbox.charts.model import Document, Layout, Section, Statement
from tests.factories.charts import document

NOTE = ("Short of breath.", "Lungs are clear on both sides.", "Plan: continue cefepime 2 g.")
sentences = st.lists(st.sampled_from(("a b c", "a b d", "x y", "plain words here", "", "140", "141")), max_size=6)


def note(number: int, *texts: str) -> Document:
    return document(number, "progress_note", "Progress note", *texts)


def test_a_copied_note_has_no_difference() -> None:
    found = differences(note(1, *NOTE), note(2, *NOTE))
    assert (found.marks, found.same, found.changed, found.only_left, found.only_right) == ({}, 3, 0, 0, 0)


def test_words_that_changed_are_told_from_words_that_did_not() -> None:
    found = differences(note(1, *NOTE), note(2, *NOTE[:2], "Plan: stop cefepime 2 g."))
    assert (found.same, found.changed) == (2, 1)
    left, right = found.marks["d01.s3"], found.marks["d02.s3"]
    assert left.kind is right.kind is Kind.CHANGED
    assert [text for text, differs in left.parts if differs] == ["continue"]
    assert [text for text, differs in right.parts if differs] == ["stop"]


def test_what_stands_in_one_alone_is_said_so() -> None:
    found = differences(note(1, *NOTE), note(2, NOTE[0], "Discharge home tomorrow with family.", NOTE[2]))
    assert (found.same, found.changed, found.only_left, found.only_right) == (2, 0, 1, 1)
    assert {name: one.kind for name, one in found.marks.items()} == {"d01.s2": Kind.ONLY, "d02.s2": Kind.ONLY}


def test_cells_of_a_table_are_compared_in_their_place() -> None:
    def report(number: int, value: str) -> Document:
        cells = [Statement(f"d{number}.s{place}", text) for place, text in enumerate(("Sodium", value, "mmol/L"))]
        table = Section("", Layout.TABLE, (tuple(cells),), ("Test", "Result", "Units"))
        return replace(note(number), sections=(table,))

    found = differences(report(1, "140"), report(2, "128"))
    assert (found.same, found.changed) == (2, 1)
    assert set(found.marks) == {"d1.s1", "d2.s1"}


@given(sentences, sentences)
def test_every_statement_is_counted_once_and_no_word_is_lost(left: list[str], right: list[str]) -> None:
    one, other = note(1, *left), note(2, *right)
    found = differences(one, other)
    assert found.same + found.changed + found.only_left == len(left)
    assert found.same + found.changed + found.only_right == len(right)
    assert len(found.marks) == 2 * found.changed + found.only_left + found.only_right
    texts = {each.id: each.text for each in (*one.statements, *other.statements)}
    assert all("".join(part for part, _ in mark.parts) == texts[name] for name, mark in found.marks.items())


def test_notes_of_a_stay_are_compared() -> None:
    chart = charts.generate("pneumonia_copd", 7)[0]
    first, second = [one for one in chart.documents if one.type == "progress_note"][:2]
    found = differences(first, second)
    assert found.changed > 0
    assert found.same + found.changed + found.only_left == len(first.statements)
