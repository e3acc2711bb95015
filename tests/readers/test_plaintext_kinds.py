"""Kinds of text beside official ones: essays, magazines, recipes, tests, e-mail, English; and what pages add to them."""

from __future__ import annotations

from textwrap import wrap

import pytest

from convert import nodes
from tests.readers.shapes import codes, read, shape

_SENTENCES = (
    "渡口的老船工每天清晨都要把缆绳检查一遍，再把水位记在那本绿皮的簿子里。",
    "到了秋天，两岸的芦苇黄成一片，从县城来的班船也比往常慢一些。",
    "有人说：“这条河养活了半个镇子，没有它，就没有后来的集市。”",
    "他并不多话，只是把烟袋在鞋底上磕一磕，起身往船尾走去。",
    "账面上的数字说明不了全部问题，经验往往比图纸更可靠。",
    "如果上游下了大雨，第二天的水就会漫过第三级石阶，孩子们便不用上学。",
)


def _paragraph(start: int, count: int = 4) -> str:
    return "".join(_SENTENCES[(start + k) % len(_SENTENCES)] for k in range(count))


def _wrapped(paragraphs: list[str], width: int, indent: str = "　　") -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        whole = indent + paragraph
        lines += [whole[i : i + width] for i in range(0, len(whole), width)]
    return lines


def _paged(lines: list[str], number: str, *heads: str, length: int = 24) -> str:
    """Return the lines in pages, each with a head above it and a number below."""
    out: list[str] = []
    for page, start in enumerate(range(0, len(lines), length), 1):
        out += [heads[(page - 1) % len(heads)], *lines[start : start + length], number.format(page)]
    return "\n".join(out) + "\n"


# --- pages -----------------------------------------------------------------------------------------------


def test_a_head_on_every_page_is_no_title() -> None:
    body = [_paragraph(k) for k in range(12)]
    text = _paged(["最后一班渡船", *_wrapped(body, 34)], "- {} -", "青河文丛　第二辑")
    assert shape(text) == ["title 最后一班渡船", *(f"p {paragraph}" for paragraph in body)]


def test_two_pages_with_bare_numbers_are_pages() -> None:
    body = [_paragraph(k) for k in range(6)]
    lines = ["最后一班渡船", *_wrapped(body, 34)]
    text = _paged(lines, "{}", "青河文丛　第二辑", length=len(lines) - 6)
    assert shape(text) == ["title 最后一班渡船", *(f"p {paragraph}" for paragraph in body)]


def test_heads_of_left_and_right_pages_may_differ() -> None:
    body = [_paragraph(k) for k in range(16)]
    text = _paged(["最后一班渡船", *_wrapped(body, 34)], "· {} ·", "青河文丛", "最后一班渡船")
    assert shape(text) == ["title 最后一班渡船", *(f"p {paragraph}" for paragraph in body)]


def test_a_title_that_serves_as_running_head_stays_on_its_page() -> None:
    body = [_paragraph(k) for k in range(12)]
    first, *rest = _paged(_wrapped(body, 34), "- {} -", "最后一班渡船").splitlines()
    text = "\n".join([first, "（2023年6月18日）", *rest]) + "\n"
    assert shape(text)[:2] == ["title 最后一班渡船", "dateline （2023年6月18日）"]


def test_the_heads_of_letters_are_no_heads_of_pages() -> None:
    letters: list[str] = []
    for k in range(4):
        letters += ["发件人：沈知行 <user@example.com>", f"发送时间：2024年5月{10 + k}日 1{k}:2{k}", "收件人：项目组"]
        letters += _wrapped([_paragraph(k, 6), _paragraph(k + 3, 5)], 32)
    reading = read("\n".join(letters) + "\n")
    assert "STR101" not in codes(reading)
    assert not any(line.startswith(("h", "title")) for line in shape("\n".join(letters) + "\n"))


# --- headings --------------------------------------------------------------------------------------------


def test_essays_full_of_speech_have_headings() -> None:
    heads = ["谁还记得老船工", "水位线以下的青苔", "石阶"]
    lines = ["檐下集"]
    for k, head in enumerate(heads):
        lines += [head, *(_paragraph(k + j, 3) for j in range(3))]
    found = shape("\n".join(lines) + "\n")
    assert found[0] == "title 檐下集"
    assert [line for line in found if line.startswith("h")] == [f"h1 {head}" for head in heads]


def test_ingredients_stand_below_their_heading() -> None:
    text = """
    葱油拌面
    葱要用小葱，火要小，这样熬出来的油才香，颜色也清亮。
    材料
    面粉500克
    温水260毫升
    小葱8根
    做法
    1. 先把面粉和水揉成团，盖上湿布，放半个小时再擀。
    2. 小葱切段，凉油下锅，慢慢熬到发黄为止。
    """
    found = shape(text)
    assert [line for line in found if line.startswith("h")] == ["h1 材料", "h1 做法"]
    assert "p 面粉500克" in found


