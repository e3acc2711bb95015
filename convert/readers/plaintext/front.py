"""The head of a document: title, document number, occasion, date, speaker, recipients, table of contents."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Role
from convert.readers.plaintext.draft import Draft, Remark
from convert.readers.plaintext.forms import (
    ADOPTED,
    BRACKETED_DATE,
    COPY_NUMBER,
    DASHED,
    DATE_LINE,
    DOC_NUMBER,
    ISSUER_MARK,
    OCCASION,
    SECRECY,
    SIGNER,
    SIGNERS,
    TOC_LABEL,
    URGENCY,
    number_length,
)
from convert.readers.plaintext.lines import folded
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.readers.plaintext.joins import Passage


_OFFICE: Final = patterns.compile(
    r"主席|省长|市长|县长|区长|州长|镇长|乡长|书记|部长|主任|局长|厅长|处长|科长|院长|校长|所长|总理|委员长|检察长|董事长|总经理|总裁|行长|司长|署长|会长|秘书长|教授|院士|同志|记者|主編|主编|研究员|作者"
)
AUTHOR: Final = patterns.compile(
    r"(?:作\s*者|著\s*者|编\s*者|译\s*者|撰\s*文|文)\s*[:：/／].{1,24}|[^，。]{2,16}\s*[著撰编譯译輯辑]|[（(〔\[][^，。]{1,6}[）)〕\]]\s*[^，。]{1,12}(?:\s*[著撰编])?"
)
SURNAME: Final = patterns.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪廖石贾韦付"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤鲁茅巴冰張劉陳楊黃趙吳孫馬鄭許韓馮鄧蔣葉蘇魏呂譚陸賈鄒龍賀顧錢嚴湯魯]"
    "(?:[一-鿿]{1,2}|[ 　]{1,2}[一-鿿])"
)
NAMES: Final = patterns.compile(r"[一-鿿]{2,4}[\d*※]{0,2}(?:[,，、 　]+[一-鿿]{2,4}[\d*※,，]{0,4}){1,9}")
AFFILIATION: Final = patterns.compile(r"[（(].{0,40}(?:大学|学院|研究所|研究院|研究中心|公司|医院|实验室).{0,60}[）)]")
_TAIL: Final = patterns.compile(
    r"(?:通知|通告|公告|公报|决定|决议|命令|令|意见|通报|报告|请示|批复|议案|函|复函|纪要|条例|规定|办法|细则|规则|规程|章程|准则|法|方案|规划|计划|纲要|要点|总结|讲话|致辞|发言|演讲|说明|解释|答复|标准|指南|守则|制度|协议|合同|书|建议|倡议|简介|概述|手册|指引|安排|批复|提案|宣言|公约|研究|分析|综述|探讨|探析|初探|实践|启示|思考|条约|章則|條例|規則|辦法|規程|細則|通則|標準|要點|報告)(?:[（(][^）)]{1,16}[）)])?"
)
_HANGING: Final = patterns.compile(
    r"(?:的|和|与|及|或|、|关于|对|在|为|以|并|暨|等|转发|印发|加强|进一步|做好|开展|切实|同|由|于|之|将|被|把)$"
)
_ORGAN: Final = patterns.compile(r"(?:政府|委员会|委|办公室|厅|局|部|院|会|办|处|中心|公司|集团|大学|学院|学校)$")
_SUBJECT: Final = patterns.compile(r"关于|印发|转发|批转|關於|轉發")
_CONTINUES: Final = patterns.compile(
    "第.{1,6}[次届期]|的|及|和|暨|与|工作(?:的|报告|总结|方案|会议)|有关|会议纪要|实施"
)
_SALUTATION: Final = patterns.compile(
    r"(?:尊敬的|各位|同志|朋友|女士|先生|亲爱的|代表|委员|老师|同学|家长|来宾|乡亲|战友|你好|您好)|(?:政府|单位|委员会|局|厅|部|院|校|公司|办公室|集团|中心|协会|机构|部门|企业|国务院|党委|支部|处|科|办|委|会|法院|检察院)[，、：:]?$|^各"
)
_NOT_SALUTATION: Final = patterns.compile(
    r"(?:如下|下列|以下|有关事项|说|道|问|答|曰|云|指出|认为|强调|要求|是|即|为|包括|例如|比如|表示|注意|附件?|目的|内容|例子|示例|步骤|代码)[：:]$"
    r"|^(?:下面|以下|首先|这是|本文|本书|请看|下图|下表)"
)
FORM: Final = patterns.compile(
    r"(?:[发發收寄]件人|收信人|抄送人?|主题|主題|主旨|发送时间|时间|時間|日期|地点|地點|主持人?|参加人员|出席|列席|记录人?"
    r"|甲\s*方|乙\s*方|丙\s*方|原告|被告|上诉人|申请人|姓名|性别|编号|地址|邮编|网址|传真|微信|联系人|(?:联系|联络)?电话|(?:聯絡)?電話|(?:电子)?邮箱|电子邮件|From|To|Cc|Date|Subject|Sent)"
    r"(?:[（(][^）)]{1,12}[）)])?\s*[：:]|.*<?[\w.]+@[\w.]+>?$"
)
"""A line of a form or of the head of a letter: a word of its own, a colon, what belongs to it."""
_LIMIT: Final = 24


def read_front(draft: Draft) -> int:
    """Find the parts at the head and return the index of the first paragraph behind them."""
    index = _head_marks(draft, 0)
    index = _title(draft, index)
    return _below_title(draft, index)


def _head_marks(draft: Draft, index: int) -> int:
    """Copy number, secrecy, urgency, issuer's mark, document number, signer (GB/T 9704 7.2)."""
    while index < min(len(draft), 8):
        text = draft.text(index)
        if index < 3 and COPY_NUMBER.fullmatch(text):
            draft.put(Role.COPY_NUMBER, index)
        elif SECRECY.fullmatch(text):
            draft.put(Role.SECRECY, index)
        elif URGENCY.fullmatch(text):
            draft.put(Role.URGENCY, index)
        elif (stop := _issuers(draft, index)) > index:
            draft.put(Role.ISSUER_MARK, *range(index, stop))
            index = stop
            continue
        elif index + 1 < len(draft) and DOC_NUMBER.fullmatch(text):
            draft.put(Role.DOC_NUMBER, index)
        elif SIGNER.fullmatch(text) or _goes_on_signing(draft, index):
            draft.put(Role.SIGNER, index)
        elif length := number_length(text, signed=index > 0 and draft.parts[index - 1] == Role.SIGNER):
            draft.put(Role.DOC_NUMBER, index)
            draft.heads[index] = length
        else:
            break
        index += 1
    return index


