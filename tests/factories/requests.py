"""Requests for information: an attorney's ordinary one, and whatever a test says differs from it."""

from __future__ import annotations

from typing import Any

from sandbox import privacy
from sandbox.privacy import Decision, Request

ADULT = {"age_class": "adult", "status": "living", "capacity": "yes", "present": False, "restriction": "none"}


def paper(kind: str, **attributes: Any) -> dict[str, Any]:
    """A document of the vocabulary."""
    return {"type": kind, "attributes": attributes}


AUTHORIZATION = paper("authorization", signed=True, elements_missing=[])
SUBPOENA = paper("subpoena", signed_by="attorney")
NOTICE = paper(
    "notice_assurance",
    written_statement=True,
    documentation=True,
    notice_content_ok=True,
    objection_period_over=True,
    objections="none",
)
PROTECTIVE_ORDER = paper(
    "qpo_assurance",
    written_statement=True,
    documentation=True,
    stipulated_and_presented=True,
    prohibits_other_use=True,
    return_or_destroy=True,
)
TPO_CONSENT = paper("part2_consent", signed=True, single_tpo=True, elements_missing=[])


def plain(
    who: str = "attorney",
    purpose: str = "litigation",
    *documents: dict[str, Any],
    kind: str = "disclosure",
    holds: tuple[str, ...] = ("general",),
    asks: tuple[str, ...] | None = None,
    requester: dict[str, Any] | None = None,
    patient: dict[str, Any] | None = None,
    asked: dict[str, Any] | None = None,
    record: dict[str, Any] | None = None,
    initiated_by: str = "third_party",
    recipient: str | None = None,
    **circumstances: Any,
) -> dict[str, Any]:
    """A request as JSON: ``holds`` is what the record holds, ``asks`` what is asked for (everything, by default)."""
    return {
        "request_type": kind,
        "requester": {"type": who, "relation": "none", "identity_verified": True, "authority_verified": True}
        | (requester or {}),
        "recipient": recipient or who,
        "initiated_by": initiated_by,
        "purpose": purpose,
        "asked": {"scope": "specific", "segments": list(asks or holds), "form": "electronic", "delivery": "mail"}
        | (asked or {}),
        "documents": list(documents),
        "patient": ADULT | (patient or {}),
        "record": {"segments": list(holds), "source_system": "mixed", "state_overlay": None} | (record or {}),
        "circumstances": circumstances,
    }


def request(*args: Any, **kwargs: Any) -> Request:
    """The same, parsed."""
    return privacy.parse(plain(*args, **kwargs))


def own(kind: str = "access_copy", *documents: dict[str, Any], **kwargs: Any) -> Request:
    """A request by the patient for the patient's own record."""
    kwargs.setdefault("requester", {"relation": "self"})
    return request("individual", "self", *documents, kind=kind, initiated_by="individual", **kwargs)


def decided(*args: Any, **kwargs: Any) -> Decision:
    """The decision on ``request(...)``."""
    return privacy.decide(request(*args, **kwargs))


def decided_own(kind: str = "access_copy", *documents: dict[str, Any], **kwargs: Any) -> Decision:
    """The decision on ``own(...)``."""
    return privacy.decide(own(kind, *documents, **kwargs))
