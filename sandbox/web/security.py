"""What protects every request and every response: bounds on what comes in, headers on what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

if TYPE_CHECKING:
    from flask import Flask

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = 2 * 365 * 24 * 60 * 60
LARGEST_ID = 2**31 - 1


class RowNumber(IntegerConverter):
    """A whole number in a URL, no larger than a database key can be: a larger one is no page, not a failed query."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **options})


def register(app: Flask) -> None:
    """Put the bounds and the headers around every request of the application."""
    app.url_map.converters["int"] = RowNumber
    hops = app.config["MRT_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(refuse_null_characters)
    app.after_request(add_headers)


def refuse_null_characters() -> None:
    """Refuse the one character that no database text column takes."""
    places = (request.args, request.form) if request.mimetype.startswith(FORMS) else (request.args,)
    if any("\0" in part for place in places for name, value in place.items(multi=True) for part in (name, value)):
        abort(400, "The request holds a null character, which cannot be stored.")


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def add_headers(response: Response) -> Response:
    """Add the security headers; keep pages, which may be personal, out of every cache."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}; includeSubDomains")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
