"""Code search for the fields of the workbench."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request

from sandbox import codesets
from sandbox.errors import Invalid
from sandbox.web.shared.access import requires

blueprint = Blueprint("codes", __name__)
LIMIT = 20
LONGEST = 80


@blueprint.get("/codes/search")
@requires("codes.search")
def search() -> Any:
    """Codes whose number begins with, or whose title holds, what was typed: ``[{code, title, billable}, …]``.

    Only what is typed is searched, cut to 80 characters. ``Invalid`` (422) for an unknown code system.
    """
    system = request.args.get("system", codesets.CM)
    if system not in codesets.SYSTEMS:
        raise Invalid(f"There is no code system “{system[:20]}”.", f"Use one of: {', '.join(codesets.SYSTEMS)}.")
    query = request.args.get("q", "").strip()[:LONGEST]
    hits = codesets.edition().find(query, system, LIMIT) if query else []
    return jsonify([{"code": hit.code, "title": hit.title, "billable": hit.billable} for hit in hits])
