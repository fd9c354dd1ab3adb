"""What the author asks, what the trainee gives, and what a right accounting holds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.turns import TURNS
from sandbox.tasks.base import Answer, Key, Part, Spec

Range = tuple[int, int]


class AccountingSpec(Spec):
    """Answer a patient's request for an accounting of disclosures from the log and the correspondence file."""

    kind: Literal["accounting"] = "accounting"
    charts: tuple[str, ...] = Field(
        description="Chart of the patient who asks, then charts to read beside it.", min_length=1
    )
    release: tuple[str, ...] = Field(
        description="Earlier release tasks of the shift about the same chart: what left the house on them stands in "
        "the log, or turns up in the correspondence.",
        default=(),
        max_length=6,
    )
    lines: Range = Field(description="Least and most lines of the log.", default=(9, 13))
    missing: Range = Field(description="Least and most disclosures that a colleague did not log.", default=(1, 2))
    sorts: tuple[str, ...] = Field(
        description="Sorts of disclosures to draw from, as subpoena or portal; all if left out.", default=()
    )
    turns: tuple[str, ...] = Field(
        description="Circumstances to draw from, as short, recent or oral; all if left out. Of a group of which none "
        "is named, the plain one is taken.",
        default=(),
    )

    @field_validator("sorts", "turns")
    @classmethod
    def _known(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        known = {*SORTS} | {name for group in TURNS.values() for name in group}
        for word in given:
            if word not in known:
                groups = [name for group in TURNS.values() for name in group]
                raise ValueError(f"{word} is unknown; sorts are {', '.join(SORTS)}; turns are {', '.join(groups)}")
        return given

    @model_validator(mode="after")
    def _sensible(self) -> AccountingSpec:
        for name, (least, most), floor, ceiling in (
            ("lines", self.lines, 8, 16),
            ("missing", self.missing, 1, 3),
        ):
            if not floor <= least <= most <= ceiling:
                raise ValueError(f"{name} must be two numbers from {floor} to {ceiling}, the smaller first")
        return self


class OwnSeen(Part):
    """What the trainee had let go on an earlier task, as this one found it: in the log, or as a copy in the file.

    Read from what is given, not from the form. ``id`` counts the tasks followed from 1 (``own1``); ``day`` is an ISO
    date; ``pages`` are ``slot:document``.
    """

    id: str
    logged: bool
    day: str
    recipient: str
    recipient_type: str
    purpose: str
    what: str
    pages: tuple[str, ...]


class LineAnswer(Part):
    """The judgment of one line of the log. Empty texts mean: not answered. ``until`` is an ISO date."""

    row: str
    verdict: str = ""
    reason: str = ""
    until: str = ""


class PaperAnswer(Part):
    """The judgment of one paper of the file, and the entry it calls for. ``day`` is an ISO date."""

    row: str
    verdict: str = ""
    reason: str = ""
    day: str = ""
    recipient: str = ""
    what: str = ""
    purpose: str = ""


class AccountingAnswer(Answer):
    """The frame, the lines and papers judged in the order shown, and the entry for repeated disclosures.

    ``start``, ``due``, ``sum_first`` and ``sum_last`` are ISO dates; ``sum_recipient`` may be ``none``.
    """

    start: str = ""
    due: str = ""
    fee: str = ""
    lines: tuple[LineAnswer, ...] = ()
    papers: tuple[PaperAnswer, ...] = ()
    sum_recipient: str = ""
    sum_number: int | None = None
    sum_first: str = ""
    sum_last: str = ""
    own: tuple[OwnSeen, ...] = ()


class KeyRow(Part):
    """A line of the log or a paper of the file. Days are ISO dates.

    ``sort`` is a name of the catalogue, ``verdict`` of ``choices``; ``reasons`` hold every true ground for leaving it
    out, the best first. ``state`` says what besides its sort decides: ``outside`` the period, ``lapsed`` or
    ``running`` for the statement of an agency.
    """

    id: str
    sort: str
    day: str
    recipient: str
    what: str
    verdict: str
    reasons: tuple[str, ...] = ()
    until: str = ""
    state: str = ""
    evidence: tuple[str, ...] = ()


class KeySeries(Part):
    """Repeated disclosures to one recipient for one purpose, within the period. Days are ISO dates."""

    recipient: str
    number: int
    first: str
    last: str
    evidence: tuple[str, ...]


class KeyOwn(Part):
    """What an earlier task can have let go: the pages that may, and whether that is accounted for.

    ``ideal`` is what is found when it was answered ideally; None when nothing leaves then.
    """

    id: str
    pages: tuple[str, ...] = ()
    accountable: bool = False
    ideal: OwnSeen | None = None


class AccountingKey(Key):
    """The frame with every right date, and how each row is judged."""

    task: str
    today: str
    received: str
    requested: str
    starts: tuple[str, ...]  # the first is best
    period: str  # the turn that was drawn, as ``earlier`` and ``clock``
    due: str
    clock: str
    fee: str
    earlier: str
    lines: tuple[KeyRow, ...]
    papers: tuple[KeyRow, ...]
    series: KeySeries | None
    own: tuple[KeyOwn, ...]
    recipients: tuple[str, ...]  # everybody who can be chosen, the trainee's own recipients apart
    contents: tuple[str, ...]
    period_evidence: tuple[str, ...]
    due_evidence: tuple[str, ...]
    fee_evidence: tuple[str, ...]
