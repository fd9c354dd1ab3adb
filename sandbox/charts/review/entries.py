"""Every entry: dated, timed, signed by whoever wrote it, countersigned where policy asks, of this patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sandbox.charts.model import Document, Setting, Signature, SignatureRole
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import CERTIFICATIONS, Stay

_POLICY = "Facility policy; Joint Commission RC.01.02.01"
ENTRY = {
    Setting.CLINIC: _POLICY,
    Setting.BEHAVIORAL_HEALTH: _POLICY,
    Setting.NURSING_FACILITY: "42 CFR 483.70(h)",
    Setting.HOME_HEALTH: "42 CFR 484.110(b)",
    Setting.HOSPICE: "42 CFR 418.104(b)",
}
"""What binds entries outside hospitals."""

VERBAL = {
    Setting.CLINIC: "Facility policy; Joint Commission RC.02.03.07",
    Setting.BEHAVIORAL_HEALTH: "Facility policy; Joint Commission RC.02.03.07",
    Setting.NURSING_FACILITY: "42 CFR 483.30(b)(3)",
    Setting.HOME_HEALTH: "42 CFR 484.60(b)(3)-(4)",
    Setting.HOSPICE: "42 CFR 418.106(b)(1)",
}
CENTER = "42 CFR 416.47(b)"
_ROLES = {
    SignatureRole.AUTHOR: "is not signed by its author",
    SignatureRole.COSIGNER: "is not countersigned",
    SignatureRole.WITNESS: "is not signed by the witness",
    SignatureRole.PATIENT: "is not signed by the patient",
}


def named(document: Document) -> str:
    """The document in a sentence: its title and when it reached the chart."""
    return f"“{document.title}”, filed {document.filed_at:%m/%d/%Y %H:%M},"


@rule("entries.dated", "UNDATED", "Every entry bears its date.", "42 CFR 482.24(c)(1)", laws=ENTRY, center=CENTER)
def dated(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(1)."""
    for one in stay.documents:
        if one.dated is None:
            yield Flag(f"{named(one)} has no date.", stay.owners(one), one)


@rule("entries.timed", "UNTIMED", "Every entry bears its time.", "42 CFR 482.24(c)(1)", laws=ENTRY, center=CENTER)
def timed(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(1)."""
    for one in stay.documents:
        if one.timed is None:
            yield Flag(f"{named(one)} has no time.", stay.owners(one), one)


def _empty(document: Document) -> Signature | None:
    """The first line that is empty, of those that no rule of their own looks after; the countersignature first."""
    if document.type in CERTIFICATIONS:
        return None
    empty = [line for line in document.signatures if line.signed_at is None and line.role in _ROLES]
    if document.type == "operative_report":
        empty = [line for line in empty if line.role is not SignatureRole.AUTHOR]
    return min(empty, key=lambda line: line.role is not SignatureRole.COSIGNER) if empty else None


@rule(
    "entries.signed",
    "UNSIGNED_ENTRY",
    "Every entry is authenticated by whoever is responsible for it.",
    "42 CFR 482.24(c)(1)",
    laws=ENTRY,
    center=CENTER,
)
def authenticated(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(1). Operative reports and certifications have rules of their own."""
    for one in stay.documents:
        line = _empty(one)
        if line is not None:
            whose = (line.staff_id,) if line.staff_id in stay.staff else stay.owners(one)
            yield Flag(f"{named(one)} {_ROLES[line.role]}.", whose, one)
        elif not one.signatures:
            yield Flag(f"{named(one)} bears no signature.", stay.owners(one), one)


@rule(
    "entries.countersigned",
    "UNSIGNED_ENTRY",
    "A resident's entry is countersigned by somebody who may, where policy asks for it.",
    "42 CFR 482.24(c)(1); facility policy",
    settings=(Setting.INPATIENT, Setting.EMERGENCY, Setting.AMBULATORY_SURGERY, Setting.CLINIC),
)
def countersigned(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(1) with the bylaws: which residents' entries need a countersignature is policy."""
    if not stay.policy.residents_need_cosign:
        return
    for one in stay.documents:
        lines = [line for line in one.signatures if line.role is SignatureRole.COSIGNER]
        if stay.role(one.author_id) != "resident" or _empty(one) is not None or not one.signatures:
            continue
        if not lines:
            yield Flag(f"{named(one)} was written by a resident and has no countersignature.", stay.attending, one)
        elif not any(stay.role(line.staff_id) in stay.policy.may_cosign for line in lines):
            yield Flag(f"{named(one)} is countersigned by somebody who may not do so.", stay.attending, one)


@rule(
    "entries.own_hand",
    "SIGNED_BY_ANOTHER",
    "Nobody signs for another: the author's line bears the author's own signature.",
    "42 CFR 482.24(c)(1)",
    laws=ENTRY,
    center=CENTER,
)
def own_hand(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(1): authenticated by the person who is responsible for the service."""
    for one in stay.documents:
        for line in one.signatures:
            if line.role is SignatureRole.AUTHOR and line.signed_at and one.author_id in stay.staff:
                if line.staff_id != one.author_id:
                    sentence = (
                        f"{named(one)} was written by {stay.staff[one.author_id].signature} and signed by another."
                    )
                    yield Flag(sentence, (one.author_id,), one)
                break


@rule(
    "entries.verbal_order",
    "VERBAL_ORDER_UNAUTH",
    "A verbal or telephone order is authenticated by the practitioner who gave it, within the time of policy.",
    "42 CFR 482.24(c)(2)",
    clock="policy: verbal_order_hours after the order",
    laws=VERBAL,
    center=CENTER,
)
def verbal_order(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(2). The 48 hours that federal law once named are now a matter of policy and state law."""
    hours = stay.policy.verbal_order_hours
    for one in stay.documents:
        line = next((line for line in one.signatures if line.role is SignatureRole.ORDERING), None)
        if line is None and one.type != "verbal_order":
            continue
        due = one.filed_at + timedelta(hours=hours)
        whose = (line.staff_id,) if line and line.staff_id in stay.staff else stay.attending
        if line is not None and line.signed_at is not None:
            if line.signed_at > due:
                sentence = f"{named(one)} was authenticated later than {hours} hours."
                yield Flag(sentence, whose, one, due=due, done=line.signed_at)
        elif stay.due(due):
            yield Flag(f"{named(one)} is not authenticated by the ordering practitioner.", whose, one, due=due)


@rule(
    "entries.right_patient",
    "WRONG_PATIENT",
    "Every page bears the name, the birth date and, unless it came from elsewhere, the number of this patient.",
    "42 CFR 482.24(b)",
    laws=ENTRY,
    center=CENTER,
)
def right_patient(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(b). A page that was retracted with notice is no longer part of this record."""
    patient = stay.chart.patient
    for one in stay.documents:
        label = (one.label_name, one.label_born, one.label_mrn)
        own = (patient.name, patient.born, one.label_mrn if one.type == "outside_record" else patient.mrn)
        if label != own:
            yield Flag(f"{named(one)} bears the identification of another patient.", stay.owners(one), one)
