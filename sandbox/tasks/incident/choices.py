"""What a trainee chooses from in a breach risk assessment, in plain words with the law."""

from __future__ import annotations

from collections.abc import Mapping

PRESUMED, SECURED, PERMITTED = "presumed", "secured", "permitted"
STANDINGS: Mapping[str, str] = {
    PRESUMED: "Presumed to be a breach: no exception fits (45 CFR 164.402 (2))",
    "good_faith": "Exception: unintentional access by our workforce, in good faith, within its work (164.402 (1)(i))",
    "inadvertent": "Exception: inadvertent disclosure between authorized persons of one organization (164.402 (1)(ii))",
    "not_retained": "Exception: the recipient could not reasonably have kept it (164.402 (1)(iii))",
    SECURED: "The information was secured: encrypted or destroyed as the guidance says (164.402)",
    PERMITTED: "No impermissible use or disclosure at all (164.402, 164.502(a))",
}

FACTORS: Mapping[str, tuple[str, str]] = {
    "nature": ("Nature and extent of the information", "Identifiers, how sensitive, could people be recognized. (i)"),
    "recipient": ("Who used it or got it", "Somebody bound to secrecy, or somebody who is not. (ii)"),
    "acquired": ("Whether it was acquired or viewed", "Or only the opportunity was there. (iii)"),
    "mitigated": ("How far the risk was mitigated", "Assurances, return, destruction. (iv)"),
}
"""The four factors of 45 CFR 164.402 (2)(i)-(iv)."""
LOWER, HIGHER, NOT_ASSESSED = "lower", "higher", "none"
RATINGS: Mapping[str, str] = {
    LOWER: "Lower risk",
    HIGHER: "Higher risk",
    NOT_ASSESSED: "Not assessed: what it is settles it already",
}

BREACH, LOW, NO_BREACH = "breach", "low", "no_breach"
CONCLUSIONS: Mapping[str, str] = {
    BREACH: "Breach: notify",
    LOW: "Low probability of compromise: document it, no notice",
    NO_BREACH: "No breach by its definition: document why, no notice",
}

NONE = "none"
CLOCK: Mapping[str, str] = {"runs": "They must be told", NONE: "No notice is due"}
AT_ONCE, ANNUAL = "at_once", "annual"
HHS: Mapping[str, str] = {
    AT_ONCE: "Tell HHS together with the individuals (500 or more people)",
    ANNUAL: "Put it into the log that goes to HHS after the end of the year (fewer than 500)",
    NONE: "HHS is not told",
}
YES, NO = "yes", "no"
MEDIA: Mapping[str, str] = {YES: "Yes, prominent media of the state", NO: "No"}
ACCOUNTING: Mapping[str, str] = {YES: "Yes, log it for the people concerned", NO: "No"}

DOCUMENT = "document"
STEPS: Mapping[str, str] = {
    DOCUMENT: "Keep the assessment and what was done for six years (164.414(b), 164.530(j))",
    "mitigate": "Mitigate the harm as far as practicable (164.530(f))",
    "sanction": "Apply the sanctions policy to a member of the workforce, and document it (164.530(e))",
    "delay": "Hold the notices back, because law enforcement asked for it (164.412)",
    "part2": "Treat it as a breach of records of a substance use program too (42 CFR 2.16(b))",
}
CITES_OF_STEPS: Mapping[str, str] = {
    DOCUMENT: "45 CFR 164.414(b); 45 CFR 164.530(j)",
    "mitigate": "45 CFR 164.530(f)",
    "sanction": "45 CFR 164.530(e)",
    "delay": "45 CFR 164.412",
    "part2": "42 CFR 2.16(b)",
}

WHY_STEP: Mapping[str, str] = {
    DOCUMENT: "Whether notice was due has to be proved by the hospital, so the assessment and every notice are kept.",
    "mitigate": "Harm that is known has to be mitigated: ask for return or destruction, and offer help.",
    "sanction": "Whoever of the workforce broke policy is dealt with by the sanctions policy, and that is documented.",
    "delay": "An official said that a notice would impede the investigation: it waits for the stated time, no longer.",
    "part2": "Records of a substance use program: its own rules call for the same notice.",
}
WHY_NOT_STEP: Mapping[str, str] = {
    "mitigate": "No harm is known that could be mitigated.",
    "sanction": "The papers name nobody of our workforce who broke policy.",
    "delay": "No law enforcement official has said that a notice would impede an investigation.",
    "part2": "No record of a substance use program is among what was disclosed.",
}

DUE_IN_NOTICE = ("happened", "types", "protect", "doing", "contact")
"""What a notice says: 45 CFR 164.404(c)(1)(A)-(E)."""
NOTICE: Mapping[str, str] = {
    "happened": "What happened, with the dates of the incident and of its discovery",
    "types": "Which types of information were involved",
    "protect": "What the person should do for protection from harm",
    "doing": "What we do: investigate, mitigate, guard against more",
    "contact": "How to reach us: toll-free number, e-mail, web site or postal address",
    "values": "The diagnoses and results themselves",
    "culprit": "The name of the colleague to whom it happened",
    "waiver": "That taking our help means giving up the right to complain",
}
WHY_NOTICE: Mapping[str, str] = {
    "happened": "The letter tells briefly what happened, with the date of the breach and of its discovery, if known.",
    "types": "It names the types of information, such as name, date of birth, Social Security number or diagnosis.",
    "protect": "It says what people should do to protect themselves from harm that may come of it.",
    "doing": "It says what is done to investigate, to mitigate the harm and to guard against further breaches.",
    "contact": "It says how to ask: a toll-free number, an e-mail address, a web site or a postal address.",
    "values": "Types are named, not the values: a letter can be opened by others, and would tell them all of it again.",
    "culprit": "The law does not ask for the name, and a sanction is between the hospital and its workforce.",
    "waiver": "Nobody may be made to give up the right to complain.",
}
CITES_OF_NOTICE: Mapping[str, str] = {
    "happened": "45 CFR 164.404(c)(1)(A)",
    "types": "45 CFR 164.404(c)(1)(B)",
    "protect": "45 CFR 164.404(c)(1)(C)",
    "doing": "45 CFR 164.404(c)(1)(D)",
    "contact": "45 CFR 164.404(c)(1)(E)",
    "values": "45 CFR 164.404(c)(1)(B)",
    "culprit": "45 CFR 164.404(c)(1)",
    "waiver": "45 CFR 164.530(h)",
}
