"""What a trainee chooses from, in plain words: decisions, legal bases, defects, fees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DECISIONS: Mapping[str, str] = {
    "release_full": "Release everything that is asked for",
    "release_part": "Release a part",
    "deny": "Deny",
    "return_for_correction": "Return for correction",
    "escalate": "Take it to the privacy officer",
}

FEES: Mapping[str, str] = {
    "none": "No fee: nothing is copied for anybody, or looking is free",
    "cost_based_limited": "Copying labor, supplies and postage at most (45 CFR 164.524(c)(4))",
    "flat_6_50_option": "The same, or a flat fee of at most $6.50 for an electronic copy of electronic records",
    "not_limited_by_hipaa": "HIPAA sets no limit on this fee",
    "state": "A lower fee set by state law",
}

ACCOUNTING: Mapping[str, str] = {
    "yes": "Yes, it goes in the accounting of disclosures",
    "no": "No",
}

CLOCK: Mapping[str, str] = {
    "runs": "HIPAA wants it answered by this date:",
    "none": "HIPAA sets no deadline for it",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as offered. ``rules`` are rule ids, or their first words, of the release rules."""

    text: str
    cite: str
    rules: tuple[str, ...]


BASES: Mapping[str, Basis] = {
    "access": Basis(
        "The patient's own right of access", "45 CFR 164.524", ("access.given", "access.distress", "access.part2_own")
    ),
    "access_excluded": Basis(
        "Outside the right of access: psychotherapy notes, lawsuit preparation, quality files",
        "45 CFR 164.524(a)(1)",
        ("access.psychotherapy_notes", "access.litigation_prep", "access.outside_record_set"),
    ),
    "access_denied": Basis(
        "A ground for denying access: harm, security, confidential source, running trial",
        "45 CFR 164.524(a)(2)-(3)",
        (
            "access.inmate_copy", "access.research_suspended", "access.privacy_act", "access.confidential_source",
            "access.endangers", "access.harms_other", "access.representative_harms", "access.not_held",
        ),
    ),
    "directive": Basis(
        "The patient's direction to send an electronic copy to somebody else",
        "45 CFR 164.524(c)(3)(ii)",
        ("directive.",),
    ),
    "identity": Basis(
        "Identity is not verified", "45 CFR 164.514(h)", ("verification.identity", "verification.forgery")
    ),
    "official": Basis(
        "An official has not shown identity or authority", "45 CFR 164.514(h)(2)", ("verification.official",)
    ),
    "representative": Basis(
        "Who may stand in for the patient", "45 CFR 164.502(g)", ("representative.", "verification.representative")
    ),
    "authorization": Basis(
        "A valid authorization",
        "45 CFR 164.508(c)",
        ("authorization.valid", "authorization.reach", "authorization.part2"),
    ),
    "authorization_defective": Basis(
        "An authorization that is expired, incomplete, combined or conditioned",
        "45 CFR 164.508(b)(2)-(4)",
        (
            "authorization.incomplete", "authorization.expired", "authorization.compound", "authorization.conditioned",
            "authorization.vague", "authorization.other_recipient",
        ),
    ),
    "authorization_ended": Basis(
        "An authorization known to be revoked or false",
        "45 CFR 164.508(b)(2), (b)(5)",
        ("authorization.revoked", "authorization.known_false"),
    ),
    "state_law": Basis(
        "State law that protects the patient more strictly than HIPAA", "45 CFR 160.203(b)", ("state.",)
    ),
    "no_permission": Basis(
        "No rule permits it and there is no authorization",
        "45 CFR 164.508(a)(1)",
        ("none.", "marketing.barred", "sale.barred", "curiosity.", "research.none", "judicial.no_process"),
    ),
    "psychotherapy": Basis(
        "Psychotherapy notes need an authorization of their own",
        "45 CFR 164.508(a)(2)",
        ("psychotherapy.",),
    ),
    "treatment": Basis("Treatment by another provider", "45 CFR 164.506(c)(2)", ("tpo.treatment",)),
    "payment": Basis("Payment of the recipient", "45 CFR 164.506(c)(3)", ("tpo.payment",)),
    "operations": Basis(
        "Health care operations",
        "45 CFR 164.506(c)(1), (4)-(5)",
        ("tpo.own", "tpo.operations", "tpo.joint", "tpo.business"),
    ),
    "restriction": Basis(
        "A restriction that the hospital agreed to, or must agree to",
        "45 CFR 164.522(a)",
        ("prohibition.self_pay", "restriction."),
    ),
    "directory": Basis("The facility directory", "45 CFR 164.510(a)", ("directory.",)),
    "family": Basis("Family and friends involved in care", "45 CFR 164.510(b)", ("family.", "disaster.")),
    "public_health": Basis(
        "Public health, abuse reports and oversight",
        "45 CFR 164.512(b)-(d)",
        ("public_health.", "abuse.", "oversight."),
    ),
    "court_order": Basis(
        "An order of a court: what it expressly authorises", "45 CFR 164.512(e)(1)(i)", ("judicial.order",)
    ),
    "subpoena_assured": Basis(
        "A subpoena with satisfactory assurance of notice or a protective order",
        "45 CFR 164.512(e)(1)(ii)-(vi)",
        ("judicial.assured", "judicial.own_effort"),
    ),
    "subpoena_unassured": Basis(
        "A subpoena without satisfactory assurance",
        "45 CFR 164.512(e)(1)(ii)",
        ("judicial.subpoena_alone", "judicial.notice", "judicial.objection", "judicial.qpo"),
    ),
    "police_process": Basis(
        "Police: warrant, judge's or grand jury subpoena, or an administrative demand",
        "45 CFR 164.512(f)(1)",
        ("police.court_process", "police.grand_jury", "police.administrative", "police.reporting"),
    ),
    "police_other": Basis(
        "Police without process: locating someone, victims, crime on the premises",
        "45 CFR 164.512(f)(2)-(6)",
        ("police.locate", "police.victim", "police.crime", "police.suspicious", "police.off_site", "police.workforce"),
    ),
    "special": Basis(
        "Coroners, donation, threats, government functions", "45 CFR 164.512(g)-(k)",
        ("decedent.", "donation.", "threat.", "government.", "custody.", "police.admission", "police.escaped"),
    ),
    "compensation": Basis("Workers' compensation law", "45 CFR 164.512(l)", ("compensation.",)),
    "required": Basis(
        "What HHS needs to investigate compliance", "45 CFR 164.502(a)(2)(ii)", ("required.",)
    ),
    "fundraising": Basis("The hospital's own fundraising", "45 CFR 164.514(f)", ("fundraising.",)),
    "research": Basis("Research and limited data sets", "45 CFR 164.512(i), 164.514(e)", ("research.", "data_set.")),
    "part2": Basis(
        "Substance use disorder records: consent, or an exception of Part 2", "42 CFR part 2", ("part2.",)
    ),
}  # fmt: skip


