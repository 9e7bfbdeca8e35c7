"""The reference of scenario files leaves nothing out. (Its examples are run with those of all documents.)"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sulha.experiments import documentation
from sulha.model.actions import ACTIONS
from sulha.model.setup import changeable
from sulha.model.terms import EVENTS, RESERVED
from sulha.scenarios import load, parse
from sulha.scenarios.json_schema import schema

DOCUMENT = Path(__file__).parents[2] / "docs" / "scenarios.md"
if not DOCUMENT.exists():
    pytest.skip("the documents lie in the checkout only", allow_module_level=True)
TEXT = DOCUMENT.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
EXAMPLES = [block for block in BLOCKS if block.startswith("format: 1")]
MARKED = re.findall(r"^<!-- (section|names): (\S+) -->$", TEXT, re.MULTILINE)


def part(heading: str) -> str:
    """The text under a heading of the second level."""
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6
    assert any(len(parse(example).societies) == 3 for example in EXAMPLES)


def test_the_tables_are_current() -> None:
    assert documentation.refreshed(TEXT) == TEXT, "run `make docs` and commit what it changes"
    assert len(MARKED) == TEXT.count("<!-- end -->")


def test_every_section_has_its_table_and_every_key_is_explained() -> None:
    said = {name for kind, name in MARKED if kind == "section"}
    assert set(documentation.SECTIONS) - said == {"Part", "Text"}
    for name in said:
        for line in documentation.section_table(name).splitlines()[2:]:
            key, about = line.split(" | ")[:2]
            assert about != "–", f"{name}: {key} is not explained"


def test_every_activity_and_event_is_named() -> None:
    assert all(f"| `{name}` |" in TEXT for name in (*ACTIONS, *EVENTS))
    assert all(f"`{name}`" in TEXT for name in RESERVED)


@pytest.mark.parametrize("kind", ["section", "names"])
def test_an_unknown_table_is_refused_with_what_there_is(kind: str) -> None:
    with pytest.raises(documentation.UnknownTable, match=r"'Nothing'; allowed: (Part, |activities, )"):
        documentation.refreshed(f"<!-- {kind}: Nothing -->\n<!-- end -->")


def test_what_it_says_can_change_during_a_run_can() -> None:
    paths = re.findall(r"`([a-z_]+(?:\.[a-z_]+)+)`", part("What can change during a run"))
    assert len(paths) > 25
    assert [path for path in paths if not changeable(path)] == []


def test_the_line_for_editors_is_that_of_the_shipped_files() -> None:
    assert any(block.startswith("# yaml-language-server: $schema=scenario.schema.json\n") for block in BLOCKS)


def test_the_schema_explains_every_key() -> None:
    made = schema()
    for name, kind in [("the file", made), *made["$defs"].items()]:
        for key, place in kind.get("properties", {}).items():
            said = [place, *place.get("anyOf", [])]
            said += [
                made["$defs"][p["$ref"].rpartition("/")[2]] for p in said if p.get("$ref", "").startswith("#/$defs")
            ]
            said += [made["properties"]["parameters"]] if "parameters" in place.get("$ref", "") else []
            assert any("description" in p for p in said), f"{name}: {key}"


def test_an_entry_by_name_leaves_the_others_to_the_parameter() -> None:
    setup = load("oslo").model_copy(update={"constraints": load("oslo").constraints.model_copy(
        update={"coordination": {"israel": 0.4}})})  # fmt: skip
    parameters = setup.resolved_parameters()
    assert setup.constraint("coordination", "israel", parameters) == 0.4
    assert setup.constraint("coordination", "palestinians", parameters) == 0.5
