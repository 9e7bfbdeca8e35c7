"""The documents say what the code has: tables are current and complete, names exist, terms are explained."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from pathlib import Path

import pytest

from sulha.experiments import documentation, documented_sweeps
from sulha.model import PARAMETERS, Parameters, Setup
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS
from sulha.model.setup import Part

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENTS = sorted(DOCS.rglob("*.md"))
REFRESH = "run `make docs` and commit what it changes"

KINDS = "|".join(documentation.TABLES)
MARK = re.compile(rf"^<!-- (?:{KINDS}):.*-->$", re.MULTILINE)
REGION = re.compile(rf"^<!-- (?:{KINDS}):.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
FULL = re.compile(r"^<!-- (?:parameters|metrics):.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([a-z_]+)\.([a-z_0-9]+)`")
GROUPS = {field.name for field in fields(Parameters)}
FILES = {"csv", "json", "md", "parquet", "py", "yaml"}

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def settings() -> set[str]:
    """The dotted paths of two steps that a scenario may write and that are no parameters."""
    found = set()
    for section, field in Setup.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Part):
            found |= {f"{section}.{name}" for name in kind.model_fields}
    return found


def unknown(text: str) -> list[str]:
    """Names in backticks that look like a parameter's id and are none, nor a file or a setting."""
    known = PARAMETERS.keys() | settings()
    names = [(group, name) for group, name in QUOTED.findall(text) if group in GROUPS and name not in FILES]
    return [f"{group}.{name}" for group, name in names if f"{group}.{name}" not in known]


def test_there_are_documents() -> None:
    assert {"odd.md", "glossary.md"} <= {path.name for path in DOCUMENTS}


@every_document
def test_generated_tables_are_current(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert documentation.refreshed(text) == text, REFRESH


@every_document
def test_every_mark_is_closed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marks = MARK.findall(text)
    assert len(marks) == len(documentation.marked(text)), "each mark needs its own <!-- end -->"
    assert marks == [MARK.findall(region)[0] for region in REGION.findall(text)], "a mark stands inside another's table"


def test_every_parameter_and_every_metric_stands_in_a_table() -> None:
    tables = "".join(region for path in DOCUMENTS for region in FULL.findall(path.read_text(encoding="utf-8")))
    names = [*PARAMETERS, *(metric.name for metric in (*METRICS, *ORGANIZATION_METRICS))]
    assert [name for name in names if f"| `{name}` |" not in tables] == []


@every_document
def test_parameters_named_in_the_text_exist(path: Path) -> None:
    assert unknown(path.read_text(encoding="utf-8")) == []


def test_a_name_that_does_not_exist_is_found() -> None:
    text = "`images.reversion`, `talks.ratification`, `talks.py`, `images.inversion`, `elsewhere.name`"
    assert unknown(text) == ["images.inversion"]


def test_the_glossary_explains_every_metric() -> None:
    written_by_hand = REGION.sub("", (DOCS / "glossary.md").read_text(encoding="utf-8"))
    metrics = (*METRICS, *ORGANIZATION_METRICS)
    assert [metric.name for metric in metrics if f"`{metric.name}`" not in written_by_hand] == []


@every_document
def test_characters_are_composed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[\ufb50-\ufdff\ufe70-\ufefe]", text), "Arabic presentation forms cannot be searched"


def test_assumptions_are_marked() -> None:
    table = documentation.parameter_table("M2")
    for parameter in PARAMETERS.values():
        if parameter.mechanism == "M2":
            row = next(line for line in table.splitlines() if f"`{parameter.id}`" in line)
            assert ("**assumption**" in row) == parameter.is_assumption


def test_every_key_of_a_sweep_is_explained_and_no_other() -> None:
    explained = {part: list(about) for part, about in documented_sweeps.ABOUT.items()}
    assert explained == {part: list(kind.model_fields) for part, kind in documented_sweeps.PARTS.items()}


def test_only_what_is_between_the_marks_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(
        "before\n\n<!-- parameters: M5 -->\nold\n<!-- end -->\n\nafter\n", encoding="utf-8"
    )
    assert documentation.write(tmp_path) == [tmp_path / "page.md"]
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert text.startswith("before\n\n<!-- parameters: M5 -->\n\n| id |")
    assert text.endswith("|\n\n<!-- end -->\n\nafter\n")
    assert "old" not in text
    assert documentation.write(tmp_path) == []


@pytest.mark.parametrize("kind", documentation.TABLES)
def test_an_unknown_table_is_refused_with_what_there_is(kind: str) -> None:
    with pytest.raises(
        documentation.UnknownTable, match=r"'M99'; allowed: (M1|world|Part|activities|parameters|file), "
    ):
        documentation.refreshed(f"<!-- {kind}: M99 -->\n<!-- end -->")


def test_the_command_refreshes_a_folder_and_explains_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.md").write_text("<!-- metrics: world -->\n<!-- end -->\n", encoding="utf-8")
    assert documentation.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"refreshed {tmp_path / 'page.md'}\n"
    assert documentation.main([]) == 2
    assert "usage" in capsys.readouterr().err