BASIS_GROUPS: Mapping[str, tuple[str, ...]] = {
    "The patient's own rights": (
        "access", "access_excluded", "access_denied", "directive", "identity", "representative", "restriction",
    ),
    "Authorization": (
        "authorization", "authorization_defective", "authorization_ended", "psychotherapy", "state_law",
        "no_permission",
    ),
    "Care, payment and the hospital's own work": ("treatment", "payment", "operations", "fundraising", "part2"),
    "Family, friends and callers": ("family", "directory"),
    "Courts and police": (
        "court_order", "subpoena_assured", "subpoena_unassured", "police_process", "police_other",
    ),
    "Authorities and research": ("official", "public_health", "special", "compensation", "required", "research"),
}  # fmt: skip
"""The bases as they are offered, by who asks."""


def bases_of(rule_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The bases that name one of some rules, in the order of the rules."""
    found = [code for rule_id in rule_ids for code, basis in BASES.items() if any(map(rule_id.startswith, basis.rules))]
    return tuple(dict.fromkeys(found))


DEFECT_GROUPS: Mapping[str, Mapping[str, str]] = {
    "Authorization or consent": {
        "EXPIRED": "It has expired",
        "REVOKED": "The patient revoked it",
        "MISSING_INFO_DESCRIPTION": "It does not say which information",
        "MISSING_DISCLOSER": "It does not say who may disclose",
        "MISSING_RECIPIENT": "It does not say to whom",
        "MISSING_PURPOSE": "It states no purpose",
        "MISSING_EXPIRATION": "It has no expiry date or event",
        "MISSING_SIGNATURE": "It is not signed",
        "MISSING_SIGNATURE_DATE": "The signature is not dated",
        "MISSING_REP_AUTHORITY": "Somebody else signed, and their authority is not described",
        "MISSING_REVOCATION_STATEMENT": "It does not tell of the right to revoke",
        "MISSING_CONDITIONING_STATEMENT": "It does not say whether treatment may depend on signing",
        "MISSING_REDISCLOSURE_STATEMENT": "It does not warn that the recipient may pass the information on",
        "COMPOUND": "It is combined with something it may not be combined with",
        "CONDITIONED": "Treatment or payment was made to depend on it",
        "SCOPE_EXCEEDS_AUTHORIZATION": "It covers nothing of what is asked for",
        "STATE_SPECIFIC_NAMING_MISSING": "It does not name a kind of information that state law wants named",
    },
    "Request of the patient": {
        "IDENTITY_NOT_VERIFIED": "Identity is not verified",
        "DIRECTIVE_NOT_WRITTEN": "The direction is not in writing",
        "DIRECTIVE_UNSIGNED": "The direction is not signed",
        "DIRECTIVE_NO_RECIPIENT": "It does not say to whom or where to send",
        "DIRECTIVE_NOT_EHR_ELECTRONIC": "It is not for an electronic copy of an electronic record",
    },
    "Who stands in for the patient": {
        "PR_AUTHORITY_NOT_SHOWN": "Authority to act for the patient is not shown",
        "PR_SCOPE_TOO_NARROW": "The authority does not extend to health care",
    },
    "Legal process": {
        "NO_SATISFACTORY_ASSURANCE": "No satisfactory assurance of notice or of a protective order",
        "NOTICE_CONTENT_INSUFFICIENT": "The notice does not say enough to object",
        "OBJECTION_PERIOD_OPEN": "The time to object is still running",
        "OBJECTION_PENDING": "An objection is not decided",
        "QPO_NO_USE_LIMIT": "The protective order allows use outside the case",
        "QPO_NO_RETURN_DESTROY": "The protective order does not demand return or destruction",
        "LE_ADMIN_TEST_NOT_MET": "The three-part test of an administrative demand is not shown",
        "ORDER_SCOPE_EXCEEDED": "The order covers nothing of what is asked for",
        "NO_PART2_ORDER": "There is no order that meets 42 CFR part 2",
        "OFFICIAL_NOT_VERIFIED": "The official has not shown identity or authority",
    },
    "Research and schools": {
        "IRB_NO_DATE": "The waiver of the review board has no date",
        "IRB_NO_CRITERIA": "The waiver does not say that its criteria are met",
        "IRB_NO_SIGNATURE": "The waiver of the review board is not signed",
        "PREP_PHI_REMOVED": "Information would be taken away to prepare a study",
        "NO_DUA": "There is no data use agreement",
        "NO_DOCUMENTED_AGREEMENT": "No agreement of the parent or guardian is documented",
    },
}

DEFECTS: Mapping[str, str] = {code: text for group in DEFECT_GROUPS.values() for code, text in group.items()}
