"""The entry in the accounting of disclosures: date, recipient, what, purpose (45 CFR 164.528(b)(2))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sandbox.privacy import Decision
from sandbox.tasks.release.answer import KeyDocument, KeyEntry
from sandbox.tasks.release.wording import PURPOSES


def entry_of(
    truth: Mapping[str, Any], today: date, decision: Decision, documents: Sequence[KeyDocument]
) -> KeyEntry | None:
    """The entry of a disclosure made today; None when none is due, or when the recipient's name was not planted."""
    recipient, purpose = truth.get("recipient", ""), truth["request"]["purpose"]
    if not decision.accounting or not recipient or purpose not in PURPOSES:
        return None
    shown: Mapping[str, list[str]] = truth["shown"]
    names = ("recipient", "letterhead", "badge", "signature", "identity", "scope")
    return KeyEntry(
        day=today.isoformat(),
        recipient=recipient,
        what=_what(documents),
        purpose=purpose,
        recipient_evidence=tuple(next((shown[name] for name in names if shown.get(name)), ())),
    )


def _what(documents: Sequence[KeyDocument]) -> tuple[str, ...]:
    """The content in words that are true of the pages that go; all of them may be listed one by one too."""
    going = [document.goes for document in documents]
    if not any(going):
        return ("told",)
    return ("whole", "pages") if all(going) and not any(each.hide for each in documents) else ("pages",)
