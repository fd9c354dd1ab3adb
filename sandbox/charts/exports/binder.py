"""How a paper binder is ordered and how its pages look: folder and dress of each document type, flags in words."""

from __future__ import annotations

from sandbox.charts.documents import TYPES

FOLDERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Registration", ("face_sheet", "coding_summary", "problem_list", "immunizations", "growth_chart")),
    (
        "Consents and directives",
        (
            "consent_treatment", "consent_procedure", "consent_anesthesia", "consent_transfusion", "advance_directive",
            "legal_status", "ama_form", "hospice_election", "sud_consent", "sud_notice",
        ),
    ),
    ("Emergency", ("ambulance_report", "triage_note", "emergency_note", "resuscitation_record")),
    (
        "Physician notes",
        (
            "history_and_physical", "hp_update", "progress_note", "consult_note", "clinic_note", "physician_visit",
            "telephone_note", "face_to_face", "tumor_board", "death_note", "late_entry", "addendum", "amendment",
            "retraction",
        ),
    ),
    (
        "Behavioral health",
        (
            "psychiatric_evaluation", "mental_health_assessment", "treatment_plan", "therapy_session", "group_note",
            "psychological_testing", "psychotherapy_notes",
        ),
    ),
    (
        "Substance use program (Part 2)",
        (
            "sud_assessment", "sud_treatment_plan", "sud_progress_note", "sud_counseling_notes", "withdrawal_flowsheet",
        ),
    ),
    ("Orders", ("orders", "standing_orders", "verbal_order")),
    (
        "Procedures",
        (
            "anesthesia_pre", "anesthesia_record", "anesthesia_post", "operative_report", "brief_operative_note",
            "perioperative_record", "recovery_record", "procedure_report", "labor_record", "delivery_note",
            "newborn_record", "dialysis_record", "infusion_record", "radiation_summary",
        ),
    ),
    (
        "Results",
        (
            "lab_report", "microbiology_report", "imaging_report", "pathology_report", "cytology_report",
            "genetic_report", "cardiology_report", "pulmonary_report",
        ),
    ),
    (
        "Nursing",
        (
            "nursing_assessment", "nursing_note", "vital_signs", "flowsheet", "medication_record", "medication_list",
            "transfusion_record", "wound_record", "restraint_record", "restraint_evaluation", "mds",
            "baseline_care_plan", "care_plan", "oasis", "home_visit", "hospice_assessment", "hospice_plan",
        ),
    ),
    (
        "Therapy and planning",
        (
            "therapy_note", "nutrition_note", "social_work_note", "spiritual_care_note", "case_management",
            "bereavement_note", "home_health_referral", "home_health_certification", "hospice_certification",
        ),
    ),
    ("Discharge", ("discharge_summary", "discharge_instructions", "transfer_form")),
    ("From elsewhere", ("outside_record", "referral", "correspondence")),
)  # fmt: skip

DRESSES = {
    "face_sheet": "form",
    "mds": "form",
    "consent_treatment": "consent",
    "consent_procedure": "consent",
    "advance_directive": "consent",
    "discharge_instructions": "consent",
    "orders": "orders",
    "verbal_order": "orders",
    "medication_record": "grid",
    "vital_signs": "grid",
    "anesthesia_record": "grid",
    "labor_record": "grid",
    "lab_report": "lab",
    "microbiology_report": "lab",
    "correspondence": "letter",
    "referral": "letter",
    "outside_record": "letter",
    "consent_anesthesia": "consent",
    "consent_transfusion": "consent",
    "legal_status": "consent",
    "ama_form": "consent",
    "hospice_election": "consent",
    "sud_consent": "consent",
    "sud_notice": "consent",
    "transfer_form": "form",
    "home_health_certification": "form",
    "hospice_certification": "form",
    "face_to_face": "form",
    "oasis": "form",
    "newborn_record": "form",
    "standing_orders": "orders",
    "flowsheet": "grid",
    "transfusion_record": "grid",
    "restraint_record": "grid",
    "resuscitation_record": "grid",
    "recovery_record": "grid",
    "perioperative_record": "grid",
    "dialysis_record": "grid",
    "infusion_record": "grid",
    "withdrawal_flowsheet": "grid",
    "immunizations": "grid",
    "growth_chart": "grid",
    "cytology_report": "lab",
    "genetic_report": "lab",
}

FLAGS = {"H": "high", "L": "low", "HH": "critical", "LL": "critical", "!": "critical", "A": "abnormal", "*": "abnormal"}

_PLACES = {name: (place, folder) for place, (folder, names) in enumerate(FOLDERS) for name in names}


def folder_of(document_type: str) -> tuple[int, str]:
    """Place and name of the folder in which this type of document is kept."""
    return _PLACES.get(document_type, (len(FOLDERS), "Other"))


def dress_of(document_type: str, *, paper: bool = False) -> str:
    """How a page of this type looks: form, consent, orders, grid, lab, letter or note."""
    return DRESSES.get(document_type, "letter" if paper else "note")


def flag_name(flag: str) -> str:
    """A printed flag in words."""
    return FLAGS.get(flag.strip().upper(), "flagged")


def type_title(document_type: str) -> str:
    """The type's title as the catalogue of document types gives it; a paper's type, which is not in it, in words."""
    found = TYPES.get(document_type)
    return found.title if found else document_type.replace("_", " ").capitalize()
