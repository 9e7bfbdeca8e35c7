"""The published schema: what it accepts and refuses, and that the file beside the cases is it."""

from __future__ import annotations

import json
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


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


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
