"""What differs between two scenarios, of all that acts on a run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sulha.model import Setup
from sulha.model.setup import Part

from .explanation.values import value_at

type Changes = tuple[tuple[str, Any, Any], ...]

#: What a description says to people alone: no run is another for it.
_WORDS = frozenset(("format", "name", "about", "sources", "basis", "expect", "label", "called", "note"))


def differences(first: Setup, second: Setup) -> Changes:
    """What acts on a run and is not the same in both, as (dotted path, value in the first, value in the second).

    A section that one of them lacks is one entry, None where it is missing. What is not said counts as what the
    parameters say of it, the order of entries not at all.
    """
    return tuple(_between(_acting(first), _acting(second), "", (first, second)))


def _between(one: Any, other: Any, path: str, setups: tuple[Setup, Setup]) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            yield from _between(one.get(key), other.get(key), f"{path}.{key}" if path else str(key), setups)
    elif one != other:
        # What one of them leaves unsaid may have the value of a parameter.
        old, new = (
            _acting(value_at(setup, path)) if value is None else value
            for setup, value in zip(setups, (one, other), strict=True)
        )
        if old != new:
            yield path, old, new


def _acting(value: Any) -> Any:
    """A value as plain data, without what it says to people."""
    if isinstance(value, Part):
        return {name: _acting(getattr(value, name)) for name in type(value).model_fields if name not in _WORDS}
    if isinstance(value, dict):
        return {key: _acting(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_acting(item) for item in value]
    return value
