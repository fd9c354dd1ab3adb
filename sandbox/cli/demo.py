"""``mrt demo``: a small school at work.

Exit codes: 0 done, 3 it could not be done.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click
from sqlalchemy import Engine

from sandbox.cli import Failed
from sandbox.cli._demo import SignIn, is_seeded, keep, kept, listed, seed
from sandbox.cli._place import engine_of, folder_of, session_on
from sandbox.clock import utc_now
from sandbox.config import settled

LOST = "The demo is there already, and its passwords were not kept. Set one with `mrt user set-password EMAIL`."


def ensure(settings: dict[str, Any], engine: Engine) -> list[SignIn]:
    """Fill the demo in unless it is there; its sign-ins, none if they were lost."""
    folder = folder_of(settings, engine)
    with session_on(engine) as session:
        if is_seeded(session):
            return kept(folder)
        sign_ins = seed(session, utc_now())
    keep(folder, sign_ins)
    return sign_ins


@click.command("demo", epilog="Exit codes: 0 done, 3 it could not be done.")
@click.option("--json", "as_json", is_flag=True, help="Print the sign-ins as JSON, for a program to read.")
def command(as_json: bool) -> None:
    """Fill in a demo school: people, a course, assignments, work already done.

    Does nothing when it is there already. Prints how to sign in; the passwords belong to this installation alone.

    \b
    Examples:
      mrt demo
      mrt demo --json
    """
    settings = settled()
    with engine_of(settings) as engine:
        sign_ins = ensure(settings, engine)
    if not sign_ins:
        raise Failed(LOST)
    show(sign_ins, as_json)


def show(sign_ins: Sequence[SignIn], as_json: bool = False) -> None:
    """Print the sign-ins."""
    if as_json:
        click.echo(json.dumps({"people": [asdict(each) for each in sign_ins]}, indent=2))
    else:
        click.echo("Demo sign-ins:\n" + listed(sign_ins))
