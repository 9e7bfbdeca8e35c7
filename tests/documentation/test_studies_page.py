"""The results of the studies that the documents ship are of the studies that there are, and are told as found."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from sulha.experiments.studies import STUDIES

DOCS = Path(__file__).resolve().parents[2] / "docs"

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the documents belong to the checkout")


def primaries() -> dict[str, dict[str, str]]:
    with (DOCS / "studies" / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["study"]: row for row in csv.DictReader(file) if row["kind"] == "primary"}


def test_results_are_of_the_studies_as_they_are_declared() -> None:
    found, page = primaries(), (DOCS / "studies" / "results.md").read_text("utf-8")
    assert list(found) == [study.id for study in STUDIES]
    for study in STUDIES:
        assert found[study.id]["what"].startswith(study.primary.words), study.id
        assert study.hypothesis in page
        for role in study.roles:
            assert int(found[study.id]["seed"]) == study.specification(role).seed


def test_every_verdict_is_told_as_it_was_found() -> None:
    page = (DOCS / "studies.md").read_text("utf-8")
    told = dict(re.findall(r"^\| ([HS]\d+) \| \**([a-z ]+?)\** \|", page, flags=re.MULTILINE))
    assert told == {name: row["verdict"] for name, row in primaries().items()}


def test_every_file_that_the_page_links_is_there() -> None:
    page = (DOCS / "studies" / "results.md").read_text("utf-8")
    linked = re.findall(r"\]\(([^)#]+)\)", page)
    assert len(linked) > len(STUDIES)
    assert not [name for name in linked if not (DOCS / "studies" / name).is_file()]
