"""What a pathway can never come to: options, facts, traps, documents and sentences that no seed draws."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.compiled import DocumentPlan, Pathway, Sentence
from sandbox.charts.lint.registry import Finding
from sandbox.charts.lint.watching import Watch
from sandbox.errors import Invalid

FORCED = 12
"""Charts drawn with each word of each option fixed, so that rare variants are reached in a lint of few seeds."""


def force(pathway: Pathway, watch: Watch) -> None:
    """Draw charts with every option at each of its words."""
    for name, option in pathway.options.items():
        for word in option.words:
            for turn in range(FORCED):
                try:
                    watch.specimen(pathway, f"{name}={word}#{turn}", {name: word})
                except Invalid:
                    continue


def unreached(pathway: Pathway, watch: Watch, borrowed: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """One finding for each thing that was never drawn.

    ``borrowed`` are ids of documents whose text is shared: it also speaks of conditions that other pathways have.
    """

    def finding(kind: str, name: str) -> Finding:
        return Finding(
            pathway.name, "", "unreachable", f"{kind} “{name}” is never drawn; mend its condition or take it out."
        )

    for name, option in pathway.options.items():
        yield from (finding("choice", f"{name}: {word}") for word in option.words if not watch.words[name, word])
    yield from (finding("fact", one.id) for one in pathway.facts if not watch.facts[one.id])
    yield from (finding("trap", one.id) for one in pathway.traps if not watch.traps[one.id])
    yield from (finding("document", one.id) for one in pathway.documents if not watch.documents[one.id])
    own = [one for one in pathway.documents if watch.documents[one.id] and one.id not in borrowed]
    for document, sentence in ((one, sentence) for one in own for sentence in _sentences(one)):
        if not sentence.part and not watch.sentences[sentence.number]:
            yield finding(f"sentence of {document.id}", sentence.wordings[0].text[:80])


def _sentences(document: DocumentPlan) -> Iterator[Sentence]:
    for section in document.sections:
        yield from section.sentences
        yield from (one for line in section.lines for _, one in line.cells)
        yield from (one for row in section.rows for one in row)
