"""Is it a breach, and who must be told by when? 45 CFR 164.400-414."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sandbox.privacy.case import Case
from sandbox.privacy.reading import whole
from sandbox.privacy.rules import rule

DAYS = 60
MEDIA_MORE_THAN = 500  # residents of one state: more than this
HHS_AT_ONCE_FROM = 500  # individuals in all: this many or more
ORAL_DELAY_DAYS = 30  # a delay that the police asked for by word of mouth


def notice_by(discovered: date) -> date:
    """The last day for telling individuals, media and, of 500 or more, HHS (45 CFR 164.404(b), .406(b), .408(b))."""
    return discovered + timedelta(days=DAYS)


def annual_log_by(discovered: date) -> date:
    """The last day for telling HHS of a breach of fewer than 500: 60 days after the end of the calendar year of its
    discovery (45 CFR 164.408(c)). 1 March, or 29 February where the year after is a leap year."""
    return date(discovered.year, 12, 31) + timedelta(days=DAYS)


def delayed(limit: date, written_until: date | None = None, asked_orally: date | None = None) -> date:
    """The last day for a notice once law enforcement says that it would impede an investigation (45 CFR 164.412).

    A written statement delays for the time it names, an oral one for at most 30 days from the day it was made. A delay
    that is over before the limit leaves the limit as it is.
    """
    ends = written_until or (asked_orally + timedelta(days=ORAL_DELAY_DAYS) if asked_orally else limit)
    return max(limit, ends)


def low_risk(ratings: Mapping[str, str]) -> bool:
    """What four ratings ("lower", "higher") come to: low probability of compromise, or not (45 CFR 164.402 (2)).

    The law leaves the judgment to the covered entity. Only clear patterns are decided here: low when who got it,
    whether it was seen and what was done about it all speak for it; not low when nothing was mended and somebody has
    it who owes no secrecy, or it was seen. ``ValueError`` for anything between.
    """
    who, seen, mended = (ratings[name] == "lower" for name in ("recipient", "acquired", "mitigated"))
    if who and seen and mended:
        return True
    if not mended and not (who and seen):
        return False
    raise ValueError(f"ratings that people may judge either way: {dict(ratings)}")


@rule(
    "breach.permitted",
    "45 CFR 164.402 (breach); 45 CFR 164.502(a)(1)",
    "What the privacy rule permits is no breach: a disclosure to the individual, or one incidental to a permitted one.",
)
def permitted(case: Case) -> bool:
    return case.false("impermissible") and case.settle("no_notify")


@rule(
    "breach.secured",
    "45 CFR 164.402 (unsecured protected health information)",
    "Encrypted or destroyed information is not unsecured: no notification.",
)
def secured(case: Case) -> bool:
    return case.false("unsecured") and case.settle("no_notify")


@rule(
    "breach.good_faith_access",
    "45 CFR 164.402 (breach, paragraph (1)(i))",
    "Unintentional access by a workforce member in good faith and within scope is no breach if it goes no further.",
)
def good_faith_access(case: Case) -> bool:
    if not case.true("within_scope") or case.false("good_faith") or case.true("further_violation"):
        return False
    return case.settle("no_notify")


@rule(
    "breach.inside",
    "45 CFR 164.402 (breach, paragraph (1)(ii))",
    "An inadvertent disclosure between authorised persons of the same organisation is no breach if it goes no further.",
)
def inside(case: Case) -> bool:
    if not case.any_true("same_entity_authorized", "both_authorized", "inadvertent") or case.true("further_violation"):
        return False
    return case.settle("no_notify")


@rule(
    "breach.not_retained",
    "45 CFR 164.402 (breach, paragraph (1)(iii))",
    "It is no breach if one may believe in good faith that the recipient could not have kept the information.",
)
def not_retained(case: Case) -> bool:
    if not case.false("recipient_could_retain"):
        return False
    case.accounting = True
    return case.settle("no_notify")


@rule(
    "breach.low_probability",
    "45 CFR 164.402 (breach, paragraph (2))",
    "No notification if an assessment of at least the four factors shows a low probability of compromise.",
)
def low_probability(case: Case) -> bool:
    if not case.true("low_probability"):
        return False
    case.accounting = True
    return case.settle("no_notify")


@rule(
    "breach.individuals",
    "45 CFR 164.404",
    "An impermissible disclosure is presumed a breach: each person is told without delay, within 60 days of discovery.",
)
def individuals(case: Case) -> bool:
    case.mandatory = True
    case.accounting = True
    case.deadline = DAYS
    case.extra["notify_individuals"] = True
    case.letters.append("breach_notice")
    return case.settle("notify")


@rule(
    "breach.delay",
    "45 CFR 164.412",
    "Notice waits while law enforcement says that it would impede an investigation: as long as a written statement "
    "names, at most 30 days on an oral one.",
)
def delay(case: Case) -> bool:
    return case.true("law_enforcement_delay") and case.cite_rule()


@rule(
    "breach.media",
    "45 CFR 164.406(a)",
    "Prominent media are told when more than 500 residents of one state are affected.",
)
def media(case: Case) -> bool:
    residents = case.flag("residents")
    counts = [whole(count) or 0 for count in residents.values()] if isinstance(residents, dict) else []
    told = any(count > MEDIA_MORE_THAN for count in counts)
    case.extra["notify_media"] = told
    case.cite("45 CFR 164.406(a)")
    return told


@rule(
    "breach.secretary",
    "45 CFR 164.408",
    "HHS is told at once of 500 people or more; smaller breaches within 60 days after the end of the calendar year.",
)
def secretary(case: Case) -> bool:
    residents = case.flag("residents")
    counts = [whole(count) or 0 for count in residents.values()] if isinstance(residents, dict) else []
    total = whole(case.flag("n_total"))
    at_once = (sum(counts) if total is None else total) >= HHS_AT_ONCE_FROM
    case.extra["notify_hhs"] = "contemporaneous" if at_once else "annual_log"
    case.cite("45 CFR 164.408(b)" if at_once else "45 CFR 164.408(c)")
    return True


def apply(case: Case) -> bool:
    """Decide whether to notify. A breach is presumed: only a stated exception or assessment rebuts it."""
    if any(test(case) for test in (permitted, secured, good_faith_access, inside, not_retained, low_probability)):
        return True
    individuals(case)
    delay(case)
    media(case)
    return secretary(case)
