"""The words of a request and of a decision: closed lists for fields, open lists for labels and circumstances.

Plain strings and tuples rather than enumerations: a decision compares hundreds of them, and hashing an enumeration
member costs a Python call each time.
"""

from __future__ import annotations

REQUEST_TYPES = (
    "access_copy",
    "access_inspect",
    "access_third_party_directive",
    "disclosure",
    "internal_use",
    "amendment",
    "accounting",
    "restriction",
    "confidential_communication",
    "breach_assessment",
)

REQUESTER_TYPES = (
    "individual",
    "personal_representative",
    "parent_guardian",
    "family_friend",
    "provider",
    "health_plan",
    "attorney",
    "court",
    "law_enforcement",
    "public_health_authority",
    "protective_services",
    "oversight_agency",
    "hhs_secretary",
    "employer",
    "insurer_non_health",
    "researcher",
    "coroner_me",
    "funeral_director",
    "organ_procurement",
    "correctional",
    "military_command",
    "national_security",
    "school",
    "clergy",
    "media",
    "workforce_member",
    "business_associate",
    "workers_comp",
    "disaster_relief",
    "marketer",
    "data_buyer",
    "fundraiser",
    "fda_regulated",
    "general_public",
    "threat_target",
)

INITIATORS = ("individual", "third_party", "covered_entity")

PURPOSES = (
    "self",
    "treatment",
    "payment_recipient",
    "operations_recipient",
    "operations_own",
    "litigation",
    "le_process",
    "le_identify_locate",
    "le_victim",
    "le_crime_on_premises",
    "le_death",
    "public_health",
    "child_abuse",
    "adult_abuse",
    "oversight",
    "research",
    "serious_threat",
    "organ_donation",
    "funeral",
    "death_investigation",
    "custody_care",
    "military",
    "national_security",
    "workers_comp",
    "employment",
    "insurance_underwriting",
    "fundraising",
    "marketing",
    "sale",
    "directory",
    "involvement_in_care",
    "notification",
    "disaster",
    "immunization_proof",
    "compliance_investigation",
    "curiosity",
)

SCOPES = ("entire_record", "specific", "directory_info", "demographic_list", "limited_data_set", "summary")
FORMS = ("paper", "electronic", "oral", "inspect")
DELIVERIES = ("mail", "unencrypted_email", "portal", "pickup", "fax", "to_third_party")

DOCUMENT_TYPES = (
    "authorization",
    "part2_consent",
    "access_request",
    "third_party_directive",
    "subpoena",
    "court_order",
    "part2_court_order",
    "warrant",
    "grand_jury_subpoena",
    "judicial_subpoena",
    "administrative_request",
    "notice_assurance",
    "qpo_assurance",
    "irb_waiver",
    "prep_research_rep",
    "decedent_research_rep",
    "dua",
    "oral_agreement",
    "letters_testamentary",
    "health_care_poa",
    "guardianship",
    "official_statement",
    "reporting_statute",
    "baa",
    "none",
)

AGE_CLASSES = ("adult", "minor", "emancipated_minor")
STATUSES = ("living", "deceased")
CAPACITIES = ("yes", "no", "unknown")
RESTRICTIONS = ("none", "agreed", "self_pay_plan")
SOURCE_SYSTEMS = ("ehr", "paper", "mixed")
IDENTITY = (True, False, "known", "not_required")
AUTHORITY = (True, False, "not_required")

SEGMENTS = (
    "general",
    "billing",
    "images",
    "lab",
    "other_provider_records",
    "psychotherapy_notes",
    "mental_health",
    "part2_sud",
    "sud_counseling_notes",
    "sud_non_part2",
    "hiv",
    "sti",
    "genetic",
    "reproductive",
    "minor_consented_service",
    "litigation_prep",
    "confidential_source",
    "other_person_reference",
    "research_in_progress",
    "non_drs_quality",
    "dna_dental_tissue",
    "directory",
    "immunization",
    "employment_record",
)

OUTCOMES = (
    "release_full",
    "release_part",
    "deny",
    "return_for_correction",
    "escalate",
    "grant",
    "notify",
    "no_notify",
)

FEES = ("none", "cost_based_limited", "flat_6_50_option", "not_limited_by_hipaa", "state")
