"""What can be said of a pathway file without making a chart: codes that do not exist, chances that do not add up."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from sandbox import codesets
from sandbox.codesets import SYSTEMS

EDITION = "FY2026"
_CODE_KEYS = ("code", "alternatives")
_SLACK = 0.001
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def faults(text: str, name: str) -> list[tuple[int, str]]:
    """Line (from 1) and reason of each fault. ``text`` has been parsed before, so it is YAML of the right shape."""
    root = yaml.compose(text, Loader=_Loader)
    return sorted(_walk(root, ())) if root is not None else []


def _walk(node: yaml.Node, path: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        if len(path) >= 2 and path[-1] == "choices":
            yield from _shares(node)
        for key, value in node.value:
            if key.value in _CODE_KEYS:
                yield from _codes(value)
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _walk(value, path)


def _codes(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Codes written out must be complete codes of the edition, in one of its systems."""
    book = codesets.edition(EDITION)
    for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        code = one.value if isinstance(one, yaml.ScalarNode) else ""
        if code and "{" not in code and not any(book.valid(code, system) for system in SYSTEMS):
            yield one.start_mark.line + 1, f"{code} is no complete code of {EDITION}."


def _shares(node: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    """Weights written as shares of one (all below 1) must add up to 1; other weights are parts of any sum."""
    weights = []
    for _, value in node.value:
        if isinstance(value, yaml.MappingNode):
            given = [each.value for key, each in value.value if key.value == "weight"]
            weights.append(float(given[0]) if given else 1.0)
        elif isinstance(value, yaml.ScalarNode):
            weights.append(float(value.value))
    total = sum(weights)
    if len(weights) > 1 and all(weight < 1 for weight in weights) and abs(total - 1) > _SLACK:
        yield node.start_mark.line + 1, f"These shares add up to {total:g}, not to 1."


def borrowed(text: str) -> frozenset[str]:
    """Ids of the documents that a pathway takes from the shared files without giving its own sections."""
    documents = yaml.load(text, Loader=_Loader)["documents"]  # noqa: S506 - the safe loader, in C where it is built in
    return frozenset(one.get("id", one["use"]) for one in documents if "use" in one and "sections" not in one)
