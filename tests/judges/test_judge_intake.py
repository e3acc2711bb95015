"""Files that LibreOffice made come in with their text, headings, lists, tables, notes, links and emphasis."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import convert
from convert import nodes as n
from convert.pandoc.json import to_pandoc
from convert.pandoc.process import write_json
from convert.walk import descend, plain_text, role_of

SOURCE = """# 一、总体要求

认真学习**重点内容**，参见[说明](http://a.cn/x)。

正文[^1]，*强调*之处。

## （一）具体措施

- 甲项
- 乙项

1. 先做
2. 后做

| 品名 | 数量 |
|------|------|
| 苹果 | 3    |

# 二、组织领导

各单位要高度重视。

[^1]: 脚注一
"""
WORDS = (
    "一、总体要求",
    "重点内容",
    "，参见",
    "说明",
    "脚注一",
    "强调",
    "（一）具体措施",
    "甲项",
    "后做",
    "品名",
    "苹果",
    "二、组织领导",
    "高度重视。",
)
FILTERS = {"docx": "docx", "odt": "odt", "html": "html:HTML", "rtf": "rtf"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one document in each format, saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    document = convert.read(SOURCE, source_format="markdown")
    (folder / "in.odt").write_bytes(write_json(to_pandoc(document), "odt").data)
    for kind in FILTERS.values():
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / "out"),
            str(folder / "in.odt"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "out"


@pytest.mark.judge
@pytest.mark.parametrize("kind", FILTERS)
def test_what_libreoffice_saved_is_read_with_its_structure(made: Path, kind: str) -> None:
    document = convert.read(made / f"in.{kind}")
    text = "".join(plain_text(block, notes=True) for block in document.blocks)
    assert [word for word in WORDS if word not in text] == []
    found = {type(node) for node in descend(document.blocks)}
    assert {n.Strong, n.Emph, n.Link, n.Table, n.Header} <= found
    headings = [(node.level, plain_text(node)) for node in descend(document.blocks) if isinstance(node, n.Header)]
    assert headings == [(1, "一、总体要求"), (2, "（一）具体措施"), (1, "二、组织领导")]
    assert not any(role_of(block) is n.Role.TITLE for block in document.blocks)


@pytest.mark.judge
@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("target", ["md", "docx", "pdf"])
def test_it_goes_out_again(made: Path, kind: str, target: str) -> None:
    data = convert.convert(made / f"in.{kind}", to=target).data
    if target == "md":
        assert [word for word in WORDS if word not in data.decode()] == []
    assert data
