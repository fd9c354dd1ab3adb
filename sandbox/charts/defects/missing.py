"""Documents of single settings that are taken out."""

from __future__ import annotations

from sandbox.charts.defects.planting import Flaw, Planting
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Setting
from sandbox.charts.review import citation

_PSYCHIATRY, _HOME, _NURSING, _HOSPICE = (
    Setting.INPATIENT,
    Setting.HOME_HEALTH,
    Setting.NURSING_FACILITY,
    Setting.HOSPICE,
)
_OUTPATIENT = Setting.AMBULATORY_SURGERY

# code, document type, word of its title, setting, title of the type, what is due
_ROWS: tuple[tuple[str, str, str, Setting, str, str], ...] = (
    ("MISSING_PSYCH_EVAL", "psychiatric_evaluation", "", _PSYCHIATRY, "Psychiatric evaluation missing",
     "Every psychiatric inpatient is evaluated by a psychiatrist within 60 hours of admission."),
    ("MISSING_TREATMENT_PLAN", "treatment_plan", "", _PSYCHIATRY, "Treatment plan missing",
     "Every psychiatric inpatient has an individual comprehensive treatment plan."),
    ("MISSING_DEATH_NOTE", "death_note", "", _PSYCHIATRY, "Note of death missing",
     "A death is pronounced in the record."),
    ("MISSING_INSTRUCTIONS", "discharge_instructions", "", _OUTPATIENT, "Discharge instructions missing",
     "A patient who was operated on goes home with written instructions."),
    ("MISSING_DISCHARGE_ORDER", "orders", "discharge", _OUTPATIENT, "Discharge order missing",
     "The practitioner who operated orders the discharge."),
    ("MISSING_BASELINE_PLAN", "baseline_care_plan", "", _NURSING, "Baseline care plan missing",
     "A baseline care plan is made within 48 hours of admission."),
    ("MISSING_MDS", "mds", "", _NURSING, "Admission assessment (MDS) missing",
     "The admission assessment is completed within 14 days."),
    ("MISSING_CARE_PLAN", "care_plan", "comprehensive", _NURSING, "Comprehensive care plan missing",
     "The comprehensive care plan is made within 7 days after the comprehensive assessment."),
    ("MISSING_OASIS", "oasis", "", _HOME, "Comprehensive assessment (OASIS) missing",
     "The comprehensive assessment is completed within 5 days of start of care."),
    ("MISSING_CERTIFICATION", "home_health_certification", "", _HOME, "Certification missing",
     "A physician certifies the need for the care and its plan."),
    ("FACE_TO_FACE_MISSING", "face_to_face", "", _HOME, "Face-to-face encounter missing",
     "A practitioner saw the patient within 90 days before or 30 days after start of care."),
    ("MISSING_ELECTION", "hospice_election", "", _HOSPICE, "Election statement missing",
     "The patient elects hospice care in a signed statement."),
    ("MISSING_HOSPICE_ASSESSMENT", "hospice_assessment", "", _HOSPICE, "Hospice assessment missing",
     "An initial assessment is completed within 48 hours of election, a comprehensive one within 5 days."),
    ("MISSING_BEREAVEMENT", "bereavement_note", "", _HOSPICE, "Bereavement note missing",
     "After a death the family's need of bereavement care is noted."),
)  # fmt: skip

_ALL_OF = ("bereavement_note",)  # later notes follow up the first and would show that it was there


def _taken(planting: Planting, kind: str, word: str, title: str) -> Flaw | None:
    able = [one for one in planting.removable(kind) if word in one.title.lower()]
    found = planting.pick(able)
    if found is None:
        return None
    for one in able if kind in _ALL_OF else [found]:
        planting.remove(one)
    return Flaw(kind, planting.responsible(found), f"{title}: the document is not on the chart.")


for _code, _kind, _word, _setting, _title, _explain in _ROWS:

    def _planter(planting: Planting, kind: str = _kind, word: str = _word, title: str = _title) -> Flaw | None:
        """Take one document out."""
        if kind == "home_health_certification" and planting.encounter.setting is Setting.HOSPICE:
            kind = "hospice_certification"
        return _taken(planting, kind, word, title)

    defect(_code, _title, citation(_code, _setting), _explain, group=f"{_kind} {_word}")(_planter)
