"""``mrt program``: a school's part of the installation.

Exit codes: 0 done, 2 wrong use, 3 it could not be done.
"""

from __future__ import annotations

import json

import click
from sqlalchemy import select

from sandbox.cli._place import opened
from sandbox.cli.user import account_named
from sandbox.clock import utc_now
from sandbox.programs import programs
from sandbox.programs.models import Program


@click.group("program", epilog="Exit codes: 0 done, 2 wrong use, 3 it could not be done.")
def group() -> None:
    """Make programs. Everything a school owns (courses, assignments, results) belongs to its program.

    \b
    Examples:
      mrt program create "Fairhaven College" --admin ines@example.org
      mrt program list
    """


@group.command("create")
@click.argument("name")
@click.option("--slug", default="", help="Short name for commands; made from the name unless given.")
@click.option("--admin", help="E-mail of the account that will administer it.")
def create(name: str, slug: str, admin: str | None) -> None:
    """Make a program.

    \b
    Example:
      mrt program create "Fairhaven College" --slug fairhaven --admin ines@example.org
    """
    with opened() as session:
        account = account_named(session, admin) if admin else None
        made = programs.create_program(session, name, now=utc_now(), by=None, slug=slug, admin=account)
        short = made.slug
    click.echo(f"The program {short} is made.")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def list_(as_json: bool) -> None:
    """List programs.

    \b
    Example:
      mrt program list
    """
    with opened() as session:
        rows = [
            {"slug": each.slug, "name": each.name} for each in session.scalars(select(Program).order_by(Program.slug))
        ]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['slug']:<32} {row['name']}")
