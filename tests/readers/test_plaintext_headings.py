"""Headings by label and by count; run-in heads; items; what only looks like a heading."""

from __future__ import annotations

from convert.profile import Profile, Structure, load
from tests.readers.shapes import codes, read, shape

BODY = "各村要结合实际认真落实，年底前把办理情况报镇政府办公室。"


def test_levels_of_an_official_document() -> None:
    text = f"""
    关于清理村道积雪的通知
    各村民委员会：
    　　近日我镇普降大雪，村道积雪较厚，为保障出行安全，现就有关事项通知如下。
    　　一、任务分工
    　　（一）主干道路
    　　1.镇区路段
    　　{BODY}
    　　2.村际路段
    　　{BODY}
    　　（二）背街小巷
    　　{BODY}
    　　二、工作要求
    　　{BODY}
    　　某某镇人民政府
    　　2024年1月5日
    """
    assert [line for line in shape(text) if line[0] == "h"] == [
        "h1 一、任务分工", "h2 （一）主干道路", "h3 1.镇区路段", "h3 2.村际路段", "h2 （二）背街小巷", "h1 二、工作要求",
    ]  # fmt: skip


def test_run_in_heads_stay_in_their_paragraphs() -> None:
    text = f"""
    在全镇春耕动员会上的讲话
    同志们：
    　　今天我们召开春耕动员会，主要任务是安排今年的春耕生产。下面我讲两点意见。
    　　一、抓住农时
    　　一是种子要备足。{BODY}
    　　二是水源要保障。{BODY}
    　　二、加强领导
    　　（一）落实责任。{BODY}
    　　（二）搞好服务。{BODY}
    """
    assert shape(text)[3:] == [
        "h1 一、抓住农时",
        f"p [run-in: 一是种子要备足。]{BODY}",
        f"p [run-in: 二是水源要保障。]{BODY}",
        "h1 二、加强领导",
        f"p [run-in2: （一）落实责任。]{BODY}",
        f"p [run-in2: （二）搞好服务。]{BODY}",
    ]


def test_a_head_alone_above_text_is_a_heading() -> None:
    text = """
    关于修缮古桥的实施方案
    　　一、总体安排
    　　（一）指导思想。坚持修旧如旧，尽量使用原有石料，不改变古桥的样式。
    　　（二）基本原则。
    　　先勘察后设计，先试验后施工，施工期间不断交通。
    　　（三）时间安排。三月勘察，五月设计，八月动工，年底完工并组织验收。
    """
    assert "h2 （二）基本原则。" in shape(text)
    assert sum(line.startswith("p [run-in2") for line in shape(text)) == 2


def test_statute_with_chapters_articles_and_items() -> None:
    text = """
    某县古井保护办法
    （2023年5月4日某县人民政府第8次常务会议通过）
    第一章　总　则
    　　第一条　为了保护古井，传承乡土文化，制定本办法。
    　　第二条　本办法所称古井，是指下列水井：
    　　（一）建成一百年以上的；
    　　（二）有题刻的。
    第二章　保　护
    　　第三条　任何人不得填埋古井。
    """
    assert shape(text) == [
        "title 某县古井保护办法",
        "dateline （2023年5月4日某县人民政府第8次常务会议通过）",
        "h1 第一章　总　则",
        "p [article-label: 第一条]　为了保护古井，传承乡土文化，制定本办法。",
        "p [article-label: 第二条]　本办法所称古井，是指下列水井：",
        "item （一）建成一百年以上的；",
        "item （二）有题刻的。",
        "h1 第二章　保　护",
        "p [article-label: 第三条]　任何人不得填埋古井。",
    ]


def test_articles_alone_on_their_lines_are_headings_below_chapters() -> None:
    text = """
    某縣公所辦事細則
    第 一 章 總則
    第 1 條
    本細則依組織條例訂定之。
    第 2 條
    本所設下列各課：
    一、民政課。
    二、財政課。
    第 二 章 職掌
    第 3 條
    民政課掌理戶籍事項。
    """
    assert [line for line in shape(text) if line[0] == "h"] == [
        "h1 第 一 章 總則", "h2 第 1 條", "h2 第 2 條", "h1 第 二 章 職掌", "h2 第 3 條",
    ]  # fmt: skip


