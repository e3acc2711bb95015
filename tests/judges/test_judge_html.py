"""A page in headless Chromium: its text in order, its styles in force, nothing fetched, ink where text is."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

import convert
from convert import nodes
from convert.walk import descend, meta_text, plain_text
from tests.conftest import FIXTURES
from tests.judges.tools import run

PROBE = """<script>
addEventListener("load", () => {
  const style = (what) => getComputedStyle(document.querySelector(what));
  const body = style("body"), html = document.documentElement;
  const told = {
    lang: html.lang, title: document.title, text: document.body.innerText, wide: html.scrollWidth > html.clientWidth,
    autospace: body.textAutospace, trim: body.textSpacingTrim, breaking: body.lineBreak,
    fetched: performance.getEntriesByType("resource").map((entry) => entry.name),
    headings: [...document.querySelectorAll("h1,h2,h3")].map((one) => [one.tagName, one.innerText.trim()]),
    ruby: document.querySelectorAll("ruby rt").length, cells: document.querySelectorAll("td,th").length,
  };
  const out = document.createElement("script");
  out.type = "application/json"; out.id = "told"; out.textContent = JSON.stringify(told);
  document.body.append(out);
});
</script></body>"""
SOURCE = """# 关于古树保护的报告

## 一、总体情况

学习Python语言，**“重点”工作**（见<ruby>附<rt>fù</rt></ruby>表），“引号”、《书名》。

| 品名 | 数量 |
|------|------|
| 苹果 | 3 |

正文[^1]结束。

[^1]: 脚注一
"""


def chromium(*arguments: str | Path, profile: Path) -> str:
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}")
    return run("timeout", "120", "chromium", *flags, *arguments)


def looked_at(page: bytes, folder: Path) -> dict[str, object]:
    """Return what the browser tells of a page after it has loaded."""
    assert page.count(b"</body>") == 1
    path = folder / "probed.html"
    path.write_bytes(page.replace(b"</body>", PROBE.encode()))
    dom = chromium("--dump-dom", "--virtual-time-budget=3000", path.as_uri(), profile=folder / "profile")
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', dom, re.DOTALL)
    assert found, dom[-500:]
    told: dict[str, object] = json.loads(found[1])
    return told


@pytest.mark.judge
@pytest.mark.parametrize("profile", ["gongwen", "prose", "web", "book"])
def test_the_browser_applies_the_styles_and_shows_the_text_in_order(profile: str, tmp_path: Path) -> None:
    page = convert.convert(SOURCE, to="html", source_format="markdown", profile=profile).data
    told = looked_at(page, tmp_path)
    assert told["lang"] == "zh-CN"
    assert told["title"] == "关于古树保护的报告"
    assert told["autospace"] == "normal"
    assert told["trim"] == "space-first"
    assert told["breaking"] == "strict"
    assert told["fetched"] == []
    assert told["wide"] is False
    assert told["headings"] == [["H1", "关于古树保护的报告"], ["H2", "一、总体情况"]]
    assert (told["ruby"], told["cells"]) == (1, 4)
    words = (
        "关于古树保护的报告",
        "一、总体情况",
        "Python",
        "“重点”工作",
        "《书名》",
        "品名",
        "数量",
        "苹果",
        "正文",
        "脚注一",
    )
    places = [str(told["text"]).find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.judge
@pytest.mark.parametrize("source", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_fixture_is_shown_whole_in_its_language(source: Path, tmp_path: Path) -> None:
    result = convert.convert(source, to="html")
    told = looked_at(result.data, tmp_path)
    assert told["lang"] == (meta_text(result.prepared.document, "lang") or "zh-CN")
    assert (told["autospace"], told["breaking"], told["fetched"], told["wide"]) == ("normal", "strict", [], False)
    shown = "".join(str(told["text"]).split())
    at = 0
    for node in descend(result.prepared.document.blocks):
        if isinstance(node, nodes.Para | nodes.Header):
            words = "".join(plain_text(node).split())
            assert words in shown[at:]
            at = shown.index(words, at)
    assert at


@pytest.mark.judge
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_painted_and_fits_the_screen(width: int, tmp_path: Path, fixtures: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(convert.convert(fixtures / "notice.txt", to="html").data)
    picture = tmp_path / "page.png"
    chromium(f"--screenshot={picture}", f"--window-size={width},900", page.as_uri(), profile=tmp_path / "profile")
    shades = run(sys.executable, "-c", _SHADES, picture).split()
    assert int(shades[0]) > 200, "a blank page"
    assert shades[1] == "white", "ink at the right edge"


_SHADES = """
import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
at, packed = 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    body = data[at + 8:at + 8 + size]
    if kind == b"IHDR":
        width, height, depth, colour = struct.unpack(">IIBB", body[:10])
    elif kind == b"IDAT":
        packed += body
    at += size + 12
step = {2: 3, 6: 4}[colour]
raw, stride, last, dark, edge = zlib.decompress(packed), width * step, bytes(width * step), 0, False
for row in range(height):
    mode, line = raw[row * (stride + 1)], bytearray(raw[row * (stride + 1) + 1:(row + 1) * (stride + 1)])
    for x in range(stride):
        a = line[x - step] if x >= step else 0
        b, c = last[x], last[x - step] if x >= step else 0
        p = a + b - c
        nearest = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        line[x] = (line[x] + (0, a, b, (a + b) // 2, nearest)[mode]) & 255
    shades = [min(line[x:x + 3]) < 128 for x in range(0, stride, step)]
    dark += sum(shades)
    edge = edge or any(shades[-4:])
    last = line
print(dark, "ink" if edge else "white")
"""


class Listener(BaseHTTPRequestHandler):
    """Notes every request, and answers none."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def listener() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    Listener.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.mark.judge
def test_a_page_asks_nobody_for_anything_but_the_pictures_it_names(
    listener: ThreadingHTTPServer, tmp_path: Path
) -> None:
    address = f"http://127.0.0.1:{listener.server_port}"
    text = f"# 题目\n\n见[网站]({address}/page)。\n\n正文。\n"
    page = tmp_path / "page.html"
    page.write_bytes(convert.convert(text, to="html", source_format="markdown").data)
    chromium("--dump-dom", "--virtual-time-budget=2000", page.as_uri(), profile=tmp_path / "profile")
    assert Listener.asked == []
    page.write_bytes(page.read_bytes().replace(b"</main>", f'<img src="{address}/a.png"></main>'.encode()))
    chromium("--dump-dom", "--virtual-time-budget=2000", page.as_uri(), profile=tmp_path / "profile")
    assert Listener.asked == ["/a.png"], "the listener would have heard"
