"""How a world is written: the YAML cases, and loading, validating and overriding them."""

from typing import TYPE_CHECKING

from sulha.model.lazy import exports

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

__getattr__, __dir__ = exports(
    __name__,
    {
        "Problem": "problems",
        "ScenarioError": "problems",
        "changed": "overriding",
        "load": "loading",
        "names": "loading",
        "parse": "loading",
        "parse_assignment": "overriding",
        "schema": "json_schema",
        "source": "loading",
    },
)
