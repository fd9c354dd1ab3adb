"""The Flask extensions, made once and connected to each application."""

from __future__ import annotations

from inspect import iscoroutinefunction
from pathlib import Path
from typing import TYPE_CHECKING

from flask import request
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect

from sandbox import codesets
from sandbox.database import prepare_engine, writing

if TYPE_CHECKING:
    from flask import Flask

db = SQLAlchemy()
bootstrap = Bootstrap5()
login = LoginManager()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def connect(app: Flask) -> None:
    """Connect every extension to one application. Opens no database connection."""
    app.before_request(announce_writing)
    app.teardown_request(end_writing)
    db.init_app(app)
    leave_out_async(app)
    with app.app_context():
        for engine in db.engines.values():
            prepare_engine(engine)
    bootstrap.init_app(app)
    login.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    codesets.configure(Path(app.config["MRT_CODESETS"]))


def leave_out_async(app: Flask) -> None:
    """Forget the clean-up of asynchronous sessions, which we have none of: it would start an event loop a request."""
    app.teardown_appcontext_funcs = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]


def announce_writing() -> None:
    """Tell the database whether this request may write. Connected first: the first query may be the sign-in's."""
    writing.set(request.method not in READING)


def end_writing(_error: BaseException | None) -> None:
    """Leave nothing behind for the next request that this thread serves."""
    writing.set(False)
