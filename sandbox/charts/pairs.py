"""Which encounters may have come before which in one record: ``shared/earlier.yaml``, read and asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict, Field

from sandbox.charts.facility import SHARED
from sandbox.charts.scene import Scene

Span = tuple[int, int]


class Pair(BaseModel):
    """How an earlier pathway goes with a later one. The keys are explained in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fixed: dict[str, str] = Field(default_factory=dict)
    same: tuple[str, ...] = ()
    ago: dict[str, dict[str, Span]] = Field(default_factory=dict)
    unless: dict[str, str] = Field(default_factory=dict)
    never: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def options(self, later: Scene) -> dict[str, str]:
        """Options of the earlier pathway that this pair settles, given the later encounter."""
        shared = {name: str(later.names[name]) for name in self.same if name in later.pathway.options}
        return {**shared, **self.fixed}

    def settles(self) -> frozenset[str]:
        """The options that an author cannot choose."""
        return frozenset((*self.fixed, *self.same, *self.never))

    def goes_with(self, later: Scene) -> bool:
        """Whether what was drawn for the later encounter leaves room for the earlier one."""
        return all(str(later.names[name]) != word for name, word in self.unless.items())

    def leaves(self, earlier: Scene) -> bool:
        """Whether what was drawn for the earlier encounter is over by the later one."""
        return all(str(earlier.names[name]) not in words for name, words in self.never.items())

    def days(self, asked: Span, later: Scene) -> Span | None:
        """Least and most days between the two, within what is asked for; None if nothing is left."""
        least, most = asked
        for name, words in self.ago.items():
            low, high = words.get(str(later.names[name]), asked)
            least, most = max(least, low), min(most, high)
        return (least, most) if least <= most else None


@lru_cache(maxsize=1)
def pairs() -> Mapping[str, Mapping[str, Pair]]:
    """The earlier pathways that are known to go with each later one."""
    raw = yaml.safe_load((SHARED / "earlier.yaml").read_text(encoding="utf-8"))
    return {later: {name: Pair.model_validate(one) for name, one in known.items()} for later, known in raw.items()}
