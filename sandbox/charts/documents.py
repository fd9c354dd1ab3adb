"""The document types of the record: title, release segment, and the settings that use them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.charts.model import Setting

_ALL = tuple(Setting)
_HOSPITAL = (Setting.INPATIENT, Setting.EMERGENCY, Setting.AMBULATORY_SURGERY)
_SURGICAL = (Setting.INPATIENT, Setting.AMBULATORY_SURGERY)
_BEDDED = (Setting.INPATIENT, Setting.NURSING_FACILITY)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of entry. ``segment`` is a label of the release vocabulary (general, lab, images …)."""

    type: str
    title: str
    segment: str
    settings: tuple[Setting, ...]


def _types(*rows: tuple[str, str, str, tuple[Setting, ...]]) -> dict[str, DocumentType]:
    return {row[0]: DocumentType(*row) for row in rows}


TYPES: dict[str, DocumentType] = _types(
    ("face_sheet", "Face Sheet", "general", _ALL),
    ("consent_treatment", "General Consent for Treatment", "general", _ALL),
    ("consent_procedure", "Informed Consent for Procedure", "general", _HOSPITAL),
    ("advance_directive", "Advance Directive Acknowledgement", "general", _ALL),
    ("triage_note", "ED Triage Note", "general", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("emergency_note", "Emergency Department Physician Note", "general", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("history_and_physical", "History and Physical", "general", (*_SURGICAL, Setting.NURSING_FACILITY)),
    ("hp_update", "Interval Update to History and Physical", "general", _SURGICAL),
    ("progress_note", "Progress Note", "general", _BEDDED),
    ("consult_note", "Consultation Report", "general", _ALL),
    ("nursing_assessment", "Nursing Admission Assessment", "general", _ALL),
    ("nursing_note", "Nursing Note", "general", _ALL),
    ("vital_signs", "Vital Signs Flowsheet", "general", _ALL),
    ("orders", "Physician Orders", "general", _ALL),
    ("verbal_order", "Verbal/Telephone Order", "general", _ALL),
    ("medication_record", "Medication Administration Record", "general", _ALL),
    ("lab_report", "Laboratory Report", "lab", _ALL),
    ("microbiology_report", "Microbiology Report", "lab", _ALL),
    ("imaging_report", "Imaging Report", "images", _ALL),
    ("pathology_report", "Surgical Pathology Report", "lab", _ALL),
    ("operative_report", "Operative Report", "general", _SURGICAL),
    ("brief_operative_note", "Brief Operative Note", "general", _SURGICAL),
    ("anesthesia_pre", "Pre-Anesthesia Evaluation", "general", _SURGICAL),
    ("anesthesia_record", "Anesthesia Record", "general", _SURGICAL),
    ("anesthesia_post", "Post-Anesthesia Evaluation", "general", _SURGICAL),
    ("therapy_note", "Therapy Note", "general", _ALL),
    ("case_management", "Case Management Note", "general", _ALL),
    ("discharge_summary", "Discharge Summary", "general", _BEDDED),
    ("discharge_instructions", "Discharge Instructions", "general", _ALL),
    ("clinic_note", "Office Visit Note", "general", (Setting.CLINIC,)),
    ("problem_list", "Problem List", "general", (Setting.CLINIC, Setting.NURSING_FACILITY)),
    ("immunizations", "Immunization Record", "immunization", _ALL),
    ("procedure_report", "Procedure Report", "general", _ALL),
    ("labor_record", "Labor Record", "reproductive", (Setting.INPATIENT,)),
    ("delivery_note", "Delivery Note", "reproductive", (Setting.INPATIENT,)),
    ("mds", "Minimum Data Set Summary", "general", (Setting.NURSING_FACILITY,)),
    ("care_plan", "Care Plan", "general", _BEDDED),
    ("physician_visit", "Physician Visit Note", "general", (Setting.NURSING_FACILITY,)),
    ("correspondence", "Correspondence", "general", _ALL),
    ("coding_summary", "Coding Summary", "billing", _ALL),
)
