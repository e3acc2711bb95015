"""Normalisations as tracked changes that a reviewer accepts or rejects in Word."""

from __future__ import annotations

import re
from dataclasses import replace

from convert import pipeline
from convert.contracts import Context
from convert.writers.docx import DocxOptions, write

SOURCE = "关于开会的通知\n\n各单位:\n　　定于5月1日召开会议,请准时参加.不得缺席。\n"


def tracked(text: str):
    from tests.writers_docx.conftest import Word

    prepared = pipeline.prepare(text.encode(), pipeline.Request(profile="gongwen"))
    assert prepared.normalised is not None and prepared.decoded is not None
    remarks = []
    context = Context(
        prepared.profile, remarks.append, decoded=prepared.decoded.text, edits=tuple(prepared.normalised.edits)
    )
    made = Word(write(prepared.document, DocxOptions(track_changes=True), context), remarks)
    plain = Word(write(prepared.document, DocxOptions(), replace(context, edits=())))
    return made, plain


def without(xml: str, *tags: str) -> str:
    for tag in tags:
        xml = re.sub(rf"<w:{tag}[ >].*?</w:{tag}>", "", xml)
    return re.sub("<[^>]+>", "", xml)


def test_accepting_all_gives_the_normalised_text_and_rejecting_all_the_source():
    made, plain = tracked(SOURCE)
    accepted = without(made.body, "del")
    rejected = without(made.body, "ins")
    assert accepted == without(plain.body)
    assert re.sub(r"\s", "", rejected) == re.sub(r"\s", "", SOURCE)


def test_each_change_has_a_comment_that_names_its_rule():
    made, _ = tracked(SOURCE)
    comments = made.xml("word/comments.xml")
    count = made.body.count("<w:commentReference ")
    assert count == comments.count("<w:comment ") >= 3
    assert re.search(r">P\d{3}: \S", comments)


def test_without_the_option_nothing_is_tracked():
    _, plain = tracked(SOURCE)
    assert "<w:ins " not in plain.body and "word/comments.xml" not in plain.parts


def test_a_change_that_cannot_be_shown_is_named():
    made, _ = tracked("标题\n\n正文第一段,写完了。\n【打印】,【关闭】\n")
    shown = made.body.count("<w:commentReference ")
    assert shown >= 1
    assert all(remark.code == "DOC006" for remark in made.remarks)


def test_revisions_are_numbered_once_and_carry_no_date():
    made, _ = tracked(SOURCE)
    numbers = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', made.body)
    assert len(numbers) == len(set(numbers))
    assert "w:date" not in made.body
