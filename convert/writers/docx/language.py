"""The language of the East Asian text: the profile's, or that of Taiwan for a text in traditional characters."""

from __future__ import annotations

from convert import patterns
from convert.walk import meta_text, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.nodes import Document
    from convert.profile import Profile

_SAMPLE: Final = 3000
_TRADITIONAL: Final = patterns.compile("[國個們為這來時會說對學過後經現動進實點開關問題長東電見車書體員應務總辦發報]")
_SIMPLIFIED: Final = patterns.compile("[国个们为这来时会说对学过后经现动进实点开关问题长东电见车书体员应务总办发报]")
_TAGS: Final = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}
"""What Word calls the scripts (BCP 47 names a script where Word wants a country)."""


def language(document: Document, profile: Profile) -> str:
    """Return the tag Word writes to w:eastAsia: as the metadata say, else by the characters of the text."""
    stated = meta_text(document, "lang")
    if stated.lower().startswith("zh") and stated.isascii() and stated.replace("-", "").isalnum():
        return _TAGS.get(stated.lower(), stated)
    if profile.lang != "zh-CN":
        return profile.lang
    sample = _beginning(document)
    traditional = len(_TRADITIONAL.findall(sample))
    return "zh-TW" if traditional and traditional > len(_SIMPLIFIED.findall(sample)) else profile.lang


def _beginning(document: Document) -> str:
    found, length = [], 0
    for block in document.blocks:
        found.append(plain_text(block))
        length += len(found[-1])
        if length >= _SAMPLE:
            break
    return "".join(found)[:_SAMPLE]
