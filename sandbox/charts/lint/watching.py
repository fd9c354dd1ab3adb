"""A writer of charts that remembers what it wrote, for the linter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sandbox.charts.compiled import Pathway, Sentence
from sandbox.charts.compose import Composer, Planned
from sandbox.charts.generate import generate
from sandbox.charts.lint.registry import Specimen
from sandbox.charts.model import Document, Statement
from sandbox.charts.scene import Scene
from sandbox.errors import Invalid


class Watch:
    """What has been drawn so far: words of options, facts, traps, documents and sentences, with how often."""

    def __init__(self) -> None:
        self.words: Counter[tuple[str, str]] = Counter()
        self.facts: Counter[str] = Counter()
        self.traps: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.sentences: Counter[int] = Counter()
        self.early: list[str] = []

    def specimen(self, pathway: Pathway, seed: int | str, options: Mapping[str, Any] | None = None) -> Specimen:
        """One clean chart, watched while it is written. ``Invalid`` if a fixed option could not have been drawn."""
        self.early = []
        watch, forced = self, frozenset(options or ())

        class Watched(Composer):
            def __init__(self, scene: Scene) -> None:
                drawn = {(name, str(scene.names[name])) for name in scene.pathway.options}
                if any(not possible(scene, name, word) for name, word in drawn if name in forced):
                    raise Invalid("This choice does not fit the rest of the patient.", "Draw another patient.")
                watch.words.update(drawn)
                watch.traps.update(name for name, _ in scene.traps)
                super().__init__(scene)

            def _written(self, planned: Planned, number: int) -> Document:
                watch.documents[planned.plan.id] += 1
                return super()._written(planned, number)

            def _said(self, sentence: Sentence, label: str = "") -> Statement | None:
                said = super()._said(sentence, label)
                if said is not None:
                    watch.sentences[sentence.number] += 1
                return said

            def _lab_slot(self, test: str) -> str:
                # what was written before arrival, in an office, may quote results that never reached this chart
                if test not in self.reported and self.at >= self.scene.anchors["arrival"]:
                    watch.early.append(f"{self.document_id} at {self.at:%m/%d %H:%M} quotes {test}")
                return super()._lab_slot(test)

        chart, truth = generate(pathway, seed, options=options, writer=Watched)
        self.facts.update(fact.id for fact in truth.facts)
        return Specimen(chart, truth, tuple(self.early))


def possible(scene: Scene, name: str, word: str) -> bool:
    """Whether the option's condition and that of the choice hold for this patient."""
    plan = scene.pathway.options[name]
    if not scene.holds(plan.test):
        return False
    return any(scene.holds(entry[1]) for entry in plan.drawn.entries if scene.names.fill(entry[2]) == word)
