"""What a code set gives: codes, notes and search hits, as plain immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """The instructional notes of the tabular list (Official Guidelines I.A.10-17)."""

    INCLUDES = "includes"
    INCLUSION_TERM = "inclusion_term"
    EXCLUDES1 = "excludes1"
    EXCLUDES2 = "excludes2"
    CODE_FIRST = "code_first"
    USE_ADDITIONAL = "use_additional"
    CODE_ALSO = "code_also"
    SEVENTH = "seventh"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of a note. ``at`` is the code, block or chapter that carries it; it holds for all below."""

    kind: NoteKind
    text: str
    at: str


AXES = ("Section", "Body system", "Root operation", "Body part", "Approach", "Device", "Qualifier")


@dataclass(frozen=True, slots=True)
class Axis:
    """One character of an ICD-10-PCS code: ``Approach``, ``3``, ``Percutaneous``. ``label`` may be empty."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code or heading of one edition, with its own and inherited notes, outermost first."""

    code: str
    system: str
    title: str
    billable: bool
    parent: str | None
    chapter: str
    kind: str  # chapter, block, category, subcategory, code, table
    poa_exempt: bool = False
    verified: bool = True
    notes: tuple[Note, ...] = ()
    axes: tuple[Axis, ...] = ()
    marks: tuple[str, ...] = ()  # lists of the Medicare Code Editor: adult, manifestation, maternity, unacceptable …

    def _texts(self, kind: NoteKind) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def includes(self) -> tuple[Note, ...]:
        """Includes notes, own and inherited."""
        return self._texts(NoteKind.INCLUDES)

    @property
    def excludes1(self) -> tuple[Note, ...]:
        """Not coded here, own and inherited (Official Guidelines I.A.12.a)."""
        return self._texts(NoteKind.EXCLUDES1)

    @property
    def excludes2(self) -> tuple[Note, ...]:
        """Not included here, own and inherited (Official Guidelines I.A.12.b)."""
        return self._texts(NoteKind.EXCLUDES2)

    @property
    def code_first(self) -> tuple[Note, ...]:
        """Underlying conditions to sequence first (Official Guidelines I.A.13)."""
        return self._texts(NoteKind.CODE_FIRST)

    @property
    def use_additional(self) -> tuple[Note, ...]:
        """What to code in addition, own and inherited (Official Guidelines I.A.13)."""
        return self._texts(NoteKind.USE_ADDITIONAL)

    @property
    def code_also(self) -> tuple[Note, ...]:
        """What may need a second code in either order (Official Guidelines I.A.17)."""
        return self._texts(NoteKind.CODE_ALSO)


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of a search result."""

    code: str
    title: str
    billable: bool
    system: str
