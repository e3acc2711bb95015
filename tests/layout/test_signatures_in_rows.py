"""Where those who sign stand on the page: rows of 签发人 (7.2.6), seals (7.3.5.1), stamps (7.3.5.3), in mm."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from convert import profile
from convert.layout import layout
from convert.layout.frames import Frames, GlyphRun
from convert.nodes import Attr, Header, Role, Str
from convert.walk import with_meta

sys.path.insert(0, str(Path(__file__).parent))

from placing import CELL, MM, document, line, lines, page_of, part

GONGWEN = profile.load("gongwen")
CHARACTER = CELL / MM
PITCH = (225 - 16 / MM) / 21
BODY = "为加强城市公园的规划、建设、保护和管理，改善生态环境，经市政府同意，现将有关事项通知如下，请认真贯彻执行。"


def edges(frames: Frames, text: str) -> tuple[float, float, float]:
    """Left, right and top of a text that is a run of glyphs or a stretch of one, in mm."""
    for page in frames.pages:
        for item in page.items:
            shown = "".join(item.texts) if isinstance(item, GlyphRun) else ""
            if isinstance(item, GlyphRun) and text in shown:
                at = shown.index(text)
                left = item.x + sum(item.advances[:at])
                return left / MM, (left + sum(item.advances[at : at + len(text)])) / MM, item.y / MM
    raise AssertionError(text)


def headed(signer: str) -> Frames:
    meta = {"issuer_mark": "云岭市人民政府", "doc_number": "云政发〔2026〕3号", "signer": signer}
    return layout(with_meta(document(part(Role.TITLE, "关于公园的请示"), BODY), **meta), GONGWEN)


def test_three_who_sign_stand_two_to_a_line_and_the_number_on_the_last() -> None:
    frames = headed("张三、欧阳若兰、王五")
    label, first, second, third = (edges(frames, text) for text in ("签发人", "张三", "欧阳若兰", "王五"))
    number = edges(frames, "云政发")
    assert second[1] == pytest.approx(184 - CHARACTER, abs=0.1)
    assert first[0] == pytest.approx(label[0] + 4 * CHARACTER, abs=0.2)
    assert third[0] == pytest.approx(first[0], abs=0.1)
    assert label[2] == pytest.approx(second[2], abs=0.6)
    assert number[2] == pytest.approx(third[2], abs=0.6)  # baselines of the two faces
    assert number[2] > label[2] + 9
    assert number[0] == pytest.approx(28 + CHARACTER, abs=0.1)


def signed(*organs: str, **meta: str) -> Frames:
    source = document(BODY, part(Role.SIGNATURE, *organs), part(Role.DATE, "2026年10月15日"))
    return layout(with_meta(source, **meta), GONGWEN)


def test_seals_of_three_organs_stand_in_two_rows_that_do_not_touch() -> None:
    frames = signed("市教育局", "市公安局", "市财政局", seal="true")
    first, second, third = (edges(frames, name) for name in ("市教育局", "市公安局", "市财政局"))
    date = edges(frames, "日")
    assert first[2] == pytest.approx(second[2], abs=0.1)
    assert (second[0] + second[1]) / 2 - (first[0] + first[1]) / 2 > 45
    assert third[2] - first[2] > 45
    assert (second[0], second[1]) == pytest.approx((third[0], third[1]), abs=0.1)
    assert date[1] == pytest.approx(184 - 4 * CHARACTER, abs=0.2)


def test_two_blank_lines_leave_room_for_a_seal() -> None:
    frames = signed("市财政局", seal="true")
    last = max(placed.top for placed in lines(frames.pages[0]) if placed.text.endswith("执行。"))
    assert line(frames, "市财政局").top - last == pytest.approx(3 * PITCH, abs=0.1)


def test_a_stamp_keeps_4_from_the_right_and_the_post_2_from_it() -> None:
    frames = signed("省长　王某某", stamp="true")
    post, name, date = edges(frames, "省长"), edges(frames, "王某某"), edges(frames, "日")
    assert name[1] == pytest.approx(184 - 4 * CHARACTER, abs=0.1)
    assert post[1] == pytest.approx(name[0] - 2 * CHARACTER, abs=0.1)
    assert date[1] == pytest.approx(name[1], abs=0.1)
    last = max(placed.top for placed in lines(frames.pages[0]) if placed.text.endswith("执行。"))
    assert line(frames, "王某某").top - last == pytest.approx(3 * PITCH, abs=0.1)
    assert date[2] - name[2] == pytest.approx(2 * PITCH, abs=0.1)


def test_a_heading_goes_along_with_the_text_that_a_signature_takes() -> None:
    """The signature takes the last paragraph to the next page; its heading does not stay alone (7.3.5.5)."""
    heading = Header(1, Attr(), (Str("一、总体要求"),))
    for count in range(8, 22):
        source = document(
            *[BODY[:20]] * count,
            heading,
            BODY[:20],
            part(Role.SIGNATURE, "市人民政府"),
            part(Role.DATE, "2026年1月1日"),
        )
        frames = layout(source, GONGWEN)
        assert page_of(frames, "一、总体要求") == page_of(frames, "市人民政府")


def test_items_of_the_attachments_note_keep_titles_whole() -> None:
    source = document(
        BODY, part(Role.ATTACHMENT_NOTE, "附件：1.云岭市城市公园便民服务设施配置标准和《公园管理办法》解读", "2.名录")
    )
    shown = [placed.text for placed in lines(layout(source, replace(GONGWEN)).pages[0])]
    assert any("《公园管理办法》" in text for text in shown)
