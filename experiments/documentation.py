"""The generated tables of the documents: every parameter and every metric, as the code has them.

A document marks where a table belongs with an HTML comment and closes it with `<!-- end -->`:

    <!-- parameters: M1 -->
    <!-- end -->

`parameters:` is followed by a mechanism (`M1` to `M13`, `start`, `money`), `metrics:` by `world` (the columns of
`series.parquet`) or `organizations` (those of `organizations.parquet`). What stands between the marks is replaced.
`section:` is followed by a part of the description of a world (`Setup`, `Society`, …) and `names:` by `activities` or
`events`: the tables of the reference of scenario files. `sweep:` is followed by a part of a sweep's file (`file`,
`design`, …) or `outcomes`. `index:` is followed by `parameters`, `metrics` or `evidence`: where each of them stands,
and what the parameters rest on.

    python -m sulha.experiments.documentation docs
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path

from pydantic.fields import FieldInfo

from sulha.model import PARAMETERS, Parameter, Setup, setup
from sulha.model.actions import ACTIONS
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS, Metric
from sulha.model.setup import Part
from sulha.model.terms import EVENTS
from sulha.scenarios import places

from . import documented_sweeps

MECHANISMS: tuple[str, ...] = tuple(dict.fromkeys(p.mechanism for p in PARAMETERS.values()))
METRIC_TABLES: dict[str, tuple[Metric, ...]] = {"world": METRICS, "organizations": ORGANIZATION_METRICS}

#: Kinds of rows of the record, as a reader of the tables calls them.
_SCOPES = {
    "world": "world",
    "level": "levels",
    "society": "society",
    "direction": "ordered pair",
    "holder": "institution, other",
}


class UnknownTable(ValueError):  # noqa: N818 (read as what is wrong)
    """A document asks for a table that there is none of."""


def parameter_table(mechanism: str) -> str:
    """The Markdown table of a mechanism's parameters. Raises `UnknownTable`."""
    specifications = [p for p in PARAMETERS.values() if p.mechanism == mechanism]
    if not specifications:
        raise UnknownTable(f"no parameters of {mechanism!r}; allowed: {', '.join(MECHANISMS)}")
    head = ("id", "symbol", "default", "plausible range", "hard bounds", "unit", "set for", "meaning", "source")
    return _table(head, (_parameter_row(p) for p in specifications))


def metric_table(which: str) -> str:
    """The Markdown table of the metrics `world` or `organizations`. Raises `UnknownTable`."""
    if which not in METRIC_TABLES:
        raise UnknownTable(f"no metrics of {which!r}; allowed: {', '.join(METRIC_TABLES)}")
    head = ("name", "English", "Arabic", "unit", "range", "a value for each", "definition")
    return _table(head, (_metric_row(metric) for metric in METRIC_TABLES[which]))


def refreshed(text: str) -> str:
    """The text of a document with what stands between its marks made anew. Raises `UnknownTable`."""
    return _MARK.sub(lambda mark: _region(mark[1], mark[2]), text)


def marked(text: str) -> list[tuple[str, str]]:
    """The tables a document asks for, as (kind, name)."""
    return [(mark[1], mark[2]) for mark in _MARK.finditer(text)]


def documents(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every Markdown document under a folder with its text."""
    for path in sorted(folder.rglob("*.md")):
        yield path, path.read_text(encoding="utf-8")


def write(folder: Path) -> list[Path]:
    """Refresh the marked regions of every document under a folder; returns those that have changed."""
    changed = []
    for path, before in documents(folder):
        after = refreshed(before)
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


def main(arguments: Sequence[str]) -> int:
    """Refresh the documents in a folder, the only argument, and say which have changed."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m sulha.experiments.documentation FOLDER\n")
        return 2
    for path in write(Path(arguments[0])):
        sys.stdout.write(f"refreshed {path}\n")
    return 0


def _region(kind: str, name: str) -> str:
    return f"<!-- {kind}: {name} -->\n\n{TABLES[kind](name)}\n\n<!-- end -->"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', r'\|') or '–' for cell in line)} |" for line in lines)


def _parameter_row(p: Parameter) -> list[str]:
    values = p.default if isinstance(p.default, tuple) else (p.default,)
    named = zip(p.components, values, strict=True) if p.components else [("", values[0])]
    default = ", ".join(f"{name} {_number(value)}".strip() for name, value in named)
    plausible = "not varied" if p.sweep is None else _range(p.sweep)
    scope = f"{p.scope}, month 0" if p.fixed else str(p.scope)
    return [f"`{p.id}`", p.symbol, default, plausible, _range(p.bounds), p.unit, scope, p.about, _source(p)]


def _source(p: Parameter) -> str:
    return f"**assumption**{p.source.removeprefix('assumption')}" if p.is_assumption else p.source


