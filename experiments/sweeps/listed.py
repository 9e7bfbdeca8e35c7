"""Design points that somebody listed in a CSV file: a column a factor, a row a point."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sulha.model.wording import said

_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


def listed(path: Path, factors: Sequence[str], most: int) -> list[tuple[Any, ...]]:
    """The rows of a file whose header names the factors, in any order; one more than `most` of them at most.

    Raises OSError; ValueError with a `Said` that says what is wrong and in which line.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            order = _order(next(reader, []), factors)
            points: list[tuple[Any, ...]] = []
            for row in reader:
                if row and len(points) <= most:
                    points.append(_point(row, order, factors, reader.line_num))
    except UnicodeDecodeError:
        raise ValueError(said("it is not a text in UTF-8")) from None
    except csv.Error as error:
        raise ValueError(said("line {n} is no line of a CSV file: {reason}", n=reader.line_num, reason=error)) from None
    if not points:
        raise ValueError(said("there are no rows"))
    return points


def _order(header: list[str], factors: Sequence[str]) -> list[int]:
    """Where each factor stands in a row."""
    names = [name.strip() for name in header]
    if sorted(names) != sorted(factors):
        raise ValueError(
            said("its first line must be {wanted}, in any order, and is {found}", wanted=",".join(factors),
                 found=",".join(names) or "-")
        )  # fmt: skip
    return [names.index(factor) for factor in factors]


def _point(row: list[str], order: list[int], factors: Sequence[str], line: int) -> tuple[Any, ...]:
    if len(row) != len(order):
        raise ValueError(said("line {n} has {found} values, and {wanted} are needed", n=line, found=len(row),
                              wanted=len(order)))  # fmt: skip
    for place, factor in zip(order, factors, strict=True):
        if not row[place].strip():
            raise ValueError(said("line {n} has no value for {path}", n=line, path=factor))
    return tuple(parsed(row[place]) for place in order)


def parsed(cell: str) -> bool | int | float | str:
    """A cell as a number or truth value where it reads as one, else as a text."""
    word = cell.strip()
    if word.lower() in {"true", "false"}:
        return word.lower() == "true"
    if not _NUMBER.fullmatch(word):
        return word
    return float(word) if set(word) & set(".eE") else int(word)
