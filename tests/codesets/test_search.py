"""Finding codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.codesets import CM, HCPCS, PCS, SYSTEMS, CodeSet
from sandbox.errors import Invalid
from tests.factories import codesets

SAMPLE = codesets.sample()


def codes(codeset: CodeSet, query: str, system: str = CM, limit: int = 20) -> list[str]:
    return [hit.code for hit in codeset.find(query, system, limit)]


def test_a_prefix_gives_the_heading_and_what_is_below(full: CodeSet) -> None:
    assert codes(full, "J44") == ["J44", "J44.0", "J44.1", "J44.8", "J44.81", "J44.89", "J44.9"]
    assert codes(full, "j44.8") == ["J44.8", "J44.81", "J44.89"]
    assert codes(full, "j441") == ["J44.1"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("COPD", "J44.1"),
        ("COPD exacerbation", "J44.1"),
        ("pneumonia", "J18.9"),
        ("community acquired pneumonia", "J18.9"),
        ("CHF", "I50.9"),
        ("heart attack", "I21.4"),
        ("MI", "I21.4"),
        ("UTI", "N39.0"),
        ("T2DM", "E11.9"),
        ("htn", "I10"),
        ("high blood pressure", "I10"),
        ("CKD", "N18.30"),
        ("GERD", "K21.9"),
        ("AFib", "I48.91"),
        ("hip frac displ r", "S72.141A"),
        ("intertroch fx left", "S72.142A"),
        ("broken hip", "S72.001A"),
        ("ankle fracture right", "S82.891A"),
        ("normal delivery", "O80"),
        ("colon cancer screening", "Z12.11"),
        ("acute blood loss anemia", "D62"),
        ("e coli sepsis", "A41.51"),
        ("old stroke aphasia", "I69.320"),
        ("fell at home", "W19.XXXA"),
        ("ex smoker", "Z87.891"),
        ("HFrEF acute", "I50.23"),
    ],
)
def test_the_first_hit_is_the_one_looked_for(full: CodeSet, query: str, first: str) -> None:
    assert codes(full, query)[0] == first


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("diabetes kidney", "E11.22"),
        ("htn ckd", "I12.9"),
        ("hypertensive heart failure", "I11.0"),
        ("c section", "O82"),
        ("colon polyp", "D12.6"),
        ("lateral malleolus displaced", "S82.61XA"),
        ("fell down stairs", "W10.9XXA"),
        ("subsequent encounter intertrochanteric right", "S72.141D"),
        ("bedsore sacral stage 3", "L89.153"),
    ],
)
def test_the_wanted_code_is_on_the_first_page(full: CodeSet, query: str, wanted: str) -> None:
    assert wanted in codes(full, query)


def test_words_may_stand_in_any_order(full: CodeSet) -> None:
    assert codes(full, "femur right fracture neck") == codes(full, "neck fracture right femur")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("hip fracture fixation right", "0QS636Z"),
        ("reposition right upper femur percutaneous", "0QS636Z"),
        ("vaginal delivery", "10E0XZZ"),
        ("hip replacement right", "0SR90JA"),
        ("0QS634Z", "0QS634Z"),
    ],
)
def test_procedures_are_found(full: CodeSet, query: str, first: str) -> None:
    assert codes(full, query, PCS)[0] == first


def test_a_short_word_is_no_procedure_prefix(full: CodeSet) -> None:
    assert all("Hip" in hit.title or hit.code.startswith(("0SR", "0QS")) for hit in full.find("hip", PCS))


def test_supplies_are_found(sample: CodeSet) -> None:
    assert codes(sample, "crutches aluminum", HCPCS) == ["E0114"]
    assert codes(sample, "G01", HCPCS)[0] == "G0101"
    assert codes(sample, "colonoscopy high risk", HCPCS)[0] == "G0105"


def test_words_that_nothing_has_are_left_aside(full: CodeSet) -> None:
    assert codes(full, "pneumonia xylophone")[0] == "J18.9"
    assert codes(full, "xylophone") == []


def test_limit_is_kept_within_bounds(full: CodeSet) -> None:
    assert len(codes(full, "fracture", limit=7)) == 7
    assert len(codes(full, "fracture", limit=10_000)) == 100
    assert codes(full, "fracture", limit=-3) == []


def test_no_code_is_offered_twice(full: CodeSet) -> None:
    found = codes(full, "fracture femur", limit=100)
    assert len(found) == len(set(found))


def test_chapters_and_blocks_are_not_offered(full: CodeSet) -> None:
    assert all("-" not in code for code in codes(full, "diseases of the respiratory system", limit=100))


def test_an_unknown_system_is_refused(sample: CodeSet) -> None:
    with pytest.raises(Invalid, match="SNOMED"):
        sample.find("pneumonia", "SNOMED")


@pytest.mark.parametrize(
    "query",
    ['"', "'", "(((", "*", "a OR", "NEAR(", "title:x", "-", "^J44", "NOT", "a AND NOT b", "\x00", "😀", "x" * 5000],
)
def test_search_syntax_is_only_text(full: CodeSet, query: str) -> None:
    assert isinstance(full.find(query), list)


@settings(max_examples=150, deadline=None)
@given(query=st.text(max_size=60), system=st.sampled_from(SYSTEMS), limit=st.integers(-5, 200))
def test_no_query_raises(query: str, system: str, limit: int) -> None:
    hits = SAMPLE.find(query, system, limit)
    assert len(hits) <= max(0, min(limit, 100))
    assert all(SAMPLE.get(hit.code, system) is not None for hit in hits)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["AND", "OR", "NOT", "NEAR", '"', "*", "(", ")", "title", ":", "J44", "hip", "^"]).map(str),
    st.data(),
)
def test_operators_between_words_do_not_raise(word: str, more: st.DataObject) -> None:
    rest = more.draw(st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR(", '"', "*", ")", "copd", "-"]), max_size=6))
    SAMPLE.find(" ".join([word, *rest]))


def test_lay_terms_and_common_codes_name_what_exists(full: CodeSet) -> None:
    from sandbox.codesets.sources import bundled

    unknown = [
        (system, prefix)
        for system, prefix, _ in bundled.lay_terms("FY2026")
        if not full._db.execute(
            "SELECT 1 FROM code WHERE system = ? AND plain >= ? AND plain < ?", (system, prefix, prefix + "\x7f")
        ).fetchone()
    ]
    assert unknown == []
    assert [key for key in bundled.common_codes("FY2026") if not full.valid(key[1], key[0])] == []
