"""What the author asks, what the trainee decides on each request, and what is right."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.corrections.catalogue import SORTS
from sandbox.tasks.corrections.choices import PARTS

Asked = Literal["hands", "evidence", "reader", "told"]
MOST = 8  # requests on one desk


class CorrectionsSpec(Spec):
    """Work through requests to correct, complete or change the record."""

    kind: Literal["corrections"] = "corrections"
    charts: tuple[str, ...] = Field(description="Charts that the requests are about.", min_length=1)
    sorts: tuple[str, ...] = Field(description="Sorts of request to draw from; all if left out.", default=())
    count: tuple[int, int] = Field(description="Least and most requests on the desk, 1 to 8.", default=(4, 6))
    parts: tuple[Asked, ...] = Field(
        description="What is asked of each request beside the method: hands, evidence, reader, told. All if left out.",
        default=("hands", "evidence", "reader", "told"),
    )
    clock: bool = Field(description="Whether the day is asked by which the law wants an answer.", default=False)

    @field_validator("sorts")
    @classmethod
    def _known(cls, sorts: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [word for word in sorts if word not in SORTS]
        if unknown:
            raise ValueError(f"{unknown[0]} is no sort of request; use {', '.join(SORTS)}")
        return sorts

    @field_validator("count")
    @classmethod
    def _few(cls, count: tuple[int, int]) -> tuple[int, int]:
        if not 1 <= count[0] <= count[1] <= MOST:
            raise ValueError(f"write least and most requests, from 1 to {MOST}, such as [4, 6]")
        return count

    @property
    def asked(self) -> tuple[str, ...]:
        """The parts that are asked of each request, in the order of the form."""
        return tuple(part for part in PARTS if part in self.parts)


class Decision(Part):
    """What is decided on one request. ``evidence`` is ``slot:statement``; ``due`` an ISO date."""

    request: str
    method: str = ""
    hands: str = ""
    evidence: tuple[str, ...] = ()
    reader: str = ""
    told: tuple[str, ...] = ()
    due: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was decided."""
        return self == Decision(request=self.request)


class CorrectionsAnswer(Answer):
    """The decisions, in the order of the desk. A request that was left alone has none."""

    decisions: tuple[Decision, ...] = ()

    def on(self, request: str) -> Decision:
        """The decision on a request; an empty one if it was left alone."""
        return next((each for each in self.decisions if each.request == request), Decision(request=request))


class KeyItem(Part):
    """What is right on one request. The first of each tuple is the best, the others are accepted.

    ``near`` are methods that come close. ``places`` are the statements that it is about, ``beside`` others that come
    close. ``model`` is how the record would then read; ``due`` is set when the law wants an answer by a day.
    ``shows`` and ``citations`` are the evidence and the source of each part, ``says`` the sentence of the policy on it.
    ``spared`` may be told too: it neither counts nor costs.
    """

    id: str
    sort: str
    paper: str
    heading: str
    title: str
    methods: tuple[str, ...]
    near: tuple[str, ...] = ()
    hands: tuple[str, ...]
    readers: tuple[str, ...]
    told: tuple[str, ...]
    spared: tuple[str, ...] = ()
    places: tuple[str, ...]
    beside: tuple[str, ...] = ()
    due: str = ""
    explanation: str
    notice: str
    model: str
    shows: dict[str, tuple[str, ...]]
    citations: dict[str, str]
    says: dict[str, str] = Field(default_factory=dict)


class CorrectionsKey(Key):
    """What is right on every request. ``messages`` begin references to the papers on the desk; ``spare`` is a statement
    that no request is about."""

    items: tuple[KeyItem, ...]
    asked: tuple[str, ...]
    clock: bool
    messages: tuple[str, ...]
    spare: str
