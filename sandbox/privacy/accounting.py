"""The right to an accounting of disclosures. 45 CFR 164.528."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.privacy.case import PERMIT, Case
from sandbox.privacy.reading import whole
from sandbox.privacy.rules import rule

DAYS, EXTENSION = 60, 30
YEARS = 6
ORAL_SUSPENSION_DAYS = 30

EXCLUDED_WORDS = (
    "treatment", "payment", "operations", "tpo", "authorization", "authorisation", "individual", "patient_access",
    "own_access", "incident_to", "incidental", "directory", "involvement", "family", "notification",
    "disaster", "national_security", "custody", "k5", "k2", "limited_data_set", "before_compliance",
)  # fmt: skip
NEVER_EXCLUDED_WORDS = (
    "misdirect", "impermissible", "unauthori", "without", "wrong", "breach", "mistake", "error", "snoop",
    "workers_comp",
)  # fmt: skip
EXCLUDED = frozenset({"self", "access", "lds", "part2_consent", "consent", "correctional"})
SUSPENDABLE_WORDS = ("le_", "law_enforcement", "police", "oversight", "warrant", "grand_jury")


def excluded(kind: str) -> bool:
    """Whether disclosures of this kind stay out of an accounting (164.528(a)(1)(i)-(ix)).

    A disclosure that was not permitted is accounted for, whatever it was meant to be.
    """
    if any(word in kind for word in NEVER_EXCLUDED_WORDS):
        return False
    return kind in EXCLUDED or any(word in kind for word in EXCLUDED_WORDS)


def suspendable(kind: str) -> bool:
    """Whether an agency may ask that disclosures of this kind be left out for a time (164.528(a)(2))."""
    return any(word in kind for word in SUSPENDABLE_WORDS)


def _entries(log: object) -> Iterable[tuple[str, bool]]:
    for entry in log if isinstance(log, (list, tuple)) else ():
        if isinstance(entry, str):
            yield entry, False
        elif isinstance(entry, dict):
            years = entry.get("years_ago")
            old = isinstance(years, (int, float)) and years > YEARS
            yield str(entry.get("type", entry.get("purpose", "disclosure"))), old


@rule(
    "accounting.excluded",
    "45 CFR 164.528(a)(1)",
    "Treatment, payment, operations, the patient's own copies, authorized, directory and family disclosures, custody, "
    "national security and limited data sets stay out, and so does what is older than six years.",
)
def leave_out(case: Case) -> bool:
    left = dict.fromkeys(kind for kind, old in _entries(case.flag("log")) if old or excluded(kind))
    case.grounds.update(dict.fromkeys(left, "accounting.excluded"))
    return bool(left)


@rule(
    "accounting.suspended",
    "45 CFR 164.528(a)(2)",
    "An agency may have its disclosures left out for a stated time in writing, or for at most 30 days orally.",
)
def suspended(case: Case) -> bool:
    days = whole(case.flag("oral_suspension_days_ago"))
    running = case.true("written_suspension") or (days is not None and days <= ORAL_SUSPENSION_DAYS)
    if days is not None:
        case.cite("45 CFR 164.528(a)(2)(ii)(C)")
    held = [kind for kind, _ in _entries(case.flag("log")) if suspendable(kind)] if running else []
    case.grounds.update(dict.fromkeys(held, "accounting.suspended"))
    return bool(held) and case.cite_rule()


@rule(
    "accounting.fee",
    "45 CFR 164.528(c)(2)",
    "The first accounting in twelve months is free; later ones may cost what they cost, if the patient is told before.",
)
def costs(case: Case) -> bool:
    earlier = whole(case.flag("accountings_last_12_months")) or 0
    charged = earlier > 0 or case.false("first_in_12_months")
    case.fee = "cost_based_limited" if charged else "none"
    return True


@rule(
    "accounting.provided",
    "45 CFR 164.528(a)(1); 45 CFR 164.528(b)",
    "The patient gets date, recipient, description and purpose of every accountable disclosure of six years.",
)
def provided(case: Case) -> bool:
    kinds = dict.fromkeys(kind for kind, _ in _entries(case.flag("log")))
    case.extra["released"] = tuple(kind for kind in kinds if kind not in case.grounds)
    case.permit(minimum=False, accounting=False, mandatory=True)
    case.outcome = "release_part" if case.grounds else "release_full"
    case.accept = ("release_part", "release_full") if case.grounds else ("release_full",)
    return True


def apply(case: Case) -> bool:
    """Decide a request for an accounting; 60 days, one extension of 30 (164.528(c)(1))."""
    case.deadline, case.extension = DAYS, EXTENSION
    leave_out(case)
    if case.flags:
        suspended(case)
    costs(case)
    return provided(case)


@rule(
    "accounting.record",
    "45 CFR 164.528(a)(1)",
    "This disclosure must be logged, so that the patient can have an accounting of it.",
)
def record(case: Case) -> bool:
    """Step 12 of a disclosure: does it go in the log?"""
    return case.outcome == PERMIT and case.accounting
