"""MRT Sandbox: a simulated medical-records department in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The WSGI application. ``config`` overrides the environment, setting by setting (see ``config.SETTINGS``).

    Touches no database: migrating is ``mrt serve``'s work, or the operator's.
    """
    from flask import Flask

    # Imported here so that the pure core (``import sandbox.charts``) stays free of Flask and quick to load.
    from sandbox import extensions, web
    from sandbox.config import configure, settled
    from sandbox.web import errors, security

    app = Flask(
        "sandbox",
        instance_path=settled(config)["MRT_INSTANCE"],
        static_folder="web/static",
        template_folder="web/templates",
    )
    configure(app, config)
    extensions.connect(app)
    security.register(app)
    errors.register(app)
    web.register(app)
    return app
