"""What a report is made of: parts with tables and pictures, and parts that were left out, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.figure import Figure

from .frontier import Target


@dataclass(frozen=True, eq=False)
class Table:
    """Rows for a CSV and a LaTeX file. `rests_on` says which runs the numbers come from."""

    name: str
    caption: str
    frame: pd.DataFrame
    rests_on: str


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure for PDF and PNG: how it is drawn, its caption, and what its bands are."""

    name: str
    caption: str
    bands: str
    draw: Callable[[Figure], None]


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a report. `findings` are its main results in sentences, for those who read no more than these."""

    name: str
    title: str
    words: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A part that this sweep does not allow, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Wishes:
    """What whoever asks for a report wants to know beyond the usual: targets of the frontier by outcome."""

    targets: dict[str, Target] = field(default_factory=dict)
