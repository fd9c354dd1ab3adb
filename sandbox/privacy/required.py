"""Step 4, first track: the Secretary. The other required disclosure is the individual's own (access, accounting)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.rules import rule


@rule(
    "required.secretary",
    "45 CFR 164.502(a)(2)(ii); 45 CFR 164.508(a)(2)(ii); 45 CFR 164.502(b)(2)(iv)",
    "HHS must be given what it requires for a compliance investigation, psychotherapy notes included; "
    "minimum necessary does not apply, but the disclosure is accountable.",
)
def secretary(case: Case) -> bool:
    if case.who != "hhs_secretary" or case.purpose not in ("compliance_investigation", "oversight"):
        return False
    case.track = "required"
    return case.permit(minimum=False, accounting=True, mandatory=True)
