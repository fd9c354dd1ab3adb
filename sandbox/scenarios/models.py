"""Scenarios, their immutable versions, and variants with their truth in a table apart."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sandbox.database import AppendOnly, Base, Line, Moment, Plain, PrimaryKey, Prose


class Scenario(Base):
    """The authored exercise. ``program_id`` is None for the library that every program sees."""

    __tablename__ = "scenario"
    __table_args__ = (
        UniqueConstraint("program_id", "slug"),
        # NULLs are distinct in a unique constraint, so the library needs an index of its own
        Index(
            "uq_scenario_library_slug",
            "slug",
            unique=True,
            sqlite_where=text("program_id IS NULL"),
            postgresql_where=text("program_id IS NULL"),
        ),
    )

    id: Mapped[PrimaryKey]
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[Line]
    level: Mapped[int]
    practice: Mapped[bool] = mapped_column(default=True)  # shown in the practice catalogue
    created_at: Mapped[Moment]


class ScenarioVersion(AppendOnly, Base):
    """A published revision. Never changed; a new publication adds a row."""

    __tablename__ = "scenario_version"
    __table_args__ = (UniqueConstraint("scenario_id", "number"), UniqueConstraint("scenario_id", "content_hash"))

    id: Mapped[PrimaryKey]
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    structure_hash: Mapped[str] = mapped_column(String(64))
    source: Mapped[Prose]  # the YAML as published
    published_at: Mapped[Moment]

    scenario: Mapped[Scenario] = relationship()


class Variant(AppendOnly, Base):
    """A version made concrete for one seed: what trainees see. The document is a JSON text, byte for byte as made."""

    __tablename__ = "variant"
    __table_args__ = (UniqueConstraint("version_id", "seed", "generator"),)

    id: Mapped[PrimaryKey]
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"))
    seed: Mapped[int]
    generator: Mapped[str] = mapped_column(String(40))
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Moment]

    version: Mapped[ScenarioVersion] = relationship()


class VariantTruth(AppendOnly, Base):
    """The truth behind a variant. Read by scoring, feedback after release, and instructors; never by a workbench."""

    __tablename__ = "variant_truth"

    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class DerivedKey(Base):
    """A key as derived from a variant's truth by one key version, kept so that marks can be explained later."""

    __tablename__ = "derived_key"
    __table_args__ = (UniqueConstraint("variant_id", "task", "key_version"),)

    id: Mapped[PrimaryKey]
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    task: Mapped[str] = mapped_column(String(80))
    key_version: Mapped[int]
    key: Mapped[Plain]
    created_at: Mapped[Moment]
