"""Scenarios with something wrong or strange in them, made from the shipped ones: the structure of the data is mutated.

A mutant is plain data; `written` makes a file of it, one entry a line. Texts are mutated in the tests themselves.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sulha.model.parameters import PARAMETERS
from sulha.scenarios import names, source
from sulha.scenarios.reading import read

CASES: dict[str, dict[str, Any]] = {name: read(source(name), name).data for name in names()}
#: What stands nowhere in a scenario, or only where it must not.
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 0.5, -0.0, 1e-320, 1e6, 1e300, 10**30, 10**99, math.inf, -math.inf, math.nan),
    *("", " ", "x", "no", "null", "1e3", "0x1F", "1992-12", "9999-12", "0000-01", "north", "world", "international"),
    *(
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "[bold]x[/]",
        "$\\frac{}{}$",
        "{0} %s {name}",
        "a.b",
        "سلام",
        "🕊",
    ),
    *("\u202eabc\u2066", "\x1b[31mred", "a\0b", "\ud800", "\u2028", "x" * 10_000),
    *(
        [],
        {},
        [None],
        {"": None},
        [[[]]],
        {"a": {"b": {"c": []}}},
        [0, 1],
        [1, 0],
        {"en": "x", "ar": "س"},
        {"toward": {}},
    ),
)
#: Names of every kind that the format knows, for keys that stand in the wrong place.
KEYS = (
    *("format", "name", "time", "start", "months", "societies", "organizations", "intergovernmental", "constraints"),
    *("authority", "toward", "government", "outlook", "trust", "funding", "strategy", "works_on", "home", "issues"),
    *("set", "month", "metric", "share", "mean", "during", "by", "society", "scheduled", "rate", "parameters", "basis"),
    *("", "x", "X Y", "no", "1", "../x", "\u202ex", "\x1b[0m", "influence.weight", "constraints.funding", "k" * 300),
)

type Place = tuple[str | int, ...]


def places(data: Any, path: Place = ()) -> list[Place]:
    """Every place of some data but the whole of it."""
    entries: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, value in entries for place in ((*path, key), *places(value, (*path, key)))]


def at(data: Any, path: Place) -> Any:
    """What stands at a place."""
    for step in path:
        data = data[step]
    return data


@st.composite
def mutants(draw: st.DrawFn, most: int = 3) -> dict[str, Any]:
    """A shipped case after one to `most` mutations."""
    data = copy.deepcopy(CASES[draw(st.sampled_from(sorted(CASES)))])
    for _ in range(draw(st.integers(1, most))):
        known = places(data)
        if known:
            draw(st.sampled_from(MUTATIONS))(draw, data, known)
    return data


def _delete(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    *holder, key = draw(st.sampled_from(known))
    del at(data, tuple(holder))[key]


def _replace(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    *holder, key = draw(st.sampled_from(known))
    at(data, tuple(holder))[key] = copy.deepcopy(draw(st.sampled_from(ODD)))


def _extreme(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    """A number at or beside a bound of some parameter."""
    numbers = [path for path in known if type(at(data, path)) in {int, float}] or known
    *holder, key = draw(st.sampled_from(numbers))
    bound = draw(st.sampled_from(PARAMETERS[draw(st.sampled_from(sorted(PARAMETERS)))].bounds))
    at(data, tuple(holder))[key] = draw(
        st.sampled_from((bound, int(bound), math.nextafter(bound, math.inf), math.nextafter(bound, -math.inf), -bound))
    )


def _rename(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    *holder, key = draw(st.sampled_from(known))
    section = at(data, tuple(holder))
    if isinstance(section, dict):
        section[draw(st.sampled_from((*KEYS, *map(str, section))))] = section.pop(key)


def _duplicate(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    *holder, key = draw(st.sampled_from(known))
    section = at(data, tuple(holder))
    twin = copy.deepcopy(section[key])
    if isinstance(section, dict):
        section[draw(st.sampled_from((f"{key}_2", *KEYS)))] = twin
    else:
        section.append(twin)


def _swap(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    one, other = draw(st.sampled_from(known)), draw(st.sampled_from(known))
    if one[: len(other)] != other and other[: len(one)] != one:
        first, second = at(data, one), at(data, other)
        at(data, one[:-1])[one[-1]], at(data, other[:-1])[other[-1]] = second, first


def _move(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    """A section or value that stands in another section."""
    source_, target = draw(st.sampled_from(known)), draw(st.sampled_from([(), *known]))
    section = at(data, target)
    if isinstance(section, dict) and target[: len(source_)] != source_:
        section[str(source_[-1])] = copy.deepcopy(at(data, source_))


def _cross(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    """A part of another case, where it stands there or at the top."""
    other = CASES[draw(st.sampled_from(sorted(CASES)))]
    path = draw(st.sampled_from(places(other)))
    holder = data
    for step in path[:-1]:
        if not isinstance(holder, dict) or not isinstance(holder.get(step), dict):
            holder = data
            break
        holder = holder[step]
    holder[str(path[-1])] = copy.deepcopy(at(other, path))


def _wrap(draw: st.DrawFn, data: Any, known: list[Place]) -> None:
    *holder, key = draw(st.sampled_from(known))
    section = at(data, tuple(holder))
    section[key] = draw(st.sampled_from((lambda v: [v], lambda v: {"x": v}, str, lambda v: [v] * 3)))(section[key])


MUTATIONS: tuple[Callable[[st.DrawFn, Any, list[Place]], None], ...] = (
    _delete, _replace, _replace, _extreme, _rename, _duplicate, _swap, _move, _cross, _wrap,
)  # fmt: skip


def written(data: Any, indent: str = "") -> str:
    """Data as YAML in the flow style, one entry a line."""
    inner = f"{indent} "
    if isinstance(data, dict):
        lines = [
            f"{inner}{json.dumps(str(key), ensure_ascii=False)}: {written(value, inner)}" for key, value in data.items()
        ]
    elif isinstance(data, list):
        lines = [f"{inner}{written(value, inner)}" for value in data]
    elif isinstance(data, float) and not math.isfinite(data):
        return ".nan" if math.isnan(data) else ".inf" if data > 0 else "-.inf"
    else:
        return json.dumps(data, ensure_ascii=False)
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    return f"{opening}\n{',\n'.join(lines)}\n{indent}{closing}" if lines else opening + closing
