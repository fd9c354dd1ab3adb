"""Red flags of an access-log audit (45 CFR 164.312(b), 164.308(a)(1)(ii)(D)), and the outcomes of a review."""

from __future__ import annotations

from dataclasses import dataclass, field

AUDIT_CONTROLS = "45 CFR 164.312(b), 164.308(a)(1)(ii)(D)"


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag. ``near`` are flags that are also true of such an access but say less; they earn half.

    ``outcome`` is what the facility's rule (see ``OUTCOMES``) makes of it.
    """

    title: str
    test: str
    outcome: str
    citation: str = AUDIT_CONTROLS
    near: tuple[str, ...] = field(default=("no_relationship",))


_BREACH = f"{AUDIT_CONTROLS}; 164.402(2)"
_MINIMUM = f"{AUDIT_CONTROLS}; 164.502(b), 164.514(d)(2)"

FLAGS: dict[str, Flag] = {
    "household": Flag(
        "Same surname or household",
        "The user shares surname and address with the patient, and no task explains the access.",
        "breach",
        _BREACH,
    ),
    "own_record": Flag(
        "Own record",
        "The user is the patient. Staff ask for their own record like any patient.",
        "education",
        f"{AUDIT_CONTROLS}; facility policy",
    ),
    "coworker": Flag("Co-worker", "The patient works here and the user is not on the care team.", "breach", _BREACH),
    "neighbour": Flag("Neighbour", "User and patient live next door, without any work relation.", "breach", _BREACH),
    "vip": Flag("VIP or media event", "The patient is in the news; the user has no work relation.", "breach", _BREACH),
    "no_relationship": Flag(
        "No treatment or work relationship",
        "No appointment, order, unit, consult, request or work list connects user and patient.",
        "breach",
        _BREACH,
        (),
    ),
    "role_mismatch": Flag(
        "Section not needed for the role",
        "The user has a task with the patient, but opened a section that the task does not need.",
        "education",
        _MINIMUM,
        ("sensitive",),
    ),
    "off_duty": Flag(
        "Off duty, on leave or no longer employed",
        "The schedule says that the user was not at work, and nothing else explains the access.",
        "breach",
        f"{_BREACH}; 164.308(a)(3)(ii)(C)",
    ),
    "browsing": Flag(
        "Volume or browsing",
        "Many records in minutes, in alphabetical order, without a task.",
        "breach",
        _BREACH,
    ),
    "break_glass": Flag(
        "Break-the-glass without a reason",
        "A restricted record was opened with an empty or meaningless reason.",
        "breach",
        _BREACH,
    ),
    "long_discharged": Flag(
        "Deceased or long-discharged patient",
        "Nobody has worked with the patient for a long time, and no task is open.",
        "breach",
        _BREACH,
    ),
    "sensitive": Flag(
        "Sensitive segment",
        "Psychotherapy notes or a similar segment, opened by someone who may see the chart but not that part.",
        "breach",
        f"{_BREACH}; 164.508(a)(2)",
        ("role_mismatch",),
    ),
    "export": Flag(
        "Print, export or remote access",
        "A whole record was exported to a place outside the facility without a task.",
        "breach",
        _BREACH,
        (),
    ),
    "two_places": Flag(
        "Shared sign-on, two places at once",
        "One user id worked on two distant workstations in the same minute.",
        "sanction",
        f"{AUDIT_CONTROLS}; 164.312(a)(2)(i), 164.530(e)",
        (),
    ),
    "custody": Flag(
        "Former spouse or custody dispute",
        "The record warns of a dispute with the user, who has no task.",
        "breach",
        _BREACH,
    ),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome of a review, and the facility's rule for it."""

    title: str
    rule: str
    citation: str


OUTCOMES: dict[str, Decision] = {
    "justified": Decision(
        "Justified, no action",
        "A listed task, assignment, request or coverage explains the access.",
        "45 CFR 164.506(c), 164.512(d)",
    ),
    "education": Decision(
        "Education",
        "The user's own record, or more than a real task needed; no record was opened without any task.",
        "45 CFR 164.530(b), 164.402(1)(ii)",
    ),
    "sanction": Decision(
        "Sanction",
        "The sign-on itself was misused: shared, lent or left open.",
        "45 CFR 164.530(e)",
    ),
    "breach": Decision(
        "Breach risk assessment",
        "Somebody else's record was opened, or taken out, without a work reason. The privacy officer also decides on "
        "a sanction.",
        "45 CFR 164.402(2), 164.530(e)",
    ),
}
