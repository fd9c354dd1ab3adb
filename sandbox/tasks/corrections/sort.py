"""A sort of request, and one request drawn of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.charts.model import Document
from sandbox.tasks.corrections.desk import Desk


@dataclass(frozen=True, slots=True)
class Request:
    """One request on a chart: who writes what, what it is about, and what the key needs beyond its sort.

    ``places`` and ``beside`` are ``slot:statement``. ``told`` is who else has to be told, with ``notice`` as the
    reason. ``papers`` came along. ``model`` is how the record reads once it is done.
    """

    sender: str
    post: str
    lines: tuple[str, ...]
    places: tuple[str, ...]
    explanation: str
    model: str
    beside: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    notice: str = "Nobody got a copy, and no claim rests on it."
    papers: tuple[Document, ...] = ()


Builder = Callable[[Desk], Request | None]


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of request with what is right for it; the first of each tuple is the best, the others are accepted.

    ``rules`` name the sentences of the policy that decide the method and the hands, ``telling`` the one that says who
    is told; ``near`` are methods that come close, ``spared`` people whom some would tell as well.
    """

    code: str
    title: str
    methods: tuple[str, ...]
    hands: tuple[str, ...]
    readers: tuple[str, ...]
    rules: tuple[str, str]
    build: Builder
    near: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    telling: str = "told"
    days: int = 0  # within which the law wants an answer
    law: str = ""  # cited beside the policy; if empty, what binds entries in the setting
