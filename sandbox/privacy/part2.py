"""Step 2: records of a substance use disorder program, before any HIPAA permission is looked at. 42 CFR part 2."""

from __future__ import annotations

from sandbox.privacy import part2_consent
from sandbox.privacy.case import PERSONAL, Case
from sandbox.privacy.part2_consent import PROCEEDINGS
from sandbox.privacy.part2_labels import INCIDENT, is_part2
from sandbox.privacy.reading import attributes, covers, denied
from sandbox.privacy.rules import rule

SUBPOENAS = ("subpoena", "judicial_subpoena", "grand_jury_subpoena")

EMERGENCY_LOG = ("recipient", "discloser", "date_time", "nature_of_emergency")
INCIDENT_ITEMS = ("circumstances", "patient_status", "name", "address", "last_known_whereabouts")
OPEN_REQUESTS = ("internal_use",)


def concerned(case: Case) -> tuple[str, ...]:
    """The requested segments that are Part 2 records; all of them when the holder says that it is a program."""
    if case.true("holder_is_part2_program"):
        return case.requested
    return tuple(segment for segment in case.requested if is_part2(segment))


@rule(
    "part2.minor",
    "42 CFR 2.14(b)",
    "Where the law lets a minor get the treatment alone, only the minor can consent to telling anybody, parents too.",
)
def minor(case: Case) -> bool:
    if case.who != "parent_guardian" or case.patient.age_class != "minor":
        return False
    if case.true("minor_consent_to_disclosure") or case.paper("part2_consent"):
        return False
    alone = case.true("minor_may_consent_alone") or case.true("minor_consented_alone")
    return (alone or case.false("minor_consent_to_disclosure")) and case.settle("deny")


@rule(
    "part2.representative",
    "42 CFR 2.15",
    "For a patient who cannot decide, or has died, the personal representative acts.",
)
def representative(case: Case) -> bool:
    return case.who in PERSONAL


@rule(
    "part2.within",
    "42 CFR 2.12(c)(3)",
    "Within the program, and with whoever directly controls it, what duties need may be shared.",
)
def within(case: Case) -> bool:
    return case.request.request_type in OPEN_REQUESTS and case.purpose != "curiosity"


@rule(
    "part2.service_organization",
    "42 CFR 2.12(c)(4)",
    "A qualified service organisation, such as a business associate under contract, may have what its service needs.",
)
def service_organization(case: Case) -> bool:
    return case.recipient == "business_associate" and case.paper("baa") is not None


@rule(
    "part2.secretary",
    "42 CFR 2.2(b)",
    "HHS may have the records to enforce these rules.",
)
def secretary(case: Case) -> bool:
    return case.who == "hhs_secretary"


@rule(
    "part2.order",
    "42 CFR 2.61",
    "A Part 2 court order authorises what it names; a subpoena with it compels that, and nothing more.",
)
def order(case: Case) -> bool:
    paper = case.paper("part2_court_order")
    if paper is None or attributes(paper).get("signed") is False:
        return False
    named = covers(paper)
    if named:
        case.withhold([segment for segment in concerned(case) if segment not in named])
    case.outcome, case.accept = "", ()
    case.defects.clear()
    case.compelled = any(
        paper.type in SUBPOENAS and not denied(paper, "signed", "signed_by_judge") for paper in case.documents
    )
    case.cite("42 CFR 2.61")
    return True


@rule(
    "part2.emergency",
    "42 CFR 2.51",
    "In a medical emergency, when consent cannot be had, medical personnel get what they need; it is written down at "
    "once.",
)
def emergency(case: Case) -> bool:
    real = case.true("bona_fide_emergency") or case.true("emergency_treatment")
    if not real or case.recipient != "provider" or case.true("consent_obtainable"):
        return False
    case.extra["must_document"] = EMERGENCY_LOG
    case.cite("42 CFR 2.51")
    return True


@rule(
    "part2.crime",
    "42 CFR 2.12(c)(5)",
    "Of a crime on the premises or against staff the police may be told the incident, that the person is a patient, "
    "name, address and last whereabouts.",
)
def crime(case: Case) -> bool:
    if case.purpose != "le_crime_on_premises" or case.recipient != "law_enforcement":
        return False
    incident = [segment for segment in case.requested if segment.startswith(INCIDENT)]
    if incident:
        case.withhold([segment for segment in concerned(case) if segment not in incident])
    else:
        case.items_only = True
    case.extra["released"] = INCIDENT_ITEMS
    case.cite("42 CFR 2.12(c)(5)")
    return True


@rule(
    "part2.child_abuse",
    "42 CFR 2.12(c)(6)",
    "The first report of suspected child abuse is open; the records themselves stay protected afterwards.",
)
def child_abuse(case: Case) -> bool:
    if case.purpose != "child_abuse" or case.false("initial_report"):
        return False
    return case.request.initiated_by == "covered_entity" or case.true("initial_report")


