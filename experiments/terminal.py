"""What is written to standard output and standard error: it never fails for the sake of a character or a full disk."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from typing import Any, TextIO

#: Letters and signs of our own texts as streams have them that know no others.
_PLAIN = str.maketrans({"ω": "w", "…": "...", "–": "-", "—": "-", "−": "-", "·": "-", "’": "'"}) | dict.fromkeys(
    map(ord, "\u200f\u2066\u2067\u2068\u2069")  # marks of direction
)

#: What a terminal obeys rather than shows: controls but tab and line end, embeddings and overrides of direction.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


#: The marks around values in texts that are written from right to left (U+2066 to U+2069).
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def prepare() -> None:
    """Make the standard streams safe: a character that they cannot encode is replaced.

    Where one of the three is closed its number is taken, or the next file opened would be written to by mistake.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(descriptor)
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def say(line: str) -> None:
    """A line on standard error, or nothing where that is closed or full."""
    write(sys.stderr, line)


def answer(text: str) -> bool:
    """Text on standard output; False where it could not be written."""
    return write(sys.stdout, text)


def answer_json(data: Any) -> bool:
    """An object on standard output, in characters that it can encode; False where it could not be written."""
    # What keeps values in their own direction on a screen does not belong into data.
    text = json.dumps(data, ensure_ascii=False).translate(_ISOLATES)
    return write(sys.stdout, text if _encodes(sys.stdout, text) else json.dumps(data))


def write(stream: TextIO | None, text: str) -> bool:
    """A text and a line end, flushed. A stream that fails is left to itself: it must not complain once more at exit."""
    if stream is None:
        return False
    # Names of files and words of the command line are repeated: written out, they do nothing.
    text = _OBEYED.sub(lambda found: repr(found[0])[1:-1], text)
    try:
        stream.write((text if _encodes(stream, text) else text.translate(_PLAIN)) + "\n")
        stream.flush()
    except (OSError, ValueError):
        _give_up(stream)
        return False
    return True


def flush(stream: TextIO | None) -> None:
    """Write out what a stream still holds, or give it up."""
    try:
        if stream is not None:
            stream.flush()
    except (OSError, ValueError):
        _give_up(stream)


def _encodes(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _give_up(stream: TextIO | None) -> None:
    if stream is None:
        return
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):  # a stream without a number, as in tests
        pass
