"""What a person calls an actor, as one line of bounded length whatever stands in the file."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .catalogue import language as spoken_now

if TYPE_CHECKING:
    from sulha.model import Setup

#: Joiners that letters need; all other invisible characters (direction overrides, controls) are dropped.
_JOINERS = "\u200c\u200d"
_ELLIPSIS = "…"


def plain(text: str, longest: int = 60) -> str:
    """A text on one line, without invisible characters, at most `longest` characters, the last then an ellipsis."""
    # A ten-thousand-character label need not be looked at as a whole.
    head = text[: 4 * longest]
    spaced = "".join(" " if c.isspace() else c for c in head)
    seen = "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c)[0] != "C")
    line = " ".join(seen.split())
    if len(line) <= longest and len(head) == len(text):
        return line
    return line[: longest - 1].rstrip() + _ELLIPSIS


def label(setup: Setup, actor: str, language: str | None = None, longest: int = 60) -> str:
    """What a person calls an actor, one line, in a language or the one spoken now."""
    return plain(setup.label(actor, language or spoken_now()), longest)
