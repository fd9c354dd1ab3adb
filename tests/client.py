"""A test client that refuses a bad page: every page it gets is checked before a test may look at it."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from sandbox.people.models import Account
from tests.factories.people import PASSWORD
from tests.page import Form, Page

CANARY = "canary-7f3a9c"
"""Planted in keys and truths by tests; no page may hold it before release."""


class Client:
    """A browser without script, for one person. Forms are sent as the page offers them, token and all."""

    def __init__(self, app: Flask, canary: str = CANARY) -> None:
        self.app, self.canary = app, canary
        self.flask = app.test_client()
        self.page: Page | None = None

    def get(self, address: str, status: int = 200, **options: Any) -> Page:
        """Get a page, follow redirects, and check it."""
        return self.checked(self.flask.get(address, follow_redirects=True, **options), status)

    def redirected(self, address: str) -> str:
        """Where a request is sent on to."""
        response = self.flask.get(address)
        assert response.status_code in {302, 303, 308}, f"{address} answered {response.status_code}"
        return response.headers["Location"]

    def submit(self, button: str, status: int = 200, page: Page | None = None, **changes: Any) -> Page:
        """Press a button of the page (the last one, unless named) after filling in ``changes``; follow and check.

        A change to a field that the form does not have is an error of the test. None leaves a field out, as a
        browser does with a checkbox that is off.
        """
        page = page or self.page
        assert page is not None, "get a page first"
        form = page.form(button)
        return self.checked(self._send(page, form, changes), status)

    def _send(self, page: Page, form: Form, changes: dict[str, Any]) -> TestResponse:
        strange = set(changes) - form.names
        assert not strange, f"{page.address} has no fields {sorted(strange)}, only {sorted(form.names)}"
        sent: dict[str, Any] = {name: values for name, values in form.fields.items() if name not in changes}
        sent |= {name: value for name, value in changes.items() if value is not None}
        address = form.action or page.address
        return self.flask.open(address, method=form.method, data=sent, follow_redirects=True)

    def token(self) -> str:
        """A CSRF token of this session."""
        for address in ("/account/sign-in", "/account/password"):
            response = self.flask.get(address)
            if response.status_code == 200:
                return Page(response.text).forms[-1].fields["csrf_token"][0]
        raise AssertionError("no page gave a token")

    def post(self, address: str, status: int = 200, **fields: Any) -> Page:
        """Post fields straight to an address, with a token; follow and check."""
        sent = {"csrf_token": self.token(), **fields}
        return self.checked(self.flask.post(address, data=sent, follow_redirects=True), status)

    def sign_in(self, account: Account | str, password: str = PASSWORD) -> Client:
        """Sign in through the form."""
        self.get("/account/sign-in")
        self.submit("Sign in", email=account if isinstance(account, str) else account.email, password=password)
        assert self.page is not None
        assert "Sign out" in {button for form in self.page.forms for button in form.buttons}, self.page.text
        return self

    def checked(self, response: TestResponse, status: int = 200) -> Page:
        """The page of a response that has the status expected and nothing wrong with it."""
        address = response.request.full_path.rstrip("?")
        assert response.status_code == status, f"{address} answered {response.status_code}: {response.text[-1500:]}"
        assert response.mimetype == "text/html", f"{address} is {response.mimetype}"
        assert response.headers["Content-Security-Policy"], address
        assert self.canary not in response.text, f"{address} holds the canary"
        page = Page(response.text, address)
        assert not page.faults(), f"{address}: {page.faults()}"
        self.page = page
        return page
