"""What a sweep is asked to do, as it stands in a YAML file: typed, frozen, checked as scenarios are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)

from sulha.model.parameters import PARAMETERS, Parameter
from sulha.model.wording import Said, said
from sulha.scenarios import Problem, ScenarioError
from sulha.scenarios.loading import content
from sulha.scenarios.problems import in_order, nearest, shortened
from sulha.scenarios.reading import Document, dotted, read

type Value = bool | int | float | str

#: Levels that a range has where a design asks for levels and the file does not say how many.
LEVELS = 5
MOST_REPLICATES = 100_000
MOST_LEVELS = 10_000


#: What may stand somewhere, said so that it can be said in another language.
_NUMBER, _TEXT, _TRUTH = said("a number"), said("a text"), said("true or false")


def _whole(low: int, high: int | None = None) -> Said:
    if high is None:
        return said("{noun} of {low} or more", noun=said("a whole number"), low=low)
    return said("{noun} from {low} to {high}", noun=said("a whole number"), low=low, high=high)


def _section(entry: str) -> Said:
    return said("a section {entry}", entry=entry)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(_Part):
    """A factor between two numbers."""

    low: float = Field(allow_inf_nan=False, description=_NUMBER)
    high: float = Field(allow_inf_nan=False, description=said("a number above low"))
    scale: Literal["linear", "log"] = Field(
        "linear", description=said("{first} or {second}", first="linear", second="log")
    )
    points: int = Field(LEVELS, ge=2, le=MOST_LEVELS, description=_whole(2, MOST_LEVELS))

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low >= self.high:
            raise ValueError(said("low {low} is not below high {high}", low=self.low, high=self.high))
        if self.scale == "log" and self.low <= 0:
            raise ValueError(said("on a log scale low must be above 0, and it is {low}", low=self.low))
        return self

    def at(self, share: float) -> float:
        """The value at a share [0, 1] of the way from low to high, on the factor's scale."""
        if self.scale == "log":
            value = self.low * math.exp(share * math.log(self.high / self.low))
        else:
            value = self.low + share * (self.high - self.low)
        # A level reads 2 and not 1.9999999999999996.
        return float(f"{value:.12g}")

    def levels(self) -> tuple[float, ...]:
        """The levels of a grid, ends included."""
        last = self.points - 1
        return tuple(self.low if n == 0 else self.high if n == last else self.at(n / last) for n in range(self.points))


class Levels(_Part):
    """A factor of some values, in their order."""

    values: tuple[Value, ...]

    def at(self, share: float) -> Value:
        """The value at a share [0, 1]: each level has an equal part."""
        return self.values[min(int(share * len(self.values)), len(self.values) - 1)]

    def levels(self) -> tuple[Value, ...]:
        """The values."""
        return self.values


type Factor = Range | Levels

#: How the two are told apart; no key of a file can look like this.
_RANGE, _LEVELS = "<range>", "<levels>"


def _kind(value: Any) -> str:
    return _LEVELS if isinstance(value, Levels) or (isinstance(value, Mapping) and "values" in value) else _RANGE


