"""Marks for what is blacked out on the pages that go. A line left open is a disclosure like any other."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.release.answer import KeyDocument, KeyLine, ReleaseAnswer, ReleaseKey
from sandbox.tasks.release.redaction import on_pages, page_of

REDACTED = 2.0  # all lines to black out, in equal shares
TOO_MUCH = 0.25  # taken off for each sentence blacked out in vain, on a page at most what the page itself is worth
GROUP = "Redactions"
NEEDLESS = "45 CFR 164.502(a)(1)"
ACCESS = "45 CFR 164.524(a)(1)"


def blacked(document: KeyDocument, answer: ReleaseAnswer) -> bool:
    """Whether all that must be hidden on a document is."""
    return all(ref in answer.redacted for line in document.hide for ref in line.refs)


def redactions(answer: ReleaseAnswer, key: ReleaseKey, page: float) -> Iterator[Mark]:
    """Each line that had to be hidden, and each page with more hidden than that; ``page`` is what a page is worth."""
    share = REDACTED / max(1, len(key.hidden))
    for document in key.going:
        for line in document.hide:
            yield _line(line, document, answer, share)
    for document in key.going:
        needless = _needless(document, answer)
        if needless:
            yield _too_much(document, needless, min(TOO_MUCH * len(needless), page), key)


def _line(line: KeyLine, document: KeyDocument, answer: ReleaseAnswer, share: float) -> Mark:
    sent = document.ref in answer.documents
    hidden = sent and all(ref in answer.redacted for ref in line.refs)
    said = f"“{line.text}” must not go. {line.because}"
    if not sent:
        said = f"The page was held back whole; it had to go with this blacked out: “{line.text}”. {line.because}"
    return Mark(
        item=f"redaction:{line.refs[0]}",
        group=GROUP,
        label=document.title[:255],
        weight=share,
        credit=float(hidden),
        reason=Reason.CORRECT if hidden else Reason.OVER_DISCLOSED if sent else Reason.MISSED,
        feedback=said,
        given="blacked out" if hidden else "legible" if sent else "",
        expected="blacked out",
        critical=sent,
        evidence=as_evidence(line.refs),
        citation=line.citation,
    )


def _needless(document: KeyDocument, answer: ReleaseAnswer) -> tuple[str, ...]:
    """What was hidden on a page that went, although it had to stay legible. Cells beside a hidden one do not count."""
    if document.ref not in answer.documents:
        return ()
    due = {ref for line in document.hide for ref in (*line.refs, *line.beside)}
    return tuple(ref for ref in on_pages(answer.redacted, (document.ref,)) if ref not in due)


def _too_much(document: KeyDocument, needless: tuple[str, ...], penalty: float, key: ReleaseKey) -> Mark:
    many = f"{len(needless)} sentences were" if len(needless) > 1 else "A sentence was"
    said = f"{many} blacked out without a ground in the law, though it is asked for and may go."
    if key.own_access:
        said = (
            f"{many} blacked out without a ground in the law. Keeping back what the patient has a right to is a "
            "violation of the right of access."
        )
    return Mark(
        item=f"redacted:{page_of(needless[0])}",
        group=GROUP,
        label=document.title[:255],
        weight=0.0,
        credit=0.0,
        reason=Reason.UNDER_DISCLOSED,
        feedback=said,
        given="blacked out",
        expected="legible",
        penalty=penalty,
        evidence=as_evidence(needless),
        citation=ACCESS if key.own_access else NEEDLESS,
    )
