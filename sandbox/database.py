"""The declarative base, column aliases, naming convention and engines. Plain SQLAlchemy; no model lives here."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, URL, Connection, DateTime, Dialect, Engine, MetaData, String, Text, create_engine, event
from sqlalchemy import make_url as parse_url
from sqlalchemy.orm import DeclarativeBase, Mapper, mapped_column
from sqlalchemy.types import TypeDecorator

from sandbox.errors import Invalid

BUSY_MILLISECONDS = 10_000

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC times on both databases: SQLite drops the zone, so it is put back on load."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Times are stored aware; pass one with a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


PrimaryKey = Annotated[int, mapped_column(primary_key=True)]
ShortText = Annotated[str, mapped_column(String(80))]
Line = Annotated[str, mapped_column(String(255))]
Prose = Annotated[str, mapped_column(Text)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Plain = Annotated[dict[str, Any], mapped_column(JSON)]


class Base(DeclarativeBase):
    """Base of every model. Constraint names follow one convention so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)


writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Whether the work at hand means to write. SQLite then takes its write lock when the transaction begins and waits its
turn; a transaction that reads first and writes later is refused at once if another writer came between. The web shell
sets it for every request, from the method."""


def one_line(text: str, field: str, longest: int = 255) -> str:
    """Text as it fits a ``Line``: one line, single spaces, no control characters. ``Invalid`` names the field."""
    tidy = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if not 1 <= len(tidy) <= longest:
        fault = f"Give 1 to {longest} characters."
        raise Invalid(f"The {field} is missing or too long.", fault, {field: [fault]})
    return tidy


class AppendOnly:
    """Mark a model whose rows are never changed or deleted once flushed (the ORM refuses)."""

    @classmethod
    def __declare_last__(cls) -> None:
        event.listen(cls, "before_update", _refuse_change, propagate=True)
        event.listen(cls, "before_delete", _refuse_change, propagate=True)


def _refuse_change(mapper: Mapper[Any], connection: Connection, row: object) -> None:
    raise TypeError(f"Rows of {mapper.class_.__name__} are append-only; add a new one instead.")


def normal_url(url: str | URL) -> URL:
    """The URL with the driver this product ships: ``postgres://`` and ``postgresql://`` go through psycopg 3."""
    parsed = parse_url(url.replace("postgres://", "postgresql://", 1) if isinstance(url, str) else url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed


def connect(url: str | URL) -> Engine:
    """An engine for this database, ready for use (see ``prepare_engine``). Does not connect yet."""
    return prepare_engine(create_engine(normal_url(url)))


def prepare_engine(engine: Engine) -> Engine:
    """Set what every connection needs. Idempotent. PostgreSQL needs nothing.

    SQLite: foreign keys are enforced, the journal is a write-ahead log so that readers never wait for a writer, a
    writer waits for another one, and transactions and savepoints begin where SQLAlchemy says (the driver would begin
    them late, which breaks savepoints).
    """
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _prepare_sqlite):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN DEFERRED")
