"""Word files with wrong numbers, missing tags and missing parts are read or refused, and never a bug."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from convert.errors import ConvertError
from tests.readers_docx.office_files import Office
from tests.readers_docx.word import item, level, lists, p, read, t, word

VALUES = ("", "-1", "99999999999", "x", "0", "1.5", "中", "true")
MAIN = ("word/document.xml", "word/numbering.xml")
TIMES = 24


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The file with a few values replaced, tags taken out and perhaps a part missing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename in MAIN:
                text = _changed(text.decode(), dice).encode()
            if dice.random() > 0.02:
                new.writestr(entry.filename, text)
    return out.getvalue()


def _changed(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 10)):
        values = dice.random() < 0.8
        found = list(re.finditer(r'="[^"]*"' if values else r"<w:[^>]*/>", text))
        if found:
            one = dice.choice(found)
            text = text[: one.start()] + (f'="{dice.choice(VALUES)}"' if values else "") + text[one.end() :]
    return text


def test_damage_is_read_or_refused() -> None:
    made = [Office(seed).file() for seed in (2, 5, 6)]
    numbering = lists(level(0, "lowerLetter", "%1.") + level(1, "chineseCounting", "（%2）"))
    made.append(word(item("甲", 1) + item("乙", 1, 1) + p(t("丙")), numbering=numbering))
    read_whole = 0
    for seed in range(TIMES):
        dice = random.Random(seed)
        try:
            document, _ = read(damaged(dice.choice(made), dice), structure=True)
        except ConvertError:
            continue
        read_whole += bool(document.blocks)
    assert read_whole > TIMES // 4, "most damage of this kind is none to the text"


@pytest.mark.parametrize("bits", ["zz", "", "04A0"])
def test_the_look_of_a_table_may_be_nonsense(bits: str) -> None:
    cell = f"<w:tc>{p(t('甲'))}</w:tc>"
    look = f'<w:tblPr><w:tblLook w:val="{bits}"/></w:tblPr>'
    (table,) = read(word(f"<w:tbl>{look}<w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"))[0].blocks
    assert len(table.head.rows) == (bits == "04A0")  # type: ignore[union-attr]
