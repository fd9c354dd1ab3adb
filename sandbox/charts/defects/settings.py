"""Flaws of single settings: what is done too late, or left unsigned, by the clocks of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.charts.defects.moving import by_day, moved
from sandbox.charts.defects.planting import Flaw, Planting, named, with_signature
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Document
from sandbox.charts.review.clocks import days_after
from sandbox.charts.review.home_health import first_visits, unsigned_by_certifier
from sandbox.charts.review.hospice import elected
from sandbox.charts.review.stay import CERTIFICATIONS, written


def _late(planting: Planting, found: Document | None, due: datetime, hours: tuple[int, int], limit: str) -> Flaw | None:
    """Write a document so many hours after its limit, by day, while the patient is still there."""
    ended = planting.encounter.ended
    if found is None or ended is None:
        return None
    late = due + by_day(due, planting.between(*hours)) + timedelta(minutes=planting.between(2, 50))
    late = late.replace(second=0)
    if late > ended - timedelta(hours=1):
        return None
    planting.replace(moved(found, late))
    what = (
        f"The entry “{found.title}” was written on {late:%m/%d/%Y %H:%M}; the limit is {limit} ({due:%m/%d/%Y %H:%M})."
    )
    return Flaw(found.type, planting.responsible(found), what, found.id)


def _first(planting: Planting, kind: str, word: str = "") -> Document | None:
    """The first document of a type, if no flaw has touched it."""
    found = sorted((one for one in planting.of(kind) if word in one.title.lower()), key=written)
    return found[0] if found and found[0].id not in planting.touched else None


@defect(
    "PSYCH_EVAL_LATE",
    "Psychiatric evaluation late",
    "42 CFR 482.61(b)(1); 412.27(c)(2)",
    "The psychiatric evaluation is completed within 60 hours of admission.",
    group="psychiatric_evaluation ",
)
def evaluation(planting: Planting) -> Flaw | None:
    """Write the psychiatric evaluation after 60 hours."""
    due = planting.encounter.began + timedelta(hours=60)
    return _late(planting, _first(planting, "psychiatric_evaluation"), due, (2, 9), "60 hours after admission")


@defect(
    "BASELINE_PLAN_LATE",
    "Baseline care plan late",
    "42 CFR 483.21(a)",
    "A baseline care plan is made within 48 hours of admission.",
    group="baseline_care_plan ",
)
def baseline(planting: Planting) -> Flaw | None:
    """Write the baseline care plan after 48 hours."""
    found = _first(planting, "baseline_care_plan") or _first(planting, "care_plan", "baseline")
    due = planting.encounter.began + timedelta(hours=48)
    return _late(planting, found, due, (3, 30), "48 hours after admission")


@defect(
    "MDS_LATE",
    "Minimum Data Set late",
    "42 CFR 483.20(b)(2)",
    "The admission assessment is completed within 14 days of admission.",
    group="mds ",
)
def assessment(planting: Planting) -> Flaw | None:
    """Complete the admission assessment after the fourteenth day."""
    due = days_after(planting.encounter.began, 14)
    return _late(planting, _first(planting, "mds"), due, (9, 60), "14 days after admission")


@defect(
    "CARE_PLAN_LATE",
    "Comprehensive care plan late",
    "42 CFR 483.21(b)(2)",
    "The comprehensive care plan is made within 7 days after the comprehensive assessment.",
    group="care_plan comprehensive",
)
def care_plan(planting: Planting) -> Flaw | None:
    """Make the comprehensive care plan more than 7 days after the assessment."""
    mds = _first(planting, "mds")
    if mds is None:
        return None
    flaw = _late(
        planting, _first(planting, "care_plan", "comprehensive"), days_after(written(mds), 7), (9, 60), "7 days"
    )
    planting.lean_on([mds] if flaw else [])
    return flaw


@defect(
    "PHYSICIAN_VISIT_LATE",
    "Physician visit late",
    "42 CFR 483.30(c)",
    "A resident is seen every 30 days for 90 days, then every 60 days, with 10 days of grace.",
)
def visit(planting: Planting) -> Flaw | None:
    """Take a visit out, so that the next one comes too late."""
    for found in planting.removable("physician_visit"):
        before = planting.kept()
        planting.remove(found)
        seen = planting.findings("PHYSICIAN_VISIT_LATE")
        if len(seen) == 1 and seen[0].document_id not in planting.touched:
            planting.touched.update([seen[0].document_id] if seen[0].document_id else [])
            who = planting.practitioner(found)
            return Flaw(seen[0].document_type, who, seen[0].sentence, seen[0].document_id)
        planting.restore(before)
    return None


@defect(
    "OASIS_LATE",
    "Comprehensive assessment (OASIS) late",
    "42 CFR 484.55(b)(1)",
    "The comprehensive assessment is completed within 5 days of start of care.",
    group="oasis ",
)
def oasis(planting: Planting) -> Flaw | None:
    """Complete the assessment after the fifth day."""
    due = days_after(planting.encounter.began, 5)
    return _late(planting, _first(planting, "oasis"), due, (9, 40), "5 days after start of care")


@defect(
    "HOME_VISIT_LATE",
    "First home visit late",
    "42 CFR 484.55(a)(1)",
    "The first visit is made within 48 hours of referral or return home, or on the day that the physician ordered.",
    group="first visit",
)
def first_visit(planting: Planting) -> Flaw | None:
    """Let the referral have come days earlier."""
    referral = planting.pick(planting.free("home_health_referral"))
    visits = first_visits(planting.stay())
    if referral is None or not visits or visits[0].id in planting.touched:
        return None
    earlier = moved(referral, written(referral) - timedelta(days=planting.between(3, 5)))
    planting.replace(replace(earlier, filed_at=referral.filed_at))
    first = visits[0]
    planting.lean_on([first])
    what = f"{named(first)} is the first visit, more than 48 hours after the referral of {earlier.dated:%m/%d/%Y}."
    return Flaw(first.type, planting.responsible(first), what, first.id, accepted_documents=(referral.id,))


@defect(
    "CERTIFICATION_UNSIGNED",
    "Certification not signed",
    "42 CFR 424.22(a)(2)",
    "The certification is signed and dated by the physician.",
)
def certification(planting: Planting) -> Flaw | None:
    """Empty the signature of the physician who certifies."""
    found = planting.pick(planting.free(*CERTIFICATIONS))
    if found is None:
        return None
    signed = [line for line in found.signatures if planting.may_diagnose(line.staff_id) and line.signed_at]
    if not signed:
        return None
    bare = with_signature(found, replace(signed[0], signed_at=None))
    whose = unsigned_by_certifier(planting.stay(), bare)
    if not whose:
        return None
    planting.replace(bare)
    what = f"{named(found)} is not signed by the physician."
    return Flaw(found.type, whose, what, found.id, accepted_types=("UNSIGNED_ENTRY",))


@defect(
    "FACE_TO_FACE_LATE",
    "Face-to-face encounter out of time",
    "42 CFR 424.22(a)(1)(v)",
    "The encounter lies no more than 90 days before and 30 days after start of care.",
    group="face_to_face ",
)
def face_to_face(planting: Planting) -> Flaw | None:
    """Put the encounter more than 90 days before start of care."""
    found = planting.pick(planting.free("face_to_face"))
    if found is None:
        return None
    days = planting.between(95, 130)
    day = planting.encounter.began - timedelta(days=days)
    earlier = moved(found, datetime.combine(day.date(), written(found).time()))
    planting.replace(replace(earlier, filed_at=found.filed_at))
    what = f"The face-to-face encounter was {days} days before start of care; the limit is 90 days."
    return Flaw(found.type, planting.practitioner(found), what, found.id)


@defect(
    "HOSPICE_ASSESSMENT_LATE",
    "Hospice assessment late",
    "42 CFR 418.54(a)-(b)",
    "The initial assessment is completed within 48 hours of election, the comprehensive one within 5 days.",
    group="hospice_assessment ",
)
def hospice_assessment(planting: Planting) -> Flaw | None:
    """Complete one of the assessments too late."""
    start = elected(planting.stay())
    initial = _first(planting, "hospice_assessment", "initial")
    if initial is not None and planting.random.random() < 0.4:
        return _late(planting, initial, start + timedelta(hours=48), (3, 20), "48 hours after election")
    found = _first(planting, "hospice_assessment", "comprehensive")
    return _late(planting, found, days_after(start, 5), (9, 40), "5 days after election")


@defect(
    "CERTIFICATION_LATE",
    "Certification of terminal illness late",
    "42 CFR 418.22(a)(3)",
    "The certification is had within 2 days of the beginning of the period, at least orally.",
    group="home_health_certification ",
)
def hospice_certification(planting: Planting) -> Flaw | None:
    """Write the certification late, and take the note of an oral one out."""
    for note in planting.removable("telephone_note"):
        if "certif" in note.title.lower():
            planting.remove(note)
    due = days_after(elected(planting.stay()), 2)
    return _late(planting, _first(planting, "hospice_certification"), due, (9, 50), "2 days after election")


@defect(
    "HOSPICE_PLAN_LATE",
    "Hospice plan of care reviewed late",
    "42 CFR 418.56(d)",
    "The interdisciplinary group reviews the plan of care at least every 15 days.",
)
def hospice_plan(planting: Planting) -> Flaw | None:
    """Put a review more than 15 days after the one before, or leave the last one out."""
    plans = sorted(planting.of("hospice_plan"), key=written)
    if not plans or plans[-1].id in planting.touched:
        return None
    last = plans[-1]
    before = written(plans[-2]) if len(plans) > 1 else elected(planting.stay())
    flaw = _late(planting, last, days_after(before, 15), (9, 50), "15 days after the review before")
    if flaw is None and last in planting.removable("hospice_plan"):
        planting.remove(last)
        what = f"The plan of care was not reviewed within 15 days after {before:%m/%d/%Y}."
        return Flaw(last.type, planting.responsible(last), what)
    return flaw