def _goes_on_signing(draft: Draft, index: int) -> bool:
    """Tell whether a line gives further names below two of those who sign."""
    if not index or not SIGNERS.fullmatch(draft.text(index)) or _TAIL.search(draft.text(index)):
        return False
    above = draft.text(index - 1)[draft.heads[index - 1] :].strip()
    signing = draft.parts[index - 1] == Role.SIGNER or draft.heads[index - 1] > 0
    return signing and len(patterns.split(r"[\s、]+", above)) > 1


def _issuers(draft: Draft, index: int) -> int:
    """Return the index behind the issuer's mark that begins here, one organ to a line (GB/T 9704 7.2.4)."""
    for last in range(index, min(index + 5, len(draft) - 2)):
        if ISSUER_MARK.fullmatch(draft.text(last)):
            return last + 1 if _number_near(draft, last + 1) else index
        if not _ORGAN.search(draft.text(last)) or len(draft.text(last)) > 30 or draft.markers[last]:
            return index
    return index


def _number_near(draft: Draft, index: int) -> bool:
    return any(DOC_NUMBER.match(draft.text(k)) for k in range(index, min(index + 3, len(draft))))


# --- title -----------------------------------------------------------------------------------------------


def title_like(draft: Draft, index: int) -> bool:
    """Tell whether a paragraph could be a line of a title."""
    text = draft.text(index)
    if len(text) > 70 or draft.parts[index] or len(draft.passages[index].lines) > 8:
        return False
    if draft.ends[index].final and text[-1] not in "？！?!”》）)…":
        return False
    if text[-1] in "，、；;" or "。" in text or FORM.match(text):
        return False
    marker = draft.markers[index]
    if marker and (marker.kind <= Kind.DECIMAL or marker.kind is Kind.BULLET):
        loose = marker.weak and marker.kind >= Kind.HANZI
        if not loose or _counted_on(draft, index):
            return False
    part = _part_below(draft, index, after_title=False)
    return not part or (part == Role.OCCASION and text[0] not in "—―─–-（(" and text[-1] not in "上）)")