def _metric_row(metric: Metric) -> list[str]:
    scopes = ", ".join(_SCOPES[scope.value] for scope in metric.scopes) or "organization"
    label = metric.label
    return [f"`{metric.name}`", label["en"], label["ar"], metric.unit, _range(metric.range), scopes, metric.about]


def _range(limits: tuple[float, float]) -> str:
    low, high = limits
    return " to ".join(_number(limit) for limit in (low, high))


def _number(value: float) -> str:
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "−∞"
    text = f"{value:.4g}" if abs(value) < 1 else f"{value:g}" if abs(value) < 1e5 else f"{value:.0f}"
    return text.replace("-", "−")


# -- the reference of scenario files

#: The parts of the description of a world, by name.
SECTIONS: dict[str, type[Part]] = {
    kind.__name__: kind for kind in vars(setup).values() if isinstance(kind, type) and issubclass(kind, Part)
}


def section_table(name: str) -> str:
    """The Markdown table of the keys of a section of scenario files. Raises `UnknownTable`."""
    if name not in SECTIONS:
        raise UnknownTable(f"no section of {name!r}; allowed: {', '.join(SECTIONS)}")
    head = ("key", "what it does", "what may stand there", "default")
    return _table(head, (_key_row(key, field) for key, field in SECTIONS[name].model_fields.items()))


def names_table(which: str) -> str:
    """The Markdown table of the `activities` of organizations or of the `events` of a run. Raises `UnknownTable`."""
    if which == "activities":
        rows = ([f"`{name}`", action.label["en"], "yes" if action.meets else "no"] for name, action in ACTIONS.items())
        return _table(("activity", "what it is", "needs two societies"), rows)
    if which == "events":
        return _table(("event",), ([f"`{event}`"] for event in EVENTS))
    raise UnknownTable(f"no names of {which!r}; allowed: activities, events")


def sweep_table(which: str) -> str:
    """The Markdown table of the keys of a part of a sweep's file, or of its `outcomes`. Raises `UnknownTable`."""
    if which == "outcomes":
        return _table(("outcome", "what it is", "unit", "column"), documented_sweeps.outcomes())
    if which not in documented_sweeps.PARTS:
        allowed = ", ".join((*documented_sweeps.PARTS, "outcomes"))
        raise UnknownTable(f"no part of a sweep's file {which!r}; allowed: {allowed}")
    return _table(("key", "what it does", "what may stand there", "default"), documented_sweeps.keys(which))


def _key_row(key: str, field: FieldInfo) -> list[str]:
    kinds = places.kinds_of_field(field)
    parameter = next((kind.parameter for kind in kinds if kind.parameter), None) or _inner_parameter(kinds)
    specification = PARAMETERS[parameter] if parameter else None
    about = _description(field, field.annotation) or ""
    if specification is not None:
        about = specification.about
    return [f"`{key}`", about, _allowed(kinds), _default(field, specification)]


def _inner_parameter(kinds: tuple[places.Kind, ...]) -> str | None:
    return next((inner.parameter for kind in kinds for inner in kind.inside("name") if inner.parameter), None)


def _description(field: FieldInfo, annotation: object) -> str | None:
    """What is said of a field, or of a branch of what it may be."""
    if field.description:
        return field.description
    said = (part.description for part in getattr(annotation, "__metadata__", ()) if isinstance(part, FieldInfo))
    inner = (_description(field, branch) for branch in getattr(annotation, "__args__", ()))
    return next((text for text in (*said, *inner) if text), None)


def _allowed(kinds: tuple[places.Kind, ...]) -> str:
    """What may stand at a key; of sections only that they are one, since their keys have a table of their own."""
    parts = [kind for kind in kinds if kind.part is not None and kind.part is not setup.Text]
    words = ["a section"] if parts else []
    rest = places.allowed(tuple(kind for kind in kinds if kind not in parts))
    words += [re.sub(r", each (entry )?a section with any of .*", ", each a section", rest)] if rest else []
    return ", or ".join(words)


def _default(field: FieldInfo, specification: Parameter | None) -> str:
    if field.is_required():
        return "**required**"
    default = specification.default if field.default is None and specification else field.default
    if default is None or default in ({}, ()) or isinstance(default, Part):
        return ""
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, int | float):
        unit = specification.unit if specification else ""
        return f"{_number(default)} {unit}".strip() + (f" (`{specification.id}`)" if specification else "")
    return str(default)


# -- the index of the reference

