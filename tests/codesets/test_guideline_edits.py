"""Edits that hold single guidelines: sequence, combination codes, the mother's record.

Each wrong list stands beside the right one, which must raise nothing but reminders.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.codesets import CodeSet
from sandbox.codesets.edits import Context, Severity, check

SEQUENCE: list[tuple[list[str], dict[str, Any], list[str]]] = [
    (["R65.20", "A41.51", "N17.9"], {"setting": "emergency"}, ["NEVER_FIRST"]),
    (["R65.20", "A41.51", "N17.9"], {}, ["UNACCEPTABLE_PRINCIPAL"]),
    (["A41.51", "R65.20", "N17.9"], {}, []),
    (["J18.9", "R65.20", "N17.9"], {}, ["SEVERE_SEPSIS_ALONE"]),
    (["J18.9", "R65.20", "A41.9"], {}, ["CODE_FIRST", "SEVERE_SEPSIS_ALONE"]),
    (["A41.9", "R65.10"], {}, ["SIRS_BESIDE_SEPSIS"]),
    (["K85.90", "R65.10"], {}, []),
    (["Z68.36", "E66.812"], {"setting": "clinic"}, ["NEVER_FIRST"]),
    (["E66.812", "Z68.36"], {"setting": "clinic"}, []),
    (["T81.44XA", "A41.9", "R65.20"], {}, []),
    (["J18.9", "A41.9"], {"poa": ("Y", "Y")}, ["SEPSIS_AFTER_SITE"]),
    (["J18.9", "A41.9"], {"poa": ("Y", "N")}, []),
    (["A41.9", "J18.9"], {"poa": ("Y", "Y")}, []),
    (["N39.0", "A41.51"], {"poa": ("Y", "Y")}, ["SEPSIS_AFTER_SITE"]),
    (["T36.0X5A", "L27.0"], {"setting": "clinic"}, ["NEVER_FIRST"]),
    (["L27.0", "T36.0X5A"], {"setting": "clinic"}, []),
    (["T46.4X6A", "I10"], {"setting": "clinic"}, ["NEVER_FIRST"]),
    (["I10", "T46.4X6A", "Z91.120"], {"setting": "clinic"}, []),
    (["B96.20", "N39.0"], {"setting": "clinic"}, ["NEVER_FIRST"]),
    (["N39.0", "B96.20"], {"setting": "clinic"}, []),
    (["S82.141S", "M17.31"], {}, ["NEVER_FIRST"]),
    (["M17.31", "S82.141S"], {}, []),
    (["O94", "N82.0"], {"setting": "clinic"}, ["NEVER_FIRST"]),
    (["N82.0", "O94"], {"setting": "clinic"}, []),
    (["J96.00", "T40.1X1A"], {}, ["POISONING_ORDER"]),
    (["T40.1X1A", "J96.00"], {}, []),
    (["T85.694A", "T38.3X1A", "E10.649"], {}, []),
    (["T51.0X1A", "T40.1X1A", "J96.00"], {}, []),
    (["R40.20", "T58.01XA"], {"setting": "emergency"}, ["POISONING_ORDER"]),
    (["C50.912", "Z51.11"], {"setting": "clinic"}, ["ONLY_FIRST"]),
    (["Z51.11", "C50.912"], {"setting": "clinic"}, []),
    (["Z51.0", "Z51.11", "C50.912"], {"setting": "clinic"}, []),
    (["J06.9", "Z00.00"], {"setting": "clinic"}, ["ONLY_FIRST"]),
    (["Z51.5", "Z52.9"], {"setting": "clinic"}, []),
    (["Z47.89", "S72.141D"], {"setting": "clinic"}, ["AFTERCARE_OF_INJURY"]),
    (["Z47.1", "Z96.651"], {"setting": "clinic"}, []),
    (["J18.9", "N18.31"], {"poa": ("Y", "N")}, ["POA_CHRONIC"]),
    (["J18.9", "N17.9"], {"poa": ("Y", "N")}, []),
    (["J18.9", "N17.9"], {"poa": ("N", "Y")}, ["POA_PRINCIPAL"]),
    (["O76", "Z37.0"], {"poa": ("N", "")}, []),
    (["J18.9", "N18.31"], {"poa": ("N", "N"), "setting": "clinic"}, []),
]

COMBINATION: list[tuple[list[str], dict[str, Any], list[str]]] = [
    (["E11.9", "E11.42"], {"setting": "clinic"}, ["WITHOUT_COMPLICATIONS"]),
    (["E11.42", "E11.65"], {"setting": "clinic"}, []),
    (["E11.9", "N18.31"], {"setting": "clinic"}, ["PRESUMED_LINK"]),
    (["E11.22", "N18.31"], {"setting": "clinic"}, []),
    (["I10", "I50.9"], {"setting": "clinic"}, ["PRESUMED_LINK"]),
    (["I10", "N18.4"], {"setting": "clinic"}, ["PRESUMED_LINK"]),
    (["I11.0", "I50.9", "N18.4"], {"setting": "clinic"}, ["PRESUMED_LINK"]),
    (["I12.9", "N18.4", "I50.9"], {"setting": "clinic"}, ["PRESUMED_LINK"]),
    (["I13.0", "I50.9", "N18.4"], {"setting": "clinic"}, []),
    (["I12.9", "N18.5"], {"setting": "clinic"}, ["COMBINATION_CONTRARY"]),
    (["I12.0", "N18.5"], {"setting": "clinic"}, []),
    (["I12.0", "N18.31"], {"setting": "clinic"}, ["COMBINATION_CONTRARY"]),
    (["I13.0", "I50.9", "N18.6"], {"setting": "clinic"}, ["COMBINATION_CONTRARY"]),
    (["I13.10", "I50.9", "N18.4"], {"setting": "clinic"}, ["COMBINATION_CONTRARY"]),
    (["I11.0", "I50.9", "I12.9"], {"setting": "clinic"}, ["ONE_HYPERTENSION", "PRESUMED_LINK"]),
    (["I12.0", "N18.6", "N18.4"], {"setting": "clinic"}, ["STAGE_BESIDE_END_STAGE"]),
    (["J44.1", "J44.9"], {"setting": "clinic"}, ["UNSPECIFIED_BESIDE"]),
    (["J44.1", "J44.0", "J18.9"], {"setting": "clinic"}, []),
    (["I13.0", "I50.23", "I50.9", "N18.4"], {"setting": "clinic"}, ["UNSPECIFIED_BESIDE"]),
    (["I22.2", "I25.10"], {}, ["I22_ALONE"]),
    (["I22.2", "I21.09"], {}, []),
]

OBSTETRIC: list[tuple[list[str], dict[str, Any], list[str]]] = [
    (["O80", "Z37.0", "Z3A.39"], {}, []),
    (["O80"], {}, ["OUTCOME_MISSING"]),
    (["O80", "Z37.2"], {}, ["O80_OUTCOME"]),
    (["O99.824"], {}, ["OUTCOME_MISSING"]),
    (["O24.420", "O99.824"], {}, ["OUTCOME_MISSING"]),
    (["O24.410"], {"setting": "clinic"}, []),
    (["U07.1", "O98.513", "Z3A.30"], {}, ["CHAPTER15_FIRST"]),
    (["O98.513", "U07.1", "Z3A.30"], {}, []),
    (["O98.512", "U07.1", "Z3A.30"], {}, ["TRIMESTER"]),
    (["O98.511", "U07.1", "Z3A.13"], {}, []),
    (["O98.512", "U07.1", "Z3A.14"], {}, []),
    (["O03.9", "Z3A.10"], {"setting": "clinic"}, ["WEEKS_NOT_USED"]),
    (["O03.9"], {"setting": "clinic"}, []),
    (["O80", "Z37.0", "Z38.00"], {}, ["TWO_RECORDS", "ONLY_FIRST"]),
    (["Z38.00", "Z05.1"], {"age": 0}, []),
    (["P07.35", "P07.16"], {"age": 0}, ["BIRTH_WEIGHT_ORDER"]),
    (["P07.16", "P07.35"], {"age": 0}, []),
    (["Z38.00", "P22.1"], {"age": 0}, []),
]


def found(codeset: CodeSet, codes: list[str], known: dict[str, Any]) -> list[str]:
    edits = check(codes, Context(codeset=codeset, **known))
    assert all(edit.citation and edit.sentence.endswith(".") for edit in edits)
    return [edit.name for edit in edits if edit.severity is not Severity.REMINDER]


@pytest.mark.parametrize(("codes", "known", "expected"), [*SEQUENCE, *COMBINATION, *OBSTETRIC])
def test_a_guideline_at_a_time(full: CodeSet, codes: list[str], known: dict[str, Any], expected: list[str]) -> None:
    assert sorted(found(full, codes, known)) == sorted(expected)


def test_the_weeks_are_asked_for_in_pregnancy_and_not_after_it(full: CodeSet) -> None:
    def reminded(*codes: str) -> bool:
        edits = check(codes, Context(setting="clinic", codeset=full))
        return any(edit.name == "WEEKS_MISSING" and edit.severity is Severity.REMINDER for edit in edits)

    assert reminded("O24.410")
    assert not reminded("O24.410", "Z3A.30")
    assert not reminded("O90.81")
    assert not reminded("O03.9")
