"""What the author asks, what the trainee gives, and what a right answer holds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.release.archetypes import catalogue
from sandbox.tasks.release.choices import DEFECTS

MOST_AGE = 45  # days; beyond day 30 an access request is overdue


class ReleaseSpec(Spec):
    """Answer one request for the information of the first chart's patient."""

    kind: Literal["release"] = "release"
    charts: tuple[str, ...] = Field(description="Chart that is asked for, then charts to read beside it.", min_length=1)
    archetype: str | tuple[str, ...] = Field(
        description="Sort of request, as “subpoena” or “subpoena:alone”; one of a list is drawn. Left out: any.",
        default=(),
    )

    age: tuple[int, int] | None = Field(
        description="Days since the request was received (least, most), at most 45; 0 to 8 if left out. The chart's "
        "encounter must have ended before: option ended_by.",
        default=None,
    )

    @field_validator("age")
    @classmethod
    def _days(cls, given: tuple[int, int] | None) -> tuple[int, int] | None:
        least, most = given or (0, 0)
        if not 0 <= least <= most <= MOST_AGE:
            raise ValueError(f"write the least and the most days, 0 to {MOST_AGE}")
        return given

    @field_validator("archetype")
    @classmethod
    def _known(cls, given: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for name in (given,) if isinstance(given, str) else given:
            catalogue.resolve(name)
        return given

    @property
    def archetypes(self) -> tuple[str, ...]:
        """The archetypes to draw from; empty for any."""
        return (self.archetype,) if isinstance(self.archetype, str) else self.archetype


class ReleaseAnswer(Answer):
    """The decision and everything that follows from it. Empty texts and False mean: not answered.

    ``documents`` are ``slot:document``, ``redacted`` are ``slot:statement``; ``nothing`` and ``no_defects`` are the
    explicit choice of none; ``deadline`` is an ISO date or ``none``; ``accounting`` is ``yes`` or ``no``; ``entry_day``
    is an ISO date.
    """

    decision: str = ""
    basis: str = ""
    documents: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()
    nothing: bool = False
    defects: tuple[str, ...] = ()
    no_defects: bool = False
    deadline: str = ""
    fee: str = ""
    accounting: str = ""
    evidence: tuple[str, ...] = ()
    identity: str = ""
    authority: str = ""
    enclosures: tuple[str, ...] = ()
    no_enclosures: bool = False
    letters: tuple[str, ...] = ()
    no_letters: bool = False
    content: tuple[str, ...] = ()
    entry_day: str = ""
    entry_recipient: str = ""
    entry_what: str = ""
    entry_purpose: str = ""


class KeyLine(Part):
    """What has to be blacked out: one sentence, field or item, or a row of a table.

    ``refs`` all have to be hidden; ``beside`` are cells of the same row that may be hidden too.
    """

    refs: tuple[str, ...]
    beside: tuple[str, ...] = ()
    text: str
    because: str
    citation: str


class KeyDocument(Part):
    """One document: whether it goes, and why. ``rule`` and ``citation`` are of the rule that withholds it.

    ``hide`` are its lines that must not go. One that stays although it was asked for, because nothing else is on it,
    has them too.
    """

    ref: str
    title: str
    goes: bool
    because: str
    citation: str = ""
    evidence: tuple[str, ...] = ()
    hide: tuple[KeyLine, ...] = ()


class KeyDefect(Part):
    """A flaw of the papers that came, with where it shows."""

    code: str
    evidence: tuple[str, ...] = ()
    citation: str = ""

    @property
    def text(self) -> str:
        """The flaw in the words of the choice, which is no secret and so is not kept in the key."""
        return DEFECTS.get(self.code, self.code)


class Step(Part):
    """A rule that was looked at."""

    rule: str
    text: str
    citation: str
    fired: bool


class KeyStanding(Part):
    """What holds of identity or authority: ``shown``, ``not_shown`` or ``not_needed``, the best first."""

    accept: tuple[str, ...]
    because: str
    evidence: tuple[str, ...] = ()
    citation: str = ""


class KeySending(Part):
    """What goes along with one right outcome: enclosures, letters, what the letters must say, and what they may.

    ``optional`` letters need not be written: who asked by word of mouth may be answered so.
    """

    outcome: str
    enclosures: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    optional: bool = False


class KeyEntry(Part):
    """The entry in the accounting; ``what`` lists every true description, the best first."""

    day: str
    recipient: str
    what: tuple[str, ...]
    purpose: str
    recipient_evidence: tuple[str, ...] = ()


class ReleaseKey(Key):
    """The decision of the release rules on the planted request, and what follows from it for this chart."""

    archetype: str
    variant: str
    outcome: str
    accept: tuple[str, ...]
    bases: tuple[str, ...]
    documents: tuple[KeyDocument, ...]
    defects: tuple[KeyDefect, ...]
    received: str
    deadlines: tuple[str, ...]  # ISO date or "none"; the first is best
    deadline_days: int | None
    fees: tuple[str, ...]
    accounting: bool
    own_access: bool
    because: str
    citation: str
    path: tuple[Step, ...]
    evidence: tuple[str, ...]  # what in the papers decides it
    request_evidence: tuple[str, ...]
    received_evidence: tuple[str, ...]
    identity: KeyStanding
    authority: KeyStanding
    sendings: tuple[KeySending, ...]  # one for each accepted outcome, in the order of ``accept``
    entry: KeyEntry | None = None

    @property
    def going(self) -> tuple[KeyDocument, ...]:
        """The documents that go."""
        return tuple(document for document in self.documents if document.goes)

    @property
    def hidden(self) -> tuple[KeyLine, ...]:
        """The lines to black out on the documents that go."""
        return tuple(line for document in self.going for line in document.hide)

    def sending(self, decision: str) -> KeySending:
        """What goes along with a decision; with a wrong one, what would go along with the best."""
        return next((each for each in self.sendings if each.outcome == decision), self.sendings[0])
