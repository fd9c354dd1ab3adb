"""Reading submissions: bounded, exact about what is wrong, and unmoved by anything a browser could send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.tasks import reading
from tests.factories.coding import room

ROOM = room()


def read_code(text: str, system: str = "ICD-10-CM") -> tuple[str, list[str]]:
    """A code as stored, and what was wrong with it."""
    problems = reading.Problems()
    return reading.code(text, system, "FY2026", "code", problems), problems.fields.get("code", [])


@pytest.mark.parametrize("text", ["J18.9", "j189", " J 18.9 ", "J189", "j18.9"])
def test_codes_are_stored_in_one_form(text: str) -> None:
    assert read_code(text) == ("J18.9", [])


@pytest.mark.parametrize(
    ("text", "system", "says"),
    [
        ("J44.9X", "ICD-10-CM", "“J44.9X” is not a code of FY2026 ICD-10-CM; search again."),
        ("J44", "ICD-10-CM", "is not a complete code of FY2026 ICD-10-CM; choose one of the codes below it."),
        ("pneumonia", "ICD-10-CM", "is not written like an ICD-10-CM code"),
        ("0SR901O", "ICD-10-PCS", "seven characters without I and O"),
        ("00000", "HCPCS", "CPT is licensed and not used here"),
        ("X", "HCPCS", "a letter and four digits"),
        ("Q" * 5_000_000, "ICD-10-CM", "“QQQQQQQQQQQQ…” is not written like"),
    ],
)
def test_a_code_that_cannot_be_read_says_why(text: str, system: str, says: str) -> None:
    _, (message,) = read_code(text, system)
    assert says in message
    assert len(message) < 250


@given(st.text(max_size=40), st.sampled_from(["ICD-10-CM", "ICD-10-PCS", "HCPCS"]))
def test_no_text_breaks_the_reading_of_a_code(text: str, system: str) -> None:
    code, messages = read_code(text, system)
    if not messages:
        assert read_code(code, system) == (code, [])


names = st.one_of(
    st.text(max_size=20),
    st.builds(
        "{}-{}-{}".format,
        st.sampled_from(["diagnoses", "x"]),
        st.one_of(st.integers(-3, 10**9), st.sampled_from(["__index__", "٣", "1e3"])),
        st.sampled_from(["code", "poa", "other"]),
    ),
)


@given(st.dictionaries(names, st.lists(st.text(max_size=5), max_size=3), max_size=12))
def test_rows_are_whole_and_in_order_whatever_was_sent(sent: dict[str, list[str]]) -> None:
    rows = reading.rows(sent, "diagnoses", ("code", "poa"))
    assert all(list(row) == ["code", "poa"] for row in rows)
    assert len(rows) <= len(sent)
    shown = reading.submitted("diagnoses", rows, 60)
    assert reading.rows(shown, "diagnoses", ("code", "poa")) == rows[:60]


def test_gaps_are_closed_and_order_is_by_number_not_by_text() -> None:
    sent = {"diagnoses-10-code": ["C"], "diagnoses-2-code": ["B"], "diagnoses-0-code": ["A"]}
    assert [row["code"] for row in reading.rows(sent, "diagnoses", ("code",))] == ["A", "B", "C"]


def test_the_last_of_several_values_counts() -> None:
    assert reading.value({"poa": ["Y", " N "]}, "poa") == "N"
    assert reading.value({"poa": []}, "poa") == reading.value({}, "poa") == ""


def read_evidence(text: str) -> tuple[tuple[str, ...], list[str]]:
    """References, and what was wrong with them."""
    problems = reading.Problems()
    return reading.evidence(text, ROOM, "evidence", problems), problems.fields.get("evidence", [])


def test_evidence_is_read_once_each_in_order() -> None:
    assert read_evidence("main:d05.s1, main:d02.s2  main:d05.s1") == (("main:d05.s1", "main:d02.s2"), [])


@pytest.mark.parametrize("text", ["main:d99.s1", "other:d02.s2", "d02.s2", "main:d02", "papers:d02.s2", "main:../x"])
def test_evidence_that_does_not_exist_is_named(text: str) -> None:
    _, (message,) = read_evidence(text)
    assert f"“{text}” is not a statement of this chart" in message


def test_too_much_evidence() -> None:
    _, (message,) = read_evidence(" ".join(f"main:d02.s{n}" for n in range(21)))
    assert "keep the 20" in message
    _, (message,) = read_evidence("x" * 10_000_000)
    assert message == "This field holds 10,000,000 characters; at most 2,000 are read. Shorten it."


@pytest.mark.parametrize(("text", "day"), [("", ""), ("2026-03-10", "2026-03-10"), ("20260310", "2026-03-10")])
def test_days(text: str, day: str) -> None:
    problems = reading.Problems()
    assert reading.day(text, "date", problems) == day
    assert not problems


@given(st.text(min_size=1, max_size=30))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    problems = reading.Problems()
    assert bool(reading.day(text, "date", problems)) != bool(problems)
