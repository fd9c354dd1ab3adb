"""The sentences of feedback: what was right or wrong, what the chart supports, and the rule behind it."""

from __future__ import annotations

from sandbox.tasks.coding.match import Given
from sandbox.tasks.record import KeyItem, KeyTrap

POA_MEANING = {
    "Y": "Y, present at the time of admission",
    "N": "N, not present at the time of admission",
    "U": "U, the documentation does not tell",
    "W": "W, the provider cannot determine it",
    "exempt": "exempt from reporting",
    "": "no indicator",
}


def _because(item: KeyItem) -> str:
    return f" {item.rationale.rstrip('.')}." if item.rationale else ""


def code(item: KeyItem, given: Given | None) -> str:
    """About the code itself."""
    if given is None:
        return f"{item.full} is missing. The record documents: {item.text}.{_because(item)}"
    if given.credit < 1.0:
        return f"You gave {given.row.code}. {given.what} The record supports {item.full}: {item.text}.{_because(item)}"
    if given.row.code != item.code:
        return f"{given.row.code} is accepted for: {item.text}. The expected code is {item.full}.{_because(item)}"
    return f"{item.full} is right: {item.text}.{_because(item)}"


def first(place: str, firsts: tuple[KeyItem, ...], given: Given | None, found: bool) -> str:
    """About what stands in first place."""
    wanted = " or ".join(item.full for item in firsts)
    either = " Either may stand first." if len(firsts) > 1 else ""
    if given is None:
        return f"No diagnosis was given. {place}: {wanted}."
    if found:
        return f"The right condition stands first.{either}{_because(firsts[0])}"
    return f"{given.row.code} stands first; it should be {wanted}.{either}{_because(firsts[0])}"


def order(item: KeyItem, before: tuple[KeyItem, ...], missing: bool, broken: tuple[KeyItem, ...]) -> str:
    """About an order that an instruction or guideline demands."""
    earlier = " and ".join(other.code for other in before)
    if missing:
        return f"{item.code} belongs after {earlier}; it was not given."
    if broken:
        late = " and ".join(other.code for other in broken)
        return f"{late} must come before {item.code}.{_because(item)}"
    return f"{item.code} rightly follows {earlier}."


def poa(item: KeyItem, given: Given | None) -> str:
    """About the present-on-admission indicator of a diagnosis."""
    wanted = POA_MEANING[item.poa or ""]
    if given is None:
        return f"The diagnosis is missing, and with it the indicator {wanted}."
    chosen = getattr(given.row, "poa", "")
    if chosen == item.poa:
        return f"Right: {wanted}."
    return f"You chose {POA_MEANING[chosen]}; the record supports {wanted}."


def date(item: KeyItem, given: Given | None) -> str:
    """About the date of a procedure."""
    if given is None:
        return f"The procedure is missing, and with it its date, {item.date}."
    chosen = getattr(given.row, "date", "")
    if chosen == item.date:
        return f"Right: done on {item.date}."
    return f"You gave {chosen or 'no date'}; the procedure was done on {item.date}."


def evidence(item: KeyItem, given: Given | None, found: bool) -> str:
    """About the statements attached to a code."""
    if given is None:
        return "The code is missing, so nothing supports it."
    if found:
        return "You attached a statement that supports the code."
    if given.row.evidence:
        return f"None of the statements you attached documents: {item.text}."
    return f"No statement was attached. Show where the chart documents: {item.text}."


def unsupported(given: Given) -> str:
    """About a code that stands for nothing in the key."""
    if given.repeated:
        return f"{given.row.code} is given more than once; the same code is reported only once in an encounter."
    return f"{given.row.code} is not supported by this encounter's documentation. Remove it, or query the provider."


def prohibited(given: Given, trap: KeyTrap) -> str:
    """About a tempting code that a rule forbids."""
    named = f"{given.row.code} ({trap.title})" if trap.title else given.row.code
    return f"{named} should not be reported. {trap.why}"


def optional(given: Given, item: KeyItem) -> str:
    """About a code that may be reported but need not be."""
    return f"{item.full} may be reported and need not be: no credit, no loss.{_because(item)}"
