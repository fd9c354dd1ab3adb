"""Step 10: no more than the purpose needs. 45 CFR 164.502(b), 164.514(d)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import labels
from sandbox.privacy.rules import rule


@rule(
    "minimum.relied_on",
    "45 CFR 164.514(d)(3)(iii)",
    "The hospital may reasonably rely on an official, a covered entity or a researcher's papers for what is needed.",
)
def relied_on(case: Case) -> bool:
    paper = case.paper("official_statement")
    return case.paper("irb_waiver") is not None or (
        paper is not None and paper.attributes.get("minimum_represented") is True
    )


@rule(
    "minimum.needed_only",
    "45 CFR 164.502(b)",
    "Segments that the purpose does not need stay.",
)
def needed_only(case: Case) -> bool:
    needed = labels(case.flag("needed_segments"))
    return bool(needed) and case.withhold([segment for segment in case.remaining() if segment not in needed])


@rule(
    "minimum.entire_record",
    "45 CFR 164.514(d)(5)",
    "The entire record goes only when that is specifically justified.",
)
def entire_record(case: Case) -> bool:
    return case.request.asked.scope == "entire_record"


def apply(case: Case) -> None:
    """Narrow a disclosure that minimum necessary applies to."""
    if case.minimum:
        needed_only(case)
        entire_record(case)
        relied_on(case)
