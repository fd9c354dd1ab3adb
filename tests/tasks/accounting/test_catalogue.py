"""Every sort says its nature in its own words, and the accounting rules agree with the catalogue."""

from __future__ import annotations

import re
from random import Random

import pytest

from sandbox.privacy import accounting
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting.accountable import ACCOUNTABLE
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.excluded import EXCLUDED
from sandbox.tasks.accounting.outsiders import Outsiders
from sandbox.tasks.accounting.sorts import NEVER_LEFT, Sort
from tests.factories.charts import chart

WORDS = {"patient": "P", "stay": "S", "year": "2024", "person": "K", "plan": "L", "number": "N"}
RULE = re.compile(
    r"CFR|HIPAA|164|accounting|accountab|exclu|TPO|incidental|limited data|permissi|impermiss", re.IGNORECASE
)


def test_there_is_a_sort_for_every_ground_and_many_that_are_told() -> None:
    assert len(SORTS) == len(ACCOUNTABLE) + len(EXCLUDED) >= 40
    assert {sort.ground for sort in EXCLUDED} == {*accounting.GROUNDS, "nothing"} - {c.PERIOD}
    assert not any(sort.ground for sort in ACCOUNTABLE)


@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_a_sort_shows_what_it_is_and_names_no_rule(sort: Sort) -> None:
    said = [text.format(**WORDS) for text in (*sort.what, *sort.authority, *sort.says, sort.paper)]
    assert [text for text in said if RULE.search(text)] == []
    assert all(sort.what)
    assert all(sort.authority)
    assert bool(sort.paper) == bool(sort.says)
    assert re.match(r"45 CFR 16[0-9]\.\d+", sort.citation)
    assert sort.purpose in c.PURPOSES
    if sort.ground:
        assert sort.ground in c.REASONS
    assert Outsiders(chart(), Random(1)).recipient(sort.to).name


def test_who_may_ask_for_silence() -> None:
    """45 CFR 164.528(a)(2)(i): a health oversight agency or a law enforcement official, and nobody else."""
    able = {sort.name for sort in SORTS.values() if sort.suspendable}
    assert able == {"licensing_visit", "fraud_unit", "warrant", "locate", "wound_report"}


def test_a_paper_behind_which_nothing_left_is_no_disclosure() -> None:
    found = [sort for sort in EXCLUDED if sort.kind == NEVER_LEFT]
    assert len(found) >= 3
    assert all("160.103" in sort.citation for sort in found)


def test_every_word_that_excludes_has_a_ground_with_a_citation() -> None:
    for word in (*accounting.EXCLUDED_WORDS, *accounting.EXCLUDED):
        assert accounting.ground(word) in accounting.GROUND_CITES
    assert accounting.ground("misdirected_treatment_fax") == ""
    assert accounting.ground("workers_comp_payment") == ""
