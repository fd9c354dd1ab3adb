"""Why withholding electronic information is not information blocking. 45 CFR part 171."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.rules import rule


@rule(
    "blocking.harm",
    "45 CFR 171.201",
    "Preventing harm: a licensed professional's determination, which the patient may have reviewed.",
)
def harm(case: Case) -> bool:
    return case.review


@rule(
    "blocking.access_denied",
    "45 CFR 171.202(d)",
    "Privacy: the access denial rests on an unreviewable ground of the access rule.",
)
def access_denied(case: Case) -> bool:
    return case.track in ("access", "directive")


@rule(
    "blocking.patient_asked",
    "45 CFR 171.202(e)",
    "Privacy: the patient asked that the information not be shared.",
)
def patient_asked(case: Case) -> bool:
    return case.patient.restriction != "none" or case.patient.objects is True or case.patient.agrees is False


@rule(
    "blocking.precondition",
    "45 CFR 171.202(b)",
    "Privacy: a precondition of law is not met; asking for what is missing must be no harder than needed.",
)
def precondition(case: Case) -> bool:
    return True


def exception(case: Case) -> str | None:
    """The exception to name when electronic information does not go, or does not all go."""
    if case.request.asked.form != "electronic" or case.purpose == "curiosity":
        return None
    for test in (harm, access_denied, patient_asked, precondition):
        if test(case):
            return test.cite
    return None
