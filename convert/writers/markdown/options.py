"""What can be set for Markdown: `--set md.flavor=gfm` fills `flavor`, and so on."""

from __future__ import annotations

from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Flavor = Literal["commonmark", "gfm", "pandoc"]


@record
class MarkdownOptions:
    """Options of the Markdown writer.

    `run_in` marks the sentence heads of paragraphs; `wrap` breaks lines at blanks beyond that many columns (0: one
    line per paragraph); `soft_breaks` keeps line ends of the source, joins them, or does what suits the flavour;
    `front_matter` adds the metadata as YAML; `tables` forces a form; `smart` says that a pandoc reader will have
    its `smart` extension on.
    """

    flavor: Literal["commonmark", "gfm", "pandoc"] = "commonmark"
    run_in: Literal["plain", "strong", "emph"] = "plain"
    wrap: int = 0
    soft_breaks: Literal["auto", "join", "keep"] = "auto"
    front_matter: bool = False
    tables: Literal["auto", "pipe", "html"] = "auto"
    smart: bool = True
