"""A small hand-made inpatient chart: enough documents to test a task kind without the generator."""

from __future__ import annotations

from datetime import date, datetime, time

from sandbox.charts.model import (
    Chart,
    Document,
    Encounter,
    Facility,
    Layout,
    Patient,
    Section,
    Setting,
    Signature,
    SignatureRole,
    Staff,
    Statement,
)
from sandbox.charts.truth import ChartTruth, CodeSystem, Coding, Defect, Fact, FactKind, Standing, Trap

RUIZ = Staff("s-ruiz", "Ana Ruiz", "MD", "physician", "Hospital medicine", "3 West")
OKAFOR = Staff("s-okafor", "Ben Okafor", "RN", "nurse", "", "3 West")
LIND = Staff("s-lind", "Carla Lind", "MD", "physician", "Radiology", "Imaging")

FACILITY = Facility(
    "cedar-hollow",
    "Cedar Hollow Hospital",
    "1 Example Way, Fairhaven, XX 00000",
    "202-555-0100",
    ("3 West",),
    (RUIZ, OKAFOR, LIND),
)

PATIENT = Patient(
    "900001",
    "Dora Quill",
    date(1958, 4, 2),
    "female",
    "900-12-3456",
    "12 Example Street, Fairhaven, XX 00000",
    "202-555-0111",
    "dora.quill@example.org",
    "Emil Quill",
    "husband",
    "202-555-0112",
    "Medicare (synthetic)",
    "M-0001",
)


def document(
    number: int,
    kind: str,
    title: str,
    *sentences: str,
    author: Staff = RUIZ,
    day: int = 10,
    signed: bool = True,
    segment: str = "general",
) -> Document:
    """One signed document of prose; statements are ``dNN.s1`` onwards."""
    name = f"d{number:02d}"
    prose = tuple(Statement(f"{name}.s{n}", text) for n, text in enumerate(sentences, 1))
    when = datetime(2026, 3, day, 9, 30)
    return Document(
        name,
        kind,
        title,
        "e1",
        author.id,
        when.date(),
        time(9, 30),
        when,
        PATIENT.name,
        PATIENT.mrn,
        PATIENT.born,
        (Section("", Layout.PROSE, (prose,)),),
        (Signature(SignatureRole.AUTHOR, author.id, when if signed else None),),
        segment,
    )


def chart() -> Chart:
    """A pneumonia stay with five documents, of which the progress note is unsigned."""
    stay = Encounter(
        "e1",
        Setting.INPATIENT,
        "A-0001",
        datetime(2026, 3, 10, 8),
        datetime(2026, 3, 13, 14),
        RUIZ.id,
        "3 West",
        "Fever and cough",
        "1",
        "1",
        "01",
        "Medicare (synthetic)",
    )
    return Chart(
        PATIENT,
        FACILITY,
        (stay,),
        (
            document(1, "face_sheet", "Face sheet", "Admitted 03/10/2026."),
            document(
                2,
                "history_and_physical",
                "History and physical",
                "Fever and cough for three days.",
                "Assessment: community-acquired pneumonia.",
                "COPD with acute exacerbation.",
            ),
            document(3, "imaging_report", "Chest X-ray", "Right lower lobe infiltrate.", author=LIND, segment="images"),
            document(4, "progress_note", "Progress note", "Improving on antibiotics.", day=11, signed=False),
            document(
                5,
                "discharge_summary",
                "Discharge summary",
                "Final diagnosis: pneumonia.",
                "COPD with acute exacerbation, resolved.",
                day=13,
            ),
        ),
    )


def truth() -> ChartTruth:
    """The truth behind ``chart()``: two diagnoses, a trap and one deficiency."""
    pneumonia = Fact(
        "dx.pneumonia",
        FactKind.DIAGNOSIS,
        "Community-acquired pneumonia",
        "e1",
        Coding(
            CodeSystem.CM, "J18.9", 1, poa="Y", rationale="Reason for admission after study", citation="Guidelines II"
        ),
    )
    copd = Fact(
        "dx.copd",
        FactKind.DIAGNOSIS,
        "COPD with acute exacerbation",
        "e1",
        Coding(CodeSystem.CM, "J44.1", 2, poa="Y", citation="Guidelines I.C.10.a"),
    )
    infection = Fact(
        "dx.copd-infection",
        FactKind.DIAGNOSIS,
        "COPD with lower respiratory infection",
        "e1",
        Coding(CodeSystem.CM, "J44.0", 2, Standing.REQUIRED, poa="Y", citation="Guidelines I.C.10.a"),
    )
    return ChartTruth(
        "hand_made",
        (pneumonia, copd, infection),
        {"dx.pneumonia": ("d02.s2", "d05.s1"), "dx.copd": ("d02.s3", "d05.s2"), "dx.copd-infection": ("d02.s2",)},
        (
            Defect(
                "unsigned-1",
                "UNSIGNED_ENTRY",
                "e1",
                "progress_note",
                RUIZ.id,
                "The progress note is not signed.",
                "42 CFR 482.24(c)(1)",
                "d04",
            ),
        ),
        (Trap("e1", "R05.9", CodeSystem.CM, "Cough is integral to pneumonia.", "Guidelines I.B.5", ("d02.s1",)),),
    )
