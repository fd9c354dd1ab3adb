"""The document types of the record: title, release segment, and the settings that use them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.charts.model import Setting

_ALL = tuple(Setting)
_HOSPITAL = (Setting.INPATIENT, Setting.EMERGENCY, Setting.AMBULATORY_SURGERY)
_SURGICAL = (Setting.INPATIENT, Setting.AMBULATORY_SURGERY)
_BEDDED = (Setting.INPATIENT, Setting.NURSING_FACILITY)
_OFFICE = (Setting.CLINIC, Setting.BEHAVIORAL_HEALTH)
_AT_HOME = (Setting.HOME_HEALTH, Setting.HOSPICE)
_LONG = (*_BEDDED, *_AT_HOME, Setting.BEHAVIORAL_HEALTH)
_MIND = (Setting.INPATIENT, Setting.EMERGENCY, *_OFFICE)


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
    # registration and consents
    ("face_sheet", "Face Sheet", "general", _ALL),
    ("consent_treatment", "General Consent for Treatment", "general", _ALL),
    ("consent_procedure", "Informed Consent for Procedure", "general", (*_HOSPITAL, Setting.CLINIC)),
    ("consent_anesthesia", "Anesthesia Consent", "general", _SURGICAL),
    ("consent_transfusion", "Consent for Blood Transfusion", "general", _ALL),
    ("advance_directive", "Advance Directive Acknowledgement", "general", _ALL),
    ("legal_status", "Legal Status and Patient Rights", "mental_health", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("ama_form", "Discharge Against Medical Advice", "general", _HOSPITAL),
    ("transfer_form", "Interfacility Transfer Form", "general", _ALL),
    # emergency
    ("triage_note", "ED Triage Note", "general", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("emergency_note", "Emergency Department Physician Note", "general", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("ambulance_report", "Ambulance Run Report", "other_provider_records", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("resuscitation_record", "Resuscitation Record", "general", _HOSPITAL),
    # physicians
    ("history_and_physical", "History and Physical", "general", (*_SURGICAL, Setting.NURSING_FACILITY)),
    ("hp_update", "Interval Update to History and Physical", "general", _SURGICAL),
    ("progress_note", "Progress Note", "general", _LONG),
    ("consult_note", "Consultation Report", "general", _ALL),
    ("physician_visit", "Physician Visit Note", "general", (Setting.NURSING_FACILITY, *_AT_HOME)),
    ("clinic_note", "Office Visit Note", "general", _OFFICE),
    ("telephone_note", "Telephone Encounter", "general", _ALL),
    ("problem_list", "Problem List", "general", (*_OFFICE, Setting.NURSING_FACILITY)),
    ("death_note", "Death Pronouncement Note", "general", _ALL),
    ("late_entry", "Late Entry", "general", _ALL),
    ("addendum", "Addendum", "general", _ALL),
    ("amendment", "Amendment", "general", _ALL),
    ("retraction", "Notice of Retraction", "general", _ALL),
    # nursing
    ("nursing_assessment", "Nursing Admission Assessment", "general", _ALL),
    ("nursing_note", "Nursing Note", "general", _ALL),
    ("vital_signs", "Vital Signs Flowsheet", "general", _ALL),
    ("flowsheet", "Nursing Flowsheet", "general", _ALL),
    ("medication_record", "Medication Administration Record", "general", _ALL),
    ("medication_list", "Medication Reconciliation", "general", _ALL),
    ("transfusion_record", "Transfusion Record", "general", _ALL),
    ("restraint_record", "Restraint and Seclusion Record", "general", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("restraint_evaluation", "One-Hour Face-to-Face Evaluation", "general", (Setting.INPATIENT, Setting.EMERGENCY)),
    ("wound_record", "Wound Assessment", "general", _ALL),
    ("care_plan", "Care Plan", "general", _LONG),
    # orders
    ("orders", "Physician Orders", "general", _ALL),
    ("standing_orders", "Standing Orders (Protocol)", "general", _ALL),
    ("verbal_order", "Verbal/Telephone Order", "general", _ALL),
    # results
    ("lab_report", "Laboratory Report", "lab", _ALL),
    ("microbiology_report", "Microbiology Report", "lab", _ALL),
    ("imaging_report", "Imaging Report", "images", _ALL),
    ("pathology_report", "Surgical Pathology Report", "lab", _ALL),
    ("cytology_report", "Cytology Report", "lab", _ALL),
    ("genetic_report", "Molecular and Genetic Report", "genetic", _ALL),
    ("cardiology_report", "Cardiology Report", "general", _ALL),
    ("pulmonary_report", "Pulmonary Function Report", "general", _ALL),
    # surgery and procedures
    ("operative_report", "Operative Report", "general", _SURGICAL),
    ("brief_operative_note", "Brief Operative Note", "general", _SURGICAL),
    ("anesthesia_pre", "Pre-Anesthesia Evaluation", "general", _SURGICAL),
    ("anesthesia_record", "Anesthesia Record", "general", _SURGICAL),
    ("anesthesia_post", "Post-Anesthesia Evaluation", "general", _SURGICAL),
    ("perioperative_record", "Perioperative Nursing Record", "general", _SURGICAL),
    ("recovery_record", "Recovery Room Record", "general", _SURGICAL),
    ("procedure_report", "Procedure Report", "general", _ALL),
    ("labor_record", "Labor Record", "reproductive", (Setting.INPATIENT,)),
    ("delivery_note", "Delivery Note", "reproductive", (Setting.INPATIENT,)),
    ("newborn_record", "Newborn Record", "general", (Setting.INPATIENT,)),
    ("dialysis_record", "Dialysis Treatment Record", "general", (Setting.INPATIENT, Setting.CLINIC)),
    ("infusion_record", "Infusion Record", "general", _ALL),
    ("radiation_summary", "Radiation Treatment Summary", "general", (Setting.CLINIC, Setting.INPATIENT)),
    ("tumor_board", "Tumor Board Note", "general", (Setting.CLINIC, Setting.INPATIENT)),
    # therapy and planning
    ("therapy_note", "Therapy Note", "general", _ALL),
    ("nutrition_note", "Nutrition Assessment", "general", _ALL),
    ("social_work_note", "Social Work Note", "general", _ALL),
    ("spiritual_care_note", "Spiritual Care Note", "general", _ALL),
    ("case_management", "Case Management Note", "general", _ALL),
    # discharge
    ("discharge_summary", "Discharge Summary", "general", _LONG),
    ("discharge_instructions", "Discharge Instructions", "general", _ALL),
    # office
    ("immunizations", "Immunization Record", "immunization", _ALL),
    ("growth_chart", "Growth Record", "general", (Setting.CLINIC, Setting.INPATIENT)),
    ("referral", "Referral", "general", _ALL),
    # psychiatry, psychotherapy, substance use treatment
    ("psychiatric_evaluation", "Psychiatric Evaluation", "mental_health", _MIND),
    ("mental_health_assessment", "Intake Assessment", "mental_health", _MIND),
    ("treatment_plan", "Treatment Plan", "mental_health", _MIND),
    ("therapy_session", "Therapy Session Record", "mental_health", _OFFICE),
    ("group_note", "Group Therapy Note", "mental_health", _MIND),
    ("psychotherapy_notes", "Psychotherapy Notes (kept apart)", "psychotherapy_notes", _OFFICE),
    ("psychological_testing", "Psychological Testing Report", "mental_health", _MIND),
    ("sud_consent", "Consent to Disclose Substance Use Records", "part2_sud", _MIND),
    ("sud_notice", "Part 2 Patient Notice", "part2_sud", _MIND),
    ("sud_assessment", "Substance Use Assessment", "part2_sud", _MIND),
    ("sud_treatment_plan", "Substance Use Treatment Plan", "part2_sud", _MIND),
    ("sud_progress_note", "Substance Use Program Note", "part2_sud", _MIND),
    ("sud_counseling_notes", "SUD Counseling Notes (kept apart)", "sud_counseling_notes", _MIND),
    ("withdrawal_flowsheet", "Withdrawal Scale Flowsheet", "general", _MIND),
    # nursing facility, home health, hospice
    ("mds", "Minimum Data Set Summary", "general", (Setting.NURSING_FACILITY,)),
    ("baseline_care_plan", "Baseline Care Plan", "general", (Setting.NURSING_FACILITY,)),
    ("home_health_referral", "Home Health Referral", "general", (Setting.HOME_HEALTH,)),
    ("face_to_face", "Face-to-Face Encounter", "general", _AT_HOME),
    ("home_health_certification", "Home Health Certification and Plan of Care", "general", (Setting.HOME_HEALTH,)),
    ("oasis", "Comprehensive Assessment (OASIS)", "general", (Setting.HOME_HEALTH,)),
    ("home_visit", "Home Visit Note", "general", _AT_HOME),
    ("hospice_election", "Hospice Election Statement", "general", (Setting.HOSPICE,)),
    ("hospice_certification", "Certification of Terminal Illness", "general", (Setting.HOSPICE,)),
    ("hospice_assessment", "Hospice Assessment", "general", (Setting.HOSPICE,)),
    ("hospice_plan", "Interdisciplinary Plan of Care", "general", (Setting.HOSPICE,)),
    ("bereavement_note", "Bereavement Note", "general", (Setting.HOSPICE,)),
    # from elsewhere, and the office's own
    ("outside_record", "Outside Record", "other_provider_records", _ALL),
    ("correspondence", "Correspondence", "general", _ALL),
    ("coding_summary", "Coding Summary", "billing", _ALL),
)
