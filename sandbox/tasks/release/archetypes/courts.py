"""Subpoenas and court orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.tasks.release import days, sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.outside import COURTS, PROGRAMS
from sandbox.tasks.release.tray import Tray, boxes, listed, prose, said

RECORDS = ("discharge_summary", "emergency_note", "clinic_note", "imaging_report", "history_and_physical", "lab_report")


OBJECT = 14  # days in which a patient may object


def _subpoena(tray: Tray, court: str, case: str, wanted: str) -> None:
    lawyer = tray.outside.person()
    tray.returns = days.on(tray.received + timedelta(days=21))
    tray.goes_to(f"{lawyer.name}, attorney for the plaintiff", court)
    tray.add(
        "subpoena",
        "Subpoena duces tecum",
        prose([court], [f"Case {case}, {tray.outside.person().family} v. {tray.outside.person().family}"]),
        prose(
            [
                f"To the custodian of records of {tray.hospital}: YOU ARE COMMANDED to produce",
                (f"{wanted} concerning {tray.about()}, of all care up to the day of production,", "request"),
                (f"on or before {said(tray.returns)}.", "returns"),
            ]
        ),
        boxes(
            [("Issued and signed by", f"{lawyer.name}, attorney for the plaintiff (handwritten)", "signature")],
            [("For the court", "issued under the rules of civil procedure")],
        ),
        tray.stamp("served by courier"),
    )


def _notice(tray: Tray, case: str, over: bool, objection: str) -> None:
    sent = tray.written - timedelta(days=tray.random.randrange(20, 40) if over else 3)
    if over:
        ended = (tray.encounter.ended or tray.encounter.began).date()
        latest = tray.written - timedelta(days=OBJECT + 2)
        sent = min(max(sent, ended + timedelta(days=1)), latest)
    sent = days.back(sent)
    until = sent + timedelta(days=OBJECT)
    objected = {
        "none": "No objection was filed.",
        "pending": "The patient filed an objection, on which the court has not yet ruled.",
    }[objection]
    if not over:
        objected = "No objection has reached us so far."
    mailed = f"was mailed to {tray.patient.name}, {tray.patient.address}, on {said(sent)}."
    tray.add(
        "notice_certificate",
        "Certificate of notice to the patient",
        prose(
            [
                f"I certify that written notice of the subpoena in case {case} {mailed}",
                "The notice names the court, the parties, the records sought and how to object.",
                (f"Objections could be filed until {said(until)}.", "OBJECTION_PERIOD_OPEN"),
                (objected, "OBJECTION_PENDING"),
            ]
        ),
        listed(("Enclosed: copy of the notice and of the certified mail receipt.", "NO_SATISFACTORY_ASSURANCE")),
        boxes([("Signed", f"{tray.outside.person().name}, attorney (handwritten)")]),
    )


def _protective(tray: Tray, case: str, returned: bool) -> None:
    end = "All copies are to be returned or destroyed at the end of the proceeding."
    terms = [
        ("The parties use the records for this proceeding and for nothing else.", "QPO_NO_USE_LIMIT"),
        (end if returned else "The records are to be kept in a locked cabinet.", "QPO_NO_RETURN_DESTROY"),
    ]
    tray.add(
        "protective_order",
        "Stipulation for a qualified protective order",
        prose(
            [
                f"In case {case} the parties have agreed on the following order and submitted it to the court.",
                "The judge has not signed it yet. A copy of the filing, with the clerk's stamp, is enclosed.",
            ]
        ),
        listed(*terms, heading="Terms"),
        boxes([("For the plaintiff", "signed"), ("For the defendant", "signed")]),
    )


NOTICED = {"written_statement": True, "documentation": True, "notice_content_ok": True}
VARIANTS = (
    "alone", "notice", "notice_early", "objection", "protective_order", "no_return", "psychotherapy", "part2",
)  # fmt: skip
DECIDING = {
    "notice_early": ("OBJECTION_PERIOD_OPEN",),
    "objection": ("OBJECTION_PENDING",),
    "protective_order": ("QPO_NO_USE_LIMIT", "QPO_NO_RETURN_DESTROY"),
    "no_return": ("QPO_NO_RETURN_DESTROY",),
    "psychotherapy": ("held", "OBJECTION_PENDING"),
    "part2": ("held", "OBJECTION_PENDING"),
    "notice": ("OBJECTION_PERIOD_OPEN", "OBJECTION_PENDING"),
}


@archetype("subpoena", "A subpoena signed by a lawyer", *VARIANTS)
def subpoena(tray: Tray, variant: str) -> Plan:
    """A lawyer's subpoena needs assurance: of notice to the patient, or of a qualified protective order."""
    court, case = tray.outside.one_of(COURTS), tray.outside.number("CV")
    held = variant in ("psychotherapy", "part2")
    labels = tray.of_types(RECORDS, 3)
    also = ", and any counseling or treatment notes held apart," if held else ""
    _subpoena(tray, court, case, f"the {tray.titles(labels)}{also}")
    papers: list[dict[str, Any]] = [{"type": "subpoena", "attributes": {"signed_by": "attorney"}}]
    if variant in ("protective_order", "no_return"):
        _protective(tray, case, variant == "protective_order")
        terms = {"stipulated_and_presented": True, "order_signed": False, "prohibits_other_use": True}
        stated = {"written_statement": True, "documentation": True, "return_or_destroy": variant == "protective_order"}
        papers.append({"type": "qpo_assurance", "attributes": terms | stated})
    elif variant != "alone":
        over, objection = variant != "notice_early", "pending" if variant == "objection" else "none"
        _notice(tray, case, over, objection)
        stated_notice = NOTICED | {"objection_period_over": over, "objections": objection}
        papers.append({"type": "notice_assurance", "attributes": stated_notice})
    if variant == "psychotherapy":
        labels[sheets.held_psychotherapy(tray)] = "psychotherapy_notes"
    if variant == "part2":
        labels[sheets.held_part2(tray, tray.outside.one_of(PROGRAMS))] = "part2_sud"
    made = tray.request("attorney", "litigation", *papers, labels=labels)
    return Plan(made, labels, DECIDING.get(variant, ("signature", "request")))


