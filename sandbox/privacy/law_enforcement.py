"""Disclosures to law enforcement officials. 45 CFR 164.512(f)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.public_health import by_law
from sandbox.privacy.reading import attributes, covers, denied
from sandbox.privacy.request import Paper
from sandbox.privacy.rules import rule

LOCATE_ITEMS = (
    "name_and_address", "date_and_place_of_birth", "social_security_number", "abo_rh", "type_of_injury",
    "date_and_time_of_treatment", "date_and_time_of_death", "distinguishing_characteristics",
)  # fmt: skip
LOCATE_LABELS = frozenset(
    """demographic demographics identifying identifiers locate limited name names address birth dob ssn abo blood rh
    injury treatment death height weight gender sex race hair eye eyes scar scars tattoo tattoos physical
    characteristics characteristic distinguishing description""".split()  # noqa: SIM905 - a list of forty lines says less
)
NEVER_WORDS = frozenset({"dna", "dental", "tissue", "fluid", "fluids", "genetic"})
TEST_PARTS = (("relevan", "material"), ("specific", "limited", "scope", "narrow"), ("deident", "de_ident"))
TEST_AS_A_WHOLE = ("test", "criteria", "three_part", "complete")
JUDICIAL_PROCESS = ("court_order", "part2_court_order", "judicial_subpoena", "warrant")


def listed(segment: str) -> bool:
    """Whether a label names items of the (f)(2) list."""
    words = segment.lower().split("_")
    return not LOCATE_LABELS.isdisjoint(words) and not NEVER_WORDS.intersection(words)


@rule(
    "police.reporting_law",
    "45 CFR 164.512(f)(1)(i)",
    "What a law orders to be reported, such as gunshot wounds, is reported to the extent the law says, whatever the "
    "patient wishes.",
)
def reporting_law(case: Case) -> bool:
    return by_law(case) and case.permit(minimum=False, accounting=True)


def process_paper(case: Case) -> Paper | None:
    """A paper that a judge stands behind; None for an arrest warrant, which orders nothing of the record."""
    paper = case.paper(*JUDICIAL_PROCESS)
    if paper is None:
        subpoena = case.paper("subpoena")
        return subpoena if attributes(subpoena).get("signed_by") in ("judge", "magistrate") else None
    unsigned = denied(paper, "signed", "signed_by_judge")
    return None if unsigned or attributes(paper).get("kind") == "arrest" else paper


@rule(
    "police.court_process",
    "45 CFR 164.512(f)(1)(ii)(A)",
    "A court order, a warrant of a court, or a subpoena signed by a judicial officer is obeyed within its terms.",
)
def court_process(case: Case) -> bool:
    paper = process_paper(case)
    return paper is not None and case.within(covers(paper)) and case.permit(minimum=False, accounting=True)


@rule(
    "police.grand_jury",
    "45 CFR 164.512(f)(1)(ii)(B)",
    "A grand jury subpoena is obeyed within its terms; no notice to the patient is needed.",
)
def grand_jury(case: Case) -> bool:
    paper = case.paper("grand_jury_subpoena")
    if paper is None or denied(paper, "signed"):
        return False
    return case.within(covers(paper)) and case.permit(minimum=False, accounting=True)


@rule(
    "police.beyond_terms",
    "45 CFR 164.512(f)(1)(ii)",
    "Process that names nothing of what is asked for permits nothing of it.",
)
def beyond_terms(case: Case) -> bool:
    if process_paper(case) is None and case.paper("grand_jury_subpoena") is None:
        return False
    return case.settle("return_for_correction", "deny", defect="ORDER_SCOPE_EXCEEDED")


def _process(case: Case, *, whole: bool) -> bool:
    """Try legal process: first only what reaches all that is asked for (``whole``), at the end what reaches a part."""
    judge, jury = process_paper(case), case.paper("grand_jury_subpoena")
    if not whole:
        return court_process(case) or grand_jury(case)
    return (case.covered_by(covers(judge)) and court_process(case)) or (
        case.covered_by(covers(jury)) and grand_jury(case)
    )


def _test_met(case: Case) -> bool:
    """Whether the three parts are stated, by the demand or by a separate statement (164.514(h)(2)(i)(A)).

    A demand may also say of the test as a whole that it is met.
    """
    stated = [
        *attributes(case.paper("administrative_request")).items(),
        *attributes(case.paper("official_statement")).items(),
        *((name, case.flag(name)) for name in ("relevant_material", "specific_limited", "deidentified_insufficient")),
    ]
    answers = [(name, _holds(name, value)) for name, value in stated if isinstance(value, bool)]
    parts = [[holds for name, holds in answers if any(word in name for word in words)] for words in TEST_PARTS]
    if any(parts):
        return all(found and all(found) for found in parts)
    whole = [holds for name, holds in answers if any(word in name for word in TEST_AS_A_WHOLE)]
    return bool(whole) and all(whole)


def _holds(name: str, value: bool) -> bool:
    """The answer in favour of disclosure, whether a paper says that de-identified data will not do or that it could."""
    could = any(word in name for word in ("could", "suffic", "usable", "would_do"))
    negated = any(word in name for word in ("not", "insuffic", "unusable"))
    return not value if "ident" in name and could and not negated else value


@rule(
    "police.administrative_test",
    "45 CFR 164.512(f)(1)(ii)(C)",
    "An agency's own demand shows that it is relevant and material, specific and limited, and that de-identified "
    "information would not do.",
)
def administrative(case: Case) -> bool:
    if not case.paper("administrative_request", "subpoena"):
        return False
    if not _test_met(case):
        return case.settle("return_for_correction", "deny", defect="LE_ADMIN_TEST_NOT_MET")
    return case.permit(minimum=True, accounting=True)


@rule(
    "police.admission_in_therapy",
    "45 CFR 164.512(j)(2)(i)",
    "A confession of violence heard in treatment for that very propensity, or in a request for it, is not passed on.",
)
def admission_in_therapy(case: Case) -> bool:
    if not (case.true("admission_of_violent_crime") and case.true("learned_in_treatment_for_propensity")):
        return False
    return case.settle("deny")


@rule(
    "police.admission",
    "45 CFR 164.512(j)(1)(ii)(A); 45 CFR 164.512(j)(3)",
    "Who admitted a violent crime may be named to the police: the statement and the items that identify, no more.",
)
def admission(case: Case) -> bool:
    if not case.true("admission_of_violent_crime") or case.recipient != "law_enforcement":
        return False
    case.extra["released"] = ("statement", *LOCATE_ITEMS)
    case.carve(lambda segment: listed(segment) or "statement" in segment)
    return case.permit(minimum=True, accounting=True)


@rule(
    "police.escaped",
    "45 CFR 164.512(j)(1)(ii)(B)",
    "Police may have what they need to apprehend someone who appears to have escaped from custody.",
)
def escaped(case: Case) -> bool:
    if not case.true("escaped_custody") or case.recipient not in ("law_enforcement", "correctional"):
        return False
    return case.permit(minimum=True, accounting=True)


@rule(
    "police.workforce_victim",
    "45 CFR 164.502(j)(2)",
    "A workforce member who is a crime victim may tell the police of the suspect: the items that identify, no more.",
)
def workforce_victim(case: Case) -> bool:
    if not case.true("workforce_crime_victim"):
        return False
    case.extra["released"] = LOCATE_ITEMS
    case.carve(listed)
    return case.permit(minimum=True, accounting=False)


@rule(
    "police.off_site_emergency",
    "45 CFR 164.512(f)(6)",
    "At an emergency off the premises the police may be told of the crime, its place, victims and perpetrator; not of "
    "abuse or domestic violence.",
)
def off_site_emergency(case: Case) -> bool:
    if not case.true("off_site_emergency") or case.true("abuse_involved"):
        return False
    return case.permit(minimum=True, accounting=True)


@rule(
    "police.locate",
    "45 CFR 164.512(f)(2)",
    "To identify or locate someone at the police's request, eight kinds of items go; never DNA, dental or tissue data.",
)
def locate(case: Case) -> bool:
    if case.recipient != "law_enforcement" or case.request.initiated_by == "covered_entity":
        return False
    case.extra["released"] = LOCATE_ITEMS
    case.withhold([segment for segment in case.requested if NEVER_WORDS.intersection(segment.split("_"))])
    case.carve(listed)
    return case.permit(minimum=True, accounting=True)


@rule(
    "police.victim_agrees",
    "45 CFR 164.512(f)(3)(i)",
    "The police may have information on a crime victim who agrees.",
)
def victim_agrees(case: Case) -> bool:
    return case.patient.agrees is True and case.permit(minimum=True, accounting=True)


@rule(
    "police.victim_represented",
    "45 CFR 164.512(f)(3)(ii)(A); 45 CFR 164.512(f)(3)(ii)(B)",
    "For a victim who cannot agree, the police state that the information is needed on somebody else's crime, will not "
    "be used against the victim, and cannot wait.",
)
def victim_unrepresented(case: Case) -> bool:
    stated = [
        case.flag(name) for name in ("needed_for_other_violation", "not_used_against_victim", "immediate_activity")
    ]
    if case.patient.capacity == "yes" and not case.true("emergency_treatment"):
        return False
    if False in stated:
        return case.settle("deny", "return_for_correction")
    if None in stated:
        return case.settle("return_for_correction", "deny", defect="LE_VICTIM_REPRESENTATION_MISSING")
    return False


@rule(
    "police.victim_interest",
    "45 CFR 164.512(f)(3)(ii)(C)",
    "For a victim who cannot agree, the hospital judges that disclosure is in the victim's best interest.",
)
def victim_interest(case: Case) -> bool:
    if case.patient.capacity == "yes" and not case.true("emergency_treatment"):
        return False
    if case.true("best_interest"):
        return case.permit(minimum=True, accounting=True)
    if case.false("best_interest"):
        return case.settle("deny")
    return case.settle("escalate", "deny")


@rule(
    "police.victim_refused",
    "45 CFR 164.512(f)(3)(i)",
    "A victim who is able to decide and has not agreed is not told of to the police on this ground.",
)
def victim_refused(case: Case) -> bool:
    return case.settle("deny", "return_for_correction")


@rule(
    "police.suspicious_death",
    "45 CFR 164.512(f)(4)",
    "The police may be alerted to a death that may have come from a crime.",
)
def suspicious_death(case: Case) -> bool:
    if case.patient.status != "deceased" or not case.true("suspects_crime"):
        return False
    return case.permit(minimum=True, accounting=True)


@rule(
    "police.crime_on_premises",
    "45 CFR 164.512(f)(5)",
    "What the hospital believes in good faith to be evidence of a crime on its premises may go to the police.",
)
def crime_on_premises(case: Case) -> bool:
    if case.recipient != "law_enforcement" or case.false("good_faith"):
        return False
    return case.permit(minimum=True, accounting=True)


def process(case: Case) -> bool:
    """Legal process, reports required by law, and what goes with neither."""
    case.track = "law_enforcement"
    if reporting_law(case) or _process(case, whole=True):
        return True
    if admission_in_therapy(case) or admission(case) or escaped(case) or workforce_victim(case):
        return True
    if off_site_emergency(case) or (_test_met(case) and administrative(case)):
        return True
    return _process(case, whole=False) or administrative(case) or beyond_terms(case)


def victim(case: Case) -> bool:
    """Information on a crime victim."""
    case.track = "law_enforcement"
    if _process(case, whole=True) or victim_agrees(case) or _process(case, whole=False):
        return True
    if case.patient.agrees is False or case.patient.objects is True:
        return victim_refused(case)
    if victim_unrepresented(case) or victim_interest(case):
        return True
    return off_site_emergency(case) or beyond_terms(case) or victim_refused(case)


def find(case: Case) -> bool:
    """Identify or locate."""
    case.track = "law_enforcement"
    return _process(case, whole=True) or escaped(case) or _process(case, whole=False) or locate(case)


def premises(case: Case) -> bool:
    """A crime where care is given, or at an emergency elsewhere."""
    case.track = "law_enforcement"
    if case.true("off_site_emergency") and case.true("abuse_involved"):
        return False
    return workforce_victim(case) or off_site_emergency(case) or crime_on_premises(case)


def death(case: Case) -> bool:
    """A death suspected to come from a crime."""
    case.track = "law_enforcement"
    return _process(case, whole=True) or suspicious_death(case) or _process(case, whole=False)