@rule(
    "part2.cause_of_death",
    "42 CFR 2.15(b)",
    "Laws on vital statistics and inquiries into the cause of death are obeyed.",
)
def cause_of_death(case: Case) -> bool:
    return case.recipient == "coroner_me" and case.purpose == "death_investigation"


@rule(
    "part2.redisclosure",
    "42 CFR 2.33(b)(1)",
    "A covered entity that got the records on a treatment, payment and operations consent handles them under HIPAA, "
    "except in proceedings against the patient.",
)
def redisclosure(case: Case) -> bool:
    under = case.flag("received_under")
    if not isinstance(under, str) or "tpo" not in under:
        return False
    if case.purpose in PROCEEDINGS and not case.false("against_patient"):
        return False
    case.cite("42 CFR 2.33(b)(1)")
    return True


@rule(
    "part2.research",
    "42 CFR 2.52",
    "Research with a HIPAA waiver or authorization may use the records; reports never identify a patient.",
)
def research(case: Case) -> bool:
    return case.purpose == "research" and case.paper("irb_waiver") is not None


@rule(
    "part2.audit",
    "42 CFR 2.53",
    "Audits and evaluations by those entitled to make them need a written commitment.",
)
def audit(case: Case) -> bool:
    committed = case.any_true("audit_commitment", "written_commitment", "audit_agreement")
    return case.purpose in ("oversight", "operations_recipient") and committed


@rule(
    "part2.not_a_program",
    "42 CFR 2.12(e)(1)",
    "General medical notes that mention alcohol or drugs are not records of a substance use program.",
)
def not_a_program(case: Case) -> bool:
    if "sud_non_part2" not in case.requested:
        return False
    case.cite("42 CFR 2.12(e)(1)")
    return True


OPENINGS = (
    representative, within, service_organization, secretary, emergency, crime, child_abuse, cause_of_death,
    redisclosure, research, audit,
)  # fmt: skip


@rule(
    "part2.public_health",
    "42 CFR 2.54",
    "A public health authority gets only what is de-identified.",
)
def public_health(case: Case) -> bool:
    return case.purpose == "public_health" and _locked(case, "deny", "release_part", keep=True)


@rule(
    "part2.ordinary_order",
    "42 CFR 2.61; 42 CFR 2.63-2.67",
    "An ordinary court order does not meet Part 2: the privacy officer takes it up with the court.",
)
def ordinary_order(case: Case) -> bool:
    if not case.paper("court_order"):
        return False
    return _locked(case, "escalate", "deny", "return_for_correction", defect="NO_PART2_ORDER")


@rule(
    "part2.proceeding",
    "42 CFR 2.12(d); 42 CFR 2.61; 42 CFR 2.13(c)",
    "A subpoena or warrant alone opens nothing in a proceeding; the answer neither confirms nor denies that there is "
    "such a patient.",
)
def proceeding(case: Case) -> bool:
    if case.purpose not in PROCEEDINGS:
        return False
    if isinstance(case.flag("received_under"), str):
        case.cite("42 CFR 2.33(b)(1)")
    unordered = case.purpose == "litigation" and case.paper("subpoena") is not None
    return _locked(case, "deny", defect="NO_PART2_ORDER" if unordered else "")


@rule(
    "part2.locked",
    "42 CFR 2.13(a); 42 CFR 2.31",
    "Without consent, or one of the exceptions of Part 2, the records stay closed whatever HIPAA permits.",
)
def locked(case: Case) -> bool:
    return _locked(case, "deny", "return_for_correction")


def _locked(case: Case, outcome: str, *also_right: str, defect: str = "", keep: bool = False) -> bool:
    """Close the records: the whole request when it asks for nothing else, else their part of it."""
    segments = concerned(case)
    if len(segments) < len(case.requested):
        case.outcome, case.accept = "", ()
        case.defects.clear()
        return case.withhold(segments)
    if keep:
        case.withhold(segments)
    return case.settle(outcome, *also_right, defect=defect)


def _closed(case: Case, alone: bool) -> bool:
    """No opening applied: a flawed consent that is all there is goes back, anything else stays closed."""
    if case.outcome and alone:
        return True
    return public_health(case) or ordinary_order(case) or proceeding(case) or locked(case)


def gate(case: Case) -> bool:
    """Run Part 2 over the request; whether that settles it. Otherwise what stays closed has been withheld."""
    segments = concerned(case)
    if not segments or case.who == "individual":
        if "sud_non_part2" in case.requested:
            not_a_program(case)
        return False
    if minor(case):
        return True
    alone = len(segments) == len(case.requested)
    if any(opening(case) for opening in OPENINGS) or part2_consent.opened(case, alone) or order(case):
        case.open_part2 = True
        return False
    _closed(case, alone)
    return bool(case.outcome)
