"""The words of an answer: methods, hands, what readers then see, who is told. None of them says what is right."""

from __future__ import annotations

LATE_ENTRY, ADDENDUM, AMENDMENT, RETRACTION = "late_entry", "addendum", "amendment", "retraction"
DRAFT, INDEX, PATIENT_REQUEST, REFUSE = "draft_edit", "registration", "patient_request", "refuse"
METHODS = {
    LATE_ENTRY: "Late entry",
    ADDENDUM: "Addendum",
    AMENDMENT: "Amendment of a signed entry",
    RETRACTION: "Retraction",
    DRAFT: "Plain edit before signing",
    INDEX: "Correction of index data",
    PATIENT_REQUEST: "Patient's request to amend",
    REFUSE: "Refuse: nothing is changed",
}

AUTHOR, HIM, REGISTRATION, PRIVACY, CHIEF, RISK = "author", "him", "registration", "privacy", "chief", "risk"
HANDS = {
    AUTHOR: "Whoever wrote the entry",
    HIM: "Health information management",
    REGISTRATION: "Registration",
    CHIEF: "The chief of service or medical director",
    PRIVACY: "The privacy officer",
    RISK: "Compliance or risk management",
}

NEW_LATE, NEW_BACK, NEW_LINKED = "new_dated_now", "new_dated_then", "new_linked"
OLD_LINKED, OLD_GONE, OLD_TRAIL = "corrected_linked", "corrected_then", "corrected_trail"
HIDDEN, GONE, SAME = "hidden_kept", "gone", "same"
READERS = {
    NEW_LATE: "A new entry under today's date and time that names the time of the event; nothing earlier changes",
    NEW_BACK: "A new entry under the date and time of the event; nothing earlier changes",
    NEW_LINKED: "A new entry under today's date and time, linked to the earlier one; nothing earlier changes",
    OLD_LINKED: "The corrected text under today's date and time; the earlier text stays readable, linked to it",
    OLD_GONE: "The corrected text in place of the earlier one, under its date and time",
    OLD_TRAIL: "The corrected text alone; what stood there before is in the audit trail",
    HIDDEN: "The page is out of the usual view; it is kept, with who, when and why",
    GONE: "The page is gone",
    SAME: "The record as it is now",
}

RECIPIENTS, CODING, PATIENT, NOBODY = "recipients", "coding", "patient", "nobody"
TOLD = {
    RECIPIENTS: "Whoever got a copy of the wrong version",
    CODING: "Coding and billing",
    PATIENT: "The patient, or who speaks for the patient, in writing",
    PRIVACY: "The privacy officer",
    RISK: "Compliance or risk management",
    NOBODY: "Nobody else",
}

PARTS = {
    "hands": "In whose hands it lies",
    "evidence": "Entry or page it is about",
    "reader": "What a reader then finds",
    "told": "Who else has to be told",
}
"""What a scenario may leave out; the method is always asked."""
