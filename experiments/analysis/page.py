"""The text of a report: what was asked, what was found, what was not made and why, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from sulha.model import MODEL_VERSION

from ..figures.direction import from_the_right
from ..language import isolated, language, ntext, plain, text
from ..provenance import SEED_SCHEME
from .latex import rounded
from .parts import LeftOut, Part, Table
from .reading import Runs

#: Rows of a table that stand in the text; all of them are in the CSV.
ROWS = 12


def about(runs: Runs) -> str:
    """What everything in a report rests on, in a sentence."""
    return text(
        "{done} of {size} runs done, {points}, {replicates}, seed {seed}; parameter uncertainty beyond the design is "
        "not in intervals.",
        done=runs.done, size=runs.size, seed=runs.described.specification.seed,
        points=ntext("{n} point", "{n} points", len(runs.points)),
        replicates=ntext("{n} replicate", "{n} replicates", runs.replicates),
    )  # fmt: skip


def markdown(runs: Runs, parts: Sequence[Part], left_out: Sequence[LeftOut]) -> str:
    """The whole text. Where lines begin at the right it says so to whoever shows it."""
    findings = [finding for part in parts for finding in part.findings]
    body = [line for part in parts for line in _part(part)]
    lines = [*_head(runs), *_findings(findings), *body, *_not_made(left_out)]
    if from_the_right():
        lines = ['<div dir="rtl">', "", *lines, "", "</div>"]
    return "\n".join(lines) + "\n"


def _head(runs: Runs) -> Iterator[str]:
    asked = runs.described.specification
    name = asked.name or plain(runs.described.setup.name.in_language(language()), 200)
    data = runs.manifest.data
    yield f"# {name}"
    yield ""
    yield about(runs)
    if runs.done + runs.failed < runs.size:
        yield ""
        yield text(
            "**The sweep is not finished.** What is here is of the runs that are; the same command says more later."
        )
    if runs.failed:
        yield ""
        yield ntext("**{n} run failed** and is left out; `sulha retry` does it again.",
                    "**{n} runs failed** and are left out; `sulha retry` does them again.", runs.failed)  # fmt: skip
    if runs.replicates < 6:
        yield ""
        yield text("**Fewer than six replicates: there are no intervals.** `sulha extend` gives the sweep more.")
    yield ""
    rows = (
        (text("scenario"), asked.scenario), (text("design"), asked.design.kind),
        (text("factors"), ", ".join(runs.factors)),
        (text("arms"), ", ".join(runs.arms)), (text("outcomes"), ", ".join(runs.outcomes)),
        (text("random numbers"), text(SEED_SCHEME)),
        (text("version"), text("{version} (model {model}; read with {reader})", version=data["version"],
                               model=data["model_version"], reader=MODEL_VERSION)),
        (text("fingerprint of the runs"), runs.fingerprint()),
    )  # fmt: skip
    yield from ("| | |", "|---|---|", *(f"| {_cell(key)} | {_cell(value)} |" for key, value in rows), "")
    yield text(
        "Every number here is a function of rows of `runs/*.parquet`: each table says of which. This is theory made "
        "runnable, for exploration and comparison, not prediction."
    )
    yield ""


def _findings(findings: Sequence[str]) -> Iterator[str]:
    if findings:
        yield from ("## " + text("What it shows"), "", *(f"- {finding}" for finding in findings), "")


def _part(part: Part) -> Iterator[str]:
    yield f"## {part.title}"
    yield ""
    for words in part.words:
        yield from (words, "")
    for picture in part.pictures:
        # Arabic letters do not slant.
        slant = "" if from_the_right() else "*"
        below = f"{slant}{picture.caption} {picture.bands}{slant}"
        yield from (f"![{picture.caption}](figures/{picture.name}.png)", "", below, "")
    for table in part.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"**{table.caption}** ([CSV](tables/{table.name}.csv), [LaTeX](tables/{table.name}.tex))"
    yield ""
    shown: pd.DataFrame = table.frame.head(ROWS)
    yield "| " + " | ".join(map(_cell, map(str, shown.columns))) + " |"
    yield "|" + "---|" * len(shown.columns)
    for row in shown.itertuples(index=False):
        plainly = (value.item() if hasattr(value, "item") else value for value in row)
        yield "| " + " | ".join(_cell(isolated(rounded(value))) for value in plainly) + " |"
    yield ""
    if len(table.frame) > ROWS:
        yield text("{n} of {all} rows; all are in the CSV.", n=ROWS, all=len(table.frame))
    yield text("Rests on: {runs}.", runs=table.rests_on)
    yield ""


def _not_made(left_out: Sequence[LeftOut]) -> Iterator[str]:
    if not left_out:
        return
    yield "## " + text("What is not here")
    yield ""
    for one in left_out:
        yield f"- {one.title}: {one.why}."


def _cell(words: object) -> str:
    return str(words).replace("|", "\\|").replace("\n", " ")