def test_questions_and_their_answers_are_no_headings() -> None:
    text = """
    八年级地理期末试卷
    （考试时间：90分钟　满分：100分）
    一、选择题（每小题3分，共6分）
    1. 下列关于河流的说法，正确的是（　　）
    A. 上游的水流总是比下游慢
    B. 河口的泥沙来自上游
    2. 下列城市中，位于河口的是（　　）
    A. 青河
    B. 柳城
    二、简答题（共10分）
    3. 渡口为什么多在河湾的外侧，请说明理由。
    """
    found = shape(text)
    assert found[0] == "title 八年级地理期末试卷"
    assert [line for line in found if line.startswith("h")] == [
        "h1 一、选择题（每小题3分，共6分）",
        "h1 二、简答题（共10分）",
    ]


def test_exercises_belong_to_the_whole_section() -> None:
    lines = ["乡土地理读本"]
    for k in range(2):
        lines += [f"第{'一二'[k]}节　河与镇", _paragraph(k, 2)]
        for j in range(2):
            lines += [f"{'一二'[j]}、渡口的来处", _paragraph(k + j, 3)]
        lines += ["思考与练习", "1. 渡口为什么在河湾？", "2. 水位怎样记录？"]
    levels = {line[3:]: line[:2] for line in shape("\n".join(lines) + "\n") if line.startswith("h")}
    assert levels["思考与练习"] == levels["一、渡口的来处"] == "h2"
    assert levels["第一节　河与镇"] == "h1"


_ENGLISH = (
    "The ferry has crossed this river for more than a hundred years, and the keeper still writes the water level "
    "in a small green notebook. Visitors often ask why the older bridge was never repaired."
)


def test_english_paragraphs_have_english_headings() -> None:
    lines = ["The Last Ferry"]
    for head in ("Introduction", "Results and Discussion"):
        lines += [head, *(f"　　{line}" if i == 0 else line for i, line in enumerate(wrap(_ENGLISH, 44)))]
    assert shape("\n".join(lines) + "\n") == [
        "title The Last Ferry",
        "h1 Introduction",
        f"p {_ENGLISH}",
        "h1 Results and Discussion",
        f"p {_ENGLISH}",
    ]


def test_particulars_of_a_form_are_neither_title_nor_heading() -> None:
    text = f"""
    发件人：沈知行 <user@example.com>
    收件人：项目组
    主题：下周的值班安排
    {_paragraph(0)}
    {_paragraph(2)}
    """
    assert not any(line.startswith(("h", "title")) for line in shape(text))


# --- heads of documents ----------------------------------------------------------------------------------


def test_several_issuers_stand_one_to_a_line() -> None:
    text = f"""
    青河县水利局
    青河县财政局　文件
    青水发〔2024〕18号
    关于做好小型水库安全管理工作的通知
    各乡镇人民政府：
    　　{_paragraph(0)}
    """
    assert shape(text)[:4] == [
        "issuer-mark 青河县水利局",
        "issuer-mark 青河县财政局　文件",
        "doc-number 青水发〔2024〕18号",
        "title 关于做好小型水库安全管理工作的通知",
    ]


def test_an_address_below_a_title_of_full_width_begins_anew() -> None:
    title = "关于做好小型水库安全运行管理有关工作的通知"
    lines = [title, "各乡镇人民政府、县直有关单位：", *_wrapped([_paragraph(k) for k in range(4)], len(title))]
    assert shape("\n".join(lines) + "\n")[:2] == [
        f"title {title}",
        "recipients 各乡镇人民政府、县直有关单位：",
    ]


# --- joining ---------------------------------------------------------------------------------------------


def test_rows_of_a_table_stay_apart_in_wrapped_text() -> None:
    rows = ["项目\t2023年\t2022年", "营业收入\t45,120.33\t41,008.75", "净利润\t3,208.10\t2,977.64"]
    lines = ["经营情况摘要", *_wrapped([_paragraph(k) for k in range(4)], 15), *rows]
    lines += _wrapped([_paragraph(k) for k in range(4, 8)], 15)
    found = shape("\n".join(lines) + "\n")
    assert [line for line in found if line.startswith("row")] == ["row " + row.replace("\t", "|") for row in rows]


