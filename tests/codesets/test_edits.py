"""Claim edits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.codesets import CodeSet
from sandbox.codesets.edits import RULES, Context, Edit, Severity, check
from tests.factories import codesets

SAMPLE = codesets.sample()


def edits(codeset: CodeSet, *codes: str, **known: Any) -> list[Edit]:
    return check(codes, Context(codeset=codeset, **known))


def names(found: list[Edit]) -> list[str]:
    return [edit.name for edit in found if edit.severity is not Severity.REMINDER]


@pytest.mark.parametrize(
    ("codes", "known", "expected"),
    [
        (["J18.9", "bogus"], {}, ["INVALID_CODE"]),
        (["J18.9", ""], {}, ["INVALID_CODE"]),
        (["J44"], {}, ["INCOMPLETE_CODE"]),
        (["S72.141", "W19.XXXA"], {}, ["MISSING_SEVENTH"]),
        (["J18.9", "I10", "i10"], {}, ["DUPLICATE"]),
        (["W19.XXXA", "S72.141A"], {}, ["EXTERNAL_CAUSE_FIRST"]),
        (["F02.80", "G30.9"], {}, ["CODE_FIRST", "MANIFESTATION_FIRST"]),
        (["Z37.0", "O80"], {}, ["UNACCEPTABLE_PRINCIPAL", "O80_NOT_FIRST"]),
        (["Z37.0", "O80"], {"setting": "clinic"}, ["NEVER_FIRST", "O80_NOT_FIRST"]),
        (["Z51.89"], {}, ["NEEDS_SECONDARY"]),
        (["Z51.89", "I69.354"], {}, []),
        (["I10"], {}, ["QUESTIONABLE_ADMISSION"]),
        (["I10"], {"setting": "clinic"}, []),
        (["J18.9", "E11.9", "E10.9"], {}, ["EXCLUDES1"]),
        (["J18.9", "E10.9", "E11.9"], {}, ["EXCLUDES1"]),
        (["E11.22", "N18.31"], {}, []),
        (["O24.410"], {"age": 70}, ["AGE_CONFLICT"]),
        (["O24.410"], {"age": 8}, ["AGE_CONFLICT"]),
        (["O24.410"], {"age": 9}, []),
        (["O24.410"], {"age": 64}, []),
        (["J18.9", "F03.90"], {"age": 12}, ["AGE_CONFLICT"]),
        (["Z38.00"], {"age": 0}, []),
        (["Z38.00"], {"age": 1}, ["AGE_CONFLICT"]),
        (["O24.410"], {"sex": "male"}, ["SEX_CONFLICT"]),
        (["O80", "Z37.0"], {"sex": "female", "age": 28}, []),
        (["O80", "O70.0", "Z37.0"], {}, ["NOT_ALONE"]),
        (["J18.9", "M17.9"], {}, []),
        (["J18.9", "S72.009A"], {}, ["UNSPECIFIED_SIDE"]),
        (["S72.009A"], {"setting": "emergency"}, []),
        (["J18.9", "Z87.891"], {"poa": ("Y", "")}, []),
        (["J18.9", "Z87.891"], {"poa": ("", "Y")}, ["POA_MISSING", "POA_ON_EXEMPT"]),
        (["J18.9", "I10"], {"poa": ("Y",)}, ["POA_MISSING"]),
        (["J18.9"], {"poa": ("Q",)}, ["POA_MISSING"]),
        (["J18.9"], {"poa": ("N",), "setting": "clinic"}, []),
        ([], {}, []),
    ],
)
@pytest.mark.parametrize("edition", ["full", "sample"])
def test_one_rule_at_a_time(
    edition: str, codes: list[str], known: dict[str, Any], expected: list[str], request: pytest.FixtureRequest
) -> None:
    codeset: CodeSet = request.getfixturevalue(edition)
    assert names(edits(codeset, *codes, **known)) == expected


def test_a_missing_seventh_character_is_named_with_its_choices(full: CodeSet) -> None:
    (edit,) = edits(full, "S72.141")
    assert "A, B, C, D" in edit.sentence
    assert "S72.141A" in edit.sentence
    assert "I.A.5" in edit.citation


def test_an_excludes1_edit_names_both_codes_the_note_and_its_place(full: CodeSet) -> None:
    (edit,) = [edit for edit in edits(full, "J18.9", "E11.9", "E10.9") if edit.name == "EXCLUDES1"]
    assert (edit.code, edit.other, edit.position) == ("E11.9", "E10.9", 1)
    assert "type 1 diabetes mellitus (E10.-)" in edit.sentence
    assert edit.citation.startswith("Excludes1 note at E11;")


def test_excludes1_is_told_whichever_code_carries_the_note(full: CodeSet) -> None:
    one = [edit.name for edit in edits(full, "J18.9", "E11.9", "O24.410", setting="clinic") if edit.name == "EXCLUDES1"]
    other = [edit.name for edit in edits(full, "O24.410", "E11.9", setting="clinic") if edit.name == "EXCLUDES1"]
    assert one == other == ["EXCLUDES1"]


def test_excludes2_is_no_conflict(full: CodeSet) -> None:
    assert names(edits(full, "J44.1", "J47.9")) == []


def test_code_first_reminds_until_the_cause_stands_before(full: CodeSet) -> None:
    def reminded(*codes: str) -> list[str]:
        return [edit.code for edit in edits(full, *codes, setting="clinic") if edit.name == "CODE_FIRST"]

    assert reminded("N18.31") == ["N18.31"]
    assert reminded("N18.31", "E11.22") == ["N18.31"]
    assert reminded("E11.22", "N18.31") == []


@pytest.mark.parametrize(
    ("code", "cause"), [("N18.31", "E11.22"), ("I50.9", "I13.0"), ("J12.82", "U07.1"), ("L97.421", "E11.621")]
)
def test_a_cause_that_stands_after_its_effect_is_an_error(full: CodeSet, code: str, cause: str) -> None:
    (edit,) = [edit for edit in edits(full, code, cause, setting="clinic") if edit.name == "CODE_FIRST"]
    assert (edit.severity, edit.code, edit.other) == (Severity.ERROR, code, cause)
    assert [edit.name for edit in edits(full, cause, code, setting="clinic") if edit.name == "CODE_FIRST"] == []


def test_use_additional_reminds_until_it_is_there(full: CodeSet) -> None:
    def reminded(*codes: str) -> list[str]:
        return [edit.code for edit in edits(full, *codes) if edit.name == "USE_ADDITIONAL"]

    assert "I11.0" in reminded("I11.0")
    assert "I11.0" not in reminded("I11.0", "I50.9")


def test_reminders_of_chapters_are_left_out(full: CodeSet) -> None:
    assert [edit for edit in edits(full, "J18.9", "I50.9") if "tobacco" in edit.sentence] == []


def test_errors_come_before_warnings_before_reminders(full: CodeSet) -> None:
    order = [edit.severity for edit in edits(full, "N18.31", "O80", "bogus", "S72.009A", sex="male")]
    assert order == sorted(order, key=list(Severity).index)
    assert set(order) == set(Severity)


def test_text_that_is_no_code_is_shown_shortly(full: CodeSet) -> None:
    (edit,) = edits(full, "x" * 5000)
    assert len(edit.sentence) < 120


def test_every_rule_cites(full: CodeSet) -> None:
    assert all(rule.__doc__ for rule in RULES)
    found = edits(full, "W19.XXXA", "bogus", "J44", "O80", "O70.0", "E11.9", "E10.9", age=80, sex="male", poa=("Y",))
    assert len(found) > 8
    assert all(edit.citation and edit.sentence.endswith(".") for edit in found)


@settings(max_examples=80, deadline=None)
@given(
    codes=st.lists(
        st.one_of(
            st.sampled_from(["J18.9", "E11.9", "O80", "S72.141", "W19.XXXA", "Z37.0", "J44", ""]), st.text(max_size=9)
        ),
        max_size=6,
    ),
    age=st.one_of(st.none(), st.integers(-1, 130)),
    poa=st.lists(st.sampled_from(["Y", "N", "", "x"]), max_size=8).map(tuple),
)
def test_no_claim_raises_and_every_edit_points_into_it(codes: list[str], age: int | None, poa: tuple[str, ...]) -> None:
    for edit in edits(SAMPLE, *codes, age=age, poa=poa):
        assert 0 <= edit.position < len(codes)
