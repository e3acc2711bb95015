"""Lines that may have been misread before the text came here: found in one pass, before any table is loaded."""

from __future__ import annotations

from convert import patterns
from convert.diagnostics import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = "\x80-\u024f\u0370-\u03ff\u2320-\u2321\u2500-\u25a0"
"""What one-byte encodings make of high bytes: letters and, in CP437, boxes."""

# The hanzi that the first two bytes of a character in UTF-8 give as GBK, a lead byte E4 to E9 (or EF BC, E3 80) with
# a trail byte 80 to BF: every other hanzi of such a misreading is one.
UTF_8_LEADS = (
    "鋩鋪鋫鋬鋭鋮鋯鋰鋱鋲鋳鋴鋵鋶鋷鋸鋹鋺鋻鋼鋽鋾鋿錀錁錂錃錄錅錆錇錈錉洹洧洌浃浈洇洄洙洎洫浍洮洵洚浏浒浔洳涑浯涞涠浞"
    "涓涔浜浠浼浣渚淇鍊鍋鍌鍍鍎鍏鍐鍑鍒鍓鍔鍕鍖鍗鍘鍙鍚鍛鍜鍝鍞鍟鍠鍡鍢鍣鍤鍥鍦鍧鍨鍩鍫濉澧澹澶濂濡濮濞濠濯瀚瀣瀛瀹瀵"
    "灏灞宀宄宕宓宥宸甯骞搴寤寮褰寰蹇鎬鎭鎮鎯鎰鎱鎲鎳鎴鎵鎶鎷鎸鎹鎺鎻鎼鎽鎾鎿鏀鏁鏂鏃鏄鏅鏆鏇鏈鏉鏋鏌鏍妗姊妫妞妤姒妲"
    "妯姗妾娅娆姝娈姣姘姹娌娉娲娴娑娣娓婀婧婊婕娼婢婵鐎鐏鐐鐑鐒鐓鐔鐕鐖鐗鐘鐙鐚鐛鐜鐝鐞鐟鐠鐡鐢鐣鐤鐥鐦鐧鐨鐩鐪鐫鐬鐭"
    "鐮纭纰纾绀绁绂绉绋绌绐绔绗绛绠绡绨绫绮绯绱绲缍绶绺绻绾缁缂缃缇缈鑰鑱鑲鑳鑴鑵鑶鑷鑸鑹鑺鑻鑼鑽鑾鑿钀钁钂钃钄钑钖钘"
    "铇铏铓铔铚铦铻锜锠琛琚瑁瑜瑗瑕瑙瑷瑭瑾璜璎璀璁璇璋璞璨璩璐璧瓒璺韪韫韬杌杓杞杈杩閫閬閭閮閯閰閱閲閳閴閵閶閷閸閹閺"
    "閻閼閽閾閿闀闁闂闃闄闅闆闇闈闉闊闋椤棰椋椁楗棣椐楱椹楠楂楝榄楫榀榘楸椴槌榇榈槎榉楦楣楹榛榧榻榫榭锛銆"
)
# The hanzi that cost seven nats and less: one in two of any text, and hardly one in what was misread.
COMMON = (
    "的一不了人在是上中他和大我有也以出到国國地子家年成民生第行要这這道下个为主之事代会作你來個全公其分前北去可同多天"
    "定小就工市得心政方日會本条来條法然用等而能自起那部都面高三与业二于些们任但位使們入利制力加化十南原又及发口只各合"
    "名后向因城外她好如学學安对對山已常平度建後性情想意所手把教文新於时明時最月業次款正此武水江治海為物理由發相看着知"
    "石立經经老者與表被西規规說说路身过通過里重量長长院項项世东两么五交产京什今从件体何便保信做元先光內兩共关兵内再军"
    "动動区區反取受司员命品員四回基太头女委它实實将將少展州己府开式当形很從或才打技指接提改放斯族无更期机東果機比沒没"
    "河活流清湖無爲特王现現產界當白百目直省真眼社神种科程種管米系美至色花著見见解走軍还进進還金門開間關门间頭首體麼"
)

_SMALL = 20_000  # code points up to which every line is looked at
_PLAIN = 6  # hanzi of a line of which one at least is common when it was not misread
# Big5 read as GBK shows kana, Greek, Cyrillic, pinyin, boxes and private characters among hanzi: its commonest hanzi
# have the lead bytes A4 to AF.
_STRANGE = "\u0100-\u04ff\u2550-\u25a0\u3041-\u30fe\u3105-\u3129\ue000-\uf8ff"
_FIRST = patterns.compile(f"[{LETTERS}{UTF_8_LEADS}{_STRANGE}]")
_SUSPECT = patterns.compile(
    f"[{LETTERS}]{{2}}|[{UTF_8_LEADS}]|[{_STRANGE}][\u4e00-\u9fff]|(?<=[\u4e00-\u9fff])[\u0100-\u04ff\ue000-\uf8ff]"
)
_LINE = patterns.compile("[^\r\n]+")
_HANZI = patterns.compile("[\u4e00-\u9fff]")
_COMMON = patterns.compile(f"[{COMMON}]")


def suspect_lines(text: str) -> list[Span]:
    """Return the lines to be looked at: those with what misreading leaves, in a small text also those of rare hanzi."""
    if text.isascii():
        return []
    found = list(_marked(text))
    if len(text) <= _SMALL:
        known = set(found)
        found += [span for span in _rare(text) if span not in known]
        found.sort()
    return found


def _marked(text: str) -> Iterator[Span]:
    """Yield the lines with characters that misreading gives."""
    end = 0
    for match in _FIRST.finditer(text):
        at = match.start()
        if at >= end and _SUSPECT.match(text, at):
            start = max(text.rfind("\r", end, at), text.rfind("\n", end, at)) + 1 or end
            line = _LINE.match(text, start)
            if line is not None:
                end = line.end()
                yield Span(start, end)


def _rare(text: str) -> Iterator[Span]:
    """Yield the lines of several hanzi of which next to none is common."""
    for line in _LINE.finditer(text):
        words = line.group()
        if not words.isascii():
            hanzi = len(_HANZI.findall(words))
            if len(_COMMON.findall(words)) * _PLAIN < hanzi:
                yield Span(*line.span())
