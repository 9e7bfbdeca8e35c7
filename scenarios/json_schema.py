"""The JSON Schema of the scenario format, so that editors complete keys and explain them.

It is made from the typed description, the registry of activities and the table of parameters. A schema sees one
place at a time; what must fit together is checked when a scenario is loaded. `scenario.schema.json` beside the
cases is this schema, written out; `python -m sulha.scenarios.json_schema` prints it.
"""

from __future__ import annotations

import json
from typing import Any

from sulha.model.actions import ACTIONS
from sulha.model.parameters import PARAMETERS, Parameter
from sulha.model.setup import Setup

#: Draft 7 is what most editors for YAML understand.
DIALECT = "http://json-schema.org/draft-07/schema#"
_NAME = r"^[a-z][a-z0-9_]*$"
_MONTH = r"^(?!0000)\d{4}-(0[1-9]|1[0-2])(-01)?$"
_SOURCES = {
    "home_state": "Money a month from the state of its home: it opens doors and costs credibility.",
    "foreign": "Money a month from donors abroad.",
    "intergovernmental": "Money a month from intergovernmental bodies.",
    "members": "Money a month from its members.",
    "own_income": "Money a month that it earns itself.",
}
#: Noise of the generator: titles made of names, empty defaults, and our own mark.
_DROPPED = ("title", "parameter")


def schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file."""
    made: dict[str, Any] = _cleaned(Setup.model_json_schema())
    parts = made["$defs"]
    parts["Text"] = _text(parts["Text"])
    parts["Time"]["properties"]["start"] = {
        "type": "string",
        "pattern": _MONTH,
        "description": "The month of the first step, such as 1992-12.",
    }
    parts["Organization"]["properties"]["strategy"] = _strategy()
    for source, entry in parts["Organization"]["properties"]["funding"]["properties"].items():
        entry["description"] = _SOURCES[source]
    parts["Intervention"]["properties"]["set"] = {
        **_open("Dotted paths or parameters, with the values they have from this month on."),
        "properties": {id: {"$ref": _where(made, id)} for id in PARAMETERS},
        "additionalProperties": True,
    }
    made["properties"]["parameters"] = {
        **_open("Any parameter by its id; what is not listed keeps its default."),
        "properties": {id: _parameter(parameter) for id, parameter in PARAMETERS.items()},
        "additionalProperties": False,
    }
    made["properties"]["basis"] = {
        **_open("Dotted paths, with what is documented and what is assumed about the value there."),
        "additionalProperties": {"type": "string"},
    }
    return {
        "$schema": DIALECT,
        "title": "Sulha scenario",
        "description": "A world of Sulha: its societies, organizations and constraints.",
        **{key: value for key, value in made.items() if key != "description"},
    }


def _where(made: dict[str, Any], id: str) -> str:
    """Where the schema says what a dotted path takes: a section's key of that path, else the parameter of that name."""
    section, _, key = id.partition(".")
    part = str(made["properties"].get(section, {}).get("$ref", "")).rpartition("/")[2]
    if key in made["$defs"].get(part, {}).get("properties", {}):
        return f"#/$defs/{part}/properties/{key}"
    return f"#/properties/parameters/properties/{id}"


def written() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _cleaned(node: Any, *, named: bool = False) -> Any:
    """The schema without noise; `named` where the keys are names of properties and not words of JSON Schema."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {key: _cleaned(value) for key, value in node.items()}
    node = {
        key: _cleaned(value, named=key in {"properties", "$defs"})
        for key, value in node.items()
        if key not in _DROPPED and not (key == "default" and not isinstance(value, bool | int | float | str))
    }
    if "description" in node:
        node["description"] = " ".join(node["description"].split())
    return _without_null(_with_names(_with_pairs(node)))


def _with_names(node: dict[str, Any]) -> dict[str, Any]:
    """Sections whose entries a file names, with the pattern of names; a closed set of names as properties."""
    entry = node.get("additionalProperties")
    if "patternProperties" in node:
        return {**node, "additionalProperties": False}
    if not isinstance(entry, dict):
        return node
    names = node.pop("propertyNames", {})
    node["additionalProperties"] = False
    if "enum" in names:
        return {**node, "properties": {name: dict(entry) for name in names["enum"]}}
    return {**node, "patternProperties": {_NAME: entry}}


def _with_pairs(node: dict[str, Any]) -> dict[str, Any]:
    """Lists of a fixed length, in words that both old and new drafts understand."""
    items = node.pop("prefixItems", None)
    return node if items is None else {**node, "items": items[0]}


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """A place that may be left out is left out, not set to null."""
    branches = [branch for branch in node.get("anyOf", ()) if branch != {"type": "null"}]
    if "anyOf" not in node:
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**branches[0], **rest} if len(branches) == 1 and "$ref" not in branches[0] else {
        **rest, "anyOf": branches,
    }  # fmt: skip


def _text(languages: dict[str, Any]) -> dict[str, Any]:
    plain = languages["properties"]["en"]
    return {"description": languages["description"], "anyOf": [plain, languages]}


def _open(about: str) -> dict[str, Any]:
    return {"type": "object", "description": about}


def _strategy() -> dict[str, Any]:
    weight = {"type": "number", "minimum": 0, "maximum": 1e6}
    return {
        **_open("Activities with weights: the shares of spending in proportion."),
        "properties": {name: {**weight, "description": activity.label["en"]} for name, activity in ACTIONS.items()},
        "additionalProperties": False,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    low, high = parameter.bounds
    unit = f" [{parameter.unit}]" if parameter.unit else ""
    about = f"{parameter.about} Default: {parameter.default}{unit}. Source: {parameter.source}"
    number = {"type": "integer" if parameter.is_integer else "number", "minimum": low, "maximum": high}
    if not parameter.components:
        return {"description": about, **number}
    count = len(parameter.components)
    return {"description": about, "type": "array", "items": number, "minItems": count, "maxItems": count}


if __name__ == "__main__":
    import sys

    sys.stdout.write(written())
