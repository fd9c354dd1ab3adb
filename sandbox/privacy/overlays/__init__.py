"""State law as data: overlays by id, read once from the JSON files in this folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

Entry = Mapping[str, Any]


@cache
def bundled() -> dict[str, tuple[Entry, ...]]:
    """The overlays that come with the product, by id. Real states carry ``verified: false`` until somebody checks."""
    found: dict[str, tuple[Entry, ...]] = {}
    for path in sorted(Path(__file__).parent.glob("*.json")):
        for overlay_id, entries in json.loads(path.read_text(encoding="utf-8")).items():
            found[overlay_id] = tuple(entries)
    return found
