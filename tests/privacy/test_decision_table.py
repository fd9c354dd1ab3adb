"""The decision table of release of information, row by row: each situation written as a request, with what is right.

``mn`` is minimum necessary, ``ac`` accountable, ``days`` the deadline (None: no clock runs). A row that says "release"
under minimum necessary may be called full or part.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox import privacy
from tests.factories.requests import AUTHORIZATION, NOTICE, PROTECTIVE_ORDER, SUBPOENA, TPO_CONSENT, paper, plain
from tests.privacy.test_conformance import differences

NEEDED = ["release_part", "release_full"]
SELF = {"relation": "self"}
LOCATED = ["name_and_address", "date_and_place_of_birth", "social_security_number", "abo_rh", "type_of_injury",
           "date_and_time_of_treatment", "date_and_time_of_death", "distinguishing_characteristics"]  # fmt: skip
DIRECTORY = ["name", "location", "general_condition"]
WAIVER = paper("irb_waiver", date=True, criteria=True, phi_description=True, review_procedure=True, signed=True)
PREPARATORY = paper("prep_research_rep", solely=True, necessary=True, no_phi_removed=False)
OFFICIAL = paper("official_statement", letterhead=True, authority=True)


def row(number: str, source: dict[str, Any], outcome: str, cite: str, **expected: Any) -> Any:
    """One row; what it leaves out is not compared, but no clock runs unless it says so."""
    expected = {"outcome": outcome, "basis_citation": [cite], "withheld": [], "defects": [], "days": None} | expected
    return pytest.param({"request": source, "expected": expected}, id=number)


def right(cite: str) -> dict[str, Any]:
    """What every act on the right of access has in common."""
    return {"minimum_necessary": False, "accounting": False, "days": 30, "basis_citation": [cite]}


def mine(*documents: dict[str, Any], kind: str = "access_copy", **more: Any) -> dict[str, Any]:
    """The patient asks for the patient's own record."""
    return plain("individual", "self", *documents, kind=kind, initiated_by="individual", requester=SELF, **more)


