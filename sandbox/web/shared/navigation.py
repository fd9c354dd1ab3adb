"""The main navigation: which places a person is offered, by the endpoints that the application has."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_login import current_user


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the main navigation."""

    label: str
    address: str
    current: bool


PLACES = (
    ("Today", ("catalogue.today",)),
    ("Practice", ("catalogue.practice",)),
    ("Courses", ("programs.courses", "programs.index")),
)


def address_of(*endpoints: str) -> str:
    """The address of the first of these endpoints that exists, or an empty text."""
    for endpoint in endpoints:
        if endpoint in current_app.view_functions:
            return url_for(endpoint)
    return ""


def navigation() -> list[Place]:
    """The places of the main navigation for whoever is signed in; nothing for others."""
    if not current_user or not current_user.is_authenticated:
        return []
    places = []
    for label, endpoints in PLACES:
        address = address_of(*endpoints)
        if address:
            places.append(Place(label, address, request.endpoint in endpoints))
    return places