def _counted_on(draft: Draft, index: int) -> bool:
    """Tell whether the label of a paragraph is the first of a count that goes on further down."""
    here = draft.markers[index]
    return here is not None and any(
        m is not None and (m.kind, m.style, m.number) == (here.kind, here.style, here.number + 1)
        for m in draft.markers[index + 1 :]
    )


def _title(draft: Draft, index: int) -> int:
    """Decide which of the first short lines are the title, and join them."""
    last = index
    while last < min(len(draft), index + 5) and title_like(draft, last):
        last += 1
    if last == index or last >= len(draft):
        return index
    if draft.kind == "verse":
        return _verse_title(draft, index, last)
    first = index
    stop = first + 1
    while stop < last and stop - first < 4:
        if stop == first + 1 and _page_title(draft.text(first), draft.text(stop)):
            draft.put(Role.NOISE, first)
            draft.remarks.append(Remark("STR304", "the page's own title stands above that of the document", first))
            first, stop = stop, stop + 1
            continue
        if folded(draft.text(stop)) == folded("".join(draft.text(k) for k in range(first, stop))):
            draft.remarks.append(Remark("STR304", "the title is repeated", stop))
            draft.put(Role.NOISE, stop)
            draft.put(Role.TITLE, *range(first, stop))
            return stop + 1
        if _goes_on(draft, first, stop, last) < 2:
            break
        stop += 1
    draft.put(Role.TITLE, *range(first, stop))
    return stop


def _page_title(page: str, title: str) -> bool:
    """Tell whether the first line is the title of a web page: the real title, a separator and the site's name."""
    return len(title) > 5 and page.startswith(title) and page[len(title) :].lstrip(" ")[:1] in tuple("_-|｜—–·")


def _verse_title(draft: Draft, index: int, last: int) -> int:
    """A collection has its title above the title of the first poem; a single poem has only its own."""
    if last - index >= 2:
        draft.put(Role.TITLE, index)
        return index + 1
    others = sum(1 for k in range(last, len(draft)) if draft.ends[k].open and len(draft.text(k)) <= 24)
    if others and others < 0.5 * len(draft):
        return index
    draft.put(Role.TITLE, index)
    return last


