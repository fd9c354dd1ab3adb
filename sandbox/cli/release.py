"""``mrt release``: ask the release rules from a terminal or a program."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO

import click

from sandbox import privacy
from sandbox.errors import Invalid
from sandbox.privacy.catalogue import markdown

EXAMPLE = """\b
Example:
  echo '{"request_type": "access_copy", "requester": {"type": "individual", "relation": "self"}}' | mrt release decide
"""


class Unreadable(click.ClickException):
    """The file holds no requests; the message says where it stops making sense."""

    exit_code = 2


@dataclass(frozen=True)
class Broken:
    """A line among requests that is not JSON."""

    message: str


@click.group(epilog="Exit codes: 0 all decided, 2 something could not be read.")
def group() -> None:
    """Release of information: decide requests by the rules of 45 CFR 164 and 42 CFR part 2.

    \b
    Examples:
      mrt release decide request.json
      mrt release rules > docs/privacy-rules.md
    """


@group.command(epilog=EXAMPLE)
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Judge expiry dates as of this day.")
@click.option("--lines", is_flag=True, help="Write one decision a line, even for a single request.")
def decide(file: TextIO, today: Any, lines: bool) -> None:
    """Decide the request in FILE, or on standard input for -.

    FILE holds one JSON request (alone, or under "request" beside anything else), a JSON list of them, or one a line.
    A single request gives indented JSON, several give one line each, in the same order. Requests without received_date
    are judged as of 2026-11-21 unless --today says otherwise.

    Exit code 0: all decided. 2: something could not be read; the message names the field and what is allowed, and in
    the place of that decision stands an "error"; the other requests are decided all the same.
    """
    day = today.date() if today else None
    requests, several = read(_text(file))
    failed = False
    for number, source in enumerate(requests, 1):
        try:
            shown = answer(source, day)
        except Invalid as wrong:
            failed = True
            click.echo(f"request {number}: {wrong}", err=True)
            shown = _named(source) | {"error": {"message": wrong.message, "fields": wrong.fields}}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=None if several or lines else 2))
    if failed:
        sys.exit(2)


@group.command()
def rules() -> None:
    """Write every rule with its citation, as Markdown (this is docs/privacy-rules.md)."""
    click.echo(markdown(), nl=False)


def _text(file: TextIO) -> str:
    try:
        return file.read()
    except UnicodeDecodeError:
        raise Unreadable("The requests are not UTF-8 text. Save them as UTF-8 and try again.") from None


def read(text: str) -> tuple[list[Any], bool]:
    """The requests in a text, and whether there are (or could be) several; a line that is not JSON is ``Broken``."""
    if not text.strip():
        raise Unreadable("There is no request to decide. Give one JSON request, a list, or one a line.")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as wrong:
        rows = [_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if any(isinstance(row, dict) and ("request" in row or "request_type" in row) for row in rows):
            return rows, True
        raise Unreadable(
            f"Line {wrong.lineno} is not JSON ({wrong.msg}). Give one JSON request, a list, or one a line."
        ) from None
    return (whole, True) if isinstance(whole, list) else ([whole], False)


def _line(number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as wrong:
        return Broken(f"Line {number} is not JSON ({wrong.msg}).")


def answer(source: Any, today: date | None) -> dict[str, Any]:
    """The decision on one request as plain material; an ``id`` beside the request is kept."""
    if isinstance(source, Broken):
        raise Invalid(source.message, "Write each request as one JSON object on a line of its own.")
    request = source["request"] if isinstance(source, dict) and "request" in source else source
    return _named(source) | privacy.decide(privacy.parse(request), today).plain()


def _named(source: Any) -> dict[str, Any]:
    return {"id": source["id"]} if isinstance(source, dict) and "id" in source else {}
