"""Every sort of requester with every purpose and type of request: what must never leave without a paper does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import privacy
from sandbox.privacy import Request
from sandbox.privacy import vocabulary as words
from sandbox.privacy.request import Paper, Requester
from tests.factories.requests import plain
from tests.privacy.test_properties import RANK, requests

ASKING = ("access_copy", "access_inspect", "access_third_party_directive", "disclosure", "internal_use")
PERSONAL = {"individual", "personal_representative", "parent_guardian"}
SIGNED_PAPERS = (
    "authorization",
    "part2_consent",
    "court_order",
    "part2_court_order",
    "warrant",
    "judicial_subpoena",
    "grand_jury_subpoena",
)
THREAT = {"threat_serious": True, "threat_imminent": True, "good_faith": True}


def everyone(holds: str, kinds: tuple[str, ...] = ASKING, **circumstances: Any) -> Iterator[Request]:
    """A request without papers from every requester, of every type, for every purpose."""
    for kind, who, purpose in product(kinds, words.REQUESTER_TYPES, words.PURPOSES):
        yield privacy.parse(plain(who, purpose, kind=kind, holds=(holds,), **circumstances))


def released(holds: str, **circumstances: Any) -> set[tuple[str, str, str]]:
    """Who gets it without any paper: type of request, requester, purpose."""
    return {
        (request.request_type, request.requester.type, request.purpose)
        for request in everyone(holds, **circumstances)
        if holds in privacy.decide(request).segments_going
    }


def test_every_type_requester_and_purpose_is_decided() -> None:
    for request in everyone("general", words.REQUEST_TYPES):
        decision = privacy.decide(request)
        assert decision.basis_citation, request
        assert decision.fired, request


@pytest.mark.parametrize(
    ("part", "name", "allowed"),
    [
        ("requester", "identity_verified", words.IDENTITY),
        ("requester", "authority_verified", words.AUTHORITY),
        ("asked", "scope", words.SCOPES),
        ("asked", "form", words.FORMS),
        ("asked", "delivery", words.DELIVERIES),
        ("patient", "age_class", words.AGE_CLASSES),
        ("patient", "status", words.STATUSES),
        ("patient", "capacity", words.CAPACITIES),
        ("patient", "restriction", words.RESTRICTIONS),
        ("record", "source_system", words.SOURCE_SYSTEMS),
        ("documents", "type", words.DOCUMENT_TYPES),
    ],
)
def test_every_value_of_every_list_meets_every_requester(part: str, name: str, allowed: tuple[Any, ...]) -> None:
    for who, purpose, value in product(words.REQUESTER_TYPES, words.PURPOSES, allowed):
        source = plain(who, purpose)
        if part == "documents":
            source["documents"] = [{"type": value, "attributes": {}}]
        else:
            source[part][name] = value
        assert privacy.decide(privacy.parse(source)).outcome in words.OUTCOMES


def test_psychotherapy_notes_need_a_paper_except_for_hhs_and_coroners() -> None:
    going = released("psychotherapy_notes")
    assert {(who, purpose) for kind, who, purpose in going} == {
        ("hhs_secretary", "compliance_investigation"),
        ("hhs_secretary", "oversight"),
        ("coroner_me", "death_investigation"),
    }


def test_psychotherapy_notes_may_avert_a_serious_threat() -> None:
    assert ("disclosure", "threat_target", "serious_threat") in released("psychotherapy_notes", **THREAT)
    assert {purpose for _, who, purpose in released("psychotherapy_notes", **THREAT) if who == "threat_target"} == {
        "serious_threat"
    }


@pytest.mark.parametrize("segment", ["part2_sud", "sud_counseling_notes"])
def test_part_2_records_stay_with_the_patient_the_program_and_who_the_law_names(segment: str) -> None:
    outside = {
        (who, purpose)
        for kind, who, purpose in released(segment)
        if who not in PERSONAL and kind != "internal_use" and who != "hhs_secretary"
    }
    assert outside == {("coroner_me", "death_investigation")}


def test_nobody_gets_a_record_out_of_curiosity_or_for_money() -> None:
    assert not [case for case in released("general") if case[2] in ("curiosity", "sale", "employment") and
                case[1] not in PERSONAL]  # fmt: skip


def test_only_the_patient_who_stands_in_and_hhs_can_demand() -> None:
    demanding = {
        request.requester.type for request in everyone("general") if privacy.decide(request).mandatory
    }  # fmt: skip
    assert demanding <= PERSONAL | {"hhs_secretary"}


@settings(max_examples=300, deadline=None)
@given(requests())
def test_an_unproven_requester_never_gets_more(source: dict[str, Any]) -> None:
    request = privacy.parse(source)
    person = request.requester
    doubtful = replace(request, requester=Requester(person.type, person.relation, False, False))
    before, after = privacy.decide(request), privacy.decide(doubtful)
    assert RANK.get(after.outcome, 0) <= RANK.get(before.outcome, 0)
    assert set(after.segments_going) <= set(before.segments_going)


@settings(max_examples=300, deadline=None)
@given(requests(), st.sampled_from(["objects", "restriction"]))
def test_an_objection_or_an_agreed_restriction_never_opens_anything(source: dict[str, Any], wish: str) -> None:
    source["patient"] |= {"objects": None, "restriction": "none"}
    before = privacy.decide(privacy.parse(source))
    source["patient"][wish] = True if wish == "objects" else "agreed"
    request = privacy.parse(source)
    if request.request_type in ("restriction", "accounting"):
        return
    assert set(privacy.decide(request).segments_going) <= set(before.segments_going)


@settings(max_examples=300, deadline=None)
@given(requests(), st.sampled_from(SIGNED_PAPERS), st.booleans())
def test_a_paper_that_nobody_signed_opens_nothing(source: dict[str, Any], kind: str, first: bool) -> None:
    """Of requests that others make: which track a patient's own request takes depends on the papers with it."""
    request = privacy.parse(source)
    if request.requester.type in PERSONAL:
        return
    blank = Paper(kind, {"signed": False})
    papers = (blank, *request.documents) if first else (*request.documents, blank)
    before, after = privacy.decide(request), privacy.decide(replace(request, documents=papers))
    assert set(after.segments_going) <= set(before.segments_going)
    assert not (after.mandatory and not before.mandatory)