def standing(who: str, relation: str, *documents: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Somebody asks in the patient's place."""
    return plain(who, "self", *documents, kind="access_copy", initiated_by="individual",
                 requester={"relation": relation}, **more)  # fmt: skip


MINOR = {"age_class": "minor"}
DEAD = {"status": "deceased", "years_since_death": 2}
NEEDS = {"minimum_necessary": True, "accounting": False}
LOGGED = {"minimum_necessary": True, "accounting": True, "accept": NEEDED}
FREE = {"minimum_necessary": False, "accounting": False}
BY_ORDER = {"minimum_necessary": False, "accounting": True}

PERSONAL = (
    row("1", mine(), "release_full", "45 CFR 164.524", **right("45 CFR 164.524"), mandatory=True),
    row("2", mine(holds=("general", "psychotherapy_notes")), "release_part", "", **right("45 CFR 164.524(a)(1)(i)"),
        withheld=["psychotherapy_notes"], notice_to_accompany=["denial_letter"]),
    row("3", mine(licensed_determination="endangers_life_or_physical_safety"), "deny", "",
        **right("45 CFR 164.524(a)(3)(i)"), accept=["deny", "release_part"], review_right=True),
    row("4", mine(licensed_determination="emotional_distress_only"), "release_full", "",
        **right("45 CFR 164.524(a)(3)")),
    row("5", mine(holds=("general", "litigation_prep")), "release_part", "", **right("45 CFR 164.524(a)(1)(ii)"),
        withheld=["litigation_prep"], review_right=False),
    row("6", mine(patient={"in_custody": True}, copy_jeopardizes_safety=True), "deny", "",
        **right("45 CFR 164.524(a)(2)(ii)"), inspection_allowed=True, review_right=False),
    row("7", mine(holds=("research_in_progress",), trial_open=True, agreed_in_consent=True), "deny", "",
        **right("45 CFR 164.524(a)(2)(iii)"), withheld=["research_in_progress"]),
    row("8", mine(holds=("non_drs_quality",)), "deny", "", **right("45 CFR 164.501"), withheld=["non_drs_quality"]),
    row("9", mine(paper("third_party_directive", signed=True, written=True), kind="access_third_party_directive",
                  recipient="family_friend", asked={"delivery": "to_third_party"}, record={"source_system": "ehr"}),
        "release_full", "", **right("45 CFR 164.524(c)(3)(ii)"), mandatory=True),
    row("10", mine(paper("third_party_directive", signed=True, written=True), kind="access_third_party_directive",
                   recipient="attorney", asked={"form": "paper", "delivery": "to_third_party"},
                   record={"source_system": "paper"}),
        "return_for_correction", "45 CFR 164.524(c)(3)(ii)", **FREE, defects=["DIRECTIVE_NOT_EHR_ELECTRONIC"]),
    row("11", standing("personal_representative", "health_care_agent", paper("health_care_poa", signed=True)),
        "release_full", "", **right("45 CFR 164.524"), mandatory=True),
    row("12", standing("personal_representative", "guardian", licensed_determination="substantial_harm_by_pr_access"),
        "deny", "", **right("45 CFR 164.524(a)(3)(iii)"), review_right=True),
    row("13", standing("personal_representative", "guardian", abuse_suspected_by_requester=True,
                       professional_judgment_not_in_interest=True),
        "deny", "", **right("45 CFR 164.502(g)(5)"), accept=["deny", "escalate"]),
    row("14", standing("parent_guardian", "parent", patient=MINOR), "release_full", "", **right("45 CFR 164.524"),
        mandatory=True),
    row("15", standing("parent_guardian", "parent", patient=MINOR, holds=("general", "minor_consented_service"),
                       minor_consented_alone=True, state_parent_access="prohibited"),
        "release_part", "", **right("45 CFR 164.502(g)(3)(ii)(B)"), withheld=["minor_consented_service"]),
    row("16", standing("parent_guardian", "parent", patient=MINOR, holds=("minor_consented_service",),
                       minor_consented_alone=True, state_parent_access="silent"),
        "escalate", "", **right("45 CFR 164.502(g)(3)(ii)(C)")),
    row("17", standing("personal_representative", "executor", paper("letters_testamentary"), patient=DEAD),
        "release_full", "", **right("45 CFR 164.524")),
    row("18", plain("family_friend", "involvement_in_care", requester={"relation": "child"}, patient=DEAD,
                    involved_in_care=True),
        "release_part", "45 CFR 164.510(b)(5)", **NEEDS, accept=NEEDED),
    row("19", plain("general_public", "research", patient={"status": "deceased", "years_since_death": 51}),
        "release_full", "45 CFR 164.502(f)"),
)  # fmt: skip

TREATMENT_PAYMENT_OPERATIONS = (
    row("20", plain("provider", "treatment"), "release_full", "45 CFR 164.506(c)(2)", **FREE),
    row("20 with notes", plain("provider", "treatment", holds=("general", "psychotherapy_notes")), "release_part",
        "45 CFR 164.506(c)(2)", **FREE, withheld=["psychotherapy_notes"]),
    row("21", plain("provider", "payment_recipient"), "release_part", "45 CFR 164.506(c)(3)", **NEEDS, accept=NEEDED),
    row("22", plain("health_plan", "operations_recipient", both_have_relationship=True, pertains=True,
                    operations_paragraph="quality_assessment"),
        "release_part", "45 CFR 164.506(c)(4)", **NEEDS, accept=NEEDED),
    row("23", plain("health_plan", "payment_recipient", patient={"restriction": "self_pay_plan"}, paid_in_full=True),
        "deny", "45 CFR 164.522(a)(1)(vi)", withheld=["general"], accounting=False),
    row("24", plain("marketer", "operations_recipient"), "deny", "45 CFR 164.506(c)(4)"),
)  # fmt: skip

AUTHORIZED = (
    *(row(f"25 {who}", plain(who, purpose, AUTHORIZATION), "release_full", "45 CFR 164.508", **FREE)
      for who, purpose in (("attorney", "litigation"), ("insurer_non_health", "insurance_underwriting"),
                           ("employer", "employment"))),
    row("26", plain("attorney", "litigation", paper("authorization", signed=True, expires="2026-01-31")),
        "return_for_correction", "45 CFR 164.508(b)(2)(i)", defects=["EXPIRED"]),
    row("27", plain("employer", "employment", paper("authorization", elements_missing=["MISSING_PURPOSE"])),
        "return_for_correction", "45 CFR 164.508(b)(2)(ii)", defects=["MISSING_PURPOSE"]),
    row("28", plain("insurer_non_health", "insurance_underwriting", paper("authorization", revoked=True)),
        "deny", "45 CFR 164.508(b)(2)(iii)", defects=["REVOKED"]),
    row("29", plain("attorney", "litigation", paper("authorization", covers=["general", "psychotherapy_notes"]),
                    holds=("general", "psychotherapy_notes")),
        "return_for_correction", "45 CFR 164.508(b)(3)(ii)", defects=["COMPOUND"]),
    row("30", plain("employer", "employment"), "deny", "45 CFR 164.508(a)(1)"),
)  # fmt: skip

AGREE_OR_OBJECT = (
    row("31", plain("general_public", "directory", asked={"scope": "directory_info"}, asked_by_name=True,
                    holds=("directory",)),
        "release_part", "45 CFR 164.510(a)", **NEEDS, accept=NEEDED, released=DIRECTORY),
    row("32", plain("clergy", "directory", asked={"scope": "directory_info"}, holds=("directory",)),
        "release_part", "45 CFR 164.510(a)(1)(ii)(A)", **NEEDS, accept=NEEDED,
        released=[*DIRECTORY, "religious_affiliation"]),
    row("33", plain("general_public", "directory", patient={"objects": True}, asked_by_name=True), "deny",
        "45 CFR 164.510(a)(2)"),
    row("34", plain("family_friend", "involvement_in_care", patient={"present": True, "objects": False}),
        "release_part", "45 CFR 164.510(b)(2)", **NEEDS, accept=NEEDED),
    row("35", plain("family_friend", "involvement_in_care", patient={"capacity": "no"}, best_interest=True),
        "release_part", "45 CFR 164.510(b)(3)", **NEEDS, accept=NEEDED),
    row("36", plain("family_friend", "involvement_in_care", patient={"present": True, "objects": True}),
        "deny", "45 CFR 164.510(b)(2)"),
)  # fmt: skip

PUBLIC_INTEREST = (
    row("37", plain("public_health_authority", "public_health", OFFICIAL), "release_part",
        "45 CFR 164.512(b)(1)(i)", **LOGGED),
    row("38", plain("protective_services", "child_abuse", patient=MINOR), "release_part",
        "45 CFR 164.512(b)(1)(ii)", **LOGGED),
    row("39", plain("school", "immunization_proof", paper("oral_agreement", documented=True), patient=MINOR,
                    holds=("immunization", "general"), state_law_requires_proof=True),
        "release_part", "45 CFR 164.512(b)(1)(vi)", minimum_necessary=True, accounting=True, withheld=["general"]),
    row("40", plain("protective_services", "adult_abuse", patient={"agrees": False}, law="expressly_authorizes",
                    serious_harm_belief=False),
        "deny", "45 CFR 164.512(c)(1)"),
    row("41", plain("oversight_agency", "oversight", OFFICIAL), "release_part", "45 CFR 164.512(d)", **LOGGED),
    row("42", plain("court", "litigation", paper("court_order", covers=["lab"]), holds=("general", "lab")),
        "release_part", "45 CFR 164.512(e)(1)(i)", **BY_ORDER, withheld=["general"]),
    row("43", plain("attorney", "litigation", SUBPOENA), "return_for_correction", "45 CFR 164.512(e)(1)(ii)",
        defects=["NO_SATISFACTORY_ASSURANCE"]),
    row("44", plain("attorney", "litigation", SUBPOENA, NOTICE), "release_part", "45 CFR 164.512(e)(1)(iii)",
        **LOGGED),
    row("45", plain("attorney", "litigation", SUBPOENA, PROTECTIVE_ORDER), "release_part",
        "45 CFR 164.512(e)(1)(iv)", **LOGGED),
    row("46", plain("attorney", "litigation", SUBPOENA, NOTICE, holds=("general", "psychotherapy_notes")),
        "release_part", "45 CFR 164.508(a)(2)", minimum_necessary=True, accounting=True,
        withheld=["psychotherapy_notes"]),
    *(row(f"47 {kind}", plain("law_enforcement", "le_process", paper(kind, covers=["general"]),
                              holds=("general", "lab")),
          "release_part", f"45 CFR 164.512(f)(1)(ii)({part})", **BY_ORDER, withheld=["lab"])
      for kind, part in (("warrant", "A"), ("judicial_subpoena", "A"), ("grand_jury_subpoena", "B"))),
    row("48", plain("law_enforcement", "le_process",
                    paper("administrative_request", relevant_material=True, specific_limited=True,
                          deidentified_insufficient=True)),
        "release_part", "45 CFR 164.512(f)(1)(ii)(C)", **LOGGED),
    row("49", plain("law_enforcement", "le_process", paper("administrative_request")), "return_for_correction",
        "45 CFR 164.512(f)(1)(ii)(C)", defects=["LE_ADMIN_TEST_NOT_MET"]),
    row("50", plain("law_enforcement", "le_identify_locate"), "release_part", "45 CFR 164.512(f)(2)",
        minimum_necessary=True, accounting=True, released=LOCATED),
    row("51", plain("law_enforcement", "le_victim", patient={"agrees": True}), "release_part",
        "45 CFR 164.512(f)(3)(i)", **LOGGED),
    row("52", plain("law_enforcement", "le_victim", patient={"capacity": "no"}, needed_for_other_violation=True,
                    not_used_against_victim=True, immediate_activity=True, best_interest=True),
        "release_part", "45 CFR 164.512(f)(3)(ii)", **LOGGED),
    row("53", plain("law_enforcement", "le_crime_on_premises", initiated_by="covered_entity", good_faith=True),
        "release_part", "45 CFR 164.512(f)(5)", **LOGGED),
    *(row(f"54 {who}", plain(who, "serious_threat", initiated_by="covered_entity", good_faith=True,
                             threat_serious=True, threat_imminent=True, recipient_can_prevent=True),
          "release_part", "45 CFR 164.512(j)(1)(i)", minimum_necessary=True, accounting=True,
          accept=[*NEEDED, "escalate"])
      for who in ("law_enforcement", "threat_target")),
    row("55", plain("law_enforcement", "serious_threat", admission_of_violent_crime=True,
                    learned_in_treatment_for_propensity=True),
        "deny", "45 CFR 164.512(j)(2)"),
    row("56", plain("coroner_me", "death_investigation", patient=DEAD, holds=("general", "psychotherapy_notes")),
        "release_part", "45 CFR 164.512(g)(1)", **LOGGED),
    row("57", plain("organ_procurement", "organ_donation", patient=DEAD), "release_part", "45 CFR 164.512(h)",
        **LOGGED),
    row("58", plain("researcher", "research", WAIVER), "release_part", "45 CFR 164.512(i)(1)(i)", **LOGGED),
    row("59", plain("researcher", "research", PREPARATORY), "deny", "45 CFR 164.512(i)(1)(ii)(B)",
        defects=["PREP_PHI_REMOVED"]),
    row("60", plain("researcher", "research", paper("dua", signed=True), asked={"scope": "limited_data_set"}),
        "release_part", "45 CFR 164.514(e)", **NEEDS, accept=NEEDED),
    row("61", plain("researcher", "research", asked={"scope": "limited_data_set"}), "return_for_correction",
        "45 CFR 164.514(e)(4)", defects=["NO_DUA"]),
    row("62", plain("military_command", "military", OFFICIAL, fr_notice=True), "release_part",
        "45 CFR 164.512(k)(1)", **LOGGED),
    row("63", plain("correctional", "custody_care", paper("official_statement", represents_need="safety"),
                    patient={"in_custody": True}),
        "release_part", "45 CFR 164.512(k)(5)", **NEEDS, accept=NEEDED),
    row("64", plain("workers_comp", "workers_comp", state_wc_law_authorizes=True, claim_covered=True),
        "release_part", "45 CFR 164.512(l)", **LOGGED),
)  # fmt: skip

OTHERS = (
    row("65", plain("fundraiser", "fundraising", initiated_by="covered_entity", npp_statement=True, opted_out=False,
                    holds=("demographics", "dates", "department", "physician", "outcome", "insurance", "general")),
        "release_part", "45 CFR 164.514(f)", **NEEDS, withheld=["general"]),
    row("66 marketing", plain("marketer", "marketing", remuneration=True), "deny", "45 CFR 164.508(a)(3)"),
    row("66 sale", plain("data_buyer", "sale", remuneration=True), "deny", "45 CFR 164.508(a)(4)"),
    row("67", plain("media", "involvement_in_care"), "deny", "45 CFR 164.508(a)(1)"),
    row("68", plain("hhs_secretary", "compliance_investigation", OFFICIAL), "release_full",
        "45 CFR 164.502(a)(2)(ii)", **BY_ORDER, mandatory=True),
    row("69", plain("workforce_member", "curiosity", kind="internal_use"), "deny", "45 CFR 164.530(e)",
        accounting=False),
    row("77", mine(kind="amendment", record_accurate_complete=True), "deny", "45 CFR 164.526(a)(2)(iv)", days=60,
        must_offer=["statement_of_disagreement", "attach_request_and_denial"]),
    row("78", mine(kind="accounting", log=["public_health"]), "release_full", "45 CFR 164.528", accounting=False,
        days=60, fee="none", released=["public_health"]),
    row("79", mine(kind="confidential_communication", alternative_address_given=True, reasonable=True), "grant",
        "45 CFR 164.522(b)(1)(i)"),
    row("80", plain("workforce_member", "self", kind="breach_assessment", unsecured=True, low_probability=False,
                    n_total=1),
        "notify", "45 CFR 164.404", accounting=True, days=60),
)  # fmt: skip

SUBSTANCE = ("part2_sud",)
SUBSTANCE_USE = (
    row("70", plain("attorney", "litigation", SUBPOENA, NOTICE, holds=SUBSTANCE), "deny", "42 CFR 2.61",
        defects=["NO_PART2_ORDER"]),
    row("71", plain("court", "litigation", paper("part2_court_order", covers=["part2_notes"]), SUBPOENA,
                    holds=("part2_notes", "part2_rest")),
        "release_part", "42 CFR 2.61", withheld=["part2_rest"], accounting=True, mandatory=True),
    row("72", plain("provider", "treatment", TPO_CONSENT, holds=SUBSTANCE), "release_full", "42 CFR 2.33",
        accept=NEEDED, accounting=False, notice_to_accompany=["part2_2_32", "consent_copy"]),
    row("73", plain("provider", "treatment", holds=SUBSTANCE, patient={"capacity": "no"}, bona_fide_emergency=True),
        "release_full", "42 CFR 2.51", accept=NEEDED, minimum_necessary=False,
        must_document=["recipient", "discloser", "date_time", "nature_of_emergency"]),
    row("74", plain("public_health_authority", "public_health", holds=SUBSTANCE), "deny", "42 CFR 2.54",
        withheld=["part2_sud"]),
    row("75", plain("health_plan", "payment_recipient", TPO_CONSENT, holds=("part2_sud", "sud_counseling_notes")),
        "release_part", "42 CFR 2.31(b)", withheld=["sud_counseling_notes"]),
    row("76", standing("parent_guardian", "parent", patient=MINOR, holds=SUBSTANCE, minor_may_consent_alone=True,
                       minor_consent_to_disclosure=False),
        "deny", "42 CFR 2.14(b)"),
)  # fmt: skip

ROWS = (
    *PERSONAL, *TREATMENT_PAYMENT_OPERATIONS, *AUTHORIZED, *AGREE_OR_OBJECT, *PUBLIC_INTEREST, *OTHERS,
    *SUBSTANCE_USE,
)  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_row(case: dict[str, Any]) -> None:
    expected = dict(case["expected"])
    days = expected.pop("days")
    assert not differences({"request": case["request"], "expected": expected})
    assert privacy.decide(privacy.parse(case["request"])).deadline_days == days


def test_every_row_is_here() -> None:
    assert {int(str(made.id).split()[0]) for made in ROWS} == set(range(1, 81))
