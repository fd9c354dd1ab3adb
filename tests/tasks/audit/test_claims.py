"""Errors planted in claims: each of the class it says, one a line, and the record otherwise right."""

from __future__ import annotations

from random import Random

import pytest

from sandbox import codesets
from sandbox.charts.truth import CodeSystem
from sandbox.scoring.accuracy import METHODS
from sandbox.tasks.audit.claims import PLANTERS, Claim, plant, right_claim
from sandbox.tasks.audit.classes import CLASSES
from sandbox.tasks.audit.figures import tally
from tests.factories.audits import made, spec, world
from tests.factories.coding import coded_world

EDITION = codesets.edition()


def only(error: str, seed: int = 0) -> list[Claim]:
    """A claim with one error of one class."""
    return plant(spec(error_types=(error,), errors=(1, 1)), world(), Random(seed))


def codes(claim: Claim) -> list[str]:
    """The codes of a claim in order."""
    return [line.code for line in claim.lines]


RIGHT = codes(right_claim(world(), "main"))


def test_every_planted_class_has_a_planter() -> None:
    assert set(PLANTERS) == {name for name, error in CLASSES.items() if error.planted}


def test_without_errors_the_claim_is_the_right_record() -> None:
    (claim,) = plant(spec(errors=(0, 0)), world(), Random(1))
    assert codes(claim) == RIGHT == ["A41.51", "R65.20", "N17.9", "S72.001A", "J44.1", "Z87.891"]


@pytest.mark.parametrize("seed", range(6))
def test_omitted(seed: int) -> None:
    (claim,) = only("omitted", seed)
    (left_out,) = set(RIGHT) - set(codes(claim))
    # Nothing that another code must follow is left out: its absence could not be told from a wrong order.
    assert left_out not in ("A41.51", "R65.20")


@pytest.mark.parametrize("seed", range(6))
def test_unsupported_takes_the_traps_first(seed: int) -> None:
    (claim,) = only("unsupported", seed)
    extra = [line for line in claim.lines if line.item is None]
    assert [(line.code, line.error, line.why) for line in extra] == [("R65.10", "unsupported", "A rule forbids it.")]
    assert codes(claim)[0] == "A41.51"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("error", ["wrong_specificity", "wrong_seventh"])
def test_a_changed_code_is_valid_and_of_the_same_category(error: str, seed: int) -> None:
    (claim,) = only(error, seed)
    ((right, line),) = [(r, n) for r, n in zip(RIGHT, claim.lines, strict=True) if r != n.code]
    assert line.error == error
    assert EDITION.valid(line.code)
    assert line.code[:3] == right[:3]
    assert (line.code[:-1] == right[:-1] and len(right) == 8) == (error == "wrong_seventh")


@pytest.mark.parametrize("seed", range(6))
def test_wrong_poa(seed: int) -> None:
    (claim,) = only("wrong_poa", seed)
    (line,) = [line for line in claim.lines if line.error]
    assert line.item is not None
    assert line.poa != line.item.poa
    assert codes(claim) == RIGHT


@pytest.mark.parametrize("seed", range(6))
def test_wrong_principal_swaps_the_first_line_with_one_other(seed: int) -> None:
    (claim,) = only("wrong_principal", seed)
    moved = [number for number, (was, now) in enumerate(zip(RIGHT, codes(claim), strict=True)) if was != now]
    assert moved[0] == 0
    assert len(moved) == 2
    assert claim.lines[0].code != "Z87.891"


@pytest.mark.parametrize("seed", range(6))
def test_wrong_sequence_leaves_the_first_line_alone(seed: int) -> None:
    (claim,) = only("wrong_sequence", seed)
    assert codes(claim) == ["A41.51", "N17.9", "R65.20", "S72.001A", "J44.1", "Z87.891"]


def test_a_procedure_axis() -> None:
    a_world = coded_world(["0SR9019", "0QS604Z"], system=CodeSystem.PCS)
    (claim,) = plant(spec(error_types=("pcs_axis",), errors=(1, 1)), a_world, Random(1))
    (line,) = [line for line in claim.lines if line.error]
    assert line.item is not None
    assert sum(a != b for a, b in zip(line.code, line.item.code, strict=True)) == 1
    assert EDITION.valid(line.code, CodeSystem.PCS)


def test_no_line_carries_two_errors() -> None:
    for seed in range(30):
        (claim,) = plant(spec(errors=(5, 6)), world(), Random(seed))
        busy = [id(line) for _, *pair in claim.swapped for line in pair]
        busy += [id(line) for line in claim.lines if line.error]
        assert len(busy) == len(set(busy))


def test_the_rate_is_the_methods_over_the_planted_errors() -> None:
    wanted = {
        "omitted": {"code_over_code": 5 / 6, "total_opportunity": 5 / 6, "poa_accuracy": 5 / 6},
        "unsupported": {"code_over_code": 1, "code_over_code_deducted": 5 / 6, "total_opportunity": 6 / 7},
        "wrong_specificity": {"code_over_code": 5 / 6, "case_over_case": 0, "poa_accuracy": 1},
        "wrong_poa": {"code_over_code": 1, "poa_accuracy": 5 / 6, "case_over_case": 0},
        "wrong_principal": {"code_over_code": 1, "principal_accuracy": 0},
        "wrong_sequence": {"code_over_code": 1, "principal_accuracy": 1, "case_over_case": 0},
    }
    for error, rates in wanted.items():
        _, key, _ = made(spec(error_types=(error,), errors=(1, 1)), seed=3)
        counts = tally(("main",), key.rows, key.sequences, key.missing)
        for method, rate in rates.items():
            assert METHODS[method].rate(counts) == pytest.approx(100 * rate), (error, method)
