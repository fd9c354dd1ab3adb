"""Flaws of operations and anesthesia."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sandbox.charts.defects.moving import by_day, moved, shifted
from sandbox.charts.defects.planting import Flaw, Planting, signature, with_signature
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import SignatureRole
from sandbox.charts.review.stay import written
from sandbox.charts.review.surgery import first_operation

_REPORT = "operative_report"


def _gone(planting: Planting, kind: str, explanation: str) -> Flaw | None:
    """Take one document of a type out, where there was an operation or procedure that asks for it."""
    proof = planting.of(_REPORT, "procedure_report", "brief_operative_note", "anesthesia_record", "delivery_note")
    found = planting.pick(planting.removable(kind))
    if found is None or not [one for one in proof if one.id != found.id]:
        return None
    planting.remove(found)
    return Flaw(kind, planting.practitioner(found), explanation)


@defect(
    "MISSING_OPNOTE",
    "Operative report missing",
    "42 CFR 482.51(b)(6)",
    "An operative report is written or dictated immediately after surgery and signed by the surgeon.",
    group="operative report",
)
def missing_report(planting: Planting) -> Flaw | None:
    """Take the full operative report out; a brief note stays, and does not replace it."""
    return _gone(planting, _REPORT, "An operation was done, and there is no operative report.")


@defect(
    "OPNOTE_LATE",
    "Operative report late",
    "42 CFR 482.51(b)(6)",
    "The operative report is due immediately after surgery, at the latest within the facility's limit.",
    group="operative report",
)
def late_report(planting: Planting) -> Flaw | None:
    """Write it later than the facility's policy allows, but before discharge."""
    found = planting.pick(planting.free(_REPORT))
    if found is None:
        return None
    limit = planting.chart.facility.policy.operative_report_hours
    planting.replace(shifted(found, by_day(written(found), planting.between(limit + 6, limit + 40))))
    return Flaw(
        _REPORT,
        planting.practitioner(found),
        f"The operative report was written more than {limit} hours after the operation.",
        found.id,
    )


@defect(
    "OPNOTE_UNSIGNED",
    "Operative report not signed",
    "42 CFR 482.51(b)(6)",
    "The operative report must be signed by the surgeon.",
    group="operative report",
)
def unsigned_report(planting: Planting) -> Flaw | None:
    """Empty the surgeon's signature."""
    found = planting.pick(planting.free(_REPORT))
    line = signature(found, SignatureRole.AUTHOR) if found else None
    if found is None or line is None:
        return None
    planting.replace(with_signature(found, replace(line, signed_at=None)))
    return Flaw(
        _REPORT,
        planting.practitioner(found),
        "The operative report is not signed by the surgeon.",
        found.id,
        accepted_types=("UNSIGNED_ENTRY",),
    )


@defect(
    "MISSING_ANES_PRE",
    "Pre-anesthesia evaluation missing",
    "42 CFR 482.52(b)(1)",
    "A pre-anesthesia evaluation is done within 48 hours before surgery.",
)
def missing_pre(planting: Planting) -> Flaw | None:
    """Take the pre-anesthesia evaluation out."""
    return _gone(planting, "anesthesia_pre", "Anesthesia was given, and there is no pre-anesthesia evaluation.")


@defect(
    "MISSING_ANES_POST",
    "Post-anesthesia evaluation missing",
    "42 CFR 482.52(b)(3)",
    "A post-anesthesia evaluation is done within 48 hours after surgery, after recovery.",
)
def missing_post(planting: Planting) -> Flaw | None:
    """Take the post-anesthesia evaluation out."""
    return _gone(planting, "anesthesia_post", "Anesthesia was given, and there is no post-anesthesia evaluation.")


