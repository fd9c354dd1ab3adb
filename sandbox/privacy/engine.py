"""Decides a request, in the order in which the law has to be asked.

1 protected information at all, 2 substance use records, 3 prohibitions, 4 the one track, 5 identity and authority,
6 the track's papers, 7 restrictions, 8 state law, 9 segments, 10 minimum necessary, 11 what goes along, 12 the log.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sandbox.privacy import (
    access,
    accounting,
    agree_or_object,
    amendment,
    breach,
    directive,
    fees_deadlines,
    judicial,
    law_enforcement,
    marketing,
    minimum_necessary,
    part2,
    permission,
    prohibitions,
    psychotherapy,
    public_health,
    representatives,
    required,
    research,
    restrictions,
    special_purposes,
    state_overlay,
    threshold,
    tpo,
    verification,
)
from sandbox.privacy.case import PERMIT, PERSONAL, Case
from sandbox.privacy.decision import Decision
from sandbox.privacy.outcome import conclude
from sandbox.privacy.reading import covers
from sandbox.privacy.request import Request

LAW_AS_OF = date(2026, 11, 21)
"""The day whose law the rules state; also the day on which an undated request is judged."""

Track = Callable[[Case], bool]


def _police_process(case: Case) -> bool:
    """Law enforcement's own permissions; else a subpoena with satisfactory assurance, which serves anybody."""
    settled = law_enforcement.process(case)
    if case.outcome == PERMIT or not (case.paper("subpoena") and case.paper("notice_assurance", "qpo_assurance")):
        return settled
    case.reset()
    case.defects.clear()
    return judicial.apply(case)


TRACKS: dict[str, Track] = {
    "treatment": tpo.apply,
    "payment_recipient": tpo.apply,
    "operations_recipient": tpo.apply,
    "operations_own": tpo.apply,
    "litigation": lambda case: tpo.own_lawsuit(case) or judicial.apply(case),
    "le_process": _police_process,
    "le_identify_locate": law_enforcement.find,
    "le_victim": law_enforcement.victim,
    "le_crime_on_premises": law_enforcement.premises,
    "le_death": law_enforcement.death,
    "public_health": public_health.public_health,
    "child_abuse": public_health.children,
    "adult_abuse": public_health.adult_abuse,
    "oversight": public_health.oversight,
    "compliance_investigation": public_health.oversight,
    "research": research.apply,
    "serious_threat": special_purposes.threat,
    "organ_donation": special_purposes.donation,
    "funeral": special_purposes.dead,
    "death_investigation": special_purposes.dead,
    "custody_care": special_purposes.custody,
    "military": special_purposes.armed_forces,
    "national_security": special_purposes.security,
    "workers_comp": special_purposes.compensation,
    "fundraising": marketing.fundraising,
    "marketing": marketing.marketing,
    "sale": marketing.sale,
    "directory": agree_or_object.directory,
    "involvement_in_care": agree_or_object.family,
    "notification": agree_or_object.family,
    "disaster": agree_or_object.family,
    "immunization_proof": public_health.immunization,
    "curiosity": marketing.curiosity,
}

RIGHTS: dict[str, Track] = {
    "amendment": amendment.apply,
    "accounting": accounting.apply,
    "restriction": restrictions.asked,
    "confidential_communication": restrictions.confidential,
    "breach_assessment": breach.apply,
}

ACCESS_TYPES = ("access_copy", "access_inspect")
POLICE = ("law_enforcement", "court", "correctional", "coroner_me", "national_security", "military_command")


def decide(request: Request, today: date | None = None) -> Decision:
    """The decision on a request, as of ``today`` (else the day it was received, else ``LAW_AS_OF``). Pure."""
    case = Case(request, today or request.received_date or LAW_AS_OF)
    if request.request_type in RIGHTS:
        _right(case, RIGHTS[request.request_type])
    else:
        _information(case)
    return conclude(case)


def _right(case: Case, track: Track) -> None:
    """Rights other than access: who asks must be the patient or stand in for the patient."""
    if case.request.request_type != "breach_assessment":
        if verification.identity(case):
            return
        if case.who != "individual" and (verification.representative(case) or representatives.stands_in(case)):
            return
    track(case)


def _information(case: Case) -> None:
    """A request for information: access, disclosure or use."""
    if threshold.apply(case):
        return
    own = is_access(case)
    directed = not own and is_directive(case)
    if own or directed:
        state_overlay.parental(case)
    if not directed and part2.gate(case):
        return
    if _prohibited(case, own or directed):
        return
    if own:
        fees_deadlines.access_clock(case)
    if verification.apply(case):
        return
    _run(case, own, directed)
    if case.outcome == PERMIT:
        _after(case, own or directed)


def _prohibited(case: Case, own: bool) -> bool:
    """Step 3; whether nothing is left to ask for."""
    prohibitions.apply(case)
    if not own and psychotherapy.NOTES in case.requested and not _notes_authorized(case):
        psychotherapy.withheld(case)
    case.settled_law = len(case.basis)
    if case.remaining():
        return False
    case.outcome = "deny"
    return True


