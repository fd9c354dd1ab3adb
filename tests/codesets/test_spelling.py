"""How codes and queries are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.codesets import CM, HCPCS, PCS, dotted, normal
from sandbox.codesets.spelling import query_words, words


@pytest.mark.parametrize(
    ("given_code", "plain"), [("j18.9", "J189"), (" S72.141A ", "S72141A"), ("0qs634z", "0QS634Z"), ("", "")]
)
def test_normal_drops_dots_blanks_and_case(given_code: str, plain: str) -> None:
    assert normal(given_code) == plain


@pytest.mark.parametrize(
    ("plain", "system", "shown"),
    [
        ("J189", CM, "J18.9"),
        ("j18", CM, "J18"),
        ("W19XXXA", CM, "W19.XXXA"),
        ("A00-A09", CM, "A00-A09"),
        ("0QS634Z", PCS, "0QS634Z"),
        ("g0105", HCPCS, "G0105"),
    ],
)
def test_dotted_is_how_each_system_is_shown(plain: str, system: str, shown: str) -> None:
    assert dotted(plain, system) == shown


@given(st.text(max_size=20))
def test_a_code_is_the_same_however_it_is_written(text: str) -> None:
    assert normal(dotted(text)) == normal(text)
    assert normal(normal(text)) == normal(text)


def test_words_fold_accents_and_drop_signs() -> None:
    assert words("Ménière's disease, [HFrEF] (acute)") == ["meniere", "s", "disease", "hfref", "acute"]


def test_a_pasted_page_is_cut_to_twelve_words() -> None:
    assert len(query_words("one two three four five six seven eight nine ten eleven twelve thirteen " * 900)) == 12


def test_a_word_asked_twice_counts_once() -> None:
    assert query_words("fracture Fracture FRACTURE") == ["fracture"]