#: Where the ODD protocol describes a mechanism: the anchor of its heading.
ANCHORS = {
    "M1": "m1-mental-images-imagespy",
    "M2": "m2-action-reaction-and-the-policy-mean-reactionpy",
    "M3": "m3-social-influence-influencepy-networkpy",
    "M4": "m4-contact-and-extended-contact-contactpy",
    "M5": "m5-track-two-track_twopy",
    "M6": "m6-public-and-cultural-diplomacy-campaignpy",
    "M7": "m7-advocacy-mobilization-opinion-boomerang-mobilizationpy",
    "M8": "m8-intergovernmental-organizations-intergovernmentalpy",
    "M9": "m9-ripeness-talks-agreement-durability-talkspy",
    "M10": "m10-funding-independence-credibility-survival-fundingpy",
    "M11": "m11-advice-authority-coordination-advicepy",
    "M12": "m12-communication-skill-and-ict-communicationpy",
    "M13": "m13-shocks-and-spoilers-shockspy",
    "start": "iiiii-initialization-month-0",
    "money": "decisions-and-refusals-phase-3-modeldecisionspy-modelactions",
}


#: What stands in a path for a name that the file chooses, by the section it is chosen in.
_NAMES = {
    "societies": "SOCIETY", "works_on": "SOCIETY", "organizations": "ORGANIZATION", "intergovernmental": "BODY",
    "issues": "ISSUE",
}  # fmt: skip


def index_table(which: str) -> str:
    """The Markdown index of all `parameters` or `metrics`, or what the parameters rest on. Raises `UnknownTable`."""
    if which == "parameters":
        head: Sequence[str] = ("id", "where", "English", "Arabic", "set by", "rests on", "varied", "can change")
        own = _places()
        return _table(head, (_index_row(PARAMETERS[id], own) for id in sorted(PARAMETERS)))
    if which == "evidence":
        head = ("where", "parameters", "assumptions", "from a source", "varied in experiments")
        return _table(head, _evidence_rows())
    if which == "metrics":
        head = ("name", "English", "Arabic", "table", "rows that have it")
        series, books = zip(METRICS, repeat("series")), zip(ORGANIZATION_METRICS, repeat("organizations"))
        rows = sorted((*series, *books), key=lambda row: row[0].name)
        return _table(head, (_metric_place(metric, table) for metric, table in rows))
    raise UnknownTable(f"no index of {which!r}; allowed: parameters, evidence, metrics")


def _link(mechanism: str) -> str:
    return f"[{mechanism}](odd.md#{ANCHORS[mechanism]})"


def _index_row(p: Parameter, own: dict[str, str]) -> list[str]:
    evidence = "assumption" if p.is_assumption else "a source"
    varied = "no" if p.sweep is None else "yes"
    when = "month 0 only" if p.fixed else "any month"
    path = f"`{own[p.id]}`" if p.id in own else "`parameters`"
    return [f"`{p.id}`", _link(p.mechanism), p.label.en, p.label.ar, path, evidence, varied, when]


def _places() -> dict[str, str]:
    """Where a scenario file sets a parameter in a section of its own, by the parameter's id."""
    found: dict[str, str] = {}
    for id, path in _walk(Setup, ()):
        found.setdefault(id, path)
    return found


def _walk(part: type[Part], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every parameter that a section or one below it sets, with its path."""
    for key, field in part.model_fields.items():
        for kind in places.kinds_of_field(field):
            here = (*path, key)
            if kind.parameter:
                yield kind.parameter, ".".join(here)
            if kind.part is not None:
                yield from _walk(kind.part, here)
            for inner in () if kind.part is not None or not kind.is_section else kind.inside(""):
                if inner.part is not None:
                    yield from _walk(inner.part, (*here, _NAMES.get(key, "NAME")))


def _evidence_rows() -> Iterator[list[str]]:
    for mechanism in sorted(MECHANISMS, key=list(ANCHORS).index):
        yield _evidence(_link(mechanism), [p for p in PARAMETERS.values() if p.mechanism == mechanism])
    yield _evidence("**all**", list(PARAMETERS.values()))


def _evidence(where: str, specifications: Sequence[Parameter]) -> list[str]:
    known = [p for p in specifications if not p.is_assumption]
    names = "" if len(specifications) == len(PARAMETERS) else ", ".join(f"`{p.id}`" for p in known)
    varied = sum(p.sweep is not None for p in specifications)
    n = len(specifications)
    return [where, str(n), str(n - len(known)), f"{len(known)}: {names}" if names else str(len(known)), str(varied)]


def _metric_place(metric: Metric, table: str) -> list[str]:
    rows = ", ".join(_SCOPES[scope.value] for scope in metric.scopes) or "organization"
    return [f"`{metric.name}`", metric.label["en"], metric.label["ar"], f"`{table}.parquet`", rows]


#: How the table of a mark is made, by its kind.
TABLES: dict[str, Callable[[str], str]] = {
    "index": index_table,
    "metrics": metric_table,
    "names": names_table,
    "parameters": parameter_table,
    "section": section_table,
    "sweep": sweep_table,
}
_MARK = re.compile(rf"^<!-- ({'|'.join(TABLES)}): (\S+) -->\n(.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
