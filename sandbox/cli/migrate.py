"""``mrt migrate``: bring the database to this version of the product.

Exit codes: 0 done, 3 it could not be done.
"""

from __future__ import annotations

import click
from sqlalchemy import Engine

from sandbox import migrations
from sandbox.cli._place import engine_of, session_on
from sandbox.clock import utc_now
from sandbox.config import settled
from sandbox.scenarios import versions


def publish_library(engine: Engine) -> int:
    """Publish the scenarios that come with the product; how many there are. Published ones stay as they are."""
    with session_on(engine) as session:
        return len(versions.install_library(session, utc_now()))


@click.command("migrate", epilog="Exit codes: 0 done, 3 it could not be done.")
def command() -> None:
    """Bring the database to this version and publish the scenarios that come with it.

    `mrt serve` does this by itself; use it before another server takes traffic.

    \b
    Example:
      DATABASE_URL=postgresql://mrt@db.example.org/mrt mrt migrate
    """
    with engine_of(settled()) as engine:
        count = publish_library(engine)
    click.echo(f"The database is at revision {migrations.newest()}; {count} library scenarios are published.")
