"""Sentences of feedback: why a row is on the accounting or not. Nothing of it is shown before feedback."""

from __future__ import annotations

from sandbox.privacy.accounting import GROUND_CITES
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting.answer import AccountingKey, KeyOwn, KeyRow, OwnSeen
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.own import astray
from sandbox.tasks.accounting.papers import short

SUSPENSION = "45 CFR 164.528(a)(2)"


def why(row: KeyRow, key: AccountingKey) -> str:
    """Why a row is judged as it is."""
    sort = SORTS[row.sort]
    if row.verdict == c.HELD:
        return f"The agency asked that it be left out; that holds until {short(row.until)}, and then it is told."
    if row.verdict == c.LOGGED:
        return f"The line of {short(row.day)} is this disclosure; a second entry would count it twice. {sort.because}"
    told = f"{sort.because} It is not in the log." if row.verdict == c.MISSING else sort.because
    if row.state == "outside":
        before = f"It happened before {short(key.starts[0])}, where this accounting begins."
        return f"{before} {sort.because}" if sort.ground else before
    if row.state == "lapsed":
        return f"{told} The agency’s statement is over: a written one ends on its day, a spoken one after 30 days."
    return told


def cites(row: KeyRow) -> str:
    """The rule behind a judgment."""
    sort = SORTS[row.sort]
    if row.verdict == c.HELD or row.state == "lapsed":
        return SUSPENSION
    if row.verdict == c.OFF and row.reasons[0] == c.PERIOD:
        return GROUND_CITES[c.PERIOD]
    return sort.citation


def own_why(one: OwnSeen, key: KeyOwn) -> str:
    """Why what the trainee sent out is judged as it is, and what should have been done then."""
    went = f"You let it go on {short(one.day)}"
    if astray(one, key):
        kept = "and logged it" if one.logged else "and did not log it"
        return (
            f"{went} {kept}; pages went that had to stay, so it was not permitted, and what is not permitted is always "
            "accounted for. It is a breach to assess, too."
        )
    if key.accountable:
        return f"{went}, rightly. " + (
            "You logged it: so it is found, and told."
            if one.logged
            else "You did not log it, so nothing but this copy tells the patient of it."
        )
    return f"{went}, rightly, and it is none that is accounted for." + (" It need not stand in the log." * one.logged)


def own_cite(one: OwnSeen, key: KeyOwn, reasons: tuple[str, ...]) -> str:
    """The rule behind the judgment of what the trainee sent out."""
    if astray(one, key):
        return "45 CFR 164.528(a)(1); 45 CFR 164.502(a)"
    return "45 CFR 164.528(a)(1), (b)" if key.accountable else GROUND_CITES[reasons[0]]


def start_why(key: AccountingKey) -> str:
    """How far back the accounting goes."""
    if key.period == "short":
        return f"Less than six years was asked for: it begins on {short(key.starts[0])}."
    six = f"Six years before the request of {short(key.requested)}: it begins on {short(key.starts[0])}."
    return f"{six} No more can be asked." if key.period == "everything" else six


def due_why(key: AccountingKey) -> str:
    """When it has to be answered."""
    got = f"Received {short(key.received)}"
    if key.clock == "extended":
        return f"{got}; a letter within the 60 days gave reasons and the new day, so there are 90: {short(key.due)}."
    if key.clock == "bare_extension":
        return f"{got}; the letter about the delay names neither reasons nor a day, so it gains none: {short(key.due)}."
    return f"{got}, and 60 calendar days from that: {short(key.due)}."


def fee_why(key: AccountingKey) -> str:
    """What may be charged."""
    if key.fee == c.COST:
        return (
            f"Another accounting was asked for within twelve months, on {short(key.earlier)}: this one may cost "
            "what it costs, if the patient is told before and can withdraw or change the request."
        )
    if key.earlier:
        return f"The earlier accounting of {short(key.earlier)} lies more than twelve months back: this one is free."
    return "The first accounting in any twelve months is free."
