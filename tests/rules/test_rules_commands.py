"""The commands check, fix, explain and rules, as a person types them."""

import json

import pytest

from convert.cli.main import main

BAD = "　　永恒课题,是党员的课题。\n"
GOOD = "　　永恒课题，是党员的课题。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.txt").write_text(BAD, "utf-8")
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    return tmp_path


def test_check_finds_and_changes_nothing(folder, capsys):
    assert main(["check", "bad.txt"]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("bad.txt:1:7: P201 stop-full: `,` -> `，`\n")
    assert shown.err == "1 finding in 1 file\n"
    assert (folder / "bad.txt").read_text("utf-8") == BAD


def test_check_of_clean_texts_is_silent(folder, capsys):
    assert main(["check", "-q", "good.txt"]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_goes_on_after_a_file_that_cannot_be_read(folder, capsys):
    assert main(["check", "missing.txt", "bad.txt", "--output-format", "json"]) == 3
    shown = capsys.readouterr()
    assert [item["code"] for item in json.loads(shown.out)] == ["P201"]
    assert "missing.txt: no such file" in shown.err


def test_check_takes_select_and_ignore(folder):
    assert main(["check", "-q", "bad.txt", "--ignore", "P"]) == 0
    assert main(["check", "-q", "bad.txt", "--select", "Q3"]) == 0


def test_fix_of_one_text_goes_to_standard_output(folder, capfdbinary):
    assert main(["fix", "-q", "bad.txt"]) == 0
    assert capfdbinary.readouterr().out.decode() == GOOD
    assert (folder / "bad.txt").read_text("utf-8") == BAD


def test_fix_of_several_texts_is_in_place_and_keeps_encoding_and_backup(folder, capsys):
    (folder / "gb.txt").write_bytes(BAD.encode("gb18030"))
    assert main(["fix", "bad.txt", "gb.txt", "good.txt", "--backup"]) == 0
    assert (folder / "bad.txt").read_text("utf-8") == GOOD
    assert (folder / "gb.txt").read_bytes() == GOOD.encode("gb18030")
    assert (folder / "gb.txt.bak").read_bytes() == BAD.encode("gb18030")
    assert not (folder / "good.txt.bak").exists()
    assert "bad.txt: 1 change made, 0 left to you" in capsys.readouterr().err


def test_fix_shows_a_diff_and_writes_nothing(folder, capsys):
    assert main(["fix", "-q", "--diff", "bad.txt", "good.txt"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "--- bad.txt",
        "+++ bad.txt (fixed)",
        "@@ -1 +1 @@",
        "-　　永恒课题,是党员的课题。",
        "+　　永恒课题，是党员的课题。",
    ]
    assert (folder / "bad.txt").read_text("utf-8") == BAD


def test_fix_converts_the_script_last(folder, capfdbinary):
    pytest.importorskip("opencc")
    (folder / "hair.txt").write_text("头发,发展\n", "utf-8")
    assert main(["fix", "-q", "hair.txt", "--to-traditional"]) == 0
    assert capfdbinary.readouterr().out.decode() == "頭髮，發展\n"


def test_check_counts_only_what_it_read(folder, capsys):
    assert main(["check", "missing.txt"]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_lines_may_be_set_aside_in_the_configuration(folder, capfdbinary):
    (folder / "wenzhuan.toml").write_text('[rules]\nignore-lines = ["^%%"]\n', "utf-8")
    (folder / "mixed.txt").write_text("%% 甲,乙\n丙,丁\n", "utf-8")
    assert main(["fix", "-q", "mixed.txt"]) == 0
    assert capfdbinary.readouterr().out.decode() == "%% 甲,乙\n丙，丁\n"


def test_a_file_of_two_encodings_is_not_written_back(folder, capsys):
    data = "第一行,甲\n".encode("gbk") * 3 + "第二行,乙\n".encode() * 3
    (folder / "two.txt").write_bytes(data)
    assert main(["fix", "-i", "--encoding", "mixed", "two.txt"]) == 4
    assert "several encodings" in capsys.readouterr().err
    assert (folder / "two.txt").read_bytes() == data
    assert main(["fix", "--encoding", "mixed", "two.txt", "-o", "one.txt"]) == 0
    assert (folder / "one.txt").read_text("utf-8") == "第一行，甲\n" * 3 + "第二行，乙\n" * 3


def test_lines_set_aside_may_have_names(folder, capfdbinary):
    config = '[rules.ignore-lines]\nremark = "^%%"\nstamp = "收文章$"\n'
    (folder / "wenzhuan.toml").write_text(config, "utf-8")
    (folder / "mixed.txt").write_text("%% 甲,乙\n丙,丁\n戊,收文章\n", "utf-8")
    assert main(["fix", "-q", "mixed.txt"]) == 0
    assert capfdbinary.readouterr().out.decode() == "%% 甲,乙\n丙，丁\n戊,收文章\n"


def test_a_named_line_that_is_no_pattern_is_refused(folder, capsys):
    (folder / "wenzhuan.toml").write_text("[rules.ignore-lines]\nremark = 3\n", "utf-8")
    assert main(["check", "bad.txt"]) == 2
    assert "rules.ignore-lines" in capsys.readouterr().err


NOTES = """# 一.总则

正文,含`甲, 乙`和[链接,丙](http://a.cn/b,c "题,目")。\x20\x20
下一行[^1].

    缩进代码,甲

- 项目,一

    项目的续段,二

[^1]: 脚注,文字.
[说明]: http://a.cn/甲,乙 "标题, 甲"

```python
print("你好, 世界")
```
"""
MENDED = """# 一、总则

正文，含`甲, 乙`和[链接，丙](http://a.cn/b,c "题,目")。\x20\x20
下一行[^1]。

    缩进代码,甲

- 项目，一

    项目的续段，二

[^1]: 脚注，文字。
[说明]: http://a.cn/甲,乙 "标题, 甲"

```python
print("你好, 世界")
```
"""


def test_fix_mends_markdown_and_leaves_its_code_addresses_and_blanks(folder, capfdbinary):
    (folder / "notes.md").write_text(NOTES, "utf-8")
    assert main(["fix", "-q", "notes.md"]) == 0
    assert capfdbinary.readouterr().out.decode() == MENDED


def test_check_of_markdown_names_lines(folder, capsys):
    (folder / "notes.md").write_text("# 题\n\n正文,内容\n", "utf-8")
    assert main(["check", "-q", "notes.md"]) == 1
    assert capsys.readouterr().out.startswith("notes.md:3:3: P201 ")


def test_check_of_other_markup_names_the_line_where_it_is_sure(folder, capsys):
    pytest.importorskip("pypandoc")
    page = "<h1>题</h1>\n<p>正文,内容</p>\n<p>甲,乙</p>\n<p>甲,乙</p>\n"
    (folder / "page.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    assert main(["check", "-q", "page.html", "-f", "html", "--select", "P"]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if "P201" in line]
    assert found[0].startswith("page.html:2:6: P201 ")
    assert [line.partition("[")[2] for line in found[1:]] == ["paragraph 3: 甲,乙]", "paragraph 4: 甲,乙]"]


def test_ignore_comments_hold_in_markup_too(folder, capfdbinary):
    pytest.importorskip("pypandoc")
    text = (
        "甲,乙\n\n<!-- wenzhuan-ignore-start -->\n\n丙,丁\n\n- 戊,己\n\n<!-- wenzhuan-ignore-end -->\n\n"
        "庚,辛\n\n<!-- wenzhuan-ignore-next-line -->\n壬,癸\n\n子,丑 <!-- wenzhuan-ignore -->\n"
    )
    (folder / "notes.md").write_text(text, "utf-8")
    assert main(["convert", "-q", "notes.md", "-t", "txt", "-o", "-"]) == 0
    made = capfdbinary.readouterr().out.decode()
    assert [word for word in ("甲，乙", "丙,丁", "戊,己", "庚，辛", "壬,癸", "子,丑") if word not in made] == []


def test_fix_refuses_what_it_cannot_write_back(folder, capsys):
    (folder / "page.html").write_text("<p>甲,乙</p>", "utf-8")
    assert main(["fix", "page.html"]) == 2
    assert "fix mends text and Markdown" in capsys.readouterr().err


def test_fix_refuses_an_output_for_several_texts(folder, capsys):
    assert main(["fix", "bad.txt", "good.txt", "-o", "out.txt"]) == 2
    assert "-o takes one INPUT" in capsys.readouterr().err


def test_fix_says_which_character_an_encoding_lacks(folder, capsys):
    (folder / "korean.txt").write_bytes("傳統--艱苦\n".encode("euc_kr"))
    assert main(["fix", "-i", "--encoding", "euc-kr", "--profile", "gongwen", "korean.txt"]) == 4
    assert "has no — (U+2014)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "expected"),
    [("P201", "GB/T 15834"), ("x990", "OpenCC"), ("D503", "～"), ("ENC001", "Bytes"), ("LAY001", "face")],
)
def test_explain_covers_every_room(code, expected, capsys):
    assert main(["explain", code]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(code.upper())
    assert expected in shown


def test_explain_of_an_unknown_code_names_the_nearest(capsys):
    assert main(["explain", "P20l"]) == 2
    assert "did you mean P20" in capsys.readouterr().err


def test_rules_lists_each_rule_with_its_profiles(capsys):
    assert main(["rules", "--json"]) == 0
    table = {item["code"]: item for item in json.loads(capsys.readouterr().out)}
    assert table["S107"]["profiles"] == {"gongwen": "fix", "prose": "off", "book": "off", "web": "off"}
    assert main(["rules"]) == 0
    assert "P201  stop-full" in capsys.readouterr().out


def test_every_code_that_any_room_reports_is_explained():
    import re
    from pathlib import Path

    import convert
    from convert.cli.explain import all_codes

    used = set()
    for module in Path(convert.__file__).parent.rglob("*.py"):
        used.update(re.findall(r'"([A-Z]{1,3}\d{3})"', module.read_text("utf-8")))
    assert used - {"A4", "A3"} <= set(all_codes())
