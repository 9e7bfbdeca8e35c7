"""What may stand at a place of the description, found from the typed description itself and said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sulha.model.parameters import PARAMETERS, in_digits, in_unit, within
from sulha.model.setup import Part, Setup, Text
from sulha.model.wording import joined, nsaid, said


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
            words.append(said("such a value for each name") if alike else _in_words(kind))
    return joined("{first}, or {rest}", dict.fromkeys(word for word in words if word))


def _in_words(kind: Kind) -> str:
    origin, arguments = get_origin(kind.type), get_args(kind.type)
    words = ""
    if origin is Literal:
        words = one_of(_choices(kind.type))
    elif origin is dict:
        words = _entries(arguments)
    elif origin is tuple:
        words = _list(arguments)
    elif kind.type in {int, float}:
        words = _number(kind)
    elif kind.type is bool:
        words = said("true or false")
    elif kind.type is str:
        words = _text(kind)
    elif kind.type is Text:
        words = said("{text}, or {{en: {text}, ar: {text}}}", text=said("a text"))
    elif kind.part is not None:
        words = said("a section with any of {keys}", keys=", ".join(kind.part.model_fields))
    return words


def one_of(words: Sequence[str]) -> str:
    """A choice between words of the format; the only one by itself."""
    return said("one of {choices}", choices=", ".join(words)) if len(words) > 1 else words[0]


def _entries(arguments: tuple[Any, ...]) -> str:
    words = _choices(arguments[0])
    name = one_of(words) if words else said("a name")
    each = allowed(tuple(_flattened(arguments[1])))
    if 0 < len(each) < 80:
        return said("a section of entries `{name}: …`, each {each}", name=name, each=each)
    return said("a section of entries `{name}: …`", name=name)


def _list(arguments: tuple[Any, ...]) -> str:
    first = tuple(_flattened(arguments[0]))
    if arguments[-1] is not ...:
        noun = nsaid("a list [low, high] of {n} number", "a list [low, high] of {n} numbers", len(arguments))
        return _limited(noun, first[0])
    each = allowed(first)
    return said("a list, each entry {each}", each=each) if 0 < len(each) < 120 else said("a list")


def _number(kind: Kind) -> str:
    noun = said("a whole number") if kind.type is int else said("a number")
    return in_unit(_limited(noun, kind), PARAMETERS[kind.parameter].unit if kind.parameter else "")


def _limited(noun: str, kind: Kind) -> str:
    """A number, or numbers, with the limits of its kind."""
    low = high = above = None
    for limit in kind.limits:
        low = getattr(limit, "ge", low)
        high = getattr(limit, "le", high)
        above = getattr(limit, "gt", above)
    if low is not None and high is not None:
        return within(noun, low, high)
    if low is not None:
        return said("{noun} of {low} or more", noun=noun, low=in_digits(low))
    if above is not None and high is not None:
        return said("{noun} above {low} up to {high}", noun=noun, low=in_digits(above), high=in_digits(high))
    return noun


def _text(kind: Kind) -> str:
    pattern = next((found for limit in kind.limits if (found := getattr(limit, "pattern", None))), None)
    if pattern is None:
        return said("a text")
    if "[0-9]{4}" in pattern:
        return said("a month YYYY-MM, such as 1992-12")
    return said("a name of a-z, 0-9 and _ that begins with a letter")
