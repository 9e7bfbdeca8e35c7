"""What the generated tables of `docs/sweeps.md` have in their rows: the keys of a sweep's file, and its outcomes.

What may stand at a key, and what stands there if it is left out, comes from the specification itself; what a key does
is said here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .contrasts import FURTHER, OUTCOMES
from .sweeps.milestones import MILESTONES
from .sweeps.specification import ArmSpec, Design, Range, Ranges, Specification

#: The sections of the file, as the document calls them.
PARTS: dict[str, type[BaseModel]] = {
    "file": Specification, "range": Range, "ranges": Ranges, "design": Design, "arm": ArmSpec,
}  # fmt: skip

#: What every key does.
ABOUT: dict[str, dict[str, str]] = {
    "file": {
        "format": "The version of the format.",
        "name": "What reports call the sweep; the folder under `results/` is called so where no `--out` is given.",
        "scenario": "The world. The path of a file begins at the folder of this one.",
        "set": "Changes of the scenario that hold in all runs.",
        "factors": "What is varied: by its path or a parameter's id, the values or the range.",
        "ranges": "Short for factors: all numbers among the parameters, over their plausible ranges. A factor that "
        "stands in `factors` too is as it stands there.",
        "design": "Which combinations of the factors are tried.",
        "arms": "What is run beside the scenario, at every point, on the same random numbers.",
        "replicates": "How often each point is run in each arm, with other random numbers.",
        "seed": "The seed of all random numbers.",
        "outcomes": "The columns of results. If left out: those marked *always* below.",
        "series": "Whether the monthly series of every run are kept too, some hundred times the space.",
    },
    "range": {
        "low": "The lowest value.",
        "high": "The highest value.",
        "scale": "How the way between them is divided: by equal steps, or by equal factors.",
        "points": "Levels, both ends included, where the design asks for levels: `grid`, `one_at_a_time`.",
    },
    "ranges": {
        "without": "Those that are not varied.",
    },
    "design": {
        "kind": "The kind; see below.",
        "points": "Points of `latin_hypercube`; size of the base sample of `sobol`, a power of 2.",
        "trajectories": "Trajectories of `morris`.",
        "levels": "Levels of every factor in `morris`.",
        "second_order": "Whether `sobol` is to tell interactions of two factors from others.",
        "file": "The file of `csv`, whose path begins at the folder of this one.",
        "seed": "The seed of the points; if left out, that of the sweep.",
    },
    "arm": {
        "without": "Organizations, activities or mechanisms that the arm lacks, as for `sulha compare --without`.",
        "set": "Settings of the arm. They come after the factors, so they hold at every point.",
    },
}  # fmt: skip


def keys(part: str) -> Iterator[list[str]]:
    """The rows of the keys of a section: key, what it does, what may stand there, default. Raises KeyError."""
    for key, field in PARTS[part].model_fields.items():
        yield [f"`{key}`", ABOUT[part][key], field.description or "", _default(field)]


def outcomes() -> Iterator[list[str]]:
    """The rows of the outcomes that have a name of their own: name, meaning, unit, whether it is asked for."""
    for outcome in (*OUTCOMES, *FURTHER):
        when = "always" if outcome in OUTCOMES else "if asked for"
        # An indented label goes on from the one above it.
        words = f"The same {outcome.label.strip()}" if outcome.label.startswith(" ") else outcome.label
        yield [f"`{outcome.name}`", words, outcome.unit, when]
    for milestone in MILESTONES:
        yield [f"`{milestone.name}`", milestone.label, "month", "always"]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, Design):
        return value.kind
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or value in ((), {}) else str(value)
