"""Settings: one table, read from the environment. A guard test holds ``docs/operating.md`` to the same names."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.database import normal_url
from sandbox.errors import Invalid

if TYPE_CHECKING:
    from flask import Flask

MEGABYTE = 1024 * 1024


def yes_or_no(text: str) -> bool:
    """Read a switch: 1, true, yes, on (any case) and their opposites. Raises ``ValueError`` on anything else."""
    word = text.strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError("write yes or no")


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers between two bounds."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(f"write a number from {low} to {high}")
        return number

    return read


def rate_store(text: str) -> str:
    """A store that requests can be counted in; nothing is connected yet. Raises ``ValueError`` with what it lacks."""
    # Imported here: most commands never count requests.
    from limits.errors import ConfigurationError
    from limits.storage import storage_from_string

    try:
        storage_from_string(text)
    except ConfigurationError as error:
        raise ValueError(str(error).rstrip(".")) from error
    return text


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: how it is read, what it is when unset, and what it is for."""

    name: str
    default: Any
    read: Callable[[str], Any]
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("MRT_INSTANCE", "instance", str, "folder of the database, the secret key and the code-set file"),
    Setting("DATABASE_URL", "", str, "database; SQLite in the instance folder unless named"),
    Setting("SECRET_KEY", "", str, "signs sessions; made and kept in the instance folder unless named"),
    Setting("MRT_HTTPS", False, yes_or_no, "people reach the site over https: mark cookies secure and send HSTS"),
    Setting("MRT_PROXIES", 0, whole_number(0, 5), "reverse proxies in front whose forwarded headers are believed"),
    Setting("MRT_SESSION_HOURS", 12, whole_number(1, 24 * 14), "hours without a request after which a session ends"),
    Setting("MRT_MAX_REQUEST_MB", 2, whole_number(1, 64), "largest request accepted, in megabytes"),
    Setting("MRT_RATE_STORE", "memory://", rate_store, "where requests per address are counted (limits storage URI)"),
    Setting("MRT_CODESETS", "", str, "folder of the code-set file; ‘codesets’ in the instance folder unless named"),
)


def read_settings(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every setting by name: an override first, then the environment, then the default.

    Raises ``Invalid`` naming the variable when its text cannot be read.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        if overrides and setting.name in overrides:
            values[setting.name] = overrides[setting.name]
            continue
        text = os.environ.get(setting.name)
        try:
            values[setting.name] = setting.default if text is None else setting.read(text)
        except ValueError as error:
            raise Invalid(
                f"The setting {setting.name} is “{text}”, which cannot be read: {error}.",
                f"It is for: {setting.meaning}. Correct it or leave it unset.",
            ) from error
    return values


def secret_key(folder: Path) -> str:
    """The key kept in ``folder/secret_key``, made on first use and readable by its owner alone.

    Written aside and then linked into place, so that two workers starting together end up with one key.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def database_url(text: str, folder: Path) -> str:
    """The SQLAlchemy address as given, with our PostgreSQL driver; SQLite in ``folder`` unless named."""
    url = normal_url(text or f"sqlite:///{folder / 'sandbox.sqlite'}")
    return url.render_as_string(hide_password=False)


def settled(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every setting with what it means here: places absolute, the database named. The secret key is left as given."""
    values = read_settings(overrides)
    folder = Path(values["MRT_INSTANCE"]).expanduser().resolve()
    values["MRT_INSTANCE"] = str(folder)
    values["DATABASE_URL"] = database_url(values["DATABASE_URL"], folder)
    values["MRT_CODESETS"] = values["MRT_CODESETS"] or str(folder / "codesets")
    return values


def configure(app: Flask, overrides: Mapping[str, Any] | None = None) -> None:
    """Put the settings into ``app.config`` under the names that Flask and its extensions read."""
    values = settled(overrides)
    values["SECRET_KEY"] = values["SECRET_KEY"] or secret_key(Path(values["MRT_INSTANCE"]))
    limit = values["MRT_MAX_REQUEST_MB"] * MEGABYTE
    app.config.from_mapping(
        values,
        SQLALCHEMY_ENGINES={"default": {"url": values["DATABASE_URL"], "pool_pre_ping": True}},
        BOOTSTRAP_SERVE_LOCAL=True,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=values["MRT_SESSION_HOURS"]),
        SESSION_COOKIE_NAME="__Host-mrt" if values["MRT_HTTPS"] else "mrt",
        SESSION_COOKIE_SECURE=values["MRT_HTTPS"],
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PREFERRED_URL_SCHEME="https" if values["MRT_HTTPS"] else "http",
        MAX_CONTENT_LENGTH=limit,
        MAX_FORM_MEMORY_SIZE=limit,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session: a long shift must not fail at submit
        WTF_CSRF_SSL_STRICT=False,  # the referrer policy may leave the header out; the token is what protects
        RATELIMIT_ENABLED=True,
        RATELIMIT_STORAGE_URI=values["MRT_RATE_STORE"],
        RATELIMIT_SWALLOW_ERRORS=True,  # a counter that cannot be reached must not close the school
        TEMPLATES_AUTO_RELOAD=False,
    )
    if overrides:
        app.config.from_mapping({name: value for name, value in overrides.items() if name not in values})
