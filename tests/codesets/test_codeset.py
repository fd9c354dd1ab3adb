"""Looking codes up."""

from __future__ import annotations

import pytest

from sandbox.codesets import CM, HCPCS, PCS, CodeSet


@pytest.mark.parametrize("code", ["J18.9", "j189", "E11.22", "S72.141A", "W19.XXXA", "O80", "Z37.0", "QA0.0101"])
def test_complete_codes_are_valid(full: CodeSet, code: str) -> None:
    assert full.valid(code)


@pytest.mark.parametrize(
    "code", ["J44", "S72.141", "J18.99", "", "bogus", "4", "I00-I99", "J18.9; DROP TABLE code", "É"]
)
def test_headings_and_other_text_are_not_valid(full: CodeSet, code: str) -> None:
    assert not full.valid(code)


def test_a_code_is_valid_in_its_own_system_only(full: CodeSet) -> None:
    assert full.valid("0QS634Z", PCS)
    assert not full.valid("0QS634Z", CM)
    assert full.valid("G0105", HCPCS)
    assert not full.valid("G0105", CM)


@pytest.mark.parametrize(
    ("code", "system", "title"),
    [
        ("J44.1", CM, "Chronic obstructive pulmonary disease with (acute) exacerbation"),
        ("E11.22", CM, "Type 2 diabetes mellitus with diabetic chronic kidney disease"),
        (
            "S72.141A",
            CM,
            "Displaced intertrochanteric fracture of right femur, initial encounter for closed fracture",
        ),
        ("O80", CM, "Encounter for full-term uncomplicated delivery"),
        ("10D10ZZ", PCS, "Extraction of Products of Conception, Retained, Open Approach"),
        ("10E0XZZ", PCS, "Delivery of Products of Conception, External Approach"),
        ("0QS634Z", PCS, "Reposition Right Upper Femur with Internal Fixation Device, Percutaneous Approach"),
        ("G0105", HCPCS, "Colorectal cancer screening; colonoscopy on individual at high risk"),
        ("nothing", CM, ""),
    ],
)
def test_titles(full: CodeSet, code: str, system: str, title: str) -> None:
    assert full.title(code, system) == title


def test_notes_are_inherited_from_category_and_chapter(full: CodeSet) -> None:
    code = full.get("E11.22")
    assert code is not None
    assert ("type 1 diabetes mellitus (E10.-)", "E11") in [(note.text, note.at) for note in code.excludes1]
    assert "code to identify stage of chronic kidney disease (N18.1-N18.6)" in [
        note.text for note in code.use_additional
    ]
    assert {note.at for note in code.use_additional} == {"E11", "E11.22"}
    assert any(note.at == "4" for note in code.notes)


def test_a_code_made_by_a_seventh_character_inherits_too(full: CodeSet) -> None:
    code = full.get("S72.141A")
    assert code is not None
    assert code.parent == "S72.141"
    assert {note.at for note in code.excludes2} >= {"S72", "S72.0", "19"} - {"S72.0"}
    assert any("S72" in note.at for note in code.excludes1)


def test_a_code_that_code_first_asks_about(full: CodeSet) -> None:
    code = full.get("F02.80")
    assert code is not None
    assert any("Alzheimer's (G30.-)" in note.text for note in code.code_first)


def test_a_code_that_code_also_asks_about(full: CodeSet) -> None:
    code = full.get("I50.20")
    assert code is not None
    assert any("I50.84" in note.text for note in code.code_also)


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        (
            "0QS634Z",
            [
                "Medical and Surgical",
                "Lower Bones",
                "Reposition",
                "Upper Femur, Right",
                "Percutaneous",
                "Internal Fixation Device",
                "No Qualifier",
            ],
        ),
        (
            "0QS604Z",
            [
                "Medical and Surgical",
                "Lower Bones",
                "Reposition",
                "Upper Femur, Right",
                "Open",
                "Internal Fixation Device",
                "No Qualifier",
            ],
        ),
        (
            "10E0XZZ",
            ["Obstetrics", "Pregnancy", "Delivery", "Products of Conception", "External", "No Device", "No Qualifier"],
        ),
    ],
)
@pytest.mark.parametrize("edition", ["full", "sample"])
def test_axes_of_a_procedure(edition: str, code: str, labels: list[str], request: pytest.FixtureRequest) -> None:
    codeset: CodeSet = request.getfixturevalue(edition)
    found = codeset.get(code, PCS)
    assert found is not None
    assert [axis.label for axis in found.axes] == labels
    assert "".join(axis.value for axis in found.axes) == code


def test_sections_without_tables_have_titles_but_no_labels(full: CodeSet) -> None:
    found = full.get("B245ZZZ", PCS)
    assert found is not None
    assert found.billable
    assert found.title
    assert {axis.label for axis in found.axes} == {""}


def test_children_stand_in_the_order_of_the_book(full: CodeSet) -> None:
    assert [hit.code for hit in full.children("J44")] == ["J44.0", "J44.1", "J44.8", "J44.9"]
    assert [hit.code for hit in full.children("S72.141")][:3] == ["S72.141A", "S72.141B", "S72.141C"]
    assert full.children("bogus") == []


@pytest.mark.parametrize("code", ["Z37.0", "I25.2", "O80", "Z87.891", "Y92.009", "S72.141D", "Z79.4", "O09.90"])
def test_codes_exempt_from_poa(full: CodeSet, code: str) -> None:
    assert full.poa_exempt(code)


@pytest.mark.parametrize("code", ["J18.9", "S72.141A", "I10", "Y92.230", "Z66", "O70.0", "W19.XXXA", "bogus"])
def test_codes_not_exempt_from_poa(full: CodeSet, code: str) -> None:
    assert not full.poa_exempt(code)


def test_exempt_codes_number_as_many_as_published_within_a_percent(full: CodeSet) -> None:
    (count,) = full._db.execute("SELECT count(*) FROM code WHERE poa_exempt").fetchone()
    assert abs(count - 38_349) / 38_349 < 0.01


def test_lists_of_the_code_editor(full: CodeSet) -> None:
    marks = {code: full.get(code) for code in ("F02.80", "F03.90", "Z37.0", "O80", "Z38.00", "I10", "J18.9")}
    shown = {code: found.marks if found else None for code, found in marks.items()}
    assert shown == {
        "F02.80": ("manifestation",),
        "F03.90": ("adult",),
        "Z37.0": ("maternity", "unacceptable"),
        "O80": ("maternity",),
        "Z38.00": ("newborn",),
        "I10": ("questionable",),
        "J18.9": (),
    }


def test_unverified_facts_are_marked(full: CodeSet) -> None:
    newer, checked = full.get("G2211", HCPCS), full.get("E0114", HCPCS)
    assert newer is not None
    assert checked is not None
    assert (newer.verified, checked.verified) == (False, True)


def test_what_an_edition_covers_is_said(full: CodeSet, sample: CodeSet) -> None:
    assert full.complete
    assert "2024" in full.meta["covers ICD-10-PCS"]
    assert not sample.complete
    assert "sample" in sample.meta["covers ICD-10-CM"]
