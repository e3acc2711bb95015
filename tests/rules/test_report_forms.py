"""Reports as text, JSON, GitHub annotations and SARIF."""

import json

from convert.diagnostics import Code, Diagnostic, Severity, Span
from convert.report import Report, render
from convert.rules import normalise

TEXT = "第一行。\n　　课题,是\u200b党员，。\n"
REPORT = Report("甲.txt", TEXT, normalise(TEXT).diagnostics)


def lines(form, **options):
    return list(render([REPORT], form, **options))


def test_text_puts_the_caret_under_the_place_in_cells():
    shown = lines("text")
    assert shown[0] == "甲.txt:2:5: P201 stop-full: `,` -> `，`"
    assert shown[1] == "    2 | 　　课题,是\\u200b党员，。"
    assert shown[2] == "      |         ^"
    assert shown[2].index("^") - len("      | ") == 8


def test_text_shows_invisible_characters_and_colours_only_on_request():
    assert not any("\x1b" in line or "\u200b" in line for line in lines("text"))
    assert "\x1b[36mP201\x1b[0m" in lines("text", color=True)[0]


def test_a_long_line_is_cut_around_the_place():
    text = "字" * 200 + "," + "字" * 200
    shown = list(render([Report("a", text, normalise(text).diagnostics)], "text"))
    assert shown[1] == "    1 | …" + "字" * 30 + "," + "字" * 30 + "…"
    assert shown[2].index("^") == len("    1 | ") + 61


def test_json_holds_lines_offsets_and_fixes():
    (first, *_) = json.loads("\n".join(lines("json")))
    assert first["file"] == "甲.txt"
    assert (first["line"], first["column"], first["offset"]) == (2, 5, 9)
    assert first["fix"]["edits"][0]["replacement"] == "，"
    assert first["fix"]["safety"] == "safe"


def test_github_escapes_what_would_end_a_field():
    remark = Diagnostic("P201", Severity.ERROR, "50%\nof it", Span(0, 1))
    (line,) = render([Report("a,b:c.txt", "甲", (remark,))], "github")
    assert line == "::error file=a%2Cb%3Ac.txt,line=1,endLine=1,col=1,endColumn=2,title=P201::P201 50%25%0Aof it"


def test_sarif_names_rules_regions_and_fixes():
    codes = {"P201": Code("stop-full", "Widen.", "GB/T 15834", "a -> b")}
    log = json.loads("\n".join(lines("sarif", codes=codes)))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({d.code for d in REPORT.diagnostics})
    result = run["results"][0]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "P201"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "%E7%94%B2.txt"}
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["charOffset"], region["charLength"]) == (2, 5, 9, 1)
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "，"}


def test_a_remark_without_a_place_is_one_line():
    remark = Diagnostic("ENC003", Severity.WARNING, "the encoding is in doubt")
    assert list(render([Report("a.txt", "", (remark,))], "text")) == ["a.txt: ENC003 the encoding is in doubt"]
