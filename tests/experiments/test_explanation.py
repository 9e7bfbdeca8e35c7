"""Scenarios in words: what is told, how it is laid out, and that no text of a file can do harm."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from scenario_texts import accepted, small

from sulha.experiments.explanation import (
    Block,
    Case,
    Item,
    changes_between,
    explanation,
    facts,
    kind,
    laid_out,
    library,
    notes,
    vocabulary,
    without_basis,
    wrapped,
)
from sulha.experiments.explanation.evidence import standing
from sulha.experiments.language import LANGUAGES, speaking
from sulha.model import PARAMETERS, Setup
from sulha.model.setup import Mechanisms
from sulha.model.terms import IMAGES, ISSUES, LEVELS, SOURCES, STATUSES
from sulha.scenarios import changed, load, names

#: Everything that a scenario can say, and texts that try to do something.
HOSTILE = """\
format: 1
name: "[bold]x[/bold] {{name}} {long} \\u202eabc\\u202c"
about: "{{about}} %s {long}"
sources: ["{{0}} \\u2066", "{long}"]
time: {{start: 1999-11, months: 30}}
societies:
  a:
    label: "\\u202eA [red]"
    ict: 0.9
    issues: {{peace: {{salience: 2, concern: 0.5}}, gender: {{}}}}
    outlook: {{intent: 0.1, spread: 0.5, toward: {{b: {{trust: 1}}}}}}
    government: {{called: "{{called}}", outlook: {{humanity: 0}}, conduct: 0.5, toward: {{b: {{reaction: 0.1}}}}}}
  b: {{spoilers: {{budget: 1}}}}
organizations:
  o: {{home: a, works_on: {{a: {{}}}}, strategy: {{advocacy: 0}}, line: own, issues: [peace], about: "漢字 {wide}"}}
  p: {{home: a, works_on: {{a: {{}}}}, line: 0.5, status: general, outlook: {{trust: 0.1}}, label: "{long}"}}
intergovernmental: {{igo: {{mediation: 1, outlook: {{trust: 0, toward: {{a: {{trust: 0.9}}}}}}}}}}
talks: {{ratification: true, ripeness: pain_and_opportunity}}
contact: {{quality: -0.5}}
constraints: {{funding: 0.5, authority: {{a: binding, b: 0.3}}, coordination: {{a: 0.3}}}}
parameters: {{images.weights: [0.5, 0.25, 0.25], influence.weight: 0.9, world.citizens: 100}}
mechanisms: {{talks: false, ict: false}}
start: {{image: {{a: {{trust: 0.9}}}}, threat: 0.1, pain: {{a: 0.3}}, options: 2, capacity: {{o: 2}}, reserves: -1}}
shocks:
  terror:
    rate: {{a: 0.5}}
    severity: 2
    scheduled:
      [{{month: 3, society: a}}, {{month: 3, society: a}}, {{month: 4, society: a}}, {{month: 5, society: a, by: b}}]
interventions:
  - month: 4
    set:
      talks.ratification: false
      talks.ripeness: pain
      contact.quality: 1
      mechanisms.talks: true
      organizations.o.status: special
      organizations.o.level: top
      organizations.o.line: 0.3
      organizations.o.strategy.track_two: 0
      organizations.o.works_on.a.access: 0.9
      images.weights: [1, 0, 0]
      shocks.terror.rate.b: 0.4
      constraints.authority.a: none
  - month: 2
    set: {{societies.a.government.toward.b.grievance: 0.3, organizations.o.funding.foreign: 3}}
    note: "{{note}} \\u202e"
basis: {{societies.a: documented, societies.b: perhaps, influence.weight: "Assumption; {{x}}"}}
expect:
  - {{metric: conduct, mean: [0, 1], society: a, note: "{wide}"}}
  - {{metric: hostility, mean: [0, 1], during: [1, 2]}}
  - {{metric: relapse, share: [0, 1]}}