def _goes_on(draft: Draft, first: int, stop: int, last: int) -> int:
    """Weigh whether line `stop` goes on with the title that began at `first`."""
    above, here = draft.passages[stop - 1], draft.passages[stop]
    text = "".join(draft.text(k) for k in range(first, stop))
    score = 0
    centred = (above.lead >= 8 and here.lead >= 8) or (draft.ends[stop].open and _one_axis(above, here))
    waits = _lacks_its_kind(draft, text, stop, last)
    if centred:
        score += 3
    if _open_bracket(text):
        score += 5
    if _CONTINUES.match(here.text):
        score += 3
    if _HANGING.search(text):
        score += 2
    tail_above, tail_here = bool(_TAIL.search(text[-8:])) and _ends_with_tail(text), _ends_with_tail(here.text)
    if tail_above and not centred:
        score -= 3
    if tail_here and not tail_above:
        score += 2 if len(text) > 5 else 1
    if here.gap:
        score -= 1 if waits or (draft.habit(stop).blocks and here.gap == 1) else 2 if centred else 4
    elif draft.habit(stop).blocks and (stop + 1 >= len(draft) or draft.passages[stop + 1].gap):
        score += 4
    if _seen_together(draft, text, here.text, stop):
        score += 3
    if waits:
        score += 3
    if not centred and (above.lead >= 8) != (here.lead >= 8):
        score -= 3
    if (_ASIDE.fullmatch(here.text) and not _open_bracket(text)) or ISSUE.fullmatch(here.text):
        score -= 6
    if (
        AUTHOR.fullmatch(here.text)
        or NAMES.fullmatch(here.text)
        or (SURNAME.fullmatch(here.text) and not tail_here and not _open_bracket(text))
        or AFFILIATION.fullmatch(here.text)
        or (_OFFICE.search(here.text) and len(here.text) < 16)
    ):
        score -= 4
    return score


def _one_axis(above: Passage, here: Passage) -> bool:
    """Tell whether two lines of different length are centred, each by its own blanks."""
    a, b = above.lines[-1], here.lines[0]
    return 0 < a.lead != b.lead > 0 and abs((a.lead + a.reach) - (b.lead + b.reach)) <= 4


ISSUE: Final = patterns.compile(
    r"[（(]?(?:总|总第|第)\s?[\d一二三四五六七八九十百]{1,5}\s?[期号辑卷](?:.{0,3}总第.{1,5}期)?[）)]?"
)
"""The number of an issue below the name of a bulletin."""
_ASIDE: Final = patterns.compile(r"[（(].*[：:；;，。].*[）)]")
"""A remark in brackets, with marks inside as no title has them."""


def _lacks_its_kind(draft: Draft, text: str, stop: int, last: int) -> bool:
    """Tell whether 关于… still waits for its 通知, or an organ for its 关于…通知, and a line right below brings it."""
    subject = _SUBJECT.match(draft.text(stop)) if _ORGAN.search(text) else _SUBJECT.search(text)
    if not subject or _ends_with_tail(text):
        return False
    for index in range(stop, last):
        gap = draft.passages[index].gap
        if gap and not (index == stop and gap <= 2 and _ORGAN.search(text)):
            return False
        if _ends_with_tail(draft.text(index)):
            return True
    return False


def _ends_with_tail(text: str) -> bool:
    return any(m.end() == len(text) for m in _TAIL.finditer(text))


def _open_bracket(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("《》", "“”", "（）", "〈〉", "「」", "()"))


def _seen_together(draft: Draft, left: str, right: str, stop: int) -> bool:
    """Tell whether the characters on both sides of the break stand side by side further on."""
    pair = left[-1] + right[0]
    if pair.isascii():
        return False
    longer = (left[-2:] + right[0], left[-1] + right[:2])
    seen = 0
    for passage in draft.passages[stop + 1 : stop + 80]:
        if any(part in passage.text for part in longer):
            return True
        seen += passage.text.count(pair)
    return seen >= 3


# --- below the title -------------------------------------------------------------------------------------


def _below_title(draft: Draft, index: int) -> int:
    titled = index > 0
    end = min(len(draft), index + _LIMIT)
    while index < end:
        if draft.parts[index]:
            index += 1
            continue
        if TOC_LABEL.fullmatch(draft.text(index)):
            from convert.readers.plaintext.toc import read_toc

            index = read_toc(draft, index)
            continue
        part = _part_below(draft, index, after_title=titled)
        if not part:
            break
        draft.put(part, index)
        index += 1
        if part in (Role.SALUTATION, Role.RECIPIENTS):
            break
    return index


