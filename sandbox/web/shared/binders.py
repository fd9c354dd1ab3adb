"""How a paper binder is ordered and how its pages look: folder and dress of each document type, flags in words."""

from __future__ import annotations

from sandbox.charts.documents import TYPES

FOLDERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Registration", ("face_sheet", "coding_summary", "problem_list", "immunizations")),
    ("Consents and directives", ("consent_treatment", "consent_procedure", "advance_directive")),
    ("Emergency", ("triage_note", "emergency_note")),
    (
        "Physician notes",
        ("history_and_physical", "hp_update", "progress_note", "consult_note", "clinic_note", "physician_visit"),
    ),
    ("Orders", ("orders", "verbal_order")),
    (
        "Procedures",
        (
            "anesthesia_pre",
            "anesthesia_record",
            "anesthesia_post",
            "operative_report",
            "brief_operative_note",
            "procedure_report",
            "labor_record",
            "delivery_note",
        ),
    ),
    ("Results", ("lab_report", "microbiology_report", "imaging_report", "pathology_report")),
    ("Nursing", ("nursing_assessment", "nursing_note", "vital_signs", "medication_record", "mds", "care_plan")),
    ("Therapy and planning", ("therapy_note", "case_management")),
    ("Discharge", ("discharge_summary", "discharge_instructions")),
    ("Correspondence", ("correspondence",)),
)

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
