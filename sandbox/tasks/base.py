"""The contract of a task kind. No request, session or HTML in it.

A kind is a folder beside this file. Its ``__init__`` holds ``KIND``, an instance of ``Kind``; the registry finds it.
The folder has ``answer.py`` (Spec, Answer, Key), ``key.py`` (prepare and derive), ``score.py``, ``form.py`` (WTForms,
parse and fill), ``samples.py`` and ``templates/<kind>/panel.html`` and ``feedback.html``.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from random import Random
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from sandbox.charts.model import Chart, Document, Facility
from sandbox.charts.plain import to_plain
from sandbox.charts.truth import ChartTruth
from sandbox.scoring.marks import Mark
from sandbox.tasks.matters import Departure, Matter, Turn
from sandbox.tasks.packet import Packet
from sandbox.tasks.staged import Reply, placed

FormData = Mapping[str, Sequence[str]]
"""A submitted or saved form: field name to its values, as a browser sends it. Drafts are stored in this shape."""

PAPERS = "papers"
"""The slot of a task's own papers in references and document keys; no chart may have it."""


class Part(BaseModel):
    """A piece of an answer or a key: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Spec(Part):
    """What a scenario's author says about one task. Kinds subclass it."""

    kind: str
    id: str  # unique in the scenario: [a-z0-9-]+
    title: str
    charts: tuple[str, ...] = ()  # slots of the charts the task works on; the first is shown first
    instructions: str = ""
    weight: float = 1.0
    minutes: int = 20  # expected time, shown to the trainee


class Answer(Part):
    """What the trainee gave, immutable and raw. Kinds subclass it."""


class Key(Part):
    """What a right answer holds. Derived, never typed. Kinds subclass it."""


@dataclass(frozen=True, slots=True)
class World:
    """What a task is prepared in: the facility, the scenario's charts with their truth, and the simulated day.

    ``matters`` holds what waits in the tasks that this one lists (``Kind.lists``), by task id, in the listed order.
    ``departures`` holds, while a task that follows others is prepared, what leaves the house on their ideal answers:
    what such a task needs of it is kept in its truth.
    """

    facility: Facility
    today: date
    edition: str  # code-set edition, "FY2026"
    charts: Mapping[str, Chart]
    truths: Mapping[str, ChartTruth]
    matters: Mapping[str, Matter] = field(default_factory=dict)
    departures: Mapping[str, Departure] = field(default_factory=dict)

    def statements(self, slots: Iterable[str]) -> set[str]:
        """References ``slot:statement`` of all that the charts in these slots say."""
        return {
            f"{slot}:{line.id}" for slot in slots for page in self.charts[slot].documents for line in page.statements
        }


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a kind adds to the variant for one task.

    ``papers`` are documents shown beside the chart (a request letter, an ID copy); their statement ids start with the
    task's id. ``given`` is plain JSON-able material that the task panel shows (a colleague's codes, an access log).
    ``truth`` is plain and JSON-able too, is stored apart, and never reaches a trainee.
    """

    papers: tuple[Document, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    truth: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Acts:
    """What a trainee did that the world may answer: this task's closed rounds in order, and of the earlier tasks that
    it follows, by task id, the submitted answers and what left the house on them."""

    rounds: tuple[Answer, ...] = ()
    before: Mapping[str, Answer] = field(default_factory=dict)
    departures: Mapping[str, Departure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """What a trainee has before them in one task: used to build the form and to parse it. Holds nothing of the key.

    Of a staged task it is the room of one round: ``earlier`` holds what this trainee gave in the closed rounds,
    ``replies`` what the world answered (already in charts, papers, given and today), and ``news`` which documents the
    latest of them brought: ``slot:document`` to "New" or "Changed".
    """

    facility: Facility
    today: date
    edition: str
    charts: Mapping[str, Chart]
    papers: tuple[Document, ...]
    given: Mapping[str, Any]
    round: int = 1
    earlier: tuple[Answer, ...] = ()
    replies: tuple[Reply, ...] = ()
    news: Mapping[str, str] = field(default_factory=dict)

    def after(self, reply: Reply, closed: Answer | None = None) -> Room:
        """The room once the world has answered: to a closed round, or (None) to the opening of the task."""
        charts, news = reply.filed(self.charts)
        papers, words = placed(self.papers, reply.papers)
        return replace(
            self,
            today=reply.today or self.today,
            charts=charts,
            papers=papers,
            given={**self.given, **reply.given},
            round=self.round + (closed is not None),
            earlier=self.earlier if closed is None else (*self.earlier, closed),
            replies=(*self.replies, reply),
            news={**news, **{f"{PAPERS}:{name}": word for name, word in words.items()}},
        )

    def stamp(self, slot: str) -> str:
        """Empty while a chart is the variant's; once replies changed it, a text that tells this state from others."""
        changed = [to_plain(reply.documents[slot]) for reply in self.replies if reply.documents.get(slot)]
        return sha256(json.dumps(changed).encode()).hexdigest() if changed else ""


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """An answer that cannot be read: field name to messages. It costs no attempt."""

    fields: Mapping[str, Sequence[str]]


SpecT = TypeVar("SpecT", bound=Spec)
AnswerT = TypeVar("AnswerT", bound=Answer)
KeyT = TypeVar("KeyT", bound=Key)


@dataclass(frozen=True, slots=True)
class Mistake(Generic[AnswerT]):
    """The ideal answer with one thing wrong, and the share of the task's weight that it must cost (0 to 1)."""

    name: str
    answer: AnswerT
    costs: float
    critical: bool = False  # then the whole task is lost whatever ``costs`` says


