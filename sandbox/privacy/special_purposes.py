"""Decedents, donation, threats, government functions, workers' compensation. 45 CFR 164.512(g), (h), (j)-(l)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.law_enforcement import admission, admission_in_therapy, escaped
from sandbox.privacy.reading import attributes
from sandbox.privacy.rules import rule


@rule(
    "decedent.coroner",
    "45 CFR 164.512(g)(1)",
    "A coroner or medical examiner may have what is needed to identify the dead or find the cause of death.",
)
def coroner(case: Case) -> bool:
    return case.recipient == "coroner_me" and case.permit(minimum=True, accounting=True)


@rule(
    "decedent.funeral",
    "45 CFR 164.512(g)(2)",
    "A funeral director may have what the work needs, also shortly before a death.",
)
def funeral_director(case: Case) -> bool:
    return case.recipient == "funeral_director" and case.permit(minimum=True, accounting=True)


@rule(
    "donation.procurement",
    "45 CFR 164.512(h)",
    "Organ, eye and tissue organisations may have what helps a donation after death; the family need not have decided.",
)
def procurement(case: Case) -> bool:
    return case.recipient == "organ_procurement" and case.permit(minimum=True, accounting=True)


@rule(
    "threat.not_met",
    "45 CFR 164.512(j)(1)(i)",
    "The threat must be serious and imminent, and the recipient able to prevent or lessen it.",
)
def threat_not_met(case: Case) -> bool:
    names = ("threat_serious", "threat_imminent", "recipient_can_prevent", "good_faith")
    return any(case.false(name) for name in names) and case.settle("deny", "escalate")


@rule(
    "threat.averted",
    "45 CFR 164.512(j)(1)(i)",
    "What is necessary to prevent a serious and imminent threat may go, in good faith, to whoever can prevent it.",
)
def threat_averted(case: Case) -> bool:
    if not (case.true("threat_serious") and case.true("threat_imminent")):
        return False
    case.permit(minimum=True, accounting=True)
    case.extra["also_right"] = ("escalate",)
    return True


@rule(
    "threat.unjudged",
    "45 CFR 164.512(j)(1)(i); 45 CFR 164.512(j)(4)",
    "Whether a threat is serious and imminent is a professional's judgment.",
)
def threat_unjudged(case: Case) -> bool:
    return case.settle("escalate", "deny")


@rule(
    "government.military",
    "45 CFR 164.512(k)(1)",
    "Commands may have information on armed forces personnel for a mission, as published in the Federal Register.",
)
def military(case: Case) -> bool:
    if case.recipient not in ("military_command", "oversight_agency") or case.false("fr_notice"):
        return False
    return case.permit(minimum=True, accounting=True)


@rule(
    "government.intelligence",
    "45 CFR 164.512(k)(2); 45 CFR 164.528(a)(1)(vi)",
    "Authorised officials may have what lawful national security work needs; it is not accounted for.",
)
def intelligence(case: Case) -> bool:
    return case.recipient == "national_security" and case.permit(minimum=True, accounting=False)


@rule(
    "custody.ended",
    "45 CFR 164.512(k)(5)(iii)",
    "The prison's permission ends with custody: parole, probation and release end it.",
)
def custody_ended(case: Case) -> bool:
    if case.patient.in_custody and not case.true("on_parole"):
        return False
    return case.settle("deny", "return_for_correction")


@rule(
    "custody.unrepresented",
    "45 CFR 164.512(k)(5)(i)",
    "The institution states for which of the listed needs it wants the information.",
)
def custody_unrepresented(case: Case) -> bool:
    paper = case.paper("official_statement")
    if case.flag("represents_need"):
        return False
    if paper is not None and paper.attributes.get("represents_need", True) not in (False, None, "", "none"):
        return False
    return case.settle("return_for_correction", "deny", defect="OFFICIAL_NOT_VERIFIED")


CUSTODY_PARAGRAPHS = {"health_care": "(A)", "safety": "(B)", "security": "(F)", "law_enforcement": "(E)"}


@rule(
    "custody.care",
    "45 CFR 164.512(k)(5)(i); 45 CFR 164.528(a)(1)(vii)",
    "A prison, or police with lawful custody, may have what it states to need for care, health, safety or order; it is "
    "not accounted for.",
)
def custody_care(case: Case) -> bool:
    if case.recipient not in ("correctional", "law_enforcement"):
        return False
    need = attributes(case.paper("official_statement")).get("represents_need")
    if isinstance(need, str) and need in CUSTODY_PARAGRAPHS:
        case.cite(f"45 CFR 164.512(k)(5)(i){CUSTODY_PARAGRAPHS[need]}")
    return case.permit(minimum=True, accounting=False)


@rule(
    "compensation.not_covered",
    "45 CFR 164.512(l)",
    "Where no workers' compensation law authorises it, or the claim is not under one, this permission does not exist.",
)
def not_covered(case: Case) -> bool:
    names = ("state_wc_law_authorizes", "claim_covered")
    if not any(case.false(name) for name in names):
        return False
    return case.settle("deny", "return_for_correction")


@rule(
    "compensation.claim",
    "45 CFR 164.512(l)",
    "What workers' compensation law authorises may go to payer, employer or agency, for that claim and no more; no "
    "authorization is needed.",
)
def claim(case: Case) -> bool:
    if case.recipient not in ("workers_comp", "employer", "insurer_non_health", "oversight_agency", "attorney"):
        return False
    if not (case.true("state_wc_law_authorizes") or case.true("claim_covered")):
        return False
    return case.permit(minimum=True, accounting=True)


@rule(
    "compensation.unshown",
    "45 CFR 164.512(l)",
    "That the claim is one under workers' compensation law has to be shown.",
)
def unshown(case: Case) -> bool:
    return case.recipient == "workers_comp" and case.settle("return_for_correction", "escalate", "deny")


def dead(case: Case) -> bool:
    """Coroners and funeral directors."""
    case.track = "decedent"
    return coroner(case) or funeral_director(case)


def donation(case: Case) -> bool:
    """Cadaveric donation."""
    case.track = "donation"
    return procurement(case)


def threat(case: Case) -> bool:
    """Serious threats to health or safety."""
    case.track = "threat"
    past = not (case.true("threat_serious") and case.true("threat_imminent"))
    if past and (admission_in_therapy(case) or admission(case)):
        return True
    return escaped(case) or threat_not_met(case) or threat_averted(case) or threat_unjudged(case)


def armed_forces(case: Case) -> bool:
    """Armed forces personnel."""
    case.track = "government"
    return military(case)


def security(case: Case) -> bool:
    """National security."""
    case.track = "government"
    return intelligence(case)


def custody(case: Case) -> bool:
    """Inmates and detainees."""
    case.track = "custody"
    if case.recipient not in ("correctional", "law_enforcement"):
        return False
    return custody_ended(case) or custody_unrepresented(case) or custody_care(case)


def compensation(case: Case) -> bool:
    """Workers' compensation."""
    case.track = "compensation"
    return not_covered(case) or claim(case) or unshown(case)
