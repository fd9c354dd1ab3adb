"""Static files at addresses that change with what they hold, so that a browser asks for each only once."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response, request

if TYPE_CHECKING:
    from flask import Flask

A_YEAR = 365 * 24 * 60 * 60
HERE = Path(__file__).parent / "static"


@cache
def stamp() -> str:
    """A text that changes with any static file. All share it, because scripts name each other without one."""
    files = sorted(path for path in HERE.rglob("*") if path.is_file())
    whole = sha256()
    for path in files:
        whole.update(f"{path.relative_to(HERE).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:12]


def register(app: Flask) -> None:
    """Put the stamp into the address of every static file.

    It stands in the path, ahead of the folders: a script that imports ``./kept.js`` then finds that of its own version.
    An address with another stamp, or with none, is answered too, but not kept: while a new version is installed on
    several machines, a page of one may ask another for its files.
    """
    app.add_url_rule("/static/v-<stamp>/<path:filename>", endpoint="static")
    app.view_functions["static"] = lambda filename, stamp="": app.send_static_file(filename)
    stamps = {"static": ("stamp", stamp()), "bootstrap.static": ("v", version_of("bootstrap-flask"))}

    @app.url_defaults
    def add_stamp(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in stamps:
            values.setdefault(*stamps[endpoint])

    @app.after_request
    def keep(response: Response) -> Response:
        if response.status_code == 200 and request.endpoint in stamps:
            name, wanted = stamps[request.endpoint]
            if {**request.args, **(request.view_args or {})}.get(name) == wanted:
                response.cache_control.no_cache = None
                response.cache_control.public = True
                response.cache_control.max_age = A_YEAR
                response.cache_control.immutable = True
        return response
