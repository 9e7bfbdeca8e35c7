"""The results of studies as files: a page in Markdown, a table in LaTeX, all numbers as CSV, a figure a study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan
from pathlib import Path
from typing import Any

import pandas as pd

from sulha.model import MODEL_VERSION

from ..analysis.drawing.page import pictured
from ..analysis.latex import latex, rounded
from ..language import speaking
from ..provenance import SEED_SCHEME
from ..sweeps.folder import replaced
from .drawing import draw
from .examining import Examined, Found, Origin
from .rule import HOLDS
from .scales import Scale
from .study import Study


def write(done: Sequence[Examined], missing: Sequence[Study], scale: Scale, out: Path) -> None:
    """Write `results.md`, `results.tex` and `results.csv`, and a figure and a table of each study."""
    for name in ("figures", "tables"):
        (out / name).mkdir(parents=True, exist_ok=True)
    with speaking("en"):  # what goes into papers is English
        for one in done:
            _figure(one, out)
            frame = _table(one)
            frame.to_csv(out / "tables" / f"{one.study.name}.csv", index=False)
            caption = f"{one.study.id}: {one.study.title}. {_about(one)}"
            replaced(
                out / "tables" / f"{one.study.name}.tex",
                latex(frame.drop(columns="runs"), caption, f"tab:{one.study.name}"),
            )
        summary = _summary(done)
        caption = f"The studies, {_scale(scale)}. {_rule_in_short()}"
        replaced(out / "results.tex", latex(summary, caption, "tab:results"))
        replaced(out / "results.csv", pd.DataFrame(_rows(done)).to_csv(index=False))
        replaced(out / "results.md", "\n".join(_page(done, missing, scale, summary)) + "\n")


def _page(done: Sequence[Examined], missing: Sequence[Study], scale: Scale, summary: pd.DataFrame) -> Iterator[str]:
    yield f"# Results of the studies, {_scale(scale)}"
    yield ""
    yield (
        "Theory made runnable, for exploration and comparison, not prediction: a confirmed hypothesis is one that this "
        "model bears out, whatever the world does. What decides was fixed before anything was run: one primary outcome "
        "a study, and one rule."
    )
    yield ""
    yield (
        "**The rule.** *Confirmed*: the 95 % interval over pairs of the primary outcome lies wholly beyond the "
        f"smallest effect of interest in the stated direction, and the sign holds in at least {HOLDS:.0%} of the "
        "points of a Latin hypercube of the plausible ranges of all else, both where pain alone makes sides ready to "
        "talk and where an enticing opportunity does as well. *Refuted*: the interval lies wholly inside the smallest "
        "effect of interest, or beyond it in the other direction. Else *not decided*. Secondary outcomes cannot decide."
    )
    yield ""
    yield (
        "Pairs share their random numbers, across all cells of a study. So do the points of the ranges, replicate by "
        "replicate: with few pairs a point their signs are noisy, and not wholly independent."
    )
    yield ""
    yield from _markdown(summary)
    yield "All numbers are in [results.csv](results.csv), the table above is for papers in [results.tex](results.tex). "
    yield _head()
    yield ""
    if missing:
        yield f"Not run, or not finished: {', '.join(study.id for study in missing)}."
        yield ""
    for one in done:
        yield from _section(one)


def _section(one: Examined) -> Iterator[str]:
    study = one.study
    yield f"## {study.id}: {study.title}"
    yield ""
    yield f"**{_decision(one).capitalize()}.** {' '.join(one.reasons)}"
    yield ""
    yield f"- **Hypothesis.** {study.hypothesis} Claim of the source: {study.claim}."
    yield f"- **Manipulated.** {study.manipulates}"
    yield f"- **Primary outcome.** {study.primary.words}. {_smallest(one)}"
    yield f"- **What refutes it.** {study.refuted_by}"
    yield f"- **Built in.** {study.built_in}. **Not built in.** {study.not_built_in}"
    for note in study.notes:
        yield f"- **Note.** {note}"
    if one.failed:
        yield f"- **{one.failed} runs failed** and are left out."
    yield ""
    yield f"![{study.id}](figures/{study.name}.png)"
    yield ""
    yield from _markdown(_table(one))
    yield f"([CSV](tables/{study.name}.csv), [LaTeX](tables/{study.name}.tex))"
    yield ""
    yield "Rests on:"
    yield ""
    origins = [one.primary.origin, *(r.origin for r in one.over_ranges), *(s.origin for s in one.secondary)]
    by_sweep: dict[str, Origin] = {}
    for origin in origins:
        by_sweep.setdefault(origin.folder, origin)
    for origin in by_sweep.values():
        yield (
            f"- `runs/{origin.folder}`: replicates 0-{origin.replicates - 1}, seed {origin.seed}, version "
            f"{origin.version}, model {origin.model_version}, fingerprint `{origin.fingerprint}`"
        )
    yield ""


def _table(one: Examined) -> pd.DataFrame:
    """The rows of a study: primary, signs over the ranges, secondary, cells."""
    signs = [
        {
            "kind": "ranges", "what": f"share of points with the stated sign, {ranges.ripeness}",
            "value": ranges.signs.share, "low": nan, "high": nan, "unit": "share", "n": ranges.signs.points,
            "runs": str(ranges.origin),
        }
        for ranges in one.over_ranges
    ]  # fmt: skip
    return pd.DataFrame([_row(one.primary), *signs, *map(_row, one.secondary), *map(_row, one.cells)])


def _row(found: Found) -> dict[str, Any]:
    number = found.estimated
    return {
        "kind": found.kind, "what": found.words + (f" ({number.note})" if number.note else ""), "value": number.value,
        "low": number.interval[0], "high": number.interval[1], "unit": found.unit, "n": number.pairs,
        "runs": str(found.origin),
    }  # fmt: skip


def _summary(done: Sequence[Examined]) -> pd.DataFrame:
    rows = []
    for one in done:
        number, rule = one.primary.estimated, one.study.primary.rule
        rows.append({
            "study": one.study.id, "hypothesis": one.study.title, "estimate": number.value,
            "low": number.interval[0], "high": number.interval[1], "unit": one.primary.unit,
            "smallest": rule.smallest * (1 if rule.ratio else rule.direction),
            "pairs": number.pairs,
            **{f"sign, {_SHORT[r.ripeness]}": f"{r.signs.held}/{r.signs.points}" for r in one.over_ranges},
            "verdict": _decision(one),
        })  # fmt: skip
    return pd.DataFrame(rows)


_SHORT = {"pain": "pain", "pain_and_opportunity": "opportunity"}


def _rows(done: Sequence[Examined]) -> Iterator[dict[str, Any]]:
    """Every number with where it comes from."""
    for one in done:
        head = {"study": one.study.id, "scale": one.scale.name, "verdict": one.decision}
        for found in (one.primary, *one.secondary, *one.cells):
            row = _row(found)
            row.pop("runs")
            yield head | row | _traced(found.origin)
        for ranges in one.over_ranges:
            for point, value in enumerate(ranges.values):
                yield head | {
                    "kind": f"point, {ranges.ripeness}", "what": one.primary.words, "value": value, "low": nan,
                    "high": nan, "unit": "log ratio" if one.study.primary.rule.ratio else one.primary.unit,
                    "n": ranges.signs.pairs, **_traced(ranges.origin), "points": str(point),
                }  # fmt: skip


def _traced(origin: Origin) -> dict[str, Any]:
    return {
        "folder": f"runs/{origin.folder}", "points": " ".join(map(str, origin.points)), "arms": " ".join(origin.arms),
        "replicates": f"0-{origin.replicates - 1}", "seed": origin.seed, "version": origin.version,
        "model_version": origin.model_version, "fingerprint": origin.fingerprint,
    }  # fmt: skip


def _figure(one: Examined, out: Path) -> None:
    subtitle = f"{_decision(one).capitalize()}. {one.study.hypothesis}"
    bands = "Lines: 95 % intervals over pairs. Gray: inside the smallest effect of interest."
    drawn = pictured(lambda page: draw(one, page), f"{one.study.id}: {one.study.title}", subtitle, bands, _about(one))
    for kind, content in drawn.items():
        (out / "figures" / f"{one.study.name}.{kind}").write_bytes(content)


def _about(one: Examined) -> str:
    origin = one.primary.origin
    ranges = one.over_ranges[0].signs
    return (
        f"{_scale(one.scale).capitalize()}: {origin.replicates} pairs in the deciding cells, {ranges.points} points of "
        f"the ranges with {ranges.pairs} pairs each, seed {origin.seed}, model {origin.model_version}."
    )


def _decision(one: Examined) -> str:
    scale = "" if one.scale.name == "full" else f" ({_scale(one.scale)})"
    return one.decision + (f": {one.word}" if one.word else "") + scale


def _scale(scale: Scale) -> str:
    return f"{scale.name} scale"


def _smallest(one: Examined) -> str:
    rule = one.study.primary.rule
    side = "above" if rule.direction > 0 else "below"
    if rule.ratio:
        return f"Stated: {side} 1; smallest ratio of interest {rule.smallest:g}, or {1 / rule.smallest:g}."
    return f"Stated: {side} 0; smallest of interest {rule.smallest:g}."


def _rule_in_short() -> str:
    return "Smallest: the smallest effect of interest in the stated direction; sign: points of the ranges that have it."


def _head() -> str:
    return f"Random numbers: {SEED_SCHEME}. Read with model {MODEL_VERSION}."


def _markdown(frame: pd.DataFrame) -> Iterator[str]:
    if frame.empty:
        return
    yield "| " + " | ".join(map(str, frame.columns)) + " |"
    yield "|" + "---|" * len(frame.columns)
    for row in frame.itertuples(index=False):
        yield "| " + " | ".join(_cell(value) for value in row) + " |"
    yield ""


def _cell(value: Any) -> str:
    words = rounded(value.item() if hasattr(value, "item") else value).replace("|", "\\|")
    return f"−{words[1:]}" if isinstance(value, float) and words.startswith("-") else words
