"""What the author asks, what the trainee gives, and what a right answer holds in each course."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.incident import story

COLLEAGUE = "colleague"
"""The course in which the incident is a colleague's; every other one is the trainee's own wrong release."""


class IncidentSpec(Spec):
    """Assess one incident: is it a breach, and who is told by when?"""

    kind: Literal["incident"] = "incident"
    charts: tuple[str, ...] = Field(
        description="Chart of the patient whom an incident of one patient is about, then charts to read beside it.",
        min_length=1,
    )
    release: str | tuple[str, ...] = Field(
        description="Earlier release tasks of the shift. If one let a page go that had to stay, the incident is that.",
        default=(),
    )
    sort: str | tuple[str, ...] = Field(
        description="Sort of a colleague's incident, as “snooping” or “police_delay:oral”; one of a list is drawn. "
        "Left out: any.",
        default=(),
    )
    evidence: bool = Field(
        description="Whether each factor that is assessed needs a statement that shows it.", default=False
    )

    @field_validator("sort")
    @classmethod
    def _known(cls, given: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for name in (given,) if isinstance(given, str) else given:
            story.resolve(name)
        return given

    @property
    def releases(self) -> tuple[str, ...]:
        """The release tasks that this one follows."""
        return (self.release,) if isinstance(self.release, str) else self.release

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts to draw from; empty for any."""
        return (self.sort,) if isinstance(self.sort, str) else self.sort


class Found(Part):
    """Which incident a trainee found, as the server knows it from what the task gave; nobody types it."""

    course: str = ""
    part2: bool = False  # records of a substance use program were among the pages


class IncidentAnswer(Answer):
    """The assessment. Empty texts and False mean: not answered.

    Ratings are ``lower``, ``higher`` or ``none``; ``evidence`` pairs a factor with its statements. Days are ISO dates;
    ``individuals`` and ``hhs_day`` may be ``none``. ``no_notice`` is the explicit choice that no letter is written.
    """

    found: Found = Found()
    standing: str = ""
    nature: str = ""
    recipient: str = ""
    acquired: str = ""
    mitigated: str = ""
    evidence: tuple[tuple[str, tuple[str, ...]], ...] = ()
    conclusion: str = ""
    discovered: str = ""
    individuals: str = ""
    hhs: str = ""
    hhs_day: str = ""
    media: str = ""
    accounting: str = ""
    steps: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    no_notice: bool = False

    def evidence_of(self, factor: str) -> tuple[str, ...]:
        """The statements attached to a factor."""
        return dict(self.evidence).get(factor, ())


class Told(Part):
    """One thing that holds of an incident: the right choices, the best first, why, and where it shows."""

    accept: tuple[str, ...]
    because: str
    evidence: tuple[str, ...] = ()
    citation: str = ""


class Step(Part):
    """A rule that applied."""

    rule: str
    text: str
    citation: str


class Course(Part):
    """What is right when this is the incident. Days are ISO dates or ``none``.

    ``factors`` has the four ratings by name. ``due`` are the further steps, ``may`` those that are neither asked for
    nor wrong; ``part2_because`` is there for pages of a program among the trainee's own.
    """

    sort: str
    standing: Told
    factors: dict[str, Told]
    conclusion: Told
    discovered: Told
    individuals: Told
    hhs: Told
    hhs_day: Told
    media: Told
    accounting: Told
    due: tuple[str, ...]
    may: tuple[str, ...]
    steps_evidence: dict[str, tuple[str, ...]]
    path: tuple[Step, ...]

    @property
    def notifies(self) -> bool:
        """Whether the people concerned are told."""
        return self.conclusion.accept[0] == "breach"


class IncidentKey(Key):
    """What is right in each course: the colleague's incident, and a wrong release to each sort of recipient."""

    courses: dict[str, Course]
    evidence: bool

    def course(self, found: Found) -> Course:
        """The course of an answer; steps of a substance use program's records are laid over it."""
        course = self.courses.get(found.course) or self.courses[COLLEAGUE]
        if not found.part2 or not course.notifies or "part2" in course.due:
            return course
        return course.model_copy(update={"due": (*course.due, "part2")})
