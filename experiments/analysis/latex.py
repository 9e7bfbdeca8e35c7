"""Tables for papers: LaTeX with the rules of booktabs, numbers rounded, every character that LaTeX reads escaped."""

from __future__ import annotations

from math import isnan
from typing import Any

import pandas as pd

#: Digits that count in a printed number.
DIGITS = 3
_SIGNS = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
          "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip
#: Marks of direction: U+200E, U+200F, U+2066 to U+2069.
_DIRECTION = dict.fromkeys([0x200E, 0x200F, *range(0x2066, 0x206A)])


def latex(frame: pd.DataFrame, caption: str, label: str) -> str:
    """A frame as a `table`, for a document that uses the package booktabs."""
    numbers = [pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes]
    heads = " & ".join(escaped(str(name)) for name in frame.columns)
    rows = [" & ".join(_cell(value) for value in row) + r" \\" for row in frame.itertuples(index=False)]
    return "\n".join([
        r"\begin{table}", r"\centering", rf"\caption{{{escaped(caption)}}}", rf"\label{{{label}}}",
        rf"\begin{{tabular}}{{{''.join('r' if is_number else 'l' for is_number in numbers)}}}", r"\toprule",
        heads + r" \\", r"\midrule", *rows, r"\bottomrule", r"\end{tabular}", r"\end{table}", "",
    ])  # fmt: skip


def escaped(words: str) -> str:
    """A text that LaTeX prints as it is, without the marks that give its parts their direction."""
    return "".join(_SIGNS.get(sign, sign) for sign in undirected(words))


def undirected(words: str) -> str:
    """A text without marks of direction, which belong on screens and pages and not into data."""
    return words.translate(_DIRECTION)


def rounded(value: Any) -> str:
    """A value as it is printed: numbers with three digits that count, nothing where there is no number."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int) or (float(value).is_integer() and abs(value) < 1e6):
        return f"{int(value):d}"
    return f"{value:.{DIGITS}g}"


def _cell(value: Any) -> str:
    words = rounded(value.item() if hasattr(value, "item") else value)
    words = {"–": "--", "inf": r"$\infty$", "-inf": r"$-\infty$"}.get(words, words)
    if words.startswith(("$", "--")):
        return words
    is_number = isinstance(value, int | float) or hasattr(value, "item")
    return words.replace("-", "$-$", 1) if is_number and words.startswith("-") else escaped(words)
