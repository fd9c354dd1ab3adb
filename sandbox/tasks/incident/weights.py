"""What each part of an assessment is worth. The total is the same whatever the incident is."""

from __future__ import annotations

STANDING, FACTOR, FACTOR_EVIDENCE, CONCLUSION = 3.0, 1.0, 0.5, 4.0
DISCOVERED, INDIVIDUALS, HHS, HHS_DAY, MEDIA = 1.0, 2.0, 1.0, 1.0, 1.0
ACCOUNTING, STEPS, NOTICE = 1.0, 2.0, 2.0
EXTRA_STEP, EXTRA_SENTENCE = 0.5, 0.25
FACTORS = 4


def total(evidence: bool) -> float:
    """What the whole task is worth; more when each factor needs evidence."""
    return (
        STANDING + FACTORS * (FACTOR + (FACTOR_EVIDENCE if evidence else 0.0)) + CONCLUSION
        + DISCOVERED + INDIVIDUALS + HHS + HHS_DAY + MEDIA + ACCOUNTING + STEPS + NOTICE
    )  # fmt: skip
