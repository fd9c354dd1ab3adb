"""Classes of coding error, by root cause. Rates alone hide what to teach; variances are classified."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """A class of error. ``near`` are classes that describe the same error less well; they earn half.

    ``planted``: this kind plants it; the others stand in the list because an auditor must be able to rule them out.
    """

    title: str
    explain: str
    near: tuple[str, ...] = field(default=())
    planted: bool = True


CLASSES: dict[str, ErrorClass] = {
    "omitted": ErrorClass("Omitted code", "A documented, reportable condition or procedure was not coded."),
    "unsupported": ErrorClass("Unsupported code", "Nothing in this encounter's record supports the code."),
    "wrong_specificity": ErrorClass(
        "Wrong code or specificity",
        "The condition is documented, but another code says what the record says.",
        ("wrong_seventh", "pcs_axis"),
    ),
    "wrong_principal": ErrorClass(
        "Wrong principal or first-listed diagnosis",
        "Another diagnosis was established after study to be chiefly responsible for the encounter.",
        ("wrong_sequence",),
    ),
    "wrong_sequence": ErrorClass(
        "Wrong sequence", "The codes are right, but an instruction demands another order.", ("wrong_principal",)
    ),
    "wrong_seventh": ErrorClass(
        "Wrong 7th character", "Only the 7th character (the encounter or episode) is wrong.", ("wrong_specificity",)
    ),
    "wrong_poa": ErrorClass("Wrong POA indicator", "The code is right, its present-on-admission indicator is not."),
    "pcs_axis": ErrorClass(
        "ICD-10-PCS axis error", "One character of the procedure code is wrong.", ("wrong_specificity",)
    ),
    "wrong_disposition": ErrorClass(
        "Wrong disposition", "The discharge disposition on the claim is not what the record says.", (), planted=False
    ),
}

SEQUENCE = ("wrong_principal", "wrong_sequence")
CODE = ("wrong_specificity", "wrong_seventh", "pcs_axis")
"""Classes where another code belongs in the line."""
