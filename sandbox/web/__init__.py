"""The browser side. Every folder here with a ``views.py`` is one activity; ``register`` finds them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader

from sandbox.charts.exports import TEMPLATES
from sandbox.web import assets
from sandbox.web.shared import access, templating

if TYPE_CHECKING:
    from flask import Flask

HERE = Path(__file__).parent
KINDS = HERE.parent / "tasks"


def register(app: Flask) -> None:
    """Register every activity's blueprint; show Jinja every template folder: ours, the kinds' and the chart's."""
    folders = [HERE / "templates", *sorted(HERE.glob("*/templates")), *sorted(KINDS.glob("*/templates")), TEMPLATES]
    app.jinja_loader = FileSystemLoader([str(folder) for folder in folders])
    app.jinja_env.globals.update(may=access.may, return_path=access.return_path)
    templating.install(app)
    assets.register(app)
    for views in sorted(HERE.glob("*/views.py")):
        module = import_module(f"sandbox.web.{views.parent.name}.views")
        app.register_blueprint(module.blueprint)
