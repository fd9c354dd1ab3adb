"""Reading the codes that notes refer to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.codesets import CM, CodeSet
from sandbox.codesets.references import covers, references


@pytest.mark.parametrize(
    ("text", "meant", "not_meant"),
    [
        ("type of asthma, if applicable (J45.-)", ["J45", "J45.909"], ["J44.9", "J46"]),
        ("acute bronchitis (J20-J22)", ["J20.9", "J21.0", "J22"], ["J19", "J23", "J18.9"]),
        ("diabetes (E08-E13)", ["E08.9", "E11.22", "E13.9"], ["E07.9", "E14"]),
        ("gestational diabetes (O24.4-)", ["O24.410", "O24.439"], ["O24.311", "O24.911"]),
        ("complicating pregnancy (O99.-)", ["O99.02"], ["O98.8", "O9A.2"]),
        ("(K50.-, K51.-)", ["K50.90", "K51.00"], ["K52.9"]),
        ("nerve root compression (M50.1.-, M51.1.-)", ["M50.10", "M51.16"], ["M50.20"]),
        ("insulin (Z79.4)", ["Z79.4"], ["Z79.84", "Z79"]),
        ("influenza (J09.X1, J10.0-, J11.0-)", ["J09.X1", "J10.01"], ["J09.X2", "J10.1"]),
        ("polyneuropathy in diabetes (E08-E13 with .42)", ["E11.42", "E09.42"], ["E11.40", "E11.22"]),
        ("angiopathy (E08-E13 with .51-.52)", ["E11.51", "E11.52"], ["E11.59"]),
        ("open skull fracture (S02.- with 7th character B)", ["S02.0XXB"], ["S02.0XXA"]),
        ("(B27.- with fifth character 2)", ["B27.02"], ["B27.01", "B27.2"]),
        ("(I69. with final characters -23)", ["I69.323"], ["I69.320"]),
        ("adverse effect (T36-T50 with fifth or sixth character 5)", ["T36.0X5A", "T46.4X5A"], ["T36.0X1A"]),
        ("open fracture (S92.-with 7th character B)", ["S92.001B"], ["S92.001A"]),
        ("injuries of subcategories S06.1- to S06.6-", ["S06.1X0A", "S06.6X0A"], ["S06.0X0A", "S06.8A0A"]),
        ("vitamin B12 deficiency anemia (D51.-)", ["D51.0"], ["B12"]),
        ("glucose-6-phosphate dehydrogenase (G6PD) deficiency without anemia (D75.A)", ["D75.A"], ["G6P"]),
        ("open fracture (S52.- with open fracture 7th character)", [], ["S52.501A", "S52.501B"]),
        ("diabetic acidosis - see categories E08-E10, E11, E13 with ketoacidosis", [], ["E11.9", "E11.10"]),
        ("a condition with no code", [], ["A00.0"]),
    ],
)
def test_references_cover_what_they_say(text: str, meant: list[str], not_meant: list[str]) -> None:
    assert [code for code in meant if not covers(text, code)] == []
    assert [code for code in not_meant if covers(text, code)] == []


@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    for reference in references(text):
        assert reference.first <= reference.last or reference.covers("A00") is False


def test_nearly_all_excludes1_notes_with_codes_are_read(full: CodeSet) -> None:
    rows = full._db.execute("SELECT DISTINCT text FROM note WHERE system = ? AND kind = 'excludes1'", (CM,))
    texts = [text for (text,) in rows if "(" in text]
    unread = [text for text in texts if not references(text)]
    assert len(texts) > 4000
    assert len(unread) < len(texts) / 100
