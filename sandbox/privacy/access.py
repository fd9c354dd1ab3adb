"""The individual's right of access: what it covers, and the grounds for denying it. 45 CFR 164.524(a), (d)."""

from __future__ import annotations

from sandbox.privacy import fees_deadlines, representatives
from sandbox.privacy.case import Case
from sandbox.privacy.part2_labels import is_part2
from sandbox.privacy.reading import labels
from sandbox.privacy.rules import rule


@rule(
    "access.psychotherapy_notes",
    "45 CFR 164.524(a)(1)(i)",
    "Psychotherapy notes are outside the right of access; the rest of the record is given.",
)
def psychotherapy_notes(case: Case) -> bool:
    return case.withhold(["psychotherapy_notes"])


@rule(
    "access.litigation_prep",
    "45 CFR 164.524(a)(1)(ii)",
    "What was compiled for a lawsuit is outside the right of access; the record underneath it is not.",
)
def litigation_prep(case: Case) -> bool:
    return case.withhold(["litigation_prep"])


@rule(
    "access.outside_record_set",
    "45 CFR 164.501 (designated record set); 45 CFR 164.524(a)(1)",
    "Peer review, quality and business files are not used to make decisions about the patient: no right of access.",
)
def outside_record_set(case: Case) -> bool:
    return case.withhold(["non_drs_quality"])


@rule(
    "access.not_held",
    "45 CFR 164.524(d)(3)",
    "Who does not hold the record says so, and where to ask if that is known.",
)
def not_held(case: Case) -> bool:
    if not case.false("ce_holds_record"):
        return False
    case.extra["must_tell_where"] = case.true("ce_knows_where")
    return case.settle("deny", "return_for_correction")


@rule(
    "access.inmate_copy",
    "45 CFR 164.524(a)(2)(ii)",
    "An inmate may be refused a copy that would jeopardise health, safety or security; looking at the record stays a "
    "right.",
)
def inmate_copy(case: Case) -> bool:
    if not (case.patient.in_custody and case.true("copy_jeopardizes_safety")):
        return False
    if case.request.request_type == "access_inspect" or case.request.asked.form == "inspect":
        return False
    case.extra["inspection_allowed"] = True
    return case.settle("deny")


@rule(
    "access.research_suspended",
    "45 CFR 164.524(a)(2)(iii)",
    "Access to a trial's record can be suspended while the trial runs, if the participant agreed to that beforehand.",
)
def research_suspended(case: Case) -> bool:
    if not (case.true("trial_open") and case.true("agreed_in_consent")) or case.false("told_reinstated"):
        return False
    return case.withhold(["research_in_progress"])


@rule(
    "access.privacy_act",
    "45 CFR 164.524(a)(2)(iv)",
    "Records under the federal Privacy Act may be denied where that Act allows.",
)
def privacy_act(case: Case) -> bool:
    return case.true("privacy_act_record") and case.settle("deny")


@rule(
    "access.confidential_source",
    "45 CFR 164.524(a)(2)(v)",
    "What somebody other than a provider told in confidence is withheld if it would reveal who told it.",
)
def confidential_source(case: Case) -> bool:
    if not case.true("promise_of_confidentiality") or case.true("source_is_provider"):
        return False
    return not case.false("likely_reveals_source") and case.withhold(["confidential_source"])


def _harmful(case: Case) -> bool:
    case.review = True
    named = labels(case.flag("harm_segments")) or labels(case.flag("determination_covers"))
    if any(segment in case.requested for segment in named):
        return case.withhold(named)
    return case.settle("deny", "release_part")


@rule(
    "access.endangers",
    "45 CFR 164.524(a)(3)(i)",
    "A licensed professional may refuse what is reasonably likely to endanger life or physical safety; reviewable.",
)
def endangers(case: Case) -> bool:
    return case.flag("licensed_determination") == "endangers_life_or_physical_safety" and _harmful(case)


@rule(
    "access.harms_other",
    "45 CFR 164.524(a)(3)(ii)",
    "A licensed professional may refuse what refers to another person and would likely harm that person substantially.",
)
def harms_other(case: Case) -> bool:
    if case.flag("licensed_determination") != "substantial_harm_other_person":
        return False
    hit = case.withhold(["other_person_reference"])
    case.review = case.review or hit
    return hit


@rule(
    "access.representative_harms",
    "45 CFR 164.524(a)(3)(iii)",
    "A licensed professional may refuse a representative whose access would likely cause substantial harm; reviewable.",
)
def representative_harms(case: Case) -> bool:
    if case.who == "individual" or case.flag("licensed_determination") not in (
        "substantial_harm_by_pr_access",
        "substantial_harm_to_individual",
    ):
        return False
    case.review = True
    return case.settle("deny", "escalate")


@rule(
    "access.distress_is_no_ground",
    "45 CFR 164.524(a)(3)",
    "That the record would be upsetting is no ground for refusing it.",
)
def distress_is_no_ground(case: Case) -> bool:
    if case.flag("licensed_determination") not in ("emotional_distress_only", "substantial_harm_to_individual"):
        return False
    case.cite("45 CFR 164.524(a)(3)")
    return True


@rule(
    "access.part2_own",
    "42 CFR 2.23(a)",
    "A patient needs no consent to see the record of their own substance use treatment.",
)
def part2_own(case: Case) -> bool:
    if not any(is_part2(segment) for segment in case.requested):
        return False
    case.cite("42 CFR 2.23(a)")
    return True


@rule(
    "access.given",
    "45 CFR 164.524",
    "The patient, or who stands in for the patient, must be given the record within 30 days; no minimum necessary.",
)
def given(case: Case) -> bool:
    return case.permit(minimum=False, accounting=False, mandatory=True)


EXCLUSIONS = {
    "psychotherapy_notes": psychotherapy_notes,
    "litigation_prep": litigation_prep,
    "non_drs_quality": outside_record_set,
    "research_in_progress": research_suspended,
    "confidential_source": confidential_source,
    "other_person_reference": harms_other,
}


def remove_excluded(case: Case) -> None:
    """Withhold what the right does not cover or what one of its segment-wise grounds takes out."""
    for segment in case.requested:
        if segment in EXCLUSIONS:
            EXCLUSIONS[segment](case)


def _grounds(case: Case) -> bool:
    if case.flag("licensed_determination") is not None:
        if endangers(case) or representative_harms(case):
            return True
        distress_is_no_ground(case)
    return inmate_copy(case) or privacy_act(case)


def apply(case: Case) -> bool:
    """Decide a request of the individual or of who stands in for them (steps 4 to 9 of the order of evaluation)."""
    case.track = "access"
    fees_deadlines.access_clock(case)
    if representatives.stands_in(case) or not_held(case):
        return True
    remove_excluded(case)
    if _grounds(case) and case.outcome:
        return True
    if case.who == "individual":
        part2_own(case)
    fees_deadlines.access_fee(case)
    return given(case)