@archetype("court_order", "An order signed by a judge", "limited", "part2")
def court_order(tray: Tray, variant: str) -> Plan:
    """Only what the order says; an ordinary order does not reach a substance use record."""
    court, case, judge = tray.outside.one_of(COURTS), tray.outside.number("CV"), tray.outside.person()
    ordered = tray.of_types(RECORDS, 2)
    tray.goes_to(court)
    tray.returns = days.on(tray.written + timedelta(days=21))
    labels = {ref: label if ref in ordered else f"other {label}" for ref, label in tray.everything().items()}
    covers = sorted({labels[ref] for ref in ordered})
    tray.add(
        "court_order",
        "Order",
        prose([(court, "recipient")], [f"Case {case}"]),
        prose(
            [
                f"IT IS ORDERED that {tray.hospital} produce to the court",
                (f"the {tray.titles(ordered)} of {tray.stay} concerning {tray.about()},", "scope"),
                (f"on or before {said(tray.returns)}.", "returns"),
            ]
        ),
        boxes([("Judge", f"{judge.name} (handwritten, seal of the court)", "signature")]),
        dated=tray.written,
    )
    sheets.letter(
        tray,
        "attorney_letter",
        "Letter of the plaintiff's lawyer",
        (tray.outside.address(),),
        prose(
            [
                "Enclosed is the order of the court.",
                (
                    "Please send the complete record, from whatever department, so that we need not come back.",
                    "request",
                ),
            ]
        ),
        sender=(tray.outside.person().name, "Attorney at Law"),
    )
    if variant == "part2":
        labels[sheets.held_part2(tray, tray.outside.one_of(PROGRAMS))] = "part2_sud"
    paper = {"type": "court_order", "attributes": {"signed_by": "judge", "covers": covers}}
    asked = {"scope": "entire_record"}
    made = tray.request("attorney", "litigation", paper, labels=labels, asked=asked)
    return Plan(made, labels, ("scope", "held") if variant == "part2" else ("scope",))
