"""What a trainee chooses from after the decision, in plain words: verification, enclosures, letters, accounting."""

from __future__ import annotations

from collections.abc import Mapping

STANDING: Mapping[str, str] = {
    "shown": "Shown",
    "not_shown": "Not shown",
    "not_needed": "Not needed for this request",
}

ENCLOSURES: Mapping[str, str] = {
    "part2_2_32": "The Part 2 notice on passing the records on (42 CFR 2.32)",
    "consent_copy": "A copy of the consent, or a clear account of its scope",
    "denial_letter": "The letter that denies what is kept back",
    "disagreement_statement": "The patient's statement of disagreement",
    "do_not_redisclose_emergency": "A request not to pass on restricted records seen in an emergency",
}

LETTERS: Mapping[str, str] = {
    "denial": "A denial, of all or of the part kept back",
    "correction_request": "A request to correct or complete the papers",
    "privacy_officer_referral": "A referral to the privacy officer",
    "inform_individual": "Word to the patient that a report was answered",
    "sanction_review": "A report for a sanction review",
    "extension": "A notice that the answer takes longer",
}

CONTENT: Mapping[str, str] = {
    "request": "Which request it answers, and when that came",
    "basis": "The basis of the denial, in plain language",
    "rest": "That the rest of the record is given all the same",
    "review": "The right to have the denial reviewed, and how",
    "complain_entity": "How to complain to us: contact's name or title, and telephone",
    "complain_secretary": "How to complain to the Secretary of Health and Human Services",
    "missing": "What is missing or wrong in the papers",
    "acceptable": "What would be accepted instead",
    "delay_reasons": "Why the answer takes longer",
    "delay_date": "The date by which it will come",
    "open_question": "What the privacy officer has to decide",
    "informed": "To whom information was given, and on what law",
    "facts": "Who asked for which record, when, and the reason they gave",
    "diagnosis": "The diagnosis, to show that the record was found",
    "reason_demand": "A demand to say why the record is wanted",
    "fee_first": "That an open bill has to be paid first",
}

CONTENTS_DISCLOSED: Mapping[str, str] = {
    "whole": "The complete record of the encounter",
    "pages": "The documents that went, by title",
    "told": "Particulars told; no document went",
}

PURPOSES: Mapping[str, str] = {
    "litigation": "A lawsuit: subpoena or court order",
    "le_process": "A criminal or civil inquiry: warrant, grand jury, administrative demand",
    "le_identify_locate": "To find a suspect or a missing person",
    "le_victim": "Police inquiry about the victim of a crime",
    "oversight": "Health oversight",
    "compliance_investigation": "Federal review of compliance with the privacy rules",
    "public_health": "Public health reporting",
    "child_abuse": "Report of child abuse or neglect",
    "adult_abuse": "Report of abuse or neglect of an adult",
    "research": "Research under a waiver of a review board",
    "workers_comp": "A workers' compensation claim",
    "organ_donation": "Organ or tissue donation",
    "funeral": "Funeral arrangements",
    "death_investigation": "Cause and manner of a death",
    "immunization_proof": "Proof of immunization for a school",
    "treatment": "Treatment",
    "payment_recipient": "Payment of a claim",
}
