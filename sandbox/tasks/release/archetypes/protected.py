"""Requests that are in order, about records with lines that a law protects by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from sandbox.privacy import overlays
from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype, minor
from sandbox.tasks.release.archetypes.lawyers import write
from sandbox.tasks.release.archetypes.patient import own, write_for_own
from sandbox.tasks.release.sheets import Form
from sandbox.tasks.release.tray import Tray, boxes, prose, said

LAWS = {
    "hiv": (
        "cedar",
        "hiv",
        (
            "An authorization does not reach what tells of an HIV test, of an HIV infection or of drugs against it, "
            "unless the authorization names HIV."
        ),
        "information about HIV included",
    ),
    "genes": (
        "juniper",
        "genetic",
        (
            "An authorization does not reach the result of a genetic test, or what would tell it, unless the "
            "authorization names genetic tests."
        ),
        "results of genetic tests included",
    ),
}
"""Overlay, category, the law in plain words, and how a form names what the law wants named."""
PARENTS = {
    "state_prohibits": (
        "cedar",
        (
            "A minor of 14 or older may consent alone to care for contraception and infections. A parent gets no "
            "information about such care unless the minor agrees."
        ),
    ),
    "state_allows": (
        "juniper",
        (
            "A minor of 14 or older may consent alone to care for contraception and infections. A parent may be given "
            "information about such care all the same."
        ),
    ),
    "state_silent": (
        "larch",
        (
            "A minor of 14 or older may consent alone to care for contraception and infections. The law does not say "
            "whether a parent may be told."
        ),
    ),
}


def _law(tray: Tray, overlay: str, category: str, words: str) -> list[dict[str, Any]]:
    """Lay the law on the tray as the desk's card; gives the overlay's entries of this category alone."""
    entries = [dict(one) for one in overlays.bundled()[overlay] if one["category"] == category]
    cites = "; ".join(dict.fromkeys(str(one["cite"]) for one in entries))
    state = f"State of {overlay.title()}"
    tray.add(
        "law_card",
        f"Card of the release desk: law of the {state}",
        prose([f"This request is worked under the law of the {state}, which is made up."]),
        prose([f"{cites}:", (words, "law STATE_SPECIFIC_NAMING_MISSING")]),
        prose(["The card is kept up to date by the privacy office. What it does not mention follows federal law."]),
        dated=date(tray.encounter.began.year - 1, 9, 1),
    )
    return entries


@archetype(
    "state_law", "A lawyer's authorization, and a stricter state law",
    "hiv_not_named", "hiv_named", "genes_not_named", "genes_named",
)  # fmt: skip
def state_law(tray: Tray, variant: str) -> Plan:
    """Where state law wants a kind of information named, the rest goes without it (45 CFR 160.203(b))."""
    sort, _, naming = variant.partition("_")
    overlay, segment, words, naming_it = LAWS[sort]
    named = naming == "named"
    labels = tray.holdings()
    information = f"my complete medical record {tray.until_now}{f', {naming_it}' if named else ''}"
    firm = write(tray, "the complete medical record")
    sheets.authorization(tray, Form(firm, information, "my claim for damages"))
    entries = _law(tray, overlay, segment, words)
    attributes: dict[str, Any] = {"signed": True, "elements_missing": []}
    if named:
        attributes["covers"] = sorted({*labels.values(), segment})
    made = tray.request(
        "attorney",
        "litigation",
        {"type": "authorization", "attributes": attributes},
        labels=labels,
        asked={"scope": "entire_record"},
        record={"state_overlay": entries},
    )
    return Plan(made, labels, ("law", "scope"))


FOUND = {
    "harm_to_another": (
        "substantial_harm_other_person",
        (
            "Where the record tells of somebody who has fled from the patient and where that person now is, access is "
            "in my judgment reasonably likely to cause that person substantial harm."
        ),
    ),
    "distress_only": (
        "emotional_distress_only",
        (
            "Some of what the record says will upset the patient, and I would rather see it kept back. I see no danger "
            "to life or limb of anybody."
        ),
    ),
}


@archetype("licensed_determination", "A patient asks, and a professional has read the record", *FOUND)
def licensed_determination(tray: Tray, variant: str) -> Plan:
    """Harm to another person named in the record is a ground; being upset is none (45 CFR 164.524(a)(3))."""
    found, words = FOUND[variant]
    write_for_own(tray)
    sheets.identification(tray)
    reader = tray.outside.person()
    tray.add(
        "determination",
        "Note of a licensed professional on the request",
        prose(
            [
                f"At the desk's request I have read the record of {'all visits' if tray.all_visits else tray.stay}.",
                (words, "determination"),
            ]
        ),
        boxes([("Signed", f"{reader.name}, MD, licensed physician (handwritten)"), ("Date", said(tray.received))]),
        dated=tray.received,
    )
    labels = tray.own_holdings()
    return Plan(own(tray, labels, circumstances={"licensed_determination": found}), labels, ("determination",))


@archetype("parent_of_adolescent", "A parent asks for an adolescent's record", *PARENTS, fits=minor)
def parent_of_adolescent(tray: Tray, variant: str) -> Plan:
    """For care that the minor consented to alone, state law says what a parent gets (45 CFR 164.502(g)(3)(ii))."""
    overlay, words = PARENTS[variant]
    name, relation = tray.patient.next_of_kin, tray.patient.next_of_kin_relation
    sheets.phone_note(
        tray,
        "Note of the front desk",
        [
            f"{name} came to the window, {relation} of {tray.patient.name}.",
            (f"Wants a copy of the complete record of {tray.stay}.", "request"),
        ],
        [("Named on the registration as parent, with whom the child lives; no court papers on file.", "power")],
        way="in person, at the window",
    )
    sheets.identification(tray, name, tray.patient.address)
    entries = _law(tray, overlay, "minor_service", words)
    labels = tray.holdings()
    made = tray.request(
        "parent_guardian",
        "self",
        labels=labels,
        kind="access_copy",
        initiated_by="individual",
        requester={"relation": "parent"},
        patient={"age_class": "minor"},
        asked={"scope": "entire_record", "delivery": "pickup"},
        record={"state_overlay": entries},
    )
    return Plan(made, labels, ("law", "request"))