@dataclass(frozen=True, slots=True)
class Samples(Generic[AnswerT]):
    """Answers that prove a key: ideal earns all, empty nothing, each mistake costs its weight, invalid is refused."""

    ideal: AnswerT
    empty: AnswerT
    mistakes: tuple[Mistake[AnswerT], ...]
    invalid: tuple[FormData, ...]


class Kind(ABC, Generic[SpecT, AnswerT, KeyT]):
    """A kind of work. Stateless; one instance serves every scenario."""

    name: ClassVar[str]  # folder name and ``kind:`` in scenario files
    title: ClassVar[str]  # "Completeness review"
    spec_type: ClassVar[type[Spec]]
    answer_type: ClassVar[type[Answer]]
    key_type: ClassVar[type[Key]]
    key_version: ClassVar[int] = 1  # raise when derive() changes what it gives for the same truth

    @abstractmethod
    def prepare(self, spec: SpecT, world: World, random: Random) -> Prepared:
        """Make the papers and planted material of one task. Deterministic in its arguments."""

    @abstractmethod
    def derive(self, spec: SpecT, world: World, prepared: Prepared) -> KeyT:
        """The key, from what was planted. Pure."""

    @abstractmethod
    def blank(self, spec: SpecT, room: Room) -> Any:
        """An empty WTForms form for this room, ready to render in ``<kind>/panel.html``."""

    @abstractmethod
    def form(self, spec: SpecT, room: Room, given: FormData) -> Any:
        """The form filled with a draft or a submission, not validated."""

    @abstractmethod
    def parse(self, spec: SpecT, room: Room, given: FormData) -> AnswerT | FieldErrors:
        """Read a submission. Format errors only; a wrong answer is not an error."""

    @abstractmethod
    def fill(self, answer: AnswerT) -> FormData:
        """The form data that parses to this answer; ``parse(fill(a)) == a``."""

    @abstractmethod
    def score(self, answer: AnswerT, key: KeyT) -> Sequence[Mark]:
        """One mark for each judged item. Pure, and fast enough for thousands a second."""

    @abstractmethod
    def samples(self, spec: SpecT, key: KeyT) -> Samples[AnswerT]:
        """Answers that prove the key (see ``Samples``)."""

    def samples_in(self, spec: SpecT, key: KeyT, room: Room) -> Samples[AnswerT]:
        """Answers that prove the key in a room as it opened, for a task whose right answer depends on what it follows.

        Those of ``samples``, which prove it after ideal earlier answers, unless a kind says otherwise.
        """
        return self.samples(spec, key)

    @abstractmethod
    def check(self, spec: SpecT, key: KeyT, world: World) -> Sequence[str]:
        """Lint, one message a fault: every code valid in the edition, every required item with evidence that exists."""

    def rounds(self, spec: SpecT) -> int:
        """How many rounds the task has at most; more than one makes it staged. ``respond`` answers all but one."""
        return 1

    def follows(self, spec: SpecT) -> tuple[str, ...]:
        """Ids of earlier tasks of the shift whose submitted answers decide what this one finds when it is opened."""
        return ()

    def lists(self, spec: SpecT) -> tuple[str, ...]:
        """Ids of other tasks of the shift whose matters this one lays side by side (``World.matters``).

        Its feedback waits until they are submitted, because it tells what their keys hold.
        """
        return ()

    def matter(self, spec: SpecT, world: World, prepared: Prepared) -> Matter | None:
        """What waits in this task, for a task that lists it. None: nothing that waits for an answer."""
        return None

    def received(self, spec: SpecT, given: Mapping[str, Any]) -> date | None:
        """The day on which what waits in this task came, for the worklist; read from what is shown (``given``)."""
        return None

    def turns(self, spec: SpecT, answer: AnswerT) -> tuple[Turn, ...]:
        """The tasks that this one lists, in the order that a submitted answer gives them, for the worklist."""
        return ()

    def departure(self, spec: SpecT, world: World, prepared: Prepared, answer: AnswerT) -> Departure | None:
        """What left the house on this answer, for a task that follows it. None: nothing did."""
        return None

    def respond(self, spec: SpecT, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
        """What the world answers to a round just closed, the last of ``acts.rounds``; None: nothing follows, submit.

        Without rounds, what a task that follows others finds when it is first opened; None: the variant as it is.
        ``world`` is the variant's, without earlier replies. Deterministic in its arguments: chance was drawn in
        ``prepare`` and lies in ``prepared.truth``.
        """
        return None

    def stage(self, spec: SpecT, room: Room) -> str:
        """What a round is called: "Round 2 of 3". Shown when the task has several."""
        return f"Round {room.round} of {self.rounds(spec)}"

    def joined(self, rounds: Sequence[AnswerT]) -> AnswerT:
        """The answer to submit, of those that ``parse`` read in each round, one or more; later ones may be missing."""
        return rounds[-1]

    def split(self, answer: AnswerT) -> tuple[AnswerT, ...]:
        """The answers of each round again; ``joined(split(a)) == a``, and ``fill`` writes each for its own round."""
        return (answer,)

    def packet(self, spec: SpecT, room: Room, answer: AnswerT) -> Packet | None:
        """What would leave the house on this answer, right or wrong, to look at before submitting. None: nothing does.

        Holds nothing of the key. A kind that gives one links to ``<task>/packet`` in its panel.
        """
        return None

    def summary(self, answer: AnswerT, key: KeyT) -> Mapping[str, Any]:
        """Figures that feedback shows beside the points (accuracy rates by method). Empty unless the kind has some."""
        return {}