class Design(_Part):
    """Which combinations of the factors are tried."""

    kind: Literal["grid", "one_at_a_time", "latin_hypercube", "sobol", "morris", "csv"] = Field(
        "grid", description=said("one of {names}", names="grid, one_at_a_time, latin_hypercube, sobol, morris, csv")
    )
    points: int = Field(64, ge=2, le=1_000_000, description=_whole(2, 1_000_000))
    trajectories: int = Field(10, ge=2, le=100_000, description=_whole(2, 100_000))
    levels: int = Field(4, ge=4, le=100, multiple_of=2, description=said("an even number from 4 to 100"))
    second_order: bool = Field(default=False, description=_TRUTH)
    file: str | None = Field(None, description=said("the path of a CSV file"))
    seed: int | None = Field(None, ge=0, lt=2**63, description=_whole(0))

    @model_validator(mode="before")
    @classmethod
    def _kind_alone(cls, data: Any) -> Any:
        return {"kind": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _fitting(self) -> Design:
        of_kind = {"latin_hypercube": {"points"}, "sobol": {"points", "second_order"},
                   "morris": {"trajectories", "levels"}, "csv": {"file"}}.get(self.kind, set())  # fmt: skip
        if alien := self.model_fields_set - of_kind - {"kind", "seed"}:
            raise ValueError(said("a design of the kind {kind} does not take {keys}", keys=", ".join(sorted(alien)),
                                  kind=self.kind))  # fmt: skip
        if self.kind == "csv" and not self.file:
            raise ValueError(said("a csv design needs `file`, the path of a CSV file with a column for each factor"))
        if self.kind == "sobol" and self.points & (self.points - 1):
            raise ValueError(
                said("{points} is no power of 2; Sobol's sequence is balanced only there", points=self.points)
            )
        return self


class ArmSpec(_Part):
    """What makes an arm that is run beside the scenario: what is left out, and what is set otherwise."""

    without: tuple[str, ...] = Field((), description=said("a list such as {example}", example="[organizations]"))
    set: dict[str, Any] = Field(default_factory=dict, description=_section("path: value"))

    @field_validator("without", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class Ranges(_Part):
    """Every number among the model's parameters over its plausible range, but for some: ids, or groups of them."""

    without: tuple[str, ...] = Field((), description=said("a list of parameters, or of groups of them"))

    @model_validator(mode="before")
    @classmethod
    def _all(cls, data: Any) -> Any:
        return {} if data == "all" else data

    @field_validator("without")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        groups = {id.partition(".")[0] for id in PARAMETERS}
        if alien := [name for name in value if name not in PARAMETERS and name not in groups]:
            raise ValueError(said("{name} is neither a parameter nor a group of them", name=shortened(alien[0])))
        return value

    def factors(self) -> dict[str, Factor]:
        """The parameters as factors; whole numbers as lists."""
        kept = (one for id, one in PARAMETERS.items() if not {id, id.partition(".")[0]} & set(self.without))
        return {one.id: _plausible(one) for one in kept if one.sweep and not one.components}


def _plausible(one: Parameter) -> Factor:
    low, high = one.sweep or one.bounds
    if one.is_integer:
        return Levels(values=tuple(range(int(low), int(high) + 1)))
    return Range(low=low, high=high)


class Specification(_Part):
    """A sweep. `ranges` in a file is short for the factors that it stands for, which are what a sweep keeps."""

    format: Literal[1] = Field(description="1")
    name: str | None = Field(None, min_length=1, max_length=200, description=_TEXT)
    scenario: str = Field(min_length=1, description=said("a shipped scenario's name or the path of a file"))
    set: dict[str, Any] = Field(default_factory=dict, description=_section("path: value"))
    factors: dict[
        str, Annotated[Annotated[Range, Tag(_RANGE)] | Annotated[Levels, Tag(_LEVELS)], Discriminator(_kind)]
    ] = Field(
        default_factory=dict,
        description=_section(said("{first} or {second}", first="path: [values]", second="path: {low, high}")),
    )
    ranges: Ranges | None = Field(None, description=said("all, or a section with `without`"))
    design: Design = Field(default_factory=Design, description=said("a kind of design, or a section with one"))
    arms: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], ArmSpec] = Field(
        default_factory=dict, description=_section("name: {without: …, set: …}")
    )
    replicates: int = Field(ge=1, le=MOST_REPLICATES, description=_whole(1, MOST_REPLICATES))
    seed: int = Field(0, ge=0, lt=2**63, description=_whole(0))
    outcomes: tuple[str, ...] = Field((), description=said("a list of outcomes"))
    series: bool = Field(default=False, description=_TRUTH)

    @field_validator("factors", mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {path: {"values": given} if isinstance(given, list) else given for path, given in value.items()}

    @field_validator("factors")
    @classmethod
    def _levels(cls, value: dict[str, Factor]) -> dict[str, Factor]:
        for path, factor in value.items():
            values = factor.levels()
            if not values:
                raise ValueError(said("{path} has no values", path=path))
            if min(len(set(values)), len(set(map(str, values)))) < len(values):
                raise ValueError(said("{path} has a value twice", path=path))
        return value

    @model_validator(mode="after")
    def _with_ranges(self) -> Specification:
        if self.ranges is not None:
            # What stands in the file by itself counts; later versions of the model may have other ranges.
            object.__setattr__(self, "factors", {**self.ranges.factors(), **self.factors})
            object.__setattr__(self, "ranges", None)
        if not self.factors:
            raise ValueError(said("there are no factors: give `factors`, or `ranges: all`"))
        return self


def load(path: Path) -> Specification:
    """The sweep that a YAML file asks for.

    Raises `ScenarioError` with everything that is wrong with the file.
    """
    return parse(content(path), str(path))


def parse(text: str, origin: str = "sweep") -> Specification:
    """The sweep that a YAML text asks for. Raises `ScenarioError`."""
    document = read(text, origin)
    if not isinstance(document.data, dict):
        what = said("this is no sweep: it is not a section with keys")
        raise ScenarioError(origin, [Problem("not_a_scenario", "", what, 1, None, _keys(Specification))])
    if "societies" in document.data and "scenario" not in document.data:
        what = said("this is a scenario and no sweep: a sweep has its path or name at `scenario`, and `factors`")
        raise ScenarioError(origin, [Problem("not_a_scenario", "", what, 1)])
    problems = list(document.problems)
    try:
        found = Specification.model_validate(document.data)
    except ValidationError as error:
        problems += [_problem(dict(details), document) for details in error.errors(include_url=False)]
    if problems:
        raise ScenarioError(origin, in_order(problems))
    return found


def _keys(part: type[BaseModel]) -> Said:
    return said("the keys {keys}", keys=", ".join(part.model_fields))


def _problem(details: dict[str, Any], document: Document) -> Problem:
    """What pydantic found, in the words of the format."""
    place = tuple(step for step in details["loc"] if step not in {_RANGE, _LEVELS})
    kind, key = details["type"], str(place[-1]) if place else ""
    where, line = dotted(place), document.line(place)
    part, field = _described(place)
    allowed = field or ""
    if key == "[key]":  # pydantic's word for a key that does not fit
        where, line, name = dotted(place[:-1]), document.line(place[:-1]), shortened(details["input"])
        message = said("the name {name} does not fit here", name=name)
        return Problem("wrong_name", where, message, line, None, said("small letters, digits and _, a letter first"))
    if kind == "missing":
        return Problem("missing", where, said("'{key}' is missing", key=key), line, None, allowed)
    if kind == "extra_forbidden":
        known = list(part.model_fields) if part else []
        message = said("the key '{key}' is not known here", key=shortened(key))
        keys = said("the keys {keys}", keys=", ".join(known))
        return Problem("unknown_key", where, message, line, details["input"], keys, nearest(key, known))
    inner = details.get("ctx", {}).get("error")
    if isinstance(inner, ValueError) and inner.args and isinstance(inner.args[0], Said):
        return Problem("inconsistent", where, inner.args[0], line, details["input"])
    message = said("{value} does not fit here", value=shortened(details["input"]))
    return Problem("wrong_type", where, message, line, details["input"], allowed)


def _described(place: tuple[Any, ...]) -> tuple[type[BaseModel] | None, str | None]:
    """The part that a place is in, and what its field is described as."""
    part: type[BaseModel] | None = Specification
    described: str | None = None
    parts: dict[str, type[BaseModel]] = {"design": Design, "arms": ArmSpec, "factors": Range, "ranges": Ranges}
    for depth, step in enumerate(place):
        field = part.model_fields.get(str(step)) if part else None
        described = field.description if field else described
        if depth == 0 and step in parts and len(place) > 1:
            part = parts[str(step)]
    return part, described
