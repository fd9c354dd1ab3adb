"""What each deficiency needs, what providers do about it, and what is then still missing."""

from __future__ import annotations

from collections.abc import Sequence

LACKS = {
    "signature": "Signature",
    "signature_moment": "Date and time of the signature",
    "own_signature": "Signature of the responsible person (somebody else signed)",
    "entry_date": "Date of the entry",
    "entry_time": "Time of the entry",
    "document": "The document itself",
    "final_diagnosis": "Final diagnosis",
    "correction": "Correction by an addendum",
    "reference": "Reference to the entry that an addendum concerns",
    "true_date": "When it was really written or added (dated back, or changed without a trace)",
}
"""What may be missing, in the words of the form."""

NEEDS = {
    "UNSIGNED_ENTRY": "signature",
    "OPNOTE_UNSIGNED": "signature",
    "VERBAL_ORDER_UNAUTH": "signature",
    "UNTIMED": "entry_time",
    "UNDATED": "entry_date",
    "MISSING_DS": "document",
    "MISSING_FINAL_DX": "final_diagnosis",
    "CONFLICT": "correction",
    "COPY_PASTE": "correction",
}
"""The types that can be completed after discharge, with what each needs. What came too late stays late; it is none."""

BEHAVIORS = {
    "complete": "completes it",
    "partial": "completes it in part",
    "worse": "makes it worse: dates back, or lets another sign",
    "nothing": "does nothing",
    "denies": "wrongly says that it is not theirs",
    "handed_over": "shows that the patient was handed over to another physician",
}

_PARTLY = {
    "signature": "signature_moment",
    "entry_time": "entry_time",
    "entry_date": "entry_date",
    "document": "signature",
    "final_diagnosis": "final_diagnosis",
    "correction": "reference",
}
_WORSE = {"signature": "own_signature"}


def able(need: str) -> tuple[str, ...]:
    """What providers can do about a need: only a missing summary passes to whoever took the patient over."""
    return tuple(word for word in BEHAVIORS if (word == "handed_over") <= (need == "document") and word != _not(need))


def _not(need: str) -> str:
    """What makes no sense: to deny having written what is not there."""
    return "denies" if need == "document" else ""


def lacking(need: str, done: Sequence[str]) -> str:
    """What a deficiency still lacks after all that was done about it, in order; empty when it is complete."""
    lack = need
    for what in done:
        if what == "complete":
            lack = ""
        elif what == "partial":
            lack = _PARTLY[need]
        elif what == "worse":
            lack = _WORSE.get(need, "true_date")
    return lack
