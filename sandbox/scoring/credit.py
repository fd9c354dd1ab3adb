"""Credit policies: what each part of a coded record is worth. Data, so that a page can show how points come about.

Under ``marks`` every part earns by itself and a nearly right code earns part. Each other policy makes the points of a
task equal one accuracy method of ``scoring.accuracy``, exactly; parts that the method does not count weigh nothing and
are shown as observations.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CreditPolicy:
    """Weights of the parts, and penalties in the same unit.

    ``partial``: a code at a distance earns part of its weight. ``extra_weight``: a code that should not be there adds
    to what was possible instead of costing a penalty. ``record``: one mark for the record as a whole, right or wrong.
    """

    name: str
    title: str
    code: float = 0.0
    first: float = 0.0
    order: float = 0.0
    poa: float = 0.0
    date: float = 0.0
    evidence: float = 0.0
    record: float = 0.0
    extra_penalty: float = 0.0
    prohibited_penalty: float = 0.0
    extra_weight: float = 0.0
    partial: bool = False


MARKS = "marks"

POLICIES: dict[str, CreditPolicy] = {
    policy.name: policy
    for policy in (
        CreditPolicy(
            MARKS,
            "Points by mark",
            code=2.0,
            first=2.0,
            order=1.0,
            poa=1.0,
            date=0.5,
            evidence=0.5,
            extra_penalty=0.5,
            prohibited_penalty=1.0,
            partial=True,
        ),
        CreditPolicy("code_over_code", "Code over code", code=1.0),
        CreditPolicy(
            "code_over_code_deducted",
            "Code over code, over-coding deducted",
            code=1.0,
            extra_penalty=1.0,
            prohibited_penalty=1.0,
        ),
        CreditPolicy("total_opportunity", "Total opportunity", code=1.0, extra_weight=1.0),
        CreditPolicy("case_over_case", "Case over case", record=1.0),
        CreditPolicy("principal_accuracy", "Principal or first-listed diagnosis", first=1.0),
        CreditPolicy("poa_accuracy", "Present on admission", poa=1.0),
    )
}
