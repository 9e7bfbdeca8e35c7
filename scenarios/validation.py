"""From plain data to a `Setup`, or to a list of everything that is wrong with it, in the words of the format."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sulha.model.actions import ACTIONS
from sulha.model.parameters import PARAMETERS, in_unit
from sulha.model.setup import Inconsistency, Inconsistent, Setup
from sulha.model.terms import EVENTS
from sulha.model.wording import nsaid, said

from . import places
from .problems import Problem, ScenarioError, in_order, nearest, quotable, shortened
from .reading import MAX_TEXT, Path, at_most, dotted, long_text

#: How often the data is looked at again without what was wrong, for problems that hid behind others.
ROUNDS = 4
#: Problems that are put into words; whoever has more has written something else than a scenario.
MOST = 500
_DAY = re.compile(r"(\d{4}-\d{2})-(\d{2})")
_SET = re.compile(r"interventions\.\d+\.set\.(.+)")

#: Sections whose entries a file names, each name once in all of them.
NAMED = ("societies", "organizations", "intergovernmental")
#: What a file is asked for that is none.
SCENARIO = said("a section that begins with format: 1, name and societies")

type Lines = Callable[[Path], int | None]


def validated(data: Any, origin: str, *, lines: Lines = lambda _: None, found: tuple[Problem, ...] = ()) -> Setup:
    """The description that `data` is; `found` are problems already known, reported with the others.

    Raises:
        ScenarioError: something is wrong; the error holds every problem, in the order of the file.
    """
    data = with_month(data)
    setup, problems = _examined(data, lines)
    known = {problem.path for problem in found if problem.code != "duplicate_key"}
    problems = [*problems, *naming_problems(data, lines)]
    problems = [*found, *(problem for problem in problems if problem.path not in known)]
    if problems or setup is None:
        raise ScenarioError(origin, in_order(problems))
    return setup


def with_month(data: Any) -> Any:
    """The data with `time.start` as a month: the first day of a month stands for it."""
    time = data.get("time") if isinstance(data, dict) else None
    if not isinstance(time, dict) or "start" not in time:
        return data
    return {**data, "time": {**time, "start": month_of(time["start"])}}


def month_of(start: Any) -> Any:
    """The month of its first day (1992-12 of 1992-12-01); anything else as it is."""
    day = _DAY.fullmatch(start) if isinstance(start, str) else None
    return start if day is None or day[2] != "01" else day[1]


def is_like_a_scenario(data: Any) -> bool:
    """Whether data has one of the two keys that make a scenario, or most of its keys are meant to be of the format."""
    if not isinstance(data, Mapping):
        return False
    known = places.keys(places.SETUP)
    meant = [key if key in known else nearest(key, known) for key in islice(data, MOST)]
    return "format" in data or "societies" in data or 2 * sum(key is not None for key in meant) > len(meant)


def not_a_scenario(data: Any) -> Problem:
    """What is said of data that is something else than a scenario."""
    what = said("a section with other keys") if isinstance(data, Mapping) else _noun(data)
    message = said("this does not look like a scenario: it is {what}", what=what)
    return Problem("not_a_scenario", "", message, 1, None, SCENARIO)


def naming_problems(data: Any, lines: Lines = lambda _: None) -> list[Problem]:
    """What `expect` and `basis` name and there is nothing of: events, metrics, places of the description."""
    if not isinstance(data, Mapping):
        return []
    return [*islice(_unknown_measures(data, lines), MOST), *islice(_unknown_bases(data, lines), MOST)]


def _unknown_measures(data: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    expected = data.get("expect")
    for index, entry in enumerate(expected if isinstance(expected, list | tuple) else ()):
        if not isinstance(entry, Mapping) or ("share" in entry) == ("mean" in entry):
            continue
        name, path = entry.get("metric"), ("expect", index, "metric")
        known = EVENTS if "share" in entry else _metrics()
        if not isinstance(name, str) or name in known:
            continue
        message = _no_event(name) if "share" in entry else _no_metric(name)
        allowed, alike = places.one_of(known), nearest(name, known)
        yield Problem("wrong_choice", dotted(path), message, lines(path), name, allowed, alike)


def _no_event(name: str) -> str:
    if name in _metrics():
        return said("'{name}' is not an event but a metric; give `mean: [low, high]`", name=name)
    return said("'{name}' is not an event", name=quotable(name))


def _no_metric(name: str) -> str:
    if name in EVENTS:
        return said("'{name}' is not a metric but an event; give `share: [low, high]`", name=name)
    return said("'{name}' is not a metric", name=quotable(name))


def _metrics() -> tuple[str, ...]:
    from sulha.model.metrics import METRICS  # noqa: PLC0415 (only who expects something waits for them)

    return tuple(metric.name for metric in METRICS)


def _unknown_bases(data: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    basis = data.get("basis")
    names = [str(name) for section in NAMED for name in (data[section] if _is_named(data, section) else ())]
    for where in basis if isinstance(basis, Mapping) else ():
        alike = _nearest_place(data, str(where), names)
        if alike is not None:
            path = ("basis", where)
            message = said("'{path}' leads to nothing in this scenario", path=quotable(str(where)))
            allowed = said("the dotted path of a value or section, such as societies or time.months")
            yield Problem("unknown_path", dotted(path), message, lines(path), None, allowed, alike or None)


def _nearest_place(data: Mapping[str, Any], where: str, names: list[str]) -> str | None:
    """None for a path that leads to a place of the description or a group of parameters; else the likest, or ""."""
    id = where.removeprefix("parameters.")
    if (where and dotted(resolve(data, where)) == where) or any(
        f"{known}.".startswith(f"{id}.") for known in PARAMETERS
    ):
        return None
    steps, kinds = where.split("."), places.SETUP
    for depth, step in enumerate(steps):
        known: list[str] = list(places.keys(kinds))
        if steps[depth - 1] == "strategy":
            known = list(ACTIONS)
        elif not known and depth == 1 and steps[0] in NAMED:
            known = [str(name) for name in data[steps[0]]] if _is_named(data, steps[0]) else []
        elif not known and any(kind.is_section for kind in kinds):
            known = names
        if step not in known:
            alike = nearest(step, known)
            if alike is not None:
                return ".".join((*steps[:depth], alike, *steps[depth + 1 :]))
            return nearest(id, PARAMETERS) or ""
        kinds = tuple(inner for kind in kinds for inner in kind.inside(step))
    return None


def _is_named(data: Mapping[str, Any], section: str) -> bool:
    return isinstance(data.get(section), Mapping)


def problems_of(error: ValidationError, data: Any, lines: Lines = lambda _: None) -> list[Problem]:
    """The problems that pydantic found in `data`, one for each place."""
    problems: dict[str, Problem] = {}
    errors = [d for d in error.errors(include_url=False) if not _is_of_other_branch(d["loc"], data)]
    for details in errors[:MOST]:
        for problem in islice(_translated(details, data, lines), MOST):
            # The branches of a union each complain about the same place; the first sentence says it all.
            if problem.code in {"inconsistent", "unknown_key"}:
                problems[f"{problem.path} {problem.message}"] = problem
            else:
                problems.setdefault(problem.path, problem)
    if len(errors) > MOST:
        message = nsaid(
            "there is {n} problem; correct the first {most} first",
            "there are {n} problems; correct the first {most} first",
            len(errors),
            most=MOST,
        )
        problems[""] = Problem("too_many", "", message)
    return list(problems.values())


def _is_of_other_branch(location: tuple[str | int, ...], data: Any) -> bool:
    """Whether an error is about a kind of section that, where a place takes several, this one is not meant to be."""
    path: list[str | int] = []
    for step in location:
        if _leads_on(data, step):
            path.append(step)
            data = data[step]
        elif isinstance(data, Mapping):
            kinds = places.kinds_at(tuple(path))
            meant = next(iter(_fitting(kinds, data)), None)
            if len(kinds) > 1 and meant is not None and meant.is_section:
                branch = meant.part.__name__ if meant.part else "dict["
                if not str(step).startswith(branch):
                    return True
    return False


def _leads_on(data: Any, step: str | int) -> bool:
    if isinstance(data, Mapping):
        return step in data
    return isinstance(data, list | tuple) and isinstance(step, int) and step < len(data)


def _examined(data: Any, lines: Lines) -> tuple[Setup | None, list[Problem]]:
    """The description, or everything that is wrong: what is sound by itself is looked at for what does not fit."""
    if not isinstance(data, dict):
        if data is not None:
            return None, [not_a_scenario(data)]
        return None, [Problem("empty", "", said("the file says nothing"), 1, data, SCENARIO)]
    problems: list[Problem] = []
    left_out: set[str] = set()
    for _ in range(ROUNDS):
        try:
            setup = Setup.model_validate(data)
        except ValidationError as error:
            new = problems_of(error, data, lines)
            # A name that is gone only because its entry was wrong is no news.
            problems += [p for p in new if not any(_names(p, name) for name in left_out)]
            sound = None if _fits_apart(error) else _without(data, new, left_out)
        else:
            return (None if problems else setup), problems
        if sound is None:
            break
        data = sound
    return None, problems


def _names(problem: Problem, name: str) -> bool:
    """Whether a problem is that parts do not fit together where an entry is named."""
    return problem.code == "inconsistent" and f".{name}." in f".{problem.path}."


def _fits_apart(error: ValidationError) -> bool:
    """Whether every part is fine by itself, so that the problems of the whole are all there are."""
    return any(isinstance(d.get("ctx", {}).get("error"), Inconsistent) for d in error.errors(include_url=False))


def _without(data: dict[str, Any], problems: list[Problem], left_out: set[str]) -> dict[str, Any] | None:
    """The data without the entries that are wrong; None where what is left would say something else.

    Lists go as a whole, since the places of their entries are counted. The names of entries that go are added to
    `left_out`.
    """
    rest = copy.deepcopy(data)
    for problem in problems:
        path = resolve(rest, problem.path)
        if not path or path[0] in {"format", "name"} or (path[0] == "societies" and len(path) < 3):
            return None
        if "issues" in path:
            return None
        if path == ("time", "months"):
            rest["time"]["months"] = int(PARAMETERS["world.months"].bounds[1])
            continue
        path = next((path[:i] for i, step in enumerate(path) if isinstance(step, int)), path)
        while _is_required(path, data):
            path = path[:-1]
        if not path:
            return None
        if not _is_there(rest, path):
            continue
        if len(path) == 2 and path[0] in {"organizations", "intergovernmental"}:
            left_out.add(str(path[1]))
        holder = _at(rest, path[:-1])
        holder.pop(path[-1])
    return rest


def _is_required(path: Path, data: Any) -> bool:
    """Whether the section that a place is in cannot be without it."""
    kinds = _kinds_at(path[:-1], data) if path else ()
    fields = [kind.part.model_fields.get(str(path[-1])) for kind in kinds if kind.part]
    return any(field is not None and field.is_required() for field in fields)


def _is_there(data: Any, path: Path) -> bool:
    for step in path:
        if not _leads_on(data, step):
            return False
        data = data[step]
    return True


def resolve(data: Any, path: str) -> Path:
    """The steps of a dotted path as far as they exist in the data, where a key may itself contain dots."""
    steps: list[str | int] = []
    words = path.split(".") if path else []
    while words:
        if isinstance(data, Mapping):
            for length in range(len(words), 0, -1):
                key = ".".join(words[:length])
                if key in data:
                    break
            else:
                break
            steps.append(key)
            data, words = data[key], words[length:]
        elif isinstance(data, list | tuple) and words[0].isdigit() and int(words[0]) < len(data):
            steps.append(int(words[0]))
            data, words = data[int(words[0])], words[1:]
        else:
            break
    return tuple(steps)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _followed(location: tuple[str | int, ...], data: Any) -> tuple[Path, tuple[str | int, ...]]:
    """A location of pydantic's as a path into the data, and what of it leads no further.

    Between its steps pydantic names the branches of unions, which are no places of a file.
    """
    path: list[str | int] = []
    left: list[str | int] = []
    for step in location:
        if _leads_on(data, step):
            path.append(step)
            left.clear()
            data = data[step]
        else:
            left.append(step)
    return tuple(path), tuple(left)


def _translated(details: ErrorDetails, data: Any, lines: Lines) -> Iterator[Problem]:
    inner = details.get("ctx", {}).get("error")
    if isinstance(inner, Inconsistent):
        for found in inner.problems:
            yield _inconsistent(found, data, lines)
        return
    path, left = _followed(details["loc"], data)
    kind = details["type"]
    if kind == "missing" and isinstance(left[-1], int):
        yield _misfit("too_short", path, data, lines)
    elif kind == "missing":
        yield _missing(path, str(left[-1]), data, lines)
    elif kind == "extra_forbidden":
        yield _unknown_key(path, data, lines)
    elif left and left[-1] == "[key]":
        yield _bad_name(path, lines) if "pattern" in kind or "long" in kind else _unknown_key(path, data, lines)
    elif kind == "value_error":
        yield Problem("inconsistent", dotted(path), str(inner), lines(path), _at(data, path))
    else:
        yield _misfit(kind, path, data, lines)


def _inconsistent(found: Inconsistency, data: Any, lines: Lines) -> Problem:
    where = found.path
    path = resolve(data, where)
    value = _at(data, path) if dotted(path) == where else None
    if found.by_itself:
        set_path = _SET.match(where)
        if set_path:
            return _misplaced(where, set_path[1], value, lines(path))
        return _parameter_problem(where, where.removeprefix("parameters."), value, lines(path))
    return Problem("inconsistent", where, found.message, lines(path), value, found.allowed, found.nearest)


def _parameter_problem(where: str, id: str, value: Any, line: int | None) -> Problem:
    if id in PARAMETERS:
        return _misplaced(where, id, value, line)
    if any(known.startswith(f"{id}.") for known in PARAMETERS):
        message = said("'{group}' is a group of parameters; write {group}.name: value in one line", group=id)
        return Problem("unknown_key", where, message, line, value)
    message = said("there is no parameter '{id}'", id=quotable(id))
    return Problem("unknown_key", where, message, line, value, nearest=nearest(id, PARAMETERS))


def _misplaced(where: str, setting: str, value: Any, line: int | None) -> Problem:
    """A value that a parameter, or a setting named by a dotted path, does not take."""
    kinds = places.kinds_at(tuple(setting.split(".")))
    parameter = PARAMETERS.get(setting.removeprefix("parameters."))
    if parameter is None or (kinds and not setting.startswith("parameters.")):
        return _judged("wrong_type", where, value, kinds, line)
    allowed = in_unit(parameter.allowed, parameter.unit)
    number = isinstance(value, int | float) and not isinstance(value, bool) and not parameter.components
    whole = parameter.is_integer and isinstance(value, float) and value % 1
    if number and not whole:
        return Problem("out_of_bounds", where, _outside(value), line, value, allowed)
    return Problem("wrong_type", where, _does_not_fit(value), line, value, allowed)


def _missing(path: Path, key: str, data: Any, lines: Lines) -> Problem:
    where = (*path, key)
    message = said("'{key}' is missing", key=key)
    alike = nearest(key, [str(k) for k in _at(data, path) if k not in places.keys(places.kinds_at(path))])
    if alike:
        message = said("'{key}' is missing ('{alike}' stands there)", key=key, alike=quotable(alike))
    return Problem("missing", dotted(where), message, lines(path), allowed=places.allowed(places.kinds_at(where)))


def _unknown_key(path: Path, data: Any, lines: Lines) -> Problem:
    parent, key = path[:-1], str(path[-1])
    known = places.keys(_fitting(places.kinds_at(parent), _at(data, parent)))
    alike, echo = nearest(key, known), quotable(key)
    allowed = nsaid("the key {keys}", "the keys {keys}", len(known), keys=", ".join(known))
    message = said("the key '{key}' is not known here", key=echo)
    first = key.split(" ", maxsplit=1)[0]
    if first != key and first in known:
        message = said("the key '{key}' is not known here; a colon is missing after '{first}'", key=echo, first=first)
        alike = None
    elif alike is None and (home := _home_of(key, places.kinds_at(parent))):
        message = said("the key '{key}' is not known here; it belongs under {section}", key=echo, section=home)
    return Problem("unknown_key", dotted(path), message, lines(path), _at(data, path), allowed, alike)


def _home_of(key: str, here: tuple[places.Kind, ...]) -> str | None:
    """The section that knows a key which stands in the wrong one: one further in, or one from the top."""
    if key in PARAMETERS:
        return "parameters"
    for kinds in (here, places.SETUP):
        for section in places.keys(kinds):
            inner = tuple(found for kind in kinds for found in kind.inside(section))
            if key in places.keys(inner):
                return section
            if kinds is places.SETUP and key in places.keys(tuple(k for i in inner for k in i.inside("name"))):
                return f"{section}.<name>"
    return None


def _bad_name(path: Path, lines: Lines) -> Problem:
    message = said(
        "'{name}' cannot be a name in the file; what people read is its `label`", name=quotable(str(path[-1]))
    )
    allowed = said("a-z, 0-9 and _, beginning with a letter, at most 60 characters")
    return Problem("bad_name", dotted(path), message, lines(path), None, allowed, _as_name(str(path[-1])))


def _as_name(text: str) -> str | None:
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60]
    return name if re.fullmatch(r"[a-z][a-z0-9_]*", name) else None


_COUNTS = {"societies": said("two to eight societies")}
_CODES = {
    "greater_than": "out_of_bounds",
    "greater_than_equal": "out_of_bounds",
    "less_than": "out_of_bounds",
    "less_than_equal": "out_of_bounds",
    "finite_number": "out_of_bounds",
    "literal_error": "wrong_choice",
    "string_too_long": "too_long",
    "string_too_short": "empty",
    "too_short": "wrong_count",
    "too_long": "wrong_count",
}


def _misfit(kind: str, path: Path, data: Any, lines: Lines) -> Problem:
    """A value that does not fit its place, in whatever branch of a union it was tried."""
    value = _at(data, path)
    if path == ("time", "start") and isinstance(value, str) and _DAY.fullmatch(value):
        message = said("{day} is a day; a run begins with a month", day=value)
        return Problem("wrong_type", dotted(path), message, lines(path), value, places.allowed(_kinds_at(path, data)))
    return _judged(kind, dotted(path), _at(data, path), _kinds_at(path, data), lines(path))


def _kinds_at(path: Path, data: Any) -> tuple[places.Kind, ...]:
    """The kinds of value that fit at a path, given which kind of section each section on the way is meant to be."""
    kinds = places.SETUP
    for step in path:
        meant = _fitting(kinds, data)
        kinds = tuple(inner for kind in meant for inner in kind.inside(step))
        data = data[step]
    return kinds


def _judged(kind: str, where: str, value: Any, kinds: tuple[places.Kind, ...], line: int | None) -> Problem:
    code = _code(kind, value, kinds)
    size = len(value) if isinstance(value, str | dict | list | tuple) else 0
    allowed: str | None = None
    if code == "out_of_bounds":
        message = _outside(value)
    elif code == "wrong_choice":
        message = _no_choice(value)
    elif code == "too_long":
        message, allowed = long_text(size), at_most(MAX_TEXT)
    elif code == "empty":
        message = said("there is nothing here")
    elif code == "wrong_count":
        message, allowed = nsaid("{n} entry does not fit", "{n} entries do not fit", size), _COUNTS.get(where)
    else:
        message = _does_not_fit(value)
    alike = nearest(value, places.choices(kinds)) if isinstance(value, str) and code == "wrong_choice" else None
    return Problem(code, where, message, line, value, allowed or places.allowed(kinds), alike)


def _outside(number: Any) -> str:
    return said("{number} is outside its bounds", number=_number(number))


def _no_choice(value: Any) -> str:
    if isinstance(value, str):
        return said("'{value}' is not one of the choices", value=quotable(value))
    return said("{what} is not known", what=_noun(value))


def _does_not_fit(value: Any) -> str:
    return said("{what} does not fit here", what=_noun(value))


def _code(kind: str, value: Any, kinds: tuple[places.Kind, ...]) -> str:
    numeric = any(kind.type in {int, float} for kind in kinds)
    if isinstance(value, int | float) and not isinstance(value, bool) and numeric:
        whole = all(kind.type is not float for kind in kinds)
        return "wrong_type" if whole and isinstance(value, float) and value % 1 else "out_of_bounds"
    if isinstance(value, str) and places.choices(kinds):
        # 1 is a choice of the format, '1' is a text.
        return "wrong_type" if value in places.choices(kinds) else "wrong_choice"
    return _CODES.get(kind, "wrong_type")


def _number(value: Any) -> str:
    """A number as a report repeats it: a whole one without a fraction, however it was written."""
    return shortened(int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value)


def _noun(value: Any) -> str:
    if value is None:
        return said("an empty entry")
    if isinstance(value, str):
        return said("the text '{value}'", value=quotable(value))
    shown = shortened(value)
    if isinstance(value, bool):
        return said("the truth value {value}", value=shown)
    if isinstance(value, int | float):
        return said("the number {value}", value=shown)
    if isinstance(value, list | tuple):
        return said("the list {value}", value=shown)
    return said("the section {value}", value=shown)


def _fitting(kinds: tuple[places.Kind, ...], value: Any) -> tuple[places.Kind, ...]:
    """The kinds that a section was meant to be, where a place takes several."""
    sections = tuple(kind for kind in kinds if kind.is_section)
    if not isinstance(value, Mapping) or len(sections) < 2:
        return sections or kinds
    named = tuple(kind for kind in sections if kind.part and set(kind.part.model_fields) & set(value))
    return named or tuple(kind for kind in sections if kind.part is None)
