"""What is settled about a patient before a story is drawn: another encounter of the same person told it already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.charts.courses import Course
from sandbox.charts.model import Patient


@dataclass(frozen=True, slots=True)
class Known:
    """A person and what stays true of them. Whatever is not settled here is drawn as for anybody.

    ``words`` are values by name, as ``allergies`` or ``bp_drug``; ``measures`` the courses of vital signs that do not
    change between visits, as height.
    """

    patient: Patient | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, Course] = field(default_factory=dict)


NOBODY = Known()
"""Nothing is settled: the story of a new patient."""
