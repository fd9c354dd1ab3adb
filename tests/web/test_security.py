"""Headers on every response, bounds on every request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from sandbox import create_app
from tests.client import Client
from tests.factories.programs import School

MEGABYTE = 1024 * 1024


def made(tmp_path: Path, **settings: Any) -> Flask:
    return create_app({"TESTING": True, "SECRET_KEY": "tests-only", "MRT_INSTANCE": str(tmp_path), **settings})


@pytest.mark.parametrize("address", ["/account/sign-in", "/nowhere", "/static/css/theme.css", "/"])
def test_every_response_carries_the_headers(client: Client, address: str) -> None:
    with client.flask.get(address) as response:
        headers = response.headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy == {
            "default-src": "'self'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
        }
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers


def test_pages_are_kept_out_of_caches_and_static_files_are_not(trainee: Client) -> None:
    assert trainee.flask.get("/account").headers["Cache-Control"] == "no-store"
    with trainee.flask.get("/static/css/theme.css") as response:
        assert "no-store" not in response.headers["Cache-Control"]


def test_over_https_cookies_are_secure_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    app = made(tmp_path, MRT_HTTPS=True)
    response = app.test_client().get("/account/sign-in", base_url="https://mrt.example.org")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-mrt=")
    assert "Secure" in cookie


def test_forwarded_headers_are_believed_only_behind_a_proxy(tmp_path: Path) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "mrt.example.org"}
    for hops, safe in ((0, False), (1, True)):
        response = made(tmp_path, MRT_PROXIES=hops).test_client().get("/account/sign-in", headers=headers)
        assert ("Strict-Transport-Security" in response.headers) is safe


def test_ten_megabytes_get_a_page_that_says_what_to_do(client: Client, app: Flask) -> None:
    for options in ({"data": {"email": "a" * 10 * MEGABYTE}}, {"json": {"x": "a" * 10 * MEGABYTE}}):
        page = client.checked(client.flask.post("/account/sign-in", **options), status=413)  # type: ignore[arg-type]
        assert "larger than 2 MB" in page.text
        assert "your text is still in the form" in page.text


def test_a_form_of_very_many_parts_is_refused(client: Client) -> None:
    body = (
        "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(2500)) + "--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    client.checked(client.flask.post("/account/sign-in", data=body, headers=headers), status=413)


def test_null_characters_are_refused(client: Client, school: School) -> None:
    client.get("/account/sign-in?x=%00", status=400)
    client.get("/account/sign-in?%00=x", status=400)
    client.post("/account/sign-in", status=400, email="a\0b", password="x")


def test_requests_per_address_are_limited(tmp_path: Path) -> None:
    person = Client(made(tmp_path))
    sent = {"csrf_token": person.token()}
    answers = [person.flask.post("/account/sign-in", data=sent).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]
    page = person.checked(person.flask.post("/account/sign-in", data=sent), 429)
    assert "Wait a minute" in page.text
    person.get("/account/sign-in")


def test_static_files_are_kept_by_browsers_under_an_address_that_changes_with_them(client: Client) -> None:
    page = client.get("/account/sign-in")
    addresses = [link["href"] for link in page.all("link")] + [script["src"] for script in page.all("script")]
    assert len(addresses) > 4
    for address in addresses:
        with client.flask.get(address) as response:
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
    for address in ("/static/js/main.js", "/static/v-elsewhere/js/main.js"):
        with client.flask.get(address) as response:
            assert response.status_code == 200
            assert response.headers["Cache-Control"] == "no-cache"


def test_static_files_leave_their_folder_to_nobody(client: Client) -> None:
    for path in ("../config.py", "%2e%2e/config.py", "..%2fconfig.py", "css/../../../config.py", "/etc/passwd"):
        assert client.flask.get(f"/static/{path}").status_code in {308, 404}
        assert client.flask.get(f"/static/v-1/{path}").status_code in {308, 404}
