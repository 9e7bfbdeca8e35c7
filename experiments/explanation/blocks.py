"""Titled blocks of nested lines, and how they are laid out in a number of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

_STEP = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A line of text with what belongs under it."""

    text: str
    inside: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of an explanation."""

    title: str
    items: tuple[Item, ...]


def items(lines: Iterable[str]) -> tuple[Item, ...]:
    """Lines as items with nothing under them; empty lines are left out."""
    return tuple(Item(line) for line in lines if line)


def laid_out(blocks: Iterable[Block], width: int) -> str:
    """Blocks as text in lines of at most `width` columns, an empty line between blocks."""
    return "\n\n".join("\n".join(_block(block, width)) for block in blocks)


def wrapped(text: str, width: int, indent: int = 0, hang: int = 0) -> Iterator[str]:
    """The lines of a text, none wider than `width` columns; those after the first are indented by `hang` more.

    Columns are counted as a terminal does: wide letters take two, marks and signs of direction none. A word too long
    for a line is cut.
    """
    margin, line = " " * indent, ""
    for word in text.split():
        if line and cell_len(f"{margin}{line} {word}") <= width:
            line = f"{line} {word}"
            continue
        if line:
            yield margin + line
            margin = " " * (indent + hang)
        *whole, line = chop_cells(word, max(width - indent - hang, 8)) or [word]
        for part in whole:
            yield margin + part
            margin = " " * (indent + hang)
    if line:
        yield margin + line


def _block(block: Block, width: int) -> Iterator[str]:
    if block.title:
        yield from wrapped(block.title, width)
    for item in block.items:
        yield from _item(item, width, _STEP if block.title else 0)


def _item(item: Item, width: int, indent: int) -> Iterator[str]:
    yield from wrapped(item.text, width, indent, 0 if item.inside else _STEP)
    for inner in item.inside:
        yield from _item(inner, width, indent + _STEP)