@pytest.mark.parametrize("taken", [1, 8], ids=["narrow tab", "wide tab"])
def test_a_tab_may_have_been_of_any_width_where_lines_were_broken(taken: int) -> None:
    body = [_paragraph(k, 5) for k in range(6)]
    lines = ["最后一班渡船"]
    for paragraph in body:
        first = 30 - taken // 2
        lines += ["\t" + paragraph[:first], *(paragraph[i : i + 30] for i in range(first, len(paragraph), 30))]
    assert shape("\n".join(lines) + "\n") == ["title 最后一班渡船", *(f"p {paragraph}" for paragraph in body)]


def test_the_last_characters_of_a_sentence_are_no_paragraph() -> None:
    text = """
    印刷品报价单
    以下价格自2024年3月1日起执行，如有调整另行公
    布。
    批量采购可以另议，详情请到服务台咨询有关人员。
    """
    assert shape(text)[1] == "p 以下价格自2024年3月1日起执行，如有调整另行公布。"


def test_an_entry_of_a_bibliography_goes_on_with_its_issue() -> None:
    entries = [
        f"[{k}] 沈知行，何小满．沿河聚落的变迁与渡口管理研究综述[J]．水利学报，201{k}，1{k}（{k}）：11-20．"
        for k in range(1, 5)
    ]
    lines = ["渡口研究", *_wrapped([_paragraph(k) for k in range(6)], 36), "参考文献"]
    for entry in entries:
        cut = entry.index("（")
        lines += ["　　" + entry[:cut], entry[cut:]]
    found = shape("\n".join(lines) + "\n")
    assert [line.partition(" ")[2] for line in found[-4:]] == entries


def test_a_line_cannot_end_with_an_opening_bracket() -> None:
    text = f"""
    渡口札记

    {_paragraph(1, 3)}

    据记载，上游一共有三处渡口（
    1）都在河湾的外侧，（2）都由同一家人看守。
    """
    assert shape(text)[-1].endswith("上游一共有三处渡口（1）都在河湾的外侧，（2）都由同一家人看守。")


def test_items_with_bullets_stand_apart_below_full_lines() -> None:
    width = 20
    full = "渡口的老船工每天清晨都要把缆绳检查一遍。"
    assert len(full) == width
    items = ["• 带上雨衣和手电。", "• 不要站在船头拍照。"]
    lines = ["慢游指南", *_wrapped([_paragraph(k) for k in range(4)], width), full, *items]
    assert [line[-len(items[0]) :].strip() for line in shape("\n".join(lines) + "\n")[-2:-1]] == [items[0]]


def test_verse_without_marks_is_not_joined() -> None:
    lines = ["低处的光"]
    for head in ("渡口", "旧雨伞", "写给冬天"):
        lines += ["", head, "", "像有人在翻一本旧书", "等一条船", "像有人在翻一本旧书", "影子留在石阶", "水声很轻"]
    found = shape("\n".join(lines) + "\n")
    assert found.count("verse 像有人在翻一本旧书") == 6
    assert [line for line in found if line.startswith("h")] == ["h1 渡口", "h1 旧雨伞", "h1 写给冬天"]


@pytest.mark.parametrize("gap", ["", "\n"], ids=["close", "after a blank line"])
def test_an_organ_waits_for_its_subject(gap: str) -> None:
    text = f"青河县人民政府办公室\n{gap}关于做好防汛工作的通知\n各乡镇人民政府：\n　　{_paragraph(0)}\n　　{_paragraph(2)}\n"
    assert shape(text)[:2] == ["title 青河县人民政府办公室关于做好防汛工作的通知", "recipients 各乡镇人民政府："]


