"""版头 and 版记 from metadata: added where the text lacks them, in the order of the standard."""

from __future__ import annotations

from convert.nodes import Document, MetaMap, MetaString, Para, Role, Str
from convert.profile import load
from convert.transforms.gongwen import official
from convert.transforms.head import placed_head
from convert.walk import div, plain_text, role_of

GONGWEN = load("gongwen")


def document(*blocks, **meta):
    entries = tuple((key.replace("_", "-"), MetaString(value)) for key, value in meta.items())
    return Document(MetaMap(entries), blocks)


def parts(made):
    return [(role_of(block), plain_text(block)) for block in made.blocks]


TITLE = div(Role.TITLE, Para((Str("通知"),)))


def test_the_mark_ends_in_文件_once():
    for given in ("某市人民政府", "某市人民政府文件"):
        assert parts(official(document(TITLE, issuer_mark=given), GONGWEN))[0] == (Role.ISSUER_MARK, "某市人民政府文件")


def test_parts_of_the_text_keep_their_order_and_metadata_fill_the_gaps():
    number = div(Role.DOC_NUMBER, Para((Str("某发〔2025〕1号"),)))
    made = official(
        document(number, TITLE, issuer_mark="某市委", secrecy="机密", doc_number="另发〔2025〕9号"), GONGWEN
    )
    assert parts(made) == [
        (Role.SECRECY, "机密"), (Role.ISSUER_MARK, "某市委文件"), (Role.DOC_NUMBER, "某发〔2025〕1号"), (Role.TITLE, "通知"),
    ]  # fmt: skip


def test_copies_and_imprint_end_the_document():
    made = official(document(TITLE, copies="市委办", imprint_organ="市府办", imprint_date="2025年4月9日"), GONGWEN)
    assert parts(made)[1:] == [(Role.COPIES, "抄送：市委办。"), (Role.IMPRINT, "市府办　　2025年4月9日印发")]


def test_it_is_done_once():
    once = official(document(TITLE, issuer_mark="某市委", copies="市委办"), GONGWEN)
    assert official(once, GONGWEN) == once


def test_profiles_without_form_change_nothing():
    plain = document(TITLE, issuer_mark="某市委", copies="市委办")
    assert official(plain, load("prose")) == plain


def test_a_blank_line_stands_above_those_present_and_none_between():
    """10.3: 出席 stands a blank line below the text, 列席 right below it."""
    present = [div(Role.ATTENDANCE, Para((Str(text),))) for text in ("出席：张三", "列席：李四")]
    made = official(document(Para((Str("会议指出。"),)), *present), load("minutes"))
    assert [block.attr.get("before") for block in made.blocks[1:]] == ["1", ""]


def test_a_title_stands_two_lines_below_a_mark_without_number_or_rule():
    head = official(document(TITLE, issuer_mark="某市政府常务会议"), load("minutes")).blocks[:1]
    mark = next(iter(placed_head(head, load("minutes"))))
    assert plain_text(mark) == "某市政府常务会议纪要"
    assert 1 < float(mark.attr.get("after")) <= 2


def test_signers_above_and_beside_the_number_are_one_part_behind_it():
    """7.2.5: the number stands on the line of the last name, wherever the text has it."""
    mark = div(Role.ISSUER_MARK, Para((Str("某市文件"),)))
    number = div(Role.DOC_NUMBER, Para((Str("某政发〔2026〕3号"),)))
    first, second = (div(Role.SIGNER, Para((Str(text),))) for text in ("签发人：张三　李四", "王五"))
    for head in ((mark, first, number, second), (mark, first, second, number)):
        made = official(document(*head, TITLE), GONGWEN)
        assert [role for role, _ in parts(made)] == [Role.ISSUER_MARK, Role.DOC_NUMBER, Role.SIGNER, Role.TITLE]
    assert parts(official(document(mark, first, number, TITLE), GONGWEN))[2] == (Role.SIGNER, "签发人：张三　李四")