@defect(
    "MISSING_CONSENT",
    "Informed consent missing",
    "42 CFR 482.24(c)(4)(v); 482.51(b)(2)",
    "A properly executed informed consent is on the chart before a procedure, except in an emergency.",
)
def missing_consent(planting: Planting) -> Flaw | None:
    """Take the consent for the procedure out."""
    return _gone(planting, "consent_procedure", "A procedure was done, and there is no informed consent for it.")


@defect(
    "MISSING_PATH",
    "Pathology report missing",
    "42 CFR 482.24(c)(4)(vi)",
    "A specimen that was sent to pathology needs its report on the chart.",
)
def missing_pathology(planting: Planting) -> Flaw | None:
    """Take the pathology report out, where another document says that a specimen was sent."""
    found = planting.pick(planting.removable("pathology_report"))
    if found is None:
        return None
    sent = {
        statement.id: one
        for one in planting.of(_REPORT, "procedure_report", "brief_operative_note", "orders")
        for statement in one.statements
        if "patholog" in statement.text.lower() or "specimen" in f"{statement.label} {statement.text}".lower()
    }
    if not sent:
        return None
    planting.remove(found)
    planting.lean_on(sent.values())
    return Flaw(
        "pathology_report",
        planting.practitioner(found),
        "A specimen was sent to pathology, and its report is not on the chart.",
        statements=tuple(sent),
        accepted_documents=tuple(dict.fromkeys(one.id for one in sent.values())),
    )


@defect(
    "MISSING_ANES_RECORD",
    "Anesthesia record missing",
    "42 CFR 482.52(b)(2)",
    "A record is kept while anesthesia is given.",
)
def missing_record(planting: Planting) -> Flaw | None:
    """Take the anesthesia record out, where both evaluations stay."""
    if not planting.of("anesthesia_pre") or not planting.of("anesthesia_post"):
        return None
    flaw = _gone(planting, "anesthesia_record", "Anesthesia was given, and there is no record of it.")
    planting.lean_on(planting.of("anesthesia_pre", "anesthesia_post") if flaw else [])
    return flaw


def _after(planting: Planting, kind: str, low: int, high: int, explanation: str) -> Flaw | None:
    """Write one document of a type so many minutes after the operation began."""
    found = planting.pick(planting.free(kind))
    operation = first_operation(planting.stay())
    ended = planting.encounter.ended
    if found is None or operation is None or ended is None or len(planting.of(kind)) > 1:
        return None
    late = operation + timedelta(minutes=planting.between(low, high))
    if late > ended - timedelta(minutes=30):
        return None
    planting.replace(moved(found, late))
    return Flaw(kind, planting.practitioner(found), explanation, found.id)


@defect(
    "ANES_PRE_LATE",
    "Pre-anesthesia evaluation not before surgery",
    "42 CFR 482.52(b)(1)",
    "A pre-anesthesia evaluation is done within 48 hours before surgery.",
)
def late_pre(planting: Planting) -> Flaw | None:
    """Write the pre-anesthesia evaluation after anesthesia had begun."""
    what = "The pre-anesthesia evaluation was written after anesthesia had begun."
    return _after(planting, "anesthesia_pre", 75, 200, what)


@defect(
    "ANES_POST_LATE",
    "Post-anesthesia evaluation late",
    "42 CFR 482.52(b)(3)",
    "A post-anesthesia evaluation is done within 48 hours after surgery, after recovery.",
)
def late_post(planting: Planting) -> Flaw | None:
    """Write the post-anesthesia evaluation on the third day."""
    what = "The post-anesthesia evaluation was written more than 48 hours after surgery."
    return _after(planting, "anesthesia_post", 53 * 60, 60 * 60, what)


@defect(
    "CONSENT_LATE",
    "Informed consent after the operation",
    "42 CFR 482.51(b)(2)",
    "A properly executed informed consent is on the chart before a procedure, except in an emergency.",
)
def late_consent(planting: Planting) -> Flaw | None:
    """Date the consent after the operation."""
    what = "The informed consent is dated after the operation had begun."
    return _after(planting, "consent_procedure", 240, 420, what)
