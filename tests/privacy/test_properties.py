"""What must hold of every request, whatever it says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import privacy
from sandbox.privacy import vocabulary as words
from sandbox.privacy.flags import FLAGS
from sandbox.privacy.request import Paper, Record, Request

SENSITIVE = (
    "psychotherapy_notes", "part2_sud", "sud_counseling_notes", "litigation_prep", "minor_consented_service",
    "part2_received", "confidential_source", "other_person_reference", "hiv", "genetic",
)  # fmt: skip
RANK = {"release_full": 2, "release_part": 1}

anything = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 900), st.sampled_from(words.SEGMENTS), st.lists(st.none())
)
segments = st.lists(st.sampled_from(words.SEGMENTS), min_size=1, max_size=4, unique=True)
attributes = st.fixed_dictionaries(
    {},
    optional={
        "signed": st.booleans(),
        "expires": st.sampled_from(["none", "2020-01-31", "2031-01-31", "", "soon"]),
        "revoked": st.booleans(),
        "covers": segments,
        "elements_missing": st.lists(st.sampled_from(["MISSING_PURPOSE", "MISSING_SIGNATURE"]), max_size=2),
        "conditioned": st.booleans(),
        "single_tpo": st.booleans(),
        "covers_proceeding": st.booleans(),
        "combined_with": st.sampled_from([None, "other_authorization", "treatment_consent", "research_consent"]),
        "signed_by": st.sampled_from(["attorney", "clerk", "judge"]),
        "objections": st.sampled_from(["none", "pending", "sustained"]),
        "documentation": st.booleans(),
        "complete": st.booleans(),
    },
)
papers = st.lists(
    st.fixed_dictionaries({"type": st.sampled_from(words.DOCUMENT_TYPES), "attributes": attributes}), max_size=3
)
NATURAL = (
    ("individual", "self"),
    ("personal_representative", "self"),
    ("parent_guardian", "self"),
    ("provider", "treatment"),
    ("health_plan", "payment_recipient"),
    ("attorney", "litigation"),
    ("law_enforcement", "le_process"),
    ("law_enforcement", "le_victim"),
    ("researcher", "research"),
    ("public_health_authority", "public_health"),
    ("employer", "employment"),
)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """Half of them ask for what such a requester would: random pairs seldom get past the first rule."""
    source = draw(anyhow)
    if draw(st.booleans()):
        who, purpose = draw(st.sampled_from(NATURAL))
        source["requester"]["type"] = source["recipient"] = who
        source["purpose"] = purpose
        source["request_type"] = "access_copy" if purpose == "self" else "disclosure"
    return source


anyhow = st.fixed_dictionaries(
    {
        "request_type": st.sampled_from(words.REQUEST_TYPES),
        "requester": st.fixed_dictionaries(
            {
                "type": st.sampled_from(words.REQUESTER_TYPES),
                "relation": st.sampled_from(
                    ["none", "self", "spouse", "parent", "executor", "guardian", "financial_agent"]
                ),
                "identity_verified": st.sampled_from(words.IDENTITY),
                "authority_verified": st.sampled_from(words.AUTHORITY),
            }
        ),
        "recipient": st.sampled_from(words.REQUESTER_TYPES),
        "initiated_by": st.sampled_from(words.INITIATORS),
        "purpose": st.sampled_from(words.PURPOSES),
        "asked": st.fixed_dictionaries(
            {
                "scope": st.sampled_from(words.SCOPES),
                "segments": segments,
                "form": st.sampled_from(words.FORMS),
                "delivery": st.sampled_from(words.DELIVERIES),
            }
        ),
        "documents": papers,
        "patient": st.fixed_dictionaries(
            {
                "age_class": st.sampled_from(words.AGE_CLASSES),
                "status": st.sampled_from(words.STATUSES),
                "capacity": st.sampled_from(words.CAPACITIES),
                "present": st.booleans(),
                "objects": st.sampled_from([None, True, False]),
                "agrees": st.sampled_from([None, True, False]),
                "in_custody": st.booleans(),
                "restriction": st.sampled_from(words.RESTRICTIONS),
                "cc_on_file": st.booleans(),
                "years_since_death": st.sampled_from([None, 3, 61]),
            }
        ),
        "record": st.fixed_dictionaries(
            {
                "segments": segments,
                "source_system": st.sampled_from(words.SOURCE_SYSTEMS),
                "state_overlay": st.sampled_from([None, "cedar", "juniper", "larch", "CA", "nowhere"]),
            }
        ),
        "circumstances": st.dictionaries(st.sampled_from(sorted(FLAGS)), anything, max_size=6),
    }
)


@settings(max_examples=500, deadline=None)
@given(requests())
def test_no_combination_crashes_and_every_decision_is_whole(source: dict[str, Any]) -> None:
    request = privacy.parse(source)
    decision = privacy.decide(request)
    assert decision == privacy.decide(request)
    assert decision.outcome in words.OUTCOMES
    assert decision.outcome in decision.accept
    assert decision.fee in words.FEES
    json.dumps(decision.plain())
    if request.request_type != "accounting":
        assert not set(decision.withheld) & set(decision.segments_going)
    if not decision.releases:
        assert not decision.segments_going
        assert not decision.minimum_necessary


@settings(max_examples=500, deadline=None)
@given(requests(), st.sampled_from(SENSITIVE))
def test_a_sensitive_segment_never_widens_what_is_released(source: dict[str, Any], added: str) -> None:
    """A record that also holds ``added`` releases nothing else that it did not release before."""
    source["asked"]["scope"] = "entire_record"
    source["circumstances"].pop("holder_is_part2_program", None)
    request = privacy.parse(source)
    if request.request_type in ("accounting", "amendment") or added in request.record.segments:
        return
    record = request.record
    wider = replace(request, record=Record((*record.segments, added), record.source_system, record.state_overlay))
    before, after = privacy.decide(request), privacy.decide(wider)
    assert set(after.segments_going) - {added} <= set(before.segments_going)
    if set(after.segments_going) - {added}:
        assert RANK.get(after.outcome, 0) <= RANK.get(before.outcome, 0)


def unsigned(request: Request) -> Request:
    """The request with every signature removed."""
    return replace(
        request,
        documents=tuple(Paper(paper.type, {**paper.attributes, "signed": False}) for paper in request.documents),
    )


@settings(max_examples=500, deadline=None)
@given(requests())
def test_removing_signatures_never_improves_the_outcome(source: dict[str, Any]) -> None:
    request = privacy.parse(source)
    before, after = privacy.decide(request), privacy.decide(unsigned(request))
    assert RANK.get(after.outcome, 0) <= RANK.get(before.outcome, 0)
    if before.releases and after.releases:
        assert set(after.segments_going) <= set(before.segments_going)


@settings(max_examples=300, deadline=None)
@given(requests(), st.dictionaries(st.text(max_size=8), st.none(), max_size=3))
def test_unknown_fields_and_flags_are_named_and_change_nothing(source: dict[str, Any], unknown: dict[str, Any]) -> None:
    strange = {f"zz_{name}": value for name, value in unknown.items()}
    decision = privacy.decide(privacy.parse({**source, **strange}))
    assert set(strange) <= set(decision.unrecognised)
    assert decision.outcome == privacy.decide(privacy.parse(source)).outcome
