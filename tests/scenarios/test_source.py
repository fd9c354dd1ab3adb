"""Reading YAML within bounds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.scenarios.source import MOST_BYTES, Unreadable, read


def test_values_and_their_lines() -> None:
    source = read("a: 1\nb:\n  - x\n  - {c: 2026-03-01, d: yes, e: 1.5, f: ~}\n")
    assert source.plain == {"a": 1, "b": ["x", {"c": date(2026, 3, 1), "d": True, "e": 1.5, "f": None}]}
    assert source.lines[("b",)] == 2
    assert source.lines[("b", 1, "c")] == 4


def test_the_line_of_something_not_written_is_that_of_what_surrounds_it() -> None:
    source = read("a: 1\nb:\n  c: 2\n")
    assert source.line(("b", "c", "d", 3)) == 3
    assert source.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "fragment"),
    [
        ("a: &x 1\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "aliases"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice (first on line 1)"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: !!binary aGk=\n", 1, "tag"),
        ("<<: {a: 1}\n", 1, "tag"),
        ("1: a\n", 1, "key must be text"),
        ("? [a]\n: 1\n", 1, "key must be text"),
        ("a: [\n", 2, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a: 2026-13-45\n", 1, "neither a number nor a date"),
        ("a:\n  b: .inf\n", 2, "not a number that can be used"),
        ('a: "x\\0y"\n', 1, "control character"),
        ('a: "\\ud800"\n', 1, "invalid Unicode"),
        ("a: " + "[" * 30 + "]" * 30 + "\n", 1, "nested deeper"),
        ("a: \x00\n", 1, "not valid YAML"),
    ],
)
def test_what_is_refused_names_its_line(text: str, line: int, fragment: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert fragment in caught.value.message
    assert caught.value.line == line
    assert caught.value.remedy


def test_an_alias_bomb_is_refused_before_it_is_built() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    with pytest.raises(Unreadable, match="anchors"):
        read(bomb)


def test_very_deep_nesting_is_refused_rather_than_exhausting_the_stack() -> None:
    with pytest.raises(Unreadable, match="nested deeper"):
        read("[" * 100_000)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    filler = "a: " + "x" * (MOST_BYTES - 3)
    assert read(filler).plain["a"]
    with pytest.raises(Unreadable, match="larger than 256 KB"):
        read(filler + "x")


def test_a_number_with_thousands_of_digits_is_refused() -> None:
    with pytest.raises(Unreadable, match="neither a number"):
        read("a: " + "9" * 5000)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        line = read(text).line(())
    except Unreadable as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + text.count("\r") + 2
