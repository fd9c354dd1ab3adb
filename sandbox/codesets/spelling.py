"""How codes and queries are written: comparison forms, shown forms, and words."""

from __future__ import annotations

import re
import unicodedata

CM = "ICD-10-CM"
PCS = "ICD-10-PCS"
HCPCS = "HCPCS"
SYSTEMS = (CM, PCS, HCPCS)

_WORD = re.compile(r"[a-z0-9]+")
_SEPARATORS = re.compile(r"[.\s]+")
MAX_QUERY = 200  # characters of a query that are read; more is noise, never an error


def normal(code: str) -> str:
    """The form codes are compared in: upper case, without dots and blanks (``j18.9`` -> ``J189``)."""
    return _SEPARATORS.sub("", code).upper()


def dotted(code: str, system: str = CM) -> str:
    """The form codes are stored and shown in: ICD-10-CM with its dot after the third character, others plain."""
    plain = normal(code)
    if system != CM or len(plain) <= 3 or "-" in plain:
        return plain
    return f"{plain[:3]}.{plain[3:]}"


def words(text: str) -> list[str]:
    """Lower-case letter and digit runs of any text, accents removed (``Ménière's`` -> ``meniere``, ``s``)."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return _WORD.findall(folded)


def query_words(query: str) -> list[str]:
    """The distinct words of a query in order; at most twelve, so that a pasted page costs no more than a phrase."""
    return list(dict.fromkeys(words(query[:MAX_QUERY])))[:12]
