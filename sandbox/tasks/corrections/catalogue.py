"""All sorts of request by code."""

from __future__ import annotations

from sandbox.tasks.corrections.sort import Sort
from sandbox.tasks.corrections.sorts import improper, misfiled, office, omitted, wrong

SORTS: dict[str, Sort] = {
    each.code: each for module in (omitted, wrong, misfiled, office, improper) for each in module.SORTS
}