"""


def hostile() -> Setup:
    return accepted(HOSTILE.format(long="y" * 4000, wide="漢" * 400))


def told(setup: Setup, width: int = 100) -> str:
    return laid_out(explanation(setup), width)


def words_of(setup: Setup) -> str:
    """An explanation in one line, without indentation."""
    return " ".join(told(setup).split())


def leaves(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from leaves(item.inside)


# -- what is told


def test_a_case_is_explained_with_its_numbers() -> None:
    said = words_of(load("oslo"))
    for part in (
        "A historical case, stylized: 1992-12 to 2000-12 (96 months), 2 societies, 4 organizations",
        "Palestinians, led by: Palestine Liberation Organization (PLO) 1000 citizens",
        "Openness of regime: 0.4, below the default of 0.5",
        "Together they are promised 3.4 a month",
        "Works on: Israel (access to officials 0.8), Palestinians (access to officials 0.8)",
        "Money: 1 a month: 0.9 from foreign donors, 0.1 from income of its own",
        "track two 90%, consultation 10%",
        "Initial communication skill: 0.8, above the default of 0.4",
        "Monitoring: 0.1 (0 none, 1 the most there is)",
        "State at the start: conflict Inclusion of civil society: 0.1, below the default of 0.3",
        "Authority over policy: advisory, a monthly weight of 0.025 at most",
        "Coordination with official diplomacy: 0.8 (0 none, 1 complete)",
        "How much the stalemate hurts: 0.8",
        "More attacks under an agreement: 1, above the default of 0",
        "Base rate of agreement (talks.agreement_rate): 0.05 → 0.1 a month",
        "Documented (1): time: the channel began in December 1992",
        "talks opened by month 12 in 50% to 100% of replicates Not shown:",
        "Sources Kelman 1995, Negotiation Journal 11:19–27",
    ):
        assert part in said
    assert "No basis is given for" not in said
    assert "Switched off" not in said


def test_everything_that_a_scenario_can_say_is_told() -> None:
    said = words_of(hostile())
    for part in (
        "How it sees the others (0.5 is neutral): benign intent 0.1 (otherwise 0.45)",
        "How it sees b: trust 1 (otherwise 0.4)",
        "How the government itself sees the others: humanity 0 (otherwise 0.55)",
        "Toward b: Reaction to the other side: 0.1, below the default of 0.27",
        "Official conduct begins at a hostility of 0.5",
        "peace (weight 2, 50% care about it), gender (weight 1, 30% care about it)",
        "Spoilers' budget: 1, above the default of 0.25",
        "Money: none; without any it does nothing",
        "Activities: none; without any it does nothing",
        "It advises its own view of the other side",
        "Consultative status: general The organizations' line: 0.5, above the default of 0.25",
        "An agreement needs a yes of the citizens on both sides.",
        "or when trust opens a way out",
        "Funding: multiplied by 0.5",
        "Authority over policy: binding, a monthly weight of 1 at most: A [red]",
        "Authority over policy: a monthly weight of 0.3 at most (1 is binding): b",
        "Quality of every meeting: -0.5",
        "What citizens think of the others at first, A [red]: trust 0.9",
        "How much the stalemate hurts: A [red] 0.3",
        "What an organization can spend a month: o 2",
        "Attacks per month: A [red] 0.5, b 0.1",
        "Switched off differences in the spread of ICT the official process",
        "No basis is given for: time, organizations, intergovernmental, contact, constraints, parameters.images.w",
        "Said otherwise (1): societies.b: perhaps",
        "influence.weight: {x}",
        "mean hostility of all in months 1 to 2: 0.00 to 1.00",
        "relapse by month 30 in 0% to 100% of replicates",
    ):
        assert part in said


def test_changes_stand_by_date_with_what_was_before() -> None:
    said = words_of(hostile())
    assert said.index("From month 2 (1999-12) on: {note}") < said.index("From month 4 (2000-02) on")
    for part in (
        "o, money from foreign donors (organizations.o.funding.foreign): 0 → 3",
        "A [red], grievance (societies.a.government.toward.b.grievance): 0.05 → 0.3",
        "vote of the citizens on an agreement (talks.ratification): true → false",
        "the official process (mechanisms.talks): false → true",
        "o, consultative status (organizations.o.status): none → special",
        "Weights of the three images (images.weights): [0.5, 0.25, 0.25] → [1, 0, 0]",
        "Attacks per month (shocks.terror.rate.b): 0.1 → 0.4",
        "Authority over policy (constraints.authority.a): binding → none",
        "o, base access (organizations.o.works_on.a.access): 0.3 → 0.9",
    ):
        assert part in said


def test_attacks_that_are_alike_stand_in_one_line() -> None:
    said = words_of(load("terror_wave"))
    assert said.count("month 4 to month 11, each month: 8 attacks") == 2
    said = words_of(hostile())
    # Two in one month are no row.
    assert said.count("month 3 (2000-01)") == 2
    assert "month 5 (2000-03): 1 attack, on A [red], from the side of b, severity 1" in said


def test_changes_of_the_command_line_are_told_and_explained() -> None:
    old = load("oslo")
    new = changed(old, {"constraints.authority": "binding", "influence.weight": 0.2})
    made = changes_between(old, new, ["constraints.authority", "influence.weight"])
    said = " ".join(laid_out(explanation(new, made), 100).split())
    assert "Changed: constraints.authority from 0.025 to binding" in said
    assert "Changed: influence.weight from 0.05 to 0.2" in said
    assert "Authority over policy: binding, a monthly weight of 1 at most" in said
    assert "Weight of neighbors (influence.weight): 0.05 → 0.2 a month" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_every_shipped_case_is_explained_in_both_languages(name: str, language: str) -> None:
    setup = load(name)
    with speaking(language):
        blocks = explanation(setup)
        lines = laid_out(blocks, 80).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert not any("{" in line and "}" in line for block in blocks for line in leaves(block.items))
    for id in setup.organizations:
        assert any(setup.label(id, language) in line for block in blocks for line in leaves(block.items)), id
    if language == "ar":
        assert not [block.title for block in blocks if not re.search("[\u0621-\u064a]", block.title)]


def test_every_word_of_the_model_has_one_here() -> None:
    assert set(vocabulary.UNITS) == {parameter.unit for parameter in PARAMETERS.values()} - {""}
    assert tuple(vocabulary.LEVELS) == LEVELS
    assert tuple(vocabulary.SOURCES) == SOURCES
    assert tuple(vocabulary.STATUSES) == STATUSES
    assert all(map(vocabulary.issue, ISSUES))
    assert tuple(vocabulary.IMAGES) == IMAGES
    assert set(vocabulary.MECHANISMS) == set(Mechanisms.model_fields)


# -- what it rests on


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("documented: a date", "documented"),
        ("Documented that it was so", "documented"),
        ("documented that it was; assumption: how much", "in_part"),
        ("assumption", "assumed"),
        ("assumption: a convention", "assumed"),
        ("who knows", "other"),
        ("", "other"),
    ],
)
def test_a_basis_says_whether_it_is_documented(said: str, expected: str) -> None:
    assert standing(said) == expected


def test_places_without_a_basis_are_named_as_shortly_as_possible() -> None:
    assert without_basis(accepted(small())) == ["time", "societies", "organizations"]
    some = 'basis: {organizations.bridges.funding: "assumption", societies.north: "assumption"}\n'
    assert without_basis(accepted(small(some))) == [
        "time", "societies.south", "organizations.bridges.strategy",
    ]  # fmt: skip
    whole = "basis: {time: documented, societies: assumption, organizations: assumption}\n"
    assert without_basis(accepted(small(whole))) == []
    parameter = "parameters: {influence.weight: 0.1}\nbasis: {influence.weight: assumption}\n"
    assert not any("influence" in path for path in without_basis(accepted(small(parameter))))


@pytest.mark.parametrize("name", names())
def test_the_shipped_cases_give_a_basis_for_every_number(name: str) -> None:
    assert without_basis(load(name)) == []


def test_cases_are_historical_or_not() -> None:
    kinds = {name: kind(load(name)) for name in ("oslo", "baseline", "no_civil_society")}
    assert kinds == {"oslo": "historical", "baseline": "hypothetical", "no_civil_society": "hypothetical"}
    assert kind(accepted(small())) == "hypothetical"
    dated = small(without="time: {months: 24}\n") + "time: {start: 1990-01}\nsources: [x]\n"
    assert kind(accepted(dated)) == "hypothetical"
    assert kind(accepted(dated + 'basis: {time: "documented"}\n')) == "historical"
    assert kind(accepted(dated + 'basis: {time: "documented", societies: "assumption"}\n')) == "hypothetical"


# -- notes for authors


def test_notes_say_what_a_reader_will_miss() -> None:
    found = notes(accepted(small()))
    assert [note.split(":")[0] for note in found] == ["no `about`", "no `sources`", "no `basis`"]
    assert notes(load("oslo")) == []
    said = "\n".join(notes(hostile()))
    assert "organizations.p has no `funding`: it does nothing" in said
    assert "organizations.o has no" not in said, "an intervention gives it money and work"
    assert "no organization works on societies.b" in said
    assert "parameters.influence.weight (Weight of neighbors) is 0.9, outside the plausible range" in said
    assert "no basis is given for: time, " in said


def test_notes_name_texts_without_arabic_where_others_have_it() -> None:
    one = small("about: {en: x, ar: س}\n")
    assert "no Arabic text at: name" in notes(accepted(one))
    assert not any("Arabic" in note for note in notes(accepted(small("about: x\n"))))


# -- the library


def test_the_library_is_grouped_and_fits() -> None:
    cases = [Case(name, load(name)) for name in names()]
    for language in LANGUAGES:
        for width in (40, 80):
            with speaking(language):
                said = laid_out(library(cases, width), width)
            assert max(map(cell_len, said.splitlines())) <= width
            assert all(name in said for name in names())
    assert {case.data()["kind"] for case in cases} == {"historical", "hypothetical"}


# -- layout and hostile texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 100])
def test_hostile_texts_are_cut_cleaned_and_told_as_they_are(language: str, width: int) -> None:
    setup = hostile()
    with speaking(language):
        said = laid_out(explanation(setup), width)
        as_data = facts(setup)
    assert max(map(cell_len, said.splitlines())) <= width
    assert "\u202e" not in said
    assert "[bold]x[/bold] {name}" in said
    assert "{about} %s" in said
    assert as_data["scenario"]["societies"]["a"]["label"]["en"].startswith("\u202e"), "data stay as they are"


@settings(deadline=None)
@given(st.text(alphabet="ab 漢\u0301\u2068 س", max_size=200), st.integers(20, 90), st.integers(0, 6), st.integers(0, 4))
def test_lines_never_become_wider_than_asked_and_lose_nothing(text: str, width: int, indent: int, hang: int) -> None:
    lines = list(wrapped(text, width, indent, hang))
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_blocks_are_laid_out_with_their_title_and_depth() -> None:
    block = Block("Title", (Item("one", (Item("two words that go on"),)), Item("three")))
    assert laid_out([block, Block("", (Item("alone"),))], 16) == (
        "Title\n  one\n    two words\n      that go on\n  three\n\nalone"
    )


def test_facts_are_plain_data_of_the_scenario() -> None:
    setup = load("oslo")
    data = facts(setup)
    assert data["parameters"] == [
        {"id": "talks.agreement_rate", "label": "Base rate of agreement", "old": 0.05, "new": 0.1, "unit": "1/month"}
    ]
    assert {key: len(group) for key, group in data["basis"].items()} == {
        key: sum(standing(said) == key for said in setup.basis.values()) for key in data["basis"]
    }
    assert Setup.model_validate(data["scenario"]) == setup


def test_explaining_needs_no_heavy_library() -> None:
    program = (
        "import sys\nfrom sulha.scenarios import load\nfrom sulha.experiments.explanation import *\n"
        "laid_out(explanation(load('oslo')), 80); notes(load('oslo')); library([Case('oslo', load('oslo'))], 80)\n"
        "print(sorted({'pandas', 'numba', 'matplotlib', 'mesa', 'pyarrow', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
