"""The right to an accounting of disclosures. 45 CFR 164.528."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

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


GROUNDS: Mapping[str, tuple[str, ...]] = {
    "incident": ("incident_to", "incidental"),
    "authorization": ("authorization", "authorisation", "consent"),
    "individual": ("individual", "patient_access", "own_access", "access", "self"),
    "tpo": ("treatment", "payment", "operations", "tpo"),
    "involved": ("directory", "involvement", "family", "notification", "disaster"),
    "security": ("national_security", "k2"),
    "custody": ("custody", "k5", "correctional"),
    "data_set": ("limited_data_set", "lds"),
    "period": ("before_compliance",),
}
"""Why disclosures of a kind stay out, by words of the kind."""
GROUND_CITES: Mapping[str, str] = {
    "tpo": "45 CFR 164.528(a)(1)(i)",
    "individual": "45 CFR 164.528(a)(1)(ii)",
    "incident": "45 CFR 164.528(a)(1)(iii)",
    "authorization": "45 CFR 164.528(a)(1)(iv)",
    "involved": "45 CFR 164.528(a)(1)(v)",
    "security": "45 CFR 164.528(a)(1)(vi)",
    "custody": "45 CFR 164.528(a)(1)(vii)",
    "data_set": "45 CFR 164.528(a)(1)(viii)",
    "period": "45 CFR 164.528(a)(1), (a)(3)",
}


def ground(kind: str) -> str:
    """Why disclosures of this kind stay out, as a name of ``GROUNDS``; empty when they are accounted for."""
    if not excluded(kind):
        return ""
    return next(name for name, words in GROUNDS.items() if any(word in kind for word in words))


def begins(requested: date, asked: date | None = None) -> date:
    """The first day that an accounting covers: six years back, or less if less is asked (164.528(a)(1), (a)(3))."""
    earliest = _years_before(requested, YEARS)
    return earliest if asked is None else max(asked, earliest)


def answer_by(received: date, *, extended: bool = False) -> date:
    """The last day to answer: 60 days from receipt, 30 more once extended in time and in writing (164.528(c)(1))."""
    return received + timedelta(days=DAYS + (EXTENSION if extended else 0))


def suspended_until(day: date, *, until: date | None = None) -> date:
    """Until when an agency's statement of a day holds: as long as it says in writing, 30 days by word of mouth
    (164.528(a)(2))."""
    return until if until is not None else day + timedelta(days=ORAL_SUSPENSION_DAYS)


def may_charge(requested: date, earlier: date | None) -> bool:
    """Whether an accounting may cost something: only when another was asked for in the twelve months before
    (164.528(c)(2))."""
    return earlier is not None and earlier > _years_before(requested, 1)


def _years_before(day: date, years: int) -> date:
    """The same day some years before; February 28 for a leap day."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28) if leap else day.replace(year=day.year - years)


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
