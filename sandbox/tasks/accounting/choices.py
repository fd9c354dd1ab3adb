"""What a trainee chooses from, in plain words: verdicts, reasons to leave out, purposes, fees."""

from __future__ import annotations

from collections.abc import Mapping

ON, PROTOCOL, HELD, OFF = "on", "protocol", "held", "off"
LOGGED, MISSING = "logged", "missing"
NO_SERIES = "none"

LINE_VERDICTS: Mapping[str, str] = {
    ON: "On the accounting",
    PROTOCOL: "On it as a study: the protocol, not the single record",
    HELD: "Left out for now: an agency asked for it",
    OFF: "Not on the accounting",
}

PAPER_VERDICTS: Mapping[str, str] = {
    LOGGED: "In the log already",
    MISSING: "Missing from the log",
    OFF: "Nothing to account for",
}

REASONS: Mapping[str, str] = {
    "tpo": "Treatment, payment or health care operations",
    "individual": "To the patient, or to who may act for the patient",
    "incident": "Overheard or seen by the way, with care taken",
    "authorization": "On a form that the patient signed",
    "involved": "Directory of patients, or people involved in the care",
    "security": "National security or intelligence",
    "custody": "To those who hold the patient in custody",
    "data_set": "Part of a limited data set",
    "period": "Outside the period of this accounting",
    "nothing": "Nothing was disclosed to anybody outside",
}

PURPOSES: Mapping[str, str] = {
    "public_health": "Public health report",
    "abuse": "Report of abuse or neglect",
    "oversight": "Health oversight: inspection or audit",
    "compliance": "Federal review of privacy compliance",
    "court": "A lawsuit: court order or subpoena",
    "police": "Police inquiry, or a duty to report to the police",
    "research": "Research",
    "workers_comp": "A workers’ compensation claim",
    "workplace": "Workplace safety findings for an employer",
    "school": "Proof of immunization for a school",
    "treatment": "Treatment",
    "payment": "Payment of a claim",
    "own": "The patient’s own use",
    "mistake": "None: it went out by mistake",
    "other": "Another purpose that the request names",
}

FREE, COST = "free", "cost"
FEES: Mapping[str, str] = {
    FREE: "Nothing",
    COST: "What it costs, if the patient is told before and may withdraw or change the request",
    "unannounced": "What it costs, on a bill that goes along",
    "flat": "A flat $6.50",
}

PERIOD, NOTHING = "period", "nothing"
DISCLOSURE = "45 CFR 160.103"
"""Where a disclosure is defined: a release outside the entity that holds the information."""
