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
from sandbox.errors import NotFound
from sandbox.journal import entries
from sandbox.programs import programs
from sandbox.programs.models import Program
from sandbox.scenarios import versions
from sandbox.scenarios.load import read_text


@click.group("program", epilog="Exit codes: 0 done, 2 wrong use, 3 it could not be done.")
def group() -> None:
    """Make programs. Everything a school owns (courses, assignments, results) belongs to its program.

    \b
    Examples:
      mrt program create "Fairhaven College" --admin ines@example.org
      mrt program list
      mrt program publish fairhaven-college my-shift.yaml
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


@group.command("publish")
@click.argument("slug")
@click.argument("file", type=click.Path())
def publish(slug: str, file: str) -> None:
    """Publish a scenario FILE in the program SLUG: its instructors can assign it, its people can practise it.

    The same content again changes nothing; other content becomes the next version. Prove it first with
    ``mrt scenario lint FILE``.

    \b
    Example:
      mrt program publish fairhaven-college my-shift.yaml
    """
    now = utc_now()
    with opened() as session:
        program = programs.by_slug(session, slug)
        if program is None:
            raise NotFound(f"There is no program “{slug}”.", "See mrt program list.")
        version = versions.publish(session, read_text(file), program_id=program.id, now=now, name=file)
        name, number = version.scenario.slug, version.number
        if version.published_at == now:
            detail = {"scenario": name, "version": number, "sha256": version.content_hash}
            entries.write(
                session,
                actor=None,
                act="scenario.published",
                subject=version,
                detail=detail,
                now=now,
                program_id=program.id,
            )
    click.echo(f"{name} is version {number} in {slug}.")
