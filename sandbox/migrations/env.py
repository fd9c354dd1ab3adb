"""Run by Alembic for every command; the connection comes from ``sandbox.migrations``."""

from __future__ import annotations

from alembic import context

from sandbox.migrations import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
