"""The published schema: what it accepts and refuses, and that the file beside the cases is it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from sulha.model.actions import ACTIONS
from sulha.model.parameters import PARAMETERS
from sulha.scenarios import names, parse, schema, source
from sulha.scenarios.json_schema import written
from sulha.scenarios.reading import read

jsonschema: Any = pytest.importorskip("jsonschema")


def small(**more: Any) -> dict[str, Any]:
    return {"format": 1, "name": "x", "societies": {"a": {}, "b": {}}} | more


def accepts(data: dict[str, Any]) -> bool:
    return bool(jsonschema.Draft7Validator(schema()).is_valid(data))


@pytest.mark.parametrize("draft", ["Draft7Validator", "Draft202012Validator"])
def test_it_is_a_schema_by_old_and_new_drafts(draft: str) -> None:
    getattr(jsonschema, draft).check_schema(schema())


def test_an_editor_finds_an_explanation_for_every_key() -> None:
    whole = schema()

    def resolved(node: dict[str, Any]) -> dict[str, Any]:
        """The node with what it refers to."""
        if "$ref" not in node:
            return node
        found = whole
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return resolved(found) | node

    def keys(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for key, inner in node.items() if isinstance(node, dict) else ():
            if key in {"properties", "$defs"}:
                for name, entry in inner.items():
                    yield from [(f"{path}.{name}", entry)] * (key == "properties")
                    yield from keys(entry, f"{path}.{name}")
            elif key in {"anyOf", "items", "patternProperties"}:
                for entry in inner if isinstance(inner, list) else [inner]:
                    yield from keys(entry, path)

    described = dict(keys(whole, ""))
    assert len(described) > 300
    for path, node in described.items():
        branches = resolved(node).get("anyOf", ())
        assert any(resolved(branch).get("description") for branch in (node, *branches)), path


def test_the_file_beside_the_cases_is_it() -> None:
    file = files("sulha.scenarios").joinpath("scenario.schema.json")
    assert file.read_text(encoding="utf-8") == written(), "python -P -m sulha.scenarios.json_schema writes it"


@pytest.mark.parametrize("name", names())
def test_every_shipped_scenario_fits_it(name: str) -> None:
    jsonschema.Draft7Validator(schema()).validate(read(source(name), name).data)
    assert "# yaml-language-server: $schema=scenario.schema.json" in source(name)


@pytest.mark.parametrize(
    "more",
    [
        {"name": {"en": "x", "ar": "س"}},
        {"time": {"start": "1992-12-01", "months": 3}},
        {"parameters": {"influence.weight": 1, "images.weights": [0.5, 0.25, 0.25]}},
        {"constraints": {"authority": {"a": "binding", "b": 0.1}, "coordination": 1}},
        {"organizations": {"o": {"works_on": {"a": {}}, "strategy": {"advocacy": 1}, "line": "own"}}},
        {"interventions": [{"month": 1, "set": {"constraints.funding": 2, "influence.weight": 0.1}}]},
        {"basis": {"societies.a": "assumption"}},
        {"expect": [{"metric": "relapse", "share": [0, 1]}]},
        {"start": {"image": {"a": {"trust": 1}}, "pain": 0.5}},
    ],
)
def test_what_fits(more: dict[str, Any]) -> None:
    assert accepts(small(**more))


@pytest.mark.parametrize(
    "more",
    [
        {"format": 2},
        {"abuot": "x"},
        {"societies": {"a": {}}},
        {"societies": {"A b": {}, "c": {}}},
        {"time": {"start": "1992-13"}},
        {"time": {"start": "1992-12-15"}},
        {"parameters": {"influence.weigth": 1}},
        {"parameters": {"influence.weight": 2}},
        {"parameters": {"images.weights": [1]}},
        {"parameters": {"funding.grace": 1.5}},
        {"constraints": {"authority": "bindin"}},
        {"organizations": {"o": {"works_on": {"a": {}}, "strategy": {"track_tow": 1}}}},
        {"organizations": {"o": {"works_on": {"a": {}}, "funding": {"foriegn": 1}}}},
        {"interventions": [{"month": 1, "set": {"influence.weight": 2}}]},
        {"expect": [{"metric": "relapse", "share": [0, 1, 2]}]},
        {"mechanisms": {"talks": "no"}},
    ],
)
def test_what_does_not_fit(more: dict[str, Any]) -> None:
    assert not accepts(small(**more))
    with pytest.raises(ValueError, match="problem"):
        parse(json.dumps(small(**more)))


def test_activities_and_parameters_are_listed_with_words() -> None:
    made = schema()
    assert set(made["$defs"]["Organization"]["properties"]["strategy"]["properties"]) == set(ACTIONS)
    listed = made["properties"]["parameters"]["properties"]
    assert set(listed) == set(PARAMETERS)
    weight = PARAMETERS["influence.weight"]
    assert (listed[weight.id]["minimum"], listed[weight.id]["maximum"]) == weight.bounds
    assert weight.about in listed[weight.id]["description"]
    assert "[1/month]" in listed[weight.id]["description"]


def test_it_shows_no_python() -> None:
    text = written()
    assert not any(word in text for word in ("pydantic", "prefixItems", '"null"', '"title": "C'))