def _part_below(draft: Draft, index: int, *, after_title: bool) -> str:
    """Return the part that a paragraph above the body is, or nothing."""
    text = draft.text(index)
    if len(text) > 200 or (draft.markers[index] is not None and draft.is_kind(index, Kind.CHAPTER, Kind.HANZI_PAREN)):
        return ""
    if DOC_NUMBER.fullmatch(text):
        return Role.DOC_NUMBER
    if BRACKETED_DATE.fullmatch(text) and not ADOPTED.fullmatch(text):
        return Role.OCCASION if OCCASION.fullmatch(text) else Role.DATELINE
    if DATE_LINE.fullmatch(text) or (ADOPTED.fullmatch(text) and not draft.ends[index].comma and "。" not in text):
        return Role.DATELINE
    if len(text) < 80 and "。" not in text and OCCASION.fullmatch(text):
        return Role.OCCASION
    if not after_title:
        return _address(draft, index)
    if draft.firm(index) and draft.apart(index):
        return ""
    if (len(text) < 30 and AUTHOR.fullmatch(text)) or AFFILIATION.fullmatch(text):
        return Role.AUTHOR
    if NAMES.fullmatch(text) and draft.parts[index - 1] in (Role.TITLE, Role.SUBTITLE):
        return Role.AUTHOR
    if len(text) <= 44 and DASHED.fullmatch(text) and not draft.ends[index].final:
        return Role.SUBTITLE
    if (
        len(text) <= 24
        and _OFFICE.search(text)
        and not patterns.search("[，。；：:！？]", text)
        and not draft.markers[index]
    ):
        return Role.SPEAKER
    before = draft.parts[index - 1] if index else ""
    if before in (Role.TITLE, Role.SUBTITLE) and SURNAME.fullmatch(text) and _alone_below_title(draft, index):
        return Role.AUTHOR
    if (
        before in (Role.OCCASION, Role.DATELINE, Role.TITLE)
        and patterns.fullmatch(r"[一-鿿]\s?[一-鿿·]{1,3}|[一-鿿]{2,5}·[一-鿿·]{2,9}", text)
        and _named_next(draft, index)
    ):
        return Role.SPEAKER
    return _address(draft, index)


def _alone_below_title(draft: Draft, index: int) -> bool:
    """Tell whether a bare name under the title is the author's and not a first heading."""
    if index + 1 >= len(draft) or draft.kind in ("technical", "law", "official"):
        return False
    if draft.passages[index].lead >= 8 and draft.passages[index - 1].lead >= 8:
        return True
    below = draft.markers[index + 1]
    return bool(below and below.kind <= Kind.DIGIT and len(draft.text(index + 1)) < 30) or (
        draft.kind in ("book", "prose") and len(draft.text(index)) in (2, 3) and len(draft.text(index + 1)) > 20
    )


def _named_next(draft: Draft, index: int) -> bool:
    """Tell whether what follows a bare name is an address or a date, as under the title of a speech."""
    if index + 1 >= len(draft):
        return False
    return bool(
        _address(draft, index + 1)
        or DATE_LINE.fullmatch(draft.text(index + 1))
        or BRACKETED_DATE.fullmatch(draft.text(index + 1))
    )


def _address(draft: Draft, index: int) -> str:
    """Return whether the paragraph is a salutation or the recipients, judged by its colon and its words."""
    text = draft.text(index)
    if text[-1] not in "：:" or "。" in text or _NOT_SALUTATION.search(text) or index + 1 >= len(draft):
        return ""
    if draft.firm(index):
        return ""
    if len(text) > 14 and not _SALUTATION.search(text[:-1]) and not text.startswith("各"):
        return ""
    if len(text) <= 14 and not _SALUTATION.search(text[:-1]) and index > 8:
        return ""
    return Role.RECIPIENTS if draft.kind == "official" else Role.SALUTATION
