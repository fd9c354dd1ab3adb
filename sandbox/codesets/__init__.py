"""ICD-10-CM, ICD-10-PCS and HCPCS Level II of one edition: look-up, search, claim edits and distance.

Reading is SQLite only; the file is made once by ``codesets.build`` (``mrt codes build``). Without it a bundled sample
is used, which holds what the library's pathways need and its neighbourhood.
"""

from sandbox.codesets.code import Axis, Code, Hit, Note, NoteKind
from sandbox.codesets.codeset import CodeSet
from sandbox.codesets.editions import configure, edition, folder
from sandbox.codesets.spelling import CM, HCPCS, PCS, SYSTEMS, dotted, normal

__all__ = [
    "CM",
    "HCPCS",
    "PCS",
    "SYSTEMS",
    "Axis",
    "Code",
    "CodeSet",
    "Hit",
    "Note",
    "NoteKind",
    "configure",
    "dotted",
    "edition",
    "folder",
    "normal",
]
