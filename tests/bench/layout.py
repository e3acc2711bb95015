"""How long layout takes by the length of the text: microseconds a character and the growth exponent.

Run: python tests/bench/layout.py [profile]
"""

from __future__ import annotations

import math
import random
import sys
import time

from convert import profile
from convert.layout import layout
from convert.nodes import Document, Para, Str

HANZI = "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方进同行面说种过"
SIZES = (2_000, 6_000, 60_000, 600_000)


def text(rng: random.Random) -> str:
    """Return a paragraph of 100 to 300 characters with marks, numbers and words."""
    parts = []
    for _ in range(rng.randint(8, 24)):
        clause = "".join(rng.choices(HANZI, k=rng.randint(4, 16)))
        parts.append(
            clause + rng.choice(["", "", "", "2026年", "8.5%", "Word", "“引语”", "《书》"]) + rng.choice("，，，。；")
        )
    return "".join(parts)


def main() -> None:
    """Print a line for each size."""
    house = profile.load(sys.argv[1] if len(sys.argv) > 1 else "gongwen")
    rng = random.Random(1)
    spent = []
    for size in SIZES:
        paragraphs = []
        count = 0
        while count < size:
            paragraphs.append(text(rng))
            count += len(paragraphs[-1])
        document = Document(blocks=tuple(Para((Str(paragraph),)) for paragraph in paragraphs))
        start = time.process_time()
        pages = len(layout(document, house).pages)
        spent.append((count, time.process_time() - start))
        print(
            f"{count:>8,} characters  {pages:>5} pages  {spent[-1][1]:8.3f} s  {spent[-1][1] / count * 1e6:6.2f} µs each"
        )
    (small, fast), (large, slow) = spent[-2:]
    print(f"growth exponent {math.log(slow / fast) / math.log(large / small):.3f}")


if __name__ == "__main__":
    main()
