"""How a world is written: the YAML cases, and loading, validating and overriding them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .json_schema import schema
    from .loading import load, names, parse, source
    from .overriding import changed, parse_assignment
    from .problems import Problem, ScenarioError

__all__ = [
    "Problem",
    "ScenarioError",
    "changed",
    "load",
    "names",
    "parse",
    "parse_assignment",
    "schema",
    "source",
]

_HOMES = {
    "Problem": "problems",
    "ScenarioError": "problems",
    "changed": "overriding",
    "load": "loading",
    "names": "loading",
    "parse": "loading",
    "parse_assignment": "overriding",
    "schema": "json_schema",
    "source": "loading",
}


def __getattr__(name: str) -> Any:
    """Import on first use, so that asking for one thing does not load the others (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
