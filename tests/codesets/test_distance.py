"""Partial credit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.codesets import CM, HCPCS, PCS, SYSTEMS, CodeSet, normal
from sandbox.codesets.distance import NEARLY, credit
from sandbox.errors import Invalid

CM_CODES = st.from_regex(r"[A-TV-Z][0-9][0-9A-B](\.[0-9A-Z]{1,4})?", fullmatch=True)
NEAR_CODES = st.from_regex(r"(S72|E11|T36)\.[0-2X]{1,3}[0-2X]?[ADS]?", fullmatch=True)
PCS_CODES = st.from_regex(r"[01][0Q][SH][67][034][4Z][Z]", fullmatch=True)
CODES = st.one_of(CM_CODES, NEAR_CODES, PCS_CODES, st.text(max_size=8))


@pytest.mark.parametrize(
    ("given_code", "expected", "earned", "says"),
    [
        ("j189", "J18.9", 1.0, ""),
        ("S72.141D", "S72.141A", 0.8, "seventh character D where S72.141A has A"),
        ("S72.141", "S72.141A", 0.8, "lacks its seventh character"),
        ("S72.142A", "S72.141A", 0.6, "the side"),
        ("M17.12", "M17.11", 0.6, "the side"),
        ("E11.21", "E11.22", 0.75, "other detail"),
        ("E11.9", "E11.22", 0.5, "other detail"),
        ("J44.9", "J44.1", 0.5, "other detail"),
        ("J44", "J44.1", 0.5, "less specific"),
        ("J44.1", "J44", 0.5, "says more"),
        ("J18.9", "J44.1", 0.0, "another category"),
        ("", "J44.1", 0.0, "No code"),
        ("W19.XXXD", "W19.XXXA", 0.8, "seventh character"),
    ],
)
def test_diagnoses(given_code: str, expected: str, earned: float, says: str) -> None:
    got, sentence = credit(given_code, expected, CM)
    assert got == earned
    assert says in sentence


def test_a_wrong_side_costs_more_than_a_wrong_seventh_character() -> None:
    assert credit("S72.142A", "S72.141A")[0] < credit("S72.141D", "S72.141A")[0]


def test_the_nearer_code_earns_more() -> None:
    assert credit("S72.141D", "S72.141A")[0] > credit("S72.21XD", "S72.141A")[0] > credit("I10", "S72.141A")[0]


@pytest.mark.parametrize(
    ("given_code", "expected", "earned", "says"),
    [
        ("0QS604Z", "0QS634Z", 0.85, "approach 0 where 3 is right"),
        ("0QS736Z", "0QS634Z", 0.65, "body part 7 where 6 is right, device 6 where 4 is right"),
        ("0QH634Z", "0QS634Z", 0.5, "root operation H where S is right"),
        ("0SS634Z", "0QS634Z", 0.25, "body system S where Q is right"),
        ("10E0XZZ", "0QS634Z", 0.0, "another section"),
        ("0QS63", "0QS634Z", 0.0, "seven characters"),
    ],
)
def test_procedures_by_axis(given_code: str, expected: str, earned: float, says: str) -> None:
    got, sentence = credit(given_code, expected, PCS)
    assert got == earned
    assert says in sentence


def test_supplies_are_right_or_wrong() -> None:
    assert credit("e0114", "E0114", HCPCS) == (1.0, "")
    assert credit("E0112", "E0114", HCPCS)[0] == 0.0


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(Invalid, match="SNOMED"):
        credit("1", "2", "SNOMED")


@given(CODES, CODES, st.sampled_from(SYSTEMS))
def test_credit_is_bounded_symmetric_and_full_only_when_equal(a: str, b: str, system: str) -> None:
    forth, sentence = credit(a, b, system)
    back, _ = credit(b, a, system)
    equal = normal(a) == normal(b)
    assert 0.0 <= forth <= 1.0
    assert forth == back
    assert (forth == 1.0) == equal
    assert (sentence == "") == equal
    assert equal or forth <= NEARLY


@given(PCS_CODES, PCS_CODES)
def test_a_procedure_loses_by_each_wrong_axis(a: str, b: str) -> None:
    mended = b[0] + a[1:] if a[0] != b[0] else a
    for position in range(1, 7):
        nearer = mended[:position] + b[position] + mended[position + 1 :]
        assert credit(nearer, b, PCS)[0] >= credit(mended, b, PCS)[0]
        mended = nearer
    assert mended == b


def test_every_neighbour_in_the_book_earns_something_but_not_all(full: CodeSet) -> None:
    for heading in ("J44", "E11.2", "S72.14", "I50.2", "O70"):
        below = [hit.code for hit in full.children(heading)]
        assert all(0 < credit(a, b)[0] < 1 for a in below for b in below if a != b)
