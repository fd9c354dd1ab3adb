"""Uses to which the patient may agree or object: the directory, family and friends, disaster relief. 45 CFR 164.510."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import contrary
from sandbox.privacy.rules import rule

DIRECTORY_ITEMS = ("name", "location", "general_condition")
NOTIFICATION_ITEMS = ("location", "general_condition", "death")


def _refused(case: Case) -> bool:
    return case.patient.objects is True or case.patient.agrees is False


@rule(
    "directory.objection",
    "45 CFR 164.510(a)(2)",
    "Nothing is said from the directory of a patient who objected to it.",
)
def directory_objection(case: Case) -> bool:
    return _refused(case) and case.settle("deny")


@rule(
    "directory.prior_preference",
    "45 CFR 164.510(a)(3)",
    "When the patient cannot be asked, a known earlier wish not to be listed is kept.",
)
def directory_preference(case: Case) -> bool:
    patient = case.patient
    if not contrary(patient.prior_preference) or (patient.capacity == "yes" and patient.agrees is True):
        return False
    return case.settle("deny", "escalate")


@rule(
    "directory.clergy",
    "45 CFR 164.510(a)(1)(ii)(A)",
    "Clergy may be told name, location, general condition and religious affiliation, without asking by name.",
)
def directory_clergy(case: Case) -> bool:
    if case.who != "clergy":
        return False
    case.extra["released"] = (*DIRECTORY_ITEMS, "religious_affiliation")
    return case.carve(_directory) and case.permit(minimum=True, accounting=False)


@rule(
    "directory.by_name",
    "45 CFR 164.510(a)(1)(ii)(B)",
    "Anyone else, the press too, must ask for the patient by name.",
)
def directory_without_name(case: Case) -> bool:
    return case.false("asked_by_name") and case.settle("deny")


@rule(
    "directory.anyone",
    "45 CFR 164.510(a)(1)(ii)(B)",
    "Who asks by name may be told name, location and general condition, nothing medical, not the religion.",
)
def directory_anyone(case: Case) -> bool:
    case.extra["released"] = DIRECTORY_ITEMS
    return case.carve(_directory) and case.permit(minimum=True, accounting=False)


def _directory(segment: str) -> bool:
    return segment.startswith("directory")


@rule(
    "family.objection",
    "45 CFR 164.510(b)(2)",
    "Nothing is told to family or friends against the patient's objection.",
)
def family_objection(case: Case) -> bool:
    return _refused(case) and case.settle("deny")


@rule(
    "family.deceased",
    "45 CFR 164.510(b)(5)",
    "Who was involved in the care of someone who has died may have what is relevant to that, unless it goes against "
    "a wish the patient expressed.",
)
def family_deceased(case: Case) -> bool:
    if case.patient.status != "deceased":
        return False
    if contrary(case.patient.prior_preference) or case.false("involved_in_care"):
        return case.settle("deny")
    return case.permit(minimum=True, accounting=False)


@rule(
    "family.agreed",
    "45 CFR 164.510(b)(2)",
    "With the patient's agreement, or in their presence and without objection, those involved in care may have what "
    "is relevant to that.",
)
def family_agreed(case: Case) -> bool:
    patient = case.patient
    if patient.capacity != "yes" or not (patient.agrees is True or patient.present or case.paper("oral_agreement")):
        return False
    return case.permit(minimum=True, accounting=False)


@rule(
    "family.best_interest",
    "45 CFR 164.510(b)(3)",
    "When the patient is absent or incapacitated, professional judgment of the patient's best interest decides.",
)
def family_best_interest(case: Case) -> bool:
    if contrary(case.patient.prior_preference):
        return case.settle("deny", "escalate")
    if case.true("best_interest"):
        return case.permit(minimum=True, accounting=False)
    if case.false("best_interest"):
        return case.settle("deny")
    return case.settle("escalate", "deny")


@rule(
    "family.notification",
    "45 CFR 164.510(b)(1)(ii)",
    "To notify, only location, general condition or death are told.",
)
def notification_items(case: Case) -> bool:
    if case.purpose not in ("notification", "disaster"):
        return False
    case.extra["released"] = NOTIFICATION_ITEMS
    return case.carve(lambda segment: segment.startswith(("directory", "notification", "location")))


@rule(
    "disaster.relief",
    "45 CFR 164.510(b)(4)",
    "Disaster relief organisations may help to notify families; asking the patient may wait if it would hinder the "
    "response.",
)
def disaster_relief(case: Case) -> bool:
    if case.purpose != "disaster":
        return False
    if _refused(case) and not case.true("interferes_with_response"):
        return False
    notification_items(case)
    return case.permit(minimum=True, accounting=False)


def directory(case: Case) -> bool:
    """The facility directory."""
    case.track = "directory"
    return (
        directory_objection(case)
        or directory_preference(case)
        or directory_clergy(case)
        or directory_without_name(case)
        or directory_anyone(case)
    )


def family(case: Case) -> bool:
    """Persons involved in care or payment, notification, and disaster relief."""
    case.track = "family"
    if disaster_relief(case) or family_objection(case) or family_deceased(case):
        return True
    settled = family_agreed(case) or family_best_interest(case)
    notification_items(case)
    return settled
