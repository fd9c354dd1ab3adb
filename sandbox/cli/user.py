"""``mrt user``: accounts and roles.

Exit codes: 0 done, 2 wrong use, 3 it could not be done.
"""

from __future__ import annotations

import json
import secrets
import sys
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.cli import Failed
from sandbox.cli._place import opened
from sandbox.cli._words import passphrase
from sandbox.clock import utc_now
from sandbox.people import accounts
from sandbox.people.models import Account
from sandbox.programs import programs, roles
from sandbox.programs.models import Program, Role

OVER_PROGRAM = click.Choice([Role.INSTRUCTOR.value, Role.PROGRAM_ADMIN.value])
generate_option = click.option("--generate", is_flag=True, help="Make a password up and print it, instead of asking.")
stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@click.group("user", epilog="Exit codes: 0 done, 2 wrong use, 3 it could not be done.")
def group() -> None:
    """Make accounts and say what people may do.

    Trainees make their own accounts with a course's join code. Instructors and administrators are made here.

    \b
    Examples:
      mrt user create --email ines@example.org --name "Ines Lehrer" --generate
      mrt program create "Fairhaven College" --admin ines@example.org
      mrt user role pat@example.org instructor --program fairhaven-college
      mrt user set-password ines@example.org
      mrt user close pat@example.org
    """


@group.command("create")
@click.option("--email", required=True, help="What the person signs in with.")
@click.option("--name", required=True, help="As others see it.")
@click.option("--program", help="Short name of a program to give a role in.")
@click.option("--role", type=OVER_PROGRAM, default=Role.INSTRUCTOR.value, show_default=True, help="With --program.")
@click.option("--site-admin", is_flag=True, help="May run the installation.")
@generate_option
@stdin_option
def create(
    email: str, name: str, program: str | None, role: str, site_admin: bool, generate: bool, password_stdin: bool
) -> None:
    """Make an account. Asks for the password unless told how to get it.

    \b
    Example:
      mrt user create --email ines@example.org --name "Ines Lehrer" --program fairhaven-college --generate
    """
    password = password_wanted(generate, password_stdin)
    with opened() as session:
        held = program_named(session, program) if program else None
        made = accounts.create(
            session, email=email, name=name, password=password, now=utc_now(), is_site_admin=site_admin
        )
        if held:
            roles.grant_in_program(session, held, made, Role(role), by=None, now=utc_now())
        address = made.email
    click.echo(f"{address} can sign in." + (f" Password: {password}" if generate else ""))


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def list_(as_json: bool) -> None:
    """List accounts with their roles over programs.

    \b
    Example:
      mrt user list --json
    """
    with opened() as session:
        rows = [row_of(session, each) for each in session.scalars(select(Account).order_by(Account.email))]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        held = ", ".join(f"{role} of {slug}" for slug, role in row["programs"].items())
        notes = [held, "site administrator" if row["site_admin"] else "", "" if row["active"] else "closed"]
        click.echo(f"{row['email']:<32} {row['name']:<24} {'; '.join(filter(None, notes))}".rstrip())


def row_of(session: Session, account: Account) -> dict[str, Any]:
    """One account as it is listed."""
    return {
        "email": account.email,
        "name": account.name,
        "active": account.active,
        "site_admin": account.is_site_admin,
        "programs": {each.program.slug: each.role.value for each in roles.programs_of(session, account)},
    }


@group.command("set-password")
@click.argument("email")
@generate_option
@stdin_option
def set_password(email: str, generate: bool, password_stdin: bool) -> None:
    """Give a person a new password. Ends their sessions.

    \b
    Example:
      mrt user set-password ines@example.org --generate
    """
    with opened() as session:
        account = account_named(session, email)
        password = password_wanted(generate, password_stdin)
        accounts.set_password(session, account, password, utc_now(), by=None)
    click.echo(f"The password of {email} is changed." + (f" Password: {password}" if generate else ""))


@group.command("close")
@click.argument("email")
@click.option("--reopen", is_flag=True, help="Let the person sign in again.")
def close(email: str, reopen: bool) -> None:
    """Close an account: the person can no longer sign in. Their work stays.

    \b
    Examples:
      mrt user close pat@example.org
      mrt user close pat@example.org --reopen
    """
    with opened() as session:
        accounts.set_active(session, account_named(session, email), reopen, utc_now(), by=None)
    click.echo(f"{email} can sign in again." if reopen else f"{email} is closed and signed out everywhere.")


@group.command("role")
@click.argument("email")
@click.argument("role", type=OVER_PROGRAM)
@click.option("--program", required=True, help="Short name of the program; `mrt program list` shows them.")
def role_command(email: str, role: str, program: str) -> None:
    """Give a person a role over a program, or change it.

    An instructor may make courses in it; a program administrator sees and manages all its courses.

    \b
    Example:
      mrt user role ines@example.org instructor --program fairhaven-college
    """
    with opened() as session:
        account, held = account_named(session, email), program_named(session, program)
        roles.grant_in_program(session, held, account, Role(role), by=None, now=utc_now())
    click.echo(f"{email} is {role} of {program}.")


def account_named(session: Session, email: str) -> Account:
    """The account with this address."""
    account = accounts.find(session, email)
    if account is None:
        raise Failed(f"There is no account {email}. `mrt user list` shows them.")
    return account


def program_named(session: Session, slug: str) -> Program:
    """The program with this short name."""
    program = programs.by_slug(session, slug)
    if program is None:
        raise Failed(f"There is no program {slug}. Make it with `mrt program create`, or see `mrt program list`.")
    return program


def password_wanted(generate: bool, password_stdin: bool) -> str:
    """A password: made up, from standard input, or asked for twice. Never from the command line, which others see."""
    if generate and password_stdin:
        raise click.UsageError("Use one of --generate and --password-stdin.")
    if generate:
        return passphrase(secrets.SystemRandom())
    if password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
