"""Front and back matter, attachments, noise, kinds, tables, verse, code, dialogue."""

from __future__ import annotations

import pytest

from convert.nodes import Note
from convert.readers.plaintext import profile_for, recognise_kind
from convert.walk import descend, meta_text, plain_text
from tests.readers.shapes import codes, read, shape

BODY = "各科室要提高认识，周密安排，确保搬迁工作平稳有序，不影响群众办事。"
NOTICE = f"""
某区档案局　某区财政局
关于做好档案馆搬迁工作的通知
某档发〔2024〕7号

局属各单位，机关各科室：
　　{BODY}现将有关事项通知如下。
　　一、时间安排
　　{BODY}
　　二、任务分工
　　{BODY}

　　附件：1.搬迁任务分工表
　　　　　2.搬迁时间表

　　　　　　　　　　　　　　某区档案局
　　　　　　　　　　　　　　某区财政局
　　　　　　　　　　　　　　2024年6月3日
　　（联系人：王芳，联系电话：0100—1234567）

附件1
搬迁任务分工表
　　{BODY}

抄送：区委办公室，区政府办公室。
某区档案局办公室　　2024年6月3日印发
"""


def test_the_parts_of_a_notice() -> None:
    reading = read(NOTICE)
    assert shape(NOTICE) == [
        "title 某区档案局　某区财政局关于做好档案馆搬迁工作的通知",
        "doc-number 某档发〔2024〕7号",
        "recipients 局属各单位，机关各科室：",
        f"p {BODY}现将有关事项通知如下。",
        "h1 一、时间安排",
        f"p {BODY}",
        "h1 二、任务分工",
        f"p {BODY}",
        "attachment-note 附件：1.搬迁任务分工表",
        "attachment-note 2.搬迁时间表",
        "signature 某区档案局",
        "signature 某区财政局",
        "date 2024年6月3日",
        "note （联系人：王芳，联系电话：0100—1234567）",
        "attachment-label 附件1",
        "attachment-title 搬迁任务分工表",
        f"p {BODY}",
        "copies 抄送：区委办公室，区政府办公室。",
        "imprint 某区档案局办公室　　2024年6月3日印发",
    ]
    assert meta_text(reading.document, "doc-number") == "某档发〔2024〕7号"
    assert meta_text(reading.document, "issuer") == "某区档案局、某区财政局"
    assert meta_text(reading.document, "date") == "2024年6月3日"
    assert reading.kind == "official"


def test_a_document_attached_without_a_label_begins_with_its_title() -> None:
    text = f"""
    某市人民政府转发市水务局节水方案的通知
    某政发〔2024〕2号
    各区人民政府：
    　　{BODY}
    　　　　　　　　　某市人民政府
    　　　　　　　　　2024年2月1日
    市水务局关于节约用水的实施方案
    　　一、目标
    　　{BODY}
    　　二、措施
    　　{BODY}
    """
    assert "attachment-title 市水务局关于节约用水的实施方案" in shape(text)


def test_below_the_title_of_a_speech() -> None:
    text = f"""
    在全市植树节活动上的讲话
    （2024年3月12日）
    陈　明
    同志们：
    　　{BODY}
    　　谢谢大家！
    """
    assert shape(text)[:4] == [
        "title 在全市植树节活动上的讲话", "dateline （2024年3月12日）", "speaker 陈　明", "salutation 同志们：",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        ("某县人民政府办公室", "关于做好春季河道", "清淤工作的通知"),
        ("某县水务局关于做好2024年", "春夏两季河道堤防", "巡查工作的通知"),
        ("中共某县委办公室　某县人民政府办公室", "关于做好春季河道", "清淤工作的通知"),
    ],
)
def test_a_title_flush_left_waits_for_its_kind_word(title: tuple[str, ...]) -> None:
    lines = shape("\n".join([*title, "", "各乡镇人民政府：", "", f"　　{BODY}", "　　一、时间安排", f"　　{BODY}"]))
    assert lines[:2] == ["title " + "".join(title), "recipients 各乡镇人民政府："]


def test_a_title_in_three_lines_and_its_occasion() -> None:
    text = f"""
    　　　　　　　　以实干担当推动乡村振兴
    　　　　　　　　　　以改革创新激发
    　　　　　　　　　　　农村活力
    　　　　——在全县农村工作会议上的报告
    同志们：
    　　{BODY}{BODY}
    """
    assert shape(text)[:2] == [
        "title 以实干担当推动乡村振兴以改革创新激发农村活力",
        "occasion ——在全县农村工作会议上的报告",
    ]


