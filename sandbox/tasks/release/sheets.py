"""Papers that many requests bring: authorization form, photo identification, held records, phone notes, letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sandbox.tasks.release import days
from sandbox.tasks.release.tray import Box, Draft, Said, Tray, boxes, listed, prose, said

STATEMENTS = {
    "MISSING_REVOCATION_STATEMENT": (
        "I may take back this permission at any time in writing to the health information department, except for what "
        "was already sent because of it."
    ),
    "MISSING_CONDITIONING_STATEMENT": (
        "My treatment, payment, enrollment or eligibility for benefits does not depend on whether I sign this form."
    ),
    "MISSING_REDISCLOSURE_STATEMENT": (
        "Once the information has been sent, whoever receives it may pass it on, and federal privacy rules may no "
        "longer protect it."
    ),
}


@dataclass(frozen=True, slots=True)
class Form:
    """How an authorization form is filled in. ``missing`` are codes of elements left out."""

    recipient: str
    information: str
    purpose: str
    missing: tuple[str, ...] = ()
    expires: str = ""
    signed_on: date | None = None
    signer: str = ""
    authority: str = ""
    extra: tuple[Said, ...] = ()


def letter(
    tray: Tray, kind: str, title: str, head: Sequence[str], *body: Draft, sender: Sequence[str], way: str = ""
) -> str:
    """A letter with its letterhead, the body, who sends it, and the stamp of the mail room; ``way``: how it came.

    What comes by fax because it cannot wait is of the day on which it comes.
    """
    tray.goes_to(f"{sender[0]}, {head[0]}")
    return tray.add(
        kind,
        title,
        prose([(" · ".join(head), "letterhead")]),
        prose([f"To: Health Information Management, {tray.hospital}"], [f"Re: {tray.about()}"]),
        *body,
        prose(["Yours sincerely,"], [", ".join(sender)]),
        tray.stamp(way),
        dated=tray.received if way == days.BY_FAX else None,
    )


def authorization(tray: Tray, form: Form) -> str:
    """An authorization form with boxes and the statements that 45 CFR 164.508(c) wants, less what is missing."""
    missing = form.missing
    signed_on = form.signed_on or tray.written - timedelta(days=tray.random.randrange(1, 12))
    signature = "" if "MISSING_SIGNATURE" in missing else f"{form.signer or tray.patient.name} (handwritten)"
    dated = "" if {"MISSING_SIGNATURE", "MISSING_SIGNATURE_DATE"} & set(missing) else said(signed_on)
    expires = "" if "MISSING_EXPIRATION" in missing else form.expires or _expiry(tray, signed_on)
    recipient = "" if "MISSING_RECIPIENT" in missing else form.recipient
    purpose = "" if "MISSING_PURPOSE" in missing else form.purpose
    rows: list[list[Box]] = [
        [("Patient", tray.patient.name), ("Date of birth", said(tray.patient.born))],
        [("I allow", "" if "MISSING_DISCLOSER" in missing else tray.hospital, "MISSING_DISCLOSER")],
        [("to give to", recipient, "MISSING_RECIPIENT")],
        [("this information", form.information, "scope")],
        [("for the purpose of", purpose, "MISSING_PURPOSE")],
        [("This permission ends on", expires, "MISSING_EXPIRATION")],
    ]
    statements = [(text, code) for code, text in STATEMENTS.items() if code not in missing]
    by: list[Box] = [("Signature", signature, "signature"), ("Date", dated, "MISSING_SIGNATURE_DATE")]
    acting: list[Box] = [("If not the patient: authority to act", form.authority, "MISSING_REP_AUTHORITY")]
    return tray.add(
        "authorization_form",
        "Authorization to Release Health Information",
        boxes(*rows),
        listed(*statements, *form.extra, heading="I understand that"),
        boxes(by, acting),
        dated=signed_on,
    )


def _expiry(tray: Tray, signed_on: date) -> str:
    return tray.say(said(signed_on + timedelta(days=365)), "one year from the date of my signature")


def identification(tray: Tray, name: str = "", address: str = "") -> str:
    """A copy of a photo identification, of the patient unless somebody else is named."""
    at_the_desk = any(way in tray.came for way in ("desk", "window", "in person"))
    checked = (
        "front desk: photo and signature agree" if at_the_desk else "records desk: signature agrees with the letter"
    )
    born = [] if name else [("Born", said(tray.patient.born))]
    return tray.add(
        "identification",
        "Copy of photo identification",
        boxes(
            [("State of XX", "Driver license (copy)")],
            [("Name", name or tray.patient.name, "identity"), *born],
            [("Address", tray.patient.address if not name else address or tray.outside.address())],
            [("Checked by", checked, "identity")],
        ),
    )


def phone_note(tray: Tray, title: str, *paragraphs: Sequence[Said], way: str = "by telephone") -> str:
    """A note of a call, or of a visit to the window."""
    return tray.add("phone_note", title, prose(*paragraphs), tray.stamp(way))


def held_psychotherapy(tray: Tray) -> str:
    """Psychotherapy notes, kept apart from the chart (45 CFR 164.501)."""
    therapist = tray.outside.person()
    return tray.add(
        "held_record",
        "Psychotherapy notes, kept apart from the chart",
        prose(
            [("Kept in the locked file of the behavioral health service; not part of the chart.", "held")],
            [
                "Session notes of a counseling conversation, for the therapist's own use.",
                tray.say(
                    "Talked about the strain of the illness on the marriage; my thoughts on the pattern follow.",
                    "Returned to the quarrel with the brother; my impressions of the resistance follow.",
                ),
            ],
        ),
        boxes([("Therapist", f"{therapist.name}, PhD"), ("Sort", "psychotherapy notes")]),
        segment="psychotherapy_notes",
        labelled=True,
    )


def held_part2(tray: Tray, program: str) -> str:
    """A record of a substance use disorder program (42 CFR 2.11)."""
    counselor = tray.outside.person()
    return tray.add(
        "held_record",
        f"Treatment record, {program}",
        prose(
            [(f"{program}, the hospital's substance use disorder treatment unit.", "held")],
            [
                tray.say(
                    "Intensive outpatient treatment, weekly groups, buprenorphine; attendance regular.",
                    "Outpatient treatment for alcohol use disorder; naltrexone; two missed groups this quarter.",
                ),
                ("42 CFR part 2 prohibits unauthorized use or disclosure of these records.", "held"),
            ],
        ),
        boxes([("Counselor", f"{counselor.name}, LCDC"), ("Unit", program)]),
        segment="part2_sud",
        labelled=True,
    )
