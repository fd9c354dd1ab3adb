"""Type and colors of the printed record. The fonts lie beside the code, so the bytes are the same on any machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent.parent / "fonts"
FACES = BODY, BOLD, SLANTED = "Record", "Record-Bold", "Record-Slanted"
PAGE = letter
SIDE, TOP, BOTTOM = 18 * mm, 25 * mm, 18 * mm
WIDTH = PAGE[0] - 2 * SIDE
INK, SOFT, RULE, TINT = colors.HexColor("#20262b"), colors.HexColor("#525b63"), colors.HexColor("#86806f"), "#efece4"


@cache
def load_fonts() -> None:
    """Register the fonts, once a process."""
    for name, file in ((BODY, ""), (BOLD, "-Bold"), (SLANTED, "-Oblique")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"DejaVuSansCondensed{file}.ttf")))
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=SLANTED, boldItalic=BOLD)


@cache
def drawable() -> frozenset[int]:
    """The characters that every font here has. Others would print as a box and could not be searched or copied.

    ReportLab names no character above U+FFFF rightly in the file, so none of those counts.
    """
    load_fonts()
    shared = set.intersection(*(set(pdfmetrics.getFont(name).face.charToGlyph) for name in FACES))
    return frozenset(each for each in shared if each <= 0xFFFF)


TEXT = ParagraphStyle("text", fontName=BODY, fontSize=9.2, leading=12.2, textColor=INK, spaceAfter=3, splitLongWords=1)
ITEM = ParagraphStyle("item", TEXT, leftIndent=14, bulletIndent=3, spaceAfter=2)
CELL = ParagraphStyle("cell", TEXT, fontSize=8.2, leading=10.2, spaceAfter=0)
HEAD_CELL = ParagraphStyle("head cell", CELL, fontName=BOLD)
SMALL = ParagraphStyle("small", TEXT, fontSize=8, leading=10, textColor=SOFT, spaceAfter=0)
LETTERHEAD = ParagraphStyle("letterhead", TEXT, fontName=BOLD, fontSize=9, textColor=SOFT, spaceAfter=0)
TITLE = ParagraphStyle("title", TEXT, fontName=BOLD, fontSize=14, leading=17, spaceAfter=2)
COVER_TITLE = ParagraphStyle("cover title", TITLE, fontSize=19, leading=24, spaceBefore=6, spaceAfter=8)
HEADING = ParagraphStyle("heading", TEXT, fontName=BOLD, fontSize=9, leading=12, spaceBefore=8, keepWithNext=1)
STAY = ParagraphStyle("stay", TEXT, fontName=BOLD, fontSize=11, leading=14, spaceBefore=8, keepWithNext=1)
SIGNED = ParagraphStyle("signed", TEXT, fontName=SLANTED, fontSize=11, leading=14, spaceAfter=0)