def _run(case: Case, own: bool, directed: bool) -> None:
    if own:
        access.apply(case)
        fees_deadlines.conditions(case)
    elif directed:
        directive.apply(case)
        fees_deadlines.conditions(case)
    elif not required.secretary(case):
        _others(case)


def is_access(case: Case) -> bool:
    """Whether the request is the patient's own, or of who stands in for them: never one that a third party started."""
    kind = case.request.request_type
    if case.who in PERSONAL:
        if kind == "disclosure":
            if case.recipient not in PERSONAL:
                return False
            minor = case.who == "parent_guardian" and case.patient.age_class == "minor"
            standing = case.who == "personal_representative" or minor
            return case.purpose == "self" or (standing and case.purpose == "involvement_in_care")
        return kind in ACCESS_TYPES and (case.recipient in PERSONAL or not _sent_away(case))
    unpermitted = case.purpose == "self" and not case.paper("authorization")
    return kind in ACCESS_TYPES and case.who == "family_friend" and unpermitted and not case.true("involved_in_care")


def _sent_away(case: Case) -> bool:
    return case.recipient not in PERSONAL or case.request.asked.delivery == "to_third_party"


def is_directive(case: Case) -> bool:
    """Whether the patient directs a copy to somebody else, without an authorization that would do as well."""
    if case.who not in PERSONAL or case.request.initiated_by == "third_party" or case.paper("authorization"):
        return False
    kind = case.request.request_type
    if kind == "disclosure":
        return case.purpose == "self" and case.recipient not in PERSONAL
    return kind == "access_third_party_directive" or (kind in ACCESS_TYPES and _sent_away(case))


def _notes_authorized(case: Case) -> bool:
    """Whether an authorization may reach psychotherapy notes; its validity is judged on its track."""
    only = case.requested == (psychotherapy.NOTES,)
    return any(
        paper.type == "authorization" and (psychotherapy.NOTES in covers(paper) or (only and not covers(paper)))
        for paper in case.documents
    )


def _others(case: Case) -> None:
    """Disclosure to others: authorization, then the purpose's own track, then nothing."""
    paper = permission.apply(case) if case.paper("authorization") else None
    if paper is not None:
        general = state_overlay.unnamed(case)
        reached = [segment for segment in permission.reach(case, paper) if segment not in general]
        before = _Standing(case)
        if all(segment in reached for segment in case.remaining()) or not _own_track(case):
            before.restore(case)
            permission.grant(case, paper)
        return
    flawed = _Standing(case)
    case.reset()
    permitted = _own_track(case)
    if permitted and not (flawed.outcome and _only_notes(case)):
        return
    if case.consent is not None:
        permission.by_part2_consent(case)
    elif flawed.outcome:
        flawed.restore(case)


def _only_notes(case: Case) -> bool:
    """Whether nothing is left but psychotherapy notes, which the purpose alone does not reach."""
    return set(case.remaining()) <= {psychotherapy.NOTES} and not psychotherapy.excepted(case)


class _Standing:
    """What a case had come to before another track was tried."""

    def __init__(self, case: Case) -> None:
        self.outcome, self.accept, self.decided_by = case.outcome, case.accept, case.decided_by
        self.basis, self.defects = tuple(case.basis), tuple(case.defects)
        self.grounds, self.extra = dict(case.grounds), dict(case.extra)

    def restore(self, case: Case) -> None:
        """Put the case back to it."""
        case.outcome, case.accept, case.decided_by = self.outcome, self.accept, self.decided_by
        case.basis[:] = self.basis
        case.defects[:] = self.defects
        case.grounds = dict(self.grounds)
        case.items_only = False
        case.extra = dict(self.extra)


def _own_track(case: Case) -> bool:
    """Run the track of the purpose; whether it permits. Flaws of papers that it does not need are forgotten."""
    case.reset()
    case.defects.clear()
    if case.request.asked.scope == "limited_data_set":
        research.limited_data_set(case)
    else:
        listed = case.purpose == "directory" and not case.false("prior_written_authorization")
        beyond_directory = case.recipient == "media" and not listed
        track = None if beyond_directory else TRACKS.get(case.purpose)
        if track is not None and case.purpose.startswith("le_") and case.recipient not in POLICE:
            track = judicial.apply if case.recipient == "attorney" else None
        if track is None or not track(case):
            marketing.nothing_permits(case)
    return case.outcome == PERMIT


def _after(case: Case, own: bool) -> None:
    """Steps 7 to 11 of a request that something permits."""
    restrictions.honour(case)
    state_overlay.apply(case)
    if not own and case.track not in ("authorization", "required") and psychotherapy.NOTES in case.remaining():
        psychotherapy.withheld(case)
    minimum_necessary.apply(case)
    if case.flags:
        verification.referral(case)
    accounting.record(case)