def test_a_table_of_contents_is_not_doubled() -> None:
    text = f"""
    某镇志
    目　录
    第一章　沿革
    第二章　山川
    第一章　沿革
    　　{BODY}{BODY}{BODY}
    第二章　山川
    　　{BODY}{BODY}{BODY}
    """
    assert [line for line in shape(text) if line[:3] in ("toc", "h1 ")] == [
        "toc 目　录", "toc 第一章　沿革", "toc 第二章　山川", "h1 第一章　沿革", "h1 第二章　山川",
    ]  # fmt: skip


def test_what_only_looks_like_a_label() -> None:
    text = """
    某县上半年经济情况的报告
    　　一、总体情况
    　　上半年全县经济平稳运行，各项指标好于预期，主要产品产量稳步增长。
    　　一、二季度分别增长百分之五和百分之六，增速逐季加快，好于全市平均水平。
    　　第一条，我们必须坚持实事求是，有多少说多少，不能虚报。
    　　二、下步打算
    　　继续抓好夏粮收购，确保颗粒归仓，同时做好防汛准备。
    """
    assert [line for line in shape(text) if line[0] == "h"] == ["h1 一、总体情况", "h1 二、下步打算"]


def test_unlabelled_headings_by_their_shape() -> None:
    reading = read(f"""
    山村里的新学校

    本刊记者　李小满

    　　清晨的雾还没有散，操场上已经有了读书声。{BODY}

    一条路修了三年

    　　{BODY}{BODY}

    谁来教孩子们

    　　{BODY}{BODY}
    """)
    assert codes(reading).count("STR302") == 2


def test_lone_numerals_head_the_parts_of_an_essay() -> None:
    text = f"""
    旧雨

    一

    　　{BODY}

    二

    　　{BODY}

    三

    　　{BODY}
    """
    assert [line for line in shape(text) if line[0] == "h"] == ["h1 一", "h1 二", "h1 三"]


def test_decimal_labels_nest_by_their_parts() -> None:
    text = f"""
    某镇防火预案
    1 总则
    1.1 编制目的
    　　{BODY}
    1.2 适用范围
    　　{BODY}
    2 组织
    2.1 领导机构
    　　{BODY}
    """
    assert [line for line in shape(text) if line[0] == "h"] == [
        "h1 1 总则", "h2 1.1 编制目的", "h2 1.2 适用范围", "h1 2 组织", "h2 2.1 领导机构",
    ]  # fmt: skip


def test_a_house_can_pin_its_headings_and_its_noise() -> None:
    base = load("gongwen")
    house = Profile(
        name="house", faces=base.faces, styles=base.styles, structure=Structure(headings=(("^◎", 2),), noise=("^档号",))
    )
    text = f"""
    关于整理档案的通知
    档号：A-17
    　　{BODY}
    　　◎装订办法
    　　{BODY}
    """
    assert "h2 ◎装订办法" in shape(text, profile=house)
    assert not any("档号" in line for line in shape(text, profile=house))


def test_a_blank_behind_the_label_changes_nothing() -> None:
    text = f"某镇修桥方案\n1. 总体要求\n　　{BODY}\n2. 施工安排\n　　{BODY}\n3. 经费来源\n　　{BODY}\n"
    assert [line for line in shape(text) if line[0] == "h"] == ["h1 1. 总体要求", "h1 2. 施工安排", "h1 3. 经费来源"]


def test_contents_may_label_their_entries_in_another_way() -> None:
    names = ["沿革", "山川", "物产", "人物"]
    contents = "\n".join(f"{n}. {name}" for n, name in enumerate(names, 1))
    chapters = "\n".join(f"第 {n} 章　{name}\n　　{BODY}{BODY}" for n, name in enumerate(names, 1))
    shown = shape(f"某镇志\n目录\n{contents}\n{chapters}\n")
    assert sum(line.startswith("toc") for line in shown) == 5
    assert [line for line in shown if line[0] == "h"] == [f"h1 第 {n} 章　{name}" for n, name in enumerate(names, 1)]


def test_labels_nest_as_their_counts_do_whatever_they_look_like() -> None:
    text = f"""
    某镇三年规划
    1、现状
    （一）人口
    　　{BODY}
    （二）土地
    　　{BODY}
    2、目标
    （一）近期
    　　{BODY}
    （二）远期
    　　{BODY}
    3、措施
    　　{BODY}
    """
    assert [line[:2] for line in shape(text) if line[0] == "h"] == ["h1", "h2", "h2", "h1", "h2", "h2", "h1"]
