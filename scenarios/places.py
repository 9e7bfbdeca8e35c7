"""What may stand at a place of the description, found from the typed description itself and said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sulha.model.parameters import PARAMETERS
from sulha.model.setup import Part, Setup, Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value that a place takes: a type, and what limits it."""

    type: Any
    limits: tuple[Any, ...] = ()
    parameter: str | None = None

    @property
    def is_section(self) -> bool:
        """Whether this kind is a section with keys of its own choosing or of the format's."""
        return get_origin(self.type) is dict or self.part is not None

    @property
    def part(self) -> type[Part] | None:
        """The part of the description that this kind is, if it is one."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, Part) else None

    def inside(self, step: str | int) -> tuple[Kind, ...]:
        """The kinds of value one step further in; none where there is no such step."""
        if self.part is not None:
            field = self.part.model_fields.get(str(step))
            return () if field is None else kinds_of_field(field)
        origin, arguments = get_origin(self.type), get_args(self.type)
        if origin is dict:
            return tuple(_flattened(arguments[1]))
        if origin is tuple and isinstance(step, int):
            item = arguments[0] if len(arguments) == 2 and arguments[1] is ... else None
            if item is None and step < len(arguments):
                item = arguments[step]
            return () if item is None else tuple(_flattened(item))
        return ()


SETUP: tuple[Kind, ...] = (Kind(Setup),)


def kinds_at(path: tuple[str | int, ...]) -> tuple[Kind, ...]:
    """The kinds of value that may stand at a path of a description."""
    kinds = SETUP
    for step in path:
        kinds = tuple(inner for kind in kinds for inner in kind.inside(step))
    return kinds


def kinds_of_field(field: FieldInfo) -> tuple[Kind, ...]:
    """The kinds of value of a field of a part."""
    return tuple(_flattened(field.annotation, tuple(field.metadata), _parameter(field)))


def _flattened(annotation: Any, limits: tuple[Any, ...] = (), parameter: str | None = None) -> Iterator[Kind]:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        for item in metadata:
            if isinstance(item, FieldInfo):
                limits = (*limits, *item.metadata)
                parameter = parameter or _parameter(item)
            else:
                limits = (*limits, item)
        yield from _flattened(inner, limits, parameter)
    elif origin is Union or origin is UnionType:
        for branch in get_args(annotation):
            yield from _flattened(branch, limits, parameter)
    elif annotation is not NoneType:
        yield Kind(annotation, limits, parameter)


def _parameter(field: FieldInfo) -> str | None:
    extra = field.json_schema_extra
    return str(extra["parameter"]) if isinstance(extra, Mapping) and "parameter" in extra else None


def keys(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """The keys that a section of one of these kinds knows; none where a file chooses them."""
    known: list[str] = []
    for kind in kinds:
        if kind.part is not None:
            known.extend(kind.part.model_fields)
        elif get_origin(kind.type) is dict:
            known.extend(_choices(get_args(kind.type)[0]))
    return tuple(dict.fromkeys(known))


def choices(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """The words to choose from, where there are such."""
    return tuple(word for kind in kinds for word in _choices(kind.type))


def _choices(annotation: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in get_args(annotation)) if get_origin(annotation) is Literal else ()


def allowed(kinds: tuple[Kind, ...]) -> str:
    """What may stand where one of these kinds is asked for, in words."""
    words = [_in_words(kind) for kind in kinds if get_origin(kind.type) is not dict]
    for kind in kinds:
        if get_origin(kind.type) is dict:
            each = [_in_words(inner) for inner in kind.inside("")]
            alike = bool(words) and set(each) <= set(words)
            words.append("such a value for each name" if alike else _in_words(kind))
    return ", or ".join(dict.fromkeys(word for word in words if word))


def _in_words(kind: Kind) -> str:
    origin, arguments = get_origin(kind.type), get_args(kind.type)
    words = ""
    if origin is Literal:
        words = ", ".join(str(word) for word in arguments)
        words = f"one of {words}" if len(arguments) > 1 else words
    elif origin is dict:
        words = _entries(arguments)
    elif origin is tuple:
        words = _list(arguments)
    elif kind.type in {int, float}:
        words = _number(kind)
    elif kind.type is bool:
        words = "true or false"
    elif kind.type is str:
        words = _text(kind)
    elif kind.type is Text:
        words = "a text, or {en: a text, ar: a text}"
    elif kind.part is not None:
        words = f"a section with any of {', '.join(kind.part.model_fields)}"
    return words


def _entries(arguments: tuple[Any, ...]) -> str:
    name = ", ".join(_choices(arguments[0]))
    each = allowed(tuple(_flattened(arguments[1])))
    words = f"a section of entries `{f'one of {name}' if name else 'a name'}: …`"
    return f"{words}, each {each}" if 0 < len(each) < 80 else words


def _list(arguments: tuple[Any, ...]) -> str:
    first = tuple(_flattened(arguments[0]))
    if arguments[-1] is not ...:
        return f"a list [low, high] of {len(arguments)} numbers{_range(first[0])}"
    each = allowed(first)
    return f"a list, each entry {each}" if 0 < len(each) < 120 else "a list"


def _number(kind: Kind) -> str:
    noun = "a whole number" if kind.type is int else "a number"
    unit = PARAMETERS[kind.parameter].unit if kind.parameter else ""
    return f"{noun}{_range(kind)}" + (f" [{unit}]" if unit else "")


def _range(kind: Kind) -> str:
    low = high = above = None
    for limit in kind.limits:
        low = getattr(limit, "ge", low)
        high = getattr(limit, "le", high)
        above = getattr(limit, "gt", above)
    lower = f" above {_plain(above)}" if above is not None else f" from {_plain(low)}" if low is not None else ""
    upper = (f" up to {_plain(high)}" if above is not None else f" to {_plain(high)}") if high is not None else ""
    return f" of {_plain(low)} or more" if low is not None and high is None else lower + upper


def _plain(number: Any) -> str:
    return f"{number:g}" if abs(number) < 1e5 else f"{number:.0f}"


def _text(kind: Kind) -> str:
    pattern = next((found for limit in kind.limits if (found := getattr(limit, "pattern", None))), None)
    if pattern is None:
        return "a text"
    return (
        "a month YYYY-MM, such as 1992-12" if "\\d" in pattern else "a name of a-z, 0-9 and _ that begins with a letter"
    )