FURNITURE = [
    "您现在的位置：首页 > 政务公开 > 通知公告",
    "【字体：大 中 小】 打印本页",
    "来源：某县广播站　　发布时间：2024-05-06 10:20　　浏览次数：318",
    "设为首页 | 加入收藏 | 无障碍浏览",
]
TAIL = [
    "责任编辑：李四",
    "上一篇：关于停水的公告",
    "扫一扫在手机打开当前页",
    "版权所有：某县人民政府　某ICP备12345678号",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_at_the_top_is_set_aside(line: str) -> None:
    reading = read(f"{line}\n关于修渠的公告\n　　{BODY}\n　　{BODY}\n")
    (noise,) = [d for d in reading.diagnostics if d.code == "STR101"]
    assert noise.span is not None
    assert (noise.span.start, noise.span.end) == (0, len(line))
    assert noise.message.startswith("line 1 set aside as ")


@pytest.mark.parametrize("line", TAIL)
def test_furniture_at_the_tail_is_set_aside(line: str) -> None:
    assert codes(read(f"关于修渠的公告\n　　{BODY}\n　　{BODY}\n{line}\n")) == ["STR101"]


@pytest.mark.parametrize("line", [*FURNITURE[2:3], *TAIL[:3], "打印。", "下载", "目前，各科室的材料均已打印。"])
def test_the_same_words_inside_the_text_stay(line: str) -> None:
    text = f"关于修渠的公告\n　　{BODY}\n　　{BODY}\n　　{line}\n　　{BODY}\n　　{BODY}\n"
    assert "STR101" not in codes(read(text))
    assert any(line in shown for shown in shape(text))


def test_particulars_of_a_meeting_are_no_furniture() -> None:
    text = f"第三次办公会议纪要\n时间：2024-04-02 9:00\n地点：三楼会议室\n　　{BODY}\n　　{BODY}\n"
    assert "STR101" not in codes(read(text))


def test_a_text_of_nothing_but_furniture_is_kept() -> None:
    assert shape("【打印】【关闭】\n扫一扫在手机打开当前页\n") != []


def test_noise_can_be_kept() -> None:
    text = f"{FURNITURE[0]}\n关于修渠的公告\n　　{BODY}\n　　{BODY}\n{TAIL[0]}\n"
    kept = shape(text, keep_noise=True)
    assert kept[0] == f"noise {FURNITURE[0]}"
    assert kept[-1] == f"noise {TAIL[0]}"


def test_bare_page_numbers_are_told_from_section_numbers() -> None:
    sections = "".join(f"{n}\n\n　　{BODY}\n\n　　{BODY * n}\n\n" for n in (1, 2, 3))
    assert [line for line in shape("旧雨\n\n" + sections) if line[0] == "h"] == ["h1 1", "h1 2", "h1 3"]


def test_tables_need_columns_that_agree() -> None:
    assert shape(f"人员名单\n　　{BODY}\n姓名\t单位\t电话\n张三\t一科\t101\n李四\t二科\t102\n")[2:] == [
        "row 姓名|单位|电话", "row 张三|一科|101", "row 李四|二科|102",
    ]  # fmt: skip
    ragged = f"人员名单\n　　{BODY}\n姓名    单位\n张三\n李四    二科    主任    备注\n王五    三科\n"
    assert not any(line.startswith("row") for line in shape(ragged))


def test_verse_keeps_its_lines_inside_prose() -> None:
    text = f"""
    第一回　渡口夜话
    　　{BODY * 4}有诗为证：
    　　青山隐隐水迢迢，秋尽江南草未凋。
    　　二月春风吹野渡，一灯渔火照归桥。
    　　{BODY * 4}
    """
    assert [line for line in shape(text) if line.startswith("verse")] == [
        "verse 青山隐隐水迢迢，秋尽江南草未凋。", "verse 二月春风吹野渡，一灯渔火照归桥。",
    ]  # fmt: skip


def test_a_collection_of_poems() -> None:
    text = """
    田家小集

    春耕

    布谷催春早，牛铃过短桥。
    一犁新雨足，处处长青苗。

    秋收

    场上人声闹，篱边菊影斜。
    今年收成好，灯火到谁家。
    """
    assert [line for line in shape(text) if not line.startswith("verse")] == ["title 田家小集", "h1 春耕", "h1 秋收"]


def test_code_keeps_its_indents() -> None:
    text = """
    安装与使用

    首先用 pip 安装 example 软件包，然后在 Python 中导入 example 模块：

    import example
    def main():
        example.run(port=8080)

    运行以后可以用浏览器打开 http://localhost:8080 查看 example 的输出。
    """
    assert [line for line in shape(text) if line.startswith("code")] == [
        "code import example", "code def main():", "code     example.run(port=8080)",
    ]  # fmt: skip


def test_questions_and_answers() -> None:
    text = f"访老渡工\n\n问：您撑了多少年船？\n\n答：{BODY}\n\n问：还想撑吗？\n\n答：{BODY}\n"
    assert [line.split()[0] for line in shape(text)][1:] == ["question", "answer", "question", "answer"]


@pytest.mark.parametrize(
    ("text", "kind", "profile"),
    [
        (NOTICE, "official", "gongwen"),
        ("在开工典礼上的致辞\n各位来宾：\n　　" + BODY, "speech", "gongwen"),
        ("某县古井办法\n第一条　为了保护古井。\n第二条　古井归集体。\n第三条　不得填埋。", "law", "gongwen"),
        ("河灯\n第一章　雨夜\n" + "　　“你来了。”他说。\n　　她点点头。\n" * 8, "book", "book"),
        ("春耕\n布谷催春早，牛铃过短桥。\n一犁新雨足，处处长青苗。\n场上人声闹，篱边菊影斜。", "verse", "book"),
        ("用 Docker 部署 nginx\n先 pull 镜像 nginx:latest，再 run 容器，端口映射到 8080。", "technical", "web"),
        ("老屋\n　　" + BODY, "prose", "prose"),
    ],
)
def test_kinds_and_their_profiles(text: str, kind: str, profile: str) -> None:
    assert recognise_kind(text) == kind
    reading = read(text)
    assert reading.kind == kind
    assert reading.evidence
    assert profile_for(kind) == profile


def test_notes_at_the_end_are_linked_to_their_marks() -> None:
    text = f"""
    老桥记
    　　老桥〔1〕横在河上，{BODY}新桥〔2〕在它的下游。
    　　〔1〕建于清末，三孔。
    　　〔2〕建于前年。
    """
    reading = read(text)
    notes = [plain_text(node.content) for node in descend(reading.document.blocks) if isinstance(node, Note)]
    assert notes == ["建于清末，三孔。", "建于前年。"]
    assert "〔" not in plain_text(reading.document.blocks)


def test_notes_without_their_marks_stay_text() -> None:
    text = f"老桥记\n　　老桥〔1〕横在河上，{BODY}\n　　〔1〕建于清末，三孔。\n　　〔2〕建于前年。\n"
    assert "STR402" in codes(read(text))
    assert any("〔2〕建于前年。" in line for line in shape(text))


def test_marks_inside_code_are_no_notes() -> None:
    text = (
        f"取值说明\n\n　　下面取第一个元素〔1〕，{BODY}\n\n```\ny = 〔1〕\n```\n\n　　{BODY}\n\n〔1〕见甲书第三页。\n"
    )
    reading = read(text)
    assert not [node for node in descend(reading.document.blocks) if isinstance(node, Note)]
    assert "y = 〔1〕" in plain_text(reading.document.blocks)


def test_a_page_title_above_the_real_one_is_set_aside() -> None:
    reading = read(f"关于修渠的公告_某县人民政府\n关于修渠的公告\n　　{BODY}\n　　{BODY}\n")
    assert meta_text(reading.document, "title") == "关于修渠的公告"
    assert codes(reading)[0] == "STR101"


@pytest.mark.parametrize(("one", "two"), [("〔1〕", "〔2〕"), ("［1］", "［2］"), ("⑴", "⑵"), ("①", "②")])
def test_notes_may_stand_below_each_chapter(one: str, two: str) -> None:
    text = f"""
    河桥考
    第一章　旧桥
    旧桥{one}横在河上，石栏上的字已经模糊{two}。
    {one}建于清末。
    {two}据县志所记。
    第二章　新桥
    新桥{one}在它下游，前年才通车。
    {one}又名望江桥。
    """
    document = read(text).document
    notes = [plain_text(node.content) for node in descend(document.blocks) if isinstance(node, Note)]
    assert notes == ["建于清末。", "据县志所记。", "又名望江桥。"]
    assert "p 新桥在它下游，前年才通车。" in shape(text)


def test_what_is_counted_in_a_sentence_is_no_note() -> None:
    text = """
    值班须知
    值班人员应当：①查看水位，②记下时间，③报告异常。
    ①水位以标尺为准。
    ②时间以钟楼为准。
    ③异常报给镇里。
    """
    assert not any(isinstance(node, Note) for node in descend(read(text).document.blocks))
    assert "item ①水位以标尺为准。" in shape(text) or "p ①水位以标尺为准。" in shape(text)