def test_lines_of_a_title_are_centred_each_by_its_own_blanks() -> None:
    lines = ["青河县人民政府办公室", "关于转发县水利局等部门小型水库", "安全运行管理的意见和要求"]
    centred = [" " * ((44 - 2 * len(line)) // 2) + line for line in lines]
    text = "\n".join([*centred, "各乡镇人民政府：", f"　　{_paragraph(0)}", f"　　{_paragraph(2)}"]) + "\n"
    assert shape(text)[0] == "title " + "".join(lines)


def test_an_author_stands_below_a_subtitle() -> None:
    text = f"江边的一盏灯\n——老船工纪事\n何远\n　　{_paragraph(0)}\n　　{_paragraph(3)}\n"
    assert shape(text)[:3] == ["title 江边的一盏灯", "subtitle ——老船工纪事", "author 何远"]


def test_lessons_of_a_textbook_are_divided_by_short_lines() -> None:
    lines = ["乡土历史读本"]
    for k in range(3):
        lines += [f"第{'一二三'[k]}课　河与镇"]
        for head in ("渡口的来处", "堤坝之后"):
            lines += [head, _paragraph(k, 3), _paragraph(k + 2, 3)]
        lines += ["课后习题", "1．渡口为什么在河湾，说说你的看法。", "2．水位怎样记录，说说你的看法。"]
    found = [line for line in shape("\n".join(lines) + "\n") if line.startswith("h")]
    assert found[:4] == ["h1 第一课　河与镇", "h2 渡口的来处", "h2 堤坝之后", "h2 课后习题"]
    assert len(found) == 12


def test_a_short_line_in_one_chapter_of_a_novel_is_no_heading() -> None:
    lines = ["河上的人"]
    for k in range(3):
        lines += [f"第{'一二三'[k]}章　夜航", *(_paragraph(k + j, 3) for j in range(4))]
    lines[4:4] = ["青河渡口"]
    found = shape("\n".join(lines) + "\n")
    assert [line for line in found if line.startswith("h")] == [f"h1 第{n}章　夜航" for n in "一二三"]


def test_where_a_piece_was_written_is_no_heading() -> None:
    lines = ["屋檐下的四季"]
    for head in ("渡口的灯", "谁还记得石阶", "最后一班船"):
        lines += [head, *(_paragraph(len(head) + j, 3) for j in range(3)), "二〇一九年秋，于青河"]
    found = shape("\n".join([*lines, _paragraph(1)]) + "\n")
    assert [line for line in found if line.startswith("h")] == ["h1 渡口的灯", "h1 谁还记得石阶", "h1 最后一班船"]
    assert found.count("p 二〇一九年秋，于青河") == 3


def test_bare_numbers_above_the_head_of_the_next_page_are_pages() -> None:
    head, lines = "青河文丛　第二辑", ["最后一班渡船"]
    bodies = [_paragraph(k, 2) for k in range(24)]
    pages = [bodies[:9], bodies[9:18], bodies[18:]]
    for number, page in enumerate(pages, 1):
        lines += [*_wrapped(page, 34), str(number), head]
    text = "\n".join([head, *lines[:-1]]) + "\n"
    assert shape(text) == ["title 最后一班渡船", *(f"p {body}" for body in bodies)]


def test_numbers_of_sections_at_even_distances_are_kept() -> None:
    lines = ["江边旧事"]
    for number in range(1, 5):
        lines += [str(number), *_wrapped([_paragraph(number + k, 4) for k in range(4)], 26)]
    text = "\n".join(lines) + "\n"
    assert "STR101" not in codes(read(text))
    assert [line for line in shape(text) if line.startswith("h")] == ["h1 1", "h1 2", "h1 3", "h1 4"]


def test_the_number_of_an_issue_is_no_part_of_the_title() -> None:
    text = f"青河县信息简报\n第12期\n　　{_paragraph(0)}\n　　{_paragraph(2)}\n"
    assert shape(text)[:2] == ["title 青河县信息简报", "p 第12期"]


def test_options_of_one_length_are_not_joined() -> None:
    options = [
        "船工记录了涨水的每一个时刻",
        "船工修补着那段旧的石阶路",
        "船工丈量过夜里的每一寸水",
        "船工守着一本写满的旧账簿",
    ]
    lines = ["水文常识试题"]
    for number in range(1, 6):
        lines += [f"　　{number}. 下列关于渡口的说法，正确的是（　　）"]
        lines += [f"　　{'ABCD'[k]}. {options[(k + number) % 4]}" for k in range(4)]
    found = shape("\n".join(lines) + "\n")
    assert [line.partition(" ")[2] for line in found] == [line.strip("　") for line in lines]


CODE = "关于代码的说明\n\n下面是一个例子：\n\n```ruby\nclass A\n  def x\n  end\nend\n```\n\n正文到此为止，谢谢大家阅读这篇短文。\n"


def test_fenced_code_keeps_its_language_and_its_last_word() -> None:
    (code,) = [block for block in read(CODE).document.blocks if isinstance(block, nodes.CodeBlock)]
    assert code.attr.classes == ("ruby",)
    assert code.text == "class A\n  def x\n  end\nend"


@pytest.mark.parametrize("end", ["(end)", "——END——", "The End", "（全书完）"])
def test_the_end_of_a_book_is_set_aside(end: str) -> None:
    assert "STR101" in codes(read(f"故事\n\n　　第二天，雨停了，他们一起回家去了。\n\n{end}\n"))


@pytest.mark.parametrize("line", ["下面是一个例子：", "以下命令会列出目录：", "先看一段代码："])
def test_a_line_that_announces_what_follows_addresses_nobody(line: str) -> None:
    said = shape(f"关于命令行的说明\n\n{line}\n\n```sh\nls -l\n```\n\n列表里每个文件占一行。\n")
    assert not any("salutation" in part or "recipients" in part for part in said)
