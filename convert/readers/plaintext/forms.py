"""How dates, document numbers and other fixed lines of official documents are written."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


TOC_LABEL: Final = patterns.compile(r"目[\s　]*[录錄次]|CONTENTS?|Contents|Table of Contents")
_YEAR: Final = (
    r"(?:[12１２]\d{3}|[一二][〇○零Oo0一二三四五六七八九]{3}|(?:中华|中華)?民[国國]\s*[\d一二三四五六七八九十]{1,3})"
)
DATE: Final = rf"{_YEAR}\s*年\s*[\d一二三四五六七八九十正元]{{1,3}}\s*月(?:\s*[\d一二三四五六七八九十廿]{{1,3}}\s*日)?"
DATE_LINE: Final = patterns.compile(
    rf"{DATE}|[（(]\s*{DATE}\s*[）)]|[X×Ｘ_ 　]{{1,8}}年[X×Ｘ_ 　]{{1,6}}月[X×Ｘ_ 　]{{1,6}}日"
)
DOC_NUMBER: Final = patterns.compile(
    r"[一-鿿A-Z×Ｘ○〇*]{1,16}(?:[（(][一-鿿]{1,8}[）)])?[发字函办政令通告批复规审]?[一-鿿]{0,6}\s*(?:〔|\[|［|【|（|\(|﹝)\s*(?:19|20|１９|２０)\d\d\s*(?:〕|\]|］|】|）|\)|﹞)\s*第?\s*\d{1,5}\s*号"
    r"|(?:[一-鿿]{2,20}令)?\s*第\s*[\d一二三四五六七八九十百〇]{1,5}\s*号"
)
COPY_NUMBER: Final = patterns.compile(r"\d{6}|№?\s*0\d{4,5}")
SECRECY: Final = patterns.compile(r"(?:绝密|机密|秘密|内部)(?:\s*★\s*(?:\d+年|[一二三四五十]+年|长期|\d+个月)?)?")
URGENCY: Final = patterns.compile(r"特急|加急|平急|急件|特提|紧急")
ISSUER_MARK: Final = patterns.compile(r"[一-鿿（）、\s]{2,40}(?:文件|令|函件)|[一-鿿]{2,30}(?:会议纪要|办公会议纪要)")
SIGNER: Final = patterns.compile(r"签发人\s*[:：].{2,30}")
SIGNERS: Final = patterns.compile(r"[一-鿿·]{2,5}(?:[\s、][一-鿿·]{2,5}){0,2}|[一-鿿]\s[一-鿿](?:\s+[一-鿿·]{2,5})?")
"""A further line of names below 签发人 (GB/T 9704 7.2.6)."""
OCCASION: Final = patterns.compile(
    r"[—―─–-]{1,2}.{4,80}(?:上|会|报告|讲话|仪式|论坛|大会)(?:的(?:讲话|报告|致辞|发言))?|[（(]?.{6,70}(?:会议|大会|论坛|仪式|座谈会|典礼)上(?:的(?:讲话|报告|致辞|发言|演讲))?[）)]?"
)
DASHED: Final = patterns.compile(r"[—―─–-]{2}[^—]{2,40}")
ADOPTED: Final = patterns.compile(
    rf"[（(]?\s*(?:根据)?\s*{DATE}.{{0,160}}(?:通过|公布|发布|施行|修订|修正|批准|修改|颁布|实施|废止|令|制定|生效|訂定|公[布佈]|修正)(?:[^。]{{0,80}})?[）)]?"
)
BRACKETED_DATE: Final = patterns.compile(rf"[（(]\s*{DATE}.{{0,60}}[）)]")


def number_length(text: str, *, signed: bool) -> int:
    """Return the length of the document number that shares its line with 签发人, 0 when there is none (7.2.5).

    With names above (`signed`) further names alone may stand beside it.
    """
    found = DOC_NUMBER.match(text) if "号" in text else None
    rest = text[found.end() :] if found else ""
    names = rest.strip()
    if not found or not rest[:1].isspace():
        return 0
    return found.end() if SIGNER.fullmatch(names) or (signed and SIGNERS.fullmatch(names)) else 0
