"""Step 8: state privacy law that is more stringent governs. 45 CFR 160.202, 160.203(b). The law itself is data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.privacy import overlays
from sandbox.privacy.case import Case
from sandbox.privacy.reading import attributes, covers, labels, whole
from sandbox.privacy.rules import rule

SEGMENTS = {
    "hiv": ("hiv",),
    "mental_health": ("mental_health",),
    "sud": ("sud_non_part2",),
    "genetic": ("genetic",),
    "minor_service": ("minor_consented_service",),
    "reproductive": ("reproductive",),
    "sti": ("sti",),
}
PARENT = {
    "parent_access_allowed": "permitted",
    "parent_access_prohibited": "prohibited",
    "parent_access_silent": "silent",
}


def entries(case: Case) -> tuple[Mapping[str, Any], ...]:
    """The overlay entries that govern the record; empty for none or an unknown id."""
    overlay = case.request.record.state_overlay
    if overlay is None:
        return ()
    return overlays.bundled().get(overlay, ()) if isinstance(overlay, str) else overlay


def _applies(case: Case, entry: Mapping[str, Any]) -> bool:
    tracks = labels(entry.get("applies_to_tracks"))
    return not tracks or case.track in tracks


def _excepted(case: Case, entry: Mapping[str, Any]) -> bool:
    exceptions = labels(entry.get("exceptions"))
    emergency = case.purpose == "treatment" and (case.true("emergency_treatment") or case.true("bona_fide_emergency"))
    return ("treatment_emergency" in exceptions and emergency) or (
        "public_health_report" in exceptions and case.track == "public_health"
    )


def _concerned(case: Case, entry: Mapping[str, Any]) -> list[str]:
    wanted = SEGMENTS.get(str(entry.get("category")), ())
    return [segment for segment in case.remaining() if segment in wanted]


def _active(case: Case, effect: str) -> list[Mapping[str, Any]]:
    return [
        entry
        for entry in entries(case)
        if entry.get("effect") == effect and _applies(case, entry) and not _excepted(case, entry)
    ]


def _named(case: Case) -> list[str]:
    """Segments that an authorization names; ``unnamed`` are those that lie on pages it covers without its saying so."""
    return [
        segment
        for paper in case.documents
        if paper.type == "authorization"
        for segment in covers(paper)
        if segment not in labels(attributes(paper).get("unnamed"))
    ]


def unnamed(case: Case) -> list[str]:
    """Segments that state law does not let a general authorization reach, and that none of those here names."""
    if not case.request.record.state_overlay:
        return []
    named = _named(case)
    track, case.track = case.track, "authorization"
    found = [
        segment
        for entry in _active(case, "require_specific_authorization")
        for segment in _concerned(case, entry)
        if segment not in named
    ]
    case.track = track
    return found


@rule(
    "state.naming",
    "45 CFR 160.203(b)",
    "Where state law wants an authorization that names a kind of information, a general one does not reach it.",
)
def naming(case: Case) -> bool:
    named = _named(case)
    hit = False
    for entry in _active(case, "require_specific_authorization"):
        unnamed = [segment for segment in _concerned(case, entry) if segment not in named]
        if case.withhold(unnamed):
            case.cite(str(entry.get("cite", "")))
            hit = True
            if case.track == "authorization":
                case.defect("STATE_SPECIFIC_NAMING_MISSING")
    if hit and case.track == "authorization" and not case.remaining():
        return case.settle("return_for_correction", "deny")
    return hit


@rule(
    "state.prohibits",
    "45 CFR 160.203(b)",
    "What state law forbids to disclose stays, though HIPAA would permit it.",
)
def prohibits(case: Case) -> bool:
    hit = False
    for entry in _active(case, "prohibit"):
        if case.withhold(_concerned(case, entry)):
            case.cite(str(entry.get("cite", "")))
            hit = True
    return hit


@rule(
    "state.deadline",
    "45 CFR 160.202 (more stringent); 45 CFR 160.203(b)",
    "A shorter state deadline for the patient's own copy governs.",
)
def deadline(case: Case) -> bool:
    hit = False
    for entry in _active(case, "shorter_deadline"):
        days = whole((entry.get("parameters") or {}).get("deadline_days"))
        if days is not None and case.deadline is not None and 0 < days < case.deadline:
            case.deadline = days
            case.cite(str(entry.get("cite", "")))
            hit = True
    return hit


@rule(
    "state.fee",
    "45 CFR 160.203(b); 45 CFR 164.524(c)(4)",
    "A lower state fee governs the patient's own copy; a higher one yields to HIPAA.",
)
def fee(case: Case) -> bool:
    if case.fee == "none" or not _active(case, "lower_fee"):
        return False
    case.fee = "state"
    return True


@rule(
    "state.notice",
    "45 CFR 160.203(b)",
    "State law wants a notice to go along.",
)
def notice(case: Case) -> bool:
    hit = False
    for entry in _active(case, "extra_notice"):
        if _concerned(case, entry):
            case.notices.append(str((entry.get("parameters") or {}).get("notice", "state_notice")))
            hit = True
    return hit


def parental(case: Case) -> None:
    """What the state says of parents and services that minors consent to alone (164.502(g)(3)(ii))."""
    for entry in entries(case):
        if entry.get("effect") in PARENT:
            case.state_access = PARENT[str(entry.get("effect"))]


def apply(case: Case) -> None:
    """Narrow a disclosure to others; widen and speed up the patient's own access."""
    if not case.request.record.state_overlay:
        return
    if case.track in ("access", "directive"):
        deadline(case)
        fee(case)
        return
    naming(case)
    prohibits(case)
    notice(case)
