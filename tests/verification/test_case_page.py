"""The table in docs/cases.md belongs to this model and these cases; it is read, compared and written as it should."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from verification import cases
from verification.case_weight import DECIDED, RUNS_AT_RISK, says_little, within_reach

from sulha.model import MODEL_VERSION
from sulha.model.setup import Expectation
from sulha.scenarios import load, names

ROW = cases.Row("`oslo`", "talks opened", "45/60 [0.63, 0.84]", "shown", "0.527 [0.500, 0.551]", "not shown")


@pytest.fixture(scope="module")
def text() -> str:
    return cases.PAGE.read_text(encoding="utf-8")


def test_the_table_is_of_this_model(text: str) -> None:
    assert f"Model version {MODEL_VERSION}, {cases.REPLICATES} replicates, seed {cases.SEED}." in text, (
        "run `make verify` for the present model"
    )


def test_the_table_lists_exactly_what_the_cases_expect(text: str) -> None:
    stands = [(row.case, row.expected) for rows in cases.read(text).values() for row in rows]
    assert stands == [said for name in cases.expecting() for said in cases.expectations(name)], "run `make verify`"


def test_every_case_with_expectations_is_measured() -> None:
    assert set(cases.expecting()) == {name for name in names() if load(name).expect}


def test_notes_begin_with_the_judgement_of_the_table(text: str) -> None:
    for name, rows in cases.read(text).items():
        for row, expectation in zip(rows, load(name).expect, strict=True):
            assert expectation.note is not None, name
            in_part = "shown in part" if row.judgement != "shown" else row.judgement
            assert expectation.note.en.lower().startswith((f"{row.judgement}:", f"{row.judgement} in this", in_part)), (
                f"{name}: {row}; the note: {expectation.note.en}"
            )


def test_the_page_names_every_case(text: str) -> None:
    assert [name for name in names() if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    "other",
    [
        replace(ROW, with_organizations="44/60 [0.63, 0.84]"),
        replace(ROW, judgement="undecided"),
        replace(ROW, judgement_without="shown"),
        replace(ROW, expected="agreement reached"),
        replace(ROW, without="0.547 [0.500, 0.551]"),
        replace(ROW, without="0.527 [0.500, 0.581]"),
        replace(ROW, without="0.527"),
    ],
)
def test_rows_that_differ_are_told_apart(other: cases.Row) -> None:
    assert not ROW.agrees_with(other)


def test_rounding_is_no_difference() -> None:
    assert ROW.agrees_with(replace(ROW, without="0.528 [0.499, 0.553]"))


def test_what_is_written_is_read_again() -> None:
    rows = {name: [replace(ROW, case=f"`{name}`"), replace(ROW, case=f"`{name}`", expected="a second")]
            for name in cases.expecting()}  # fmt: skip
    page = cases.refreshed("before\n\n<!-- cases -->\nold\n<!-- end -->\n\nafter\n", rows)
    assert cases.read(page) == rows
    assert page.startswith("before\n\n<!-- cases -->\n")
    assert page.endswith("<!-- end -->\n\nafter\n")
    assert "old" not in page
    assert cases.refreshed(page, rows) == page


def test_the_page_is_what_its_rows_make(text: str) -> None:
    assert cases.refreshed(text, cases.read(text)) == text, "run `make verify`"


def test_counts_of_runs_at_risk_stand_in_the_notes() -> None:
    for (name, place), runs in RUNS_AT_RISK.items():
        expectation = load(name).expect[place]
        if expectation.metric != "relapse":
            continue
        note = expectation.note.en if expectation.note else ""
        assert re.search(rf"\b{runs}\b[^.;]*\bagreement|\bof {runs} agreements", note), (name, note)


def test_every_relapse_says_in_how_many_runs_it_could_come() -> None:
    relapses = [(name, place) for name in cases.expecting() for place, e in enumerate(load(name).expect)
                if e.metric == "relapse"]  # fmt: skip
    assert set(relapses) <= RUNS_AT_RISK.keys()


def test_marks_are_on_expectations_that_are_there() -> None:
    assert [mark for mark in (*RUNS_AT_RISK, *DECIDED) if len(load(mark[0]).expect) <= mark[1]] == []


@pytest.mark.parametrize(
    ("runs", "reach"),
    [
        (60, {"shown", "undecided", "not_shown"}),
        (38, {"shown", "undecided", "not_shown"}),
        (37, {"shown", "undecided"}),
        (10, {"shown"}),
    ],
)
def test_a_rare_event_cannot_miss_a_range_from_nothing_to_half(
    runs: int, reach: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RUNS_AT_RISK, ("case", 0), runs)
    relapse = Expectation(metric="relapse", by=120, share=(0.0, 0.5))
    assert within_reach("case", 0, relapse, 60) == reach
    assert (says_little("case", 0, relapse, 60) is not None) == ("not_shown" not in reach)


def test_what_doing_nothing_meets_says_little() -> None:
    for low, little in ((0.0, True), (0.1, False)):
        transfer = Expectation(metric="transfer", mean=(low, 0.5))
        assert (says_little("case", 0, transfer, 60) is not None) == little
    assert says_little("case", 0, Expectation(metric="hostility", mean=(0.0, 0.5)), 60) is None


def test_the_summary_counts_apart_what_says_little(text: str) -> None:
    summary, _, _ = text.partition("<!-- cases -->")[2].partition("| case |")
    [shown] = re.findall(r"(\d+) shown,", summary)
    assert sum(map(int, re.findall(r"^- (\d+) ", summary, re.MULTILINE))) == int(shown)
