"""Every kind of mistake in a scenario, with the words it is answered with."""

from __future__ import annotations

import pickle

import pytest
from mistakes import CASES, ORGANIZATIONS
from scenario_texts import LAST, SMALL, accepted, only, refused, small

from sulha.model import Conflict
from sulha.model.metrics import METRICS, Metric
from sulha.model.terms import EVENTS
from sulha.scenarios import Problem, ScenarioError
from sulha.scenarios.problems import CODES, LISTED

JARGON = ("pydantic", "http", "Input should", "model_type", "validation error", "dict[", "literal_error", "NoneType")


@pytest.mark.parametrize(("line", "code", "path", "says"), CASES, ids=[case[0] for case in CASES])
def test_one_mistake_is_one_problem(line: str, code: str, path: str, says: str) -> None:
    error = refused(small(line + "\n"))
    problem = next(p for p in error.problems if p.path == path)
    assert problem.code == code
    assert says in str(problem)
    assert "or a section" not in problem.allowed or code == "wrong_type"
    assert problem.line == LAST
    assert len(error.problems) == (2 if "english" in line else 1)
    assert not any(word in str(error) for word in JARGON)


@pytest.mark.parametrize(("old", "new", "code", "path", "says"), ORGANIZATIONS)
def test_mistakes_in_an_organization(old: str, new: str, code: str, path: str, says: str) -> None:
    mistaken = SMALL.replace(old, new, 1) if old != "south: {}}" else SMALL.replace(old, new)
    problem = only(mistaken)
    assert (problem.code, problem.path) == (code, path)
    assert says in str(problem)
    assert problem.line is not None
    assert new in mistaken.splitlines()[problem.line - 1] or "strategy" in path


@pytest.mark.parametrize(
    ("without", "path", "allowed"),
    [
        ("format: 1\n", "format", "1"),
        ("name: A small world\n", "name", "a text, or {en: a text, ar: a text}"),
        ("    works_on: {north: {}, south: {}}\n", "organizations.bridges.works_on", "a section of entries"),
    ],
)
def test_what_is_missing_is_named(without: str, path: str, allowed: str) -> None:
    problem = only(small(without=without))
    assert (problem.code, problem.path) == ("missing", path)
    assert problem.allowed.startswith(allowed)


def test_a_missing_key_names_the_one_that_was_meant() -> None:
    error = refused(SMALL.replace("name: A", "nmae: A"))
    assert "'name' is missing ('nmae' stands there)" in str(error)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n...\n", "~"])
def test_a_file_that_says_nothing(text: str) -> None:
    problem = only(text)
    assert problem.code == "empty"
    assert "a section that begins with format: 1, name and societies" in str(problem)


@pytest.mark.parametrize(("text", "noun"), [("- 1", "the list [1]"), ("abc", "the text 'abc'"), ("3", "the number 3")])
def test_a_file_that_is_something_else(text: str, noun: str) -> None:
    problem = only(text)
    assert problem.message == f"this does not look like a scenario: it is {noun}"
    assert (problem.code, problem.line) == ("not_a_scenario", 1)
    assert problem.allowed == "a section that begins with format: 1, name and societies"


@pytest.mark.parametrize(
    "text",
    [
        "Dear Anna: thank you\nPS: more\n",
        "version: 3\nservices: {web: {}}\nvolumes: {}\nname: web\n",
        "- *this*\n- &that is\n- !a list\n",
        "one line\nand another\n" * 50,
        "".join(f"- {'word ' * 40}\n" for _ in range(30)),
    ],
)
def test_a_file_that_is_no_scenario_is_one_problem(text: str) -> None:
    error = refused(text)
    assert [problem.code for problem in error.problems] == ["not_a_scenario"]
    assert len(str(error)) < 250


def test_no_value_is_repeated_at_length() -> None:
    long = "x" * 4000
    mistakes = (
        f"talks: {{state: {long}}}",
        f"constraints: {{coordination: {{{long}: 1}}}}",
        f"start: {{reserves: {{{long}: 1}}}}",
        f"interventions: [{{month: 1, set: {{{long}: 1}}}}]",
        f"expect: [{{metric: {long}, share: [0, 1]}}]",
        f"basis: {{{long}: assumption}}",
        f"parameters: {{{long}: 1}}",
        f"about: &{long} x",
        f"{long}: 1",
    )
    for mistake in mistakes:
        assert "x" * 61 not in str(refused(small(mistake + "\n"))), mistake[:30]
    assert "x" * 61 not in str(refused(SMALL.replace("home: north", f"home: {long}")))


def test_one_society_is_no_conflict() -> None:
    problem = only("format: 1\nname: x\nsocieties: {a: {}}\n")
    assert str(problem) == "1 entry does not fit; allowed: two to eight societies"


def test_another_format_is_refused() -> None:
    assert str(only(SMALL.replace("format: 1", "format: 2"))) == "the number 2 is not known; allowed: 1"


@pytest.mark.parametrize("month", ["1992-13", "1992", "92-12", "1992-12-1", "12/1992", "1992-12-01T00:00"])
def test_a_month_that_is_none(month: str) -> None:
    problem = only(SMALL.replace("{months", f"{{start: {month}, months"))
    assert problem.path == "time.start"
    assert problem.allowed == "a month YYYY-MM, such as 1992-12"


@pytest.mark.parametrize("start", ["1992-12", "1992-12-01", "'1992-12-01'"])
def test_a_month_or_its_first_day_begins_a_run(start: str) -> None:
    assert accepted(SMALL.replace("{months", f"{{start: {start}, months")).time.start == "1992-12"


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ("0000-12", "there is no year 0; allowed: a month from 0001-01 on"),
        ("9998-01", "the run would end in 10000-01, and dates end in 9999-12; begin earlier or run fewer months"),
    ],
)
def test_every_month_has_a_date(start: str, says: str) -> None:
    problem = only(SMALL.replace("{months", f"{{start: {start}, months"))
    assert (problem.code, problem.path, problem.line) == ("inconsistent", "time.start", 3)
    assert str(problem) == says


@pytest.mark.parametrize("start", ["0001-01", "9997-12"])
def test_the_first_and_the_last_month_that_a_run_may_begin_with(start: str) -> None:
    assert accepted(SMALL.replace("{months", f"{{start: {start}, months")).time.start == start


def test_a_number_of_the_format_in_quotes() -> None:
    assert str(only(SMALL.replace("format: 1", "format: '1'"))) == "the text '1' does not fit here; allowed: 1"


@pytest.mark.parametrize(
    "line", ['"\\u202eb": 1', 'talks: {inclusion: ["\\u202e"]}', 'talks: {inclusion: {"\\u202e": 1}}',
             'start: {pain: {"\\u202e": 1}}', "about: *a\u202e", "about: &a\u202e x", "about: !a%1b x"],
)  # fmt: skip
def test_a_report_writes_out_what_nobody_sees(line: str) -> None:
    said = str(refused(small(line + "\n")))
    assert "\\u202e" in said or "\\x1b" in said
    assert all(part.isprintable() for part in said.splitlines())


def test_another_day_begins_no_run() -> None:
    problem = only(SMALL.replace("{months", "{start: 2001-03-15, months"))
    assert problem.message == "2001-03-15 is a day; a run begins with a month"
    assert (problem.path, problem.line) == ("time.start", 3)


@pytest.mark.parametrize("written", ["1e3", "1000.0", "1_000", "10e2"])
def test_whole_numbers(written: str) -> None:
    text = SMALL.replace("north: {citizens: 100}", f"north: {{citizens: {written}}}")
    if "_" in written:
        assert "the text '1_000' does not fit here" in only(text).message
    else:
        assert accepted(text).societies["north"].citizens == 1000


@pytest.mark.parametrize("written", ["[north, south]", "{}", "north"])
def test_a_wrong_works_on_is_one_problem(written: str) -> None:
    problem = only(SMALL.replace("works_on: {north: {}, south: {}}", f"works_on: {written}"))
    assert (problem.path, problem.line) == ("organizations.bridges.works_on", 10)


def test_an_unknown_issue_is_one_problem_with_the_remedy() -> None:
    problem = only(small("    issues: [gender]\n"))
    assert (problem.path, problem.line) == ("organizations.bridges.issues", LAST)
    assert problem.message == (
        "'gender': no issue of north and south; add `issues: {peace: {}, gender: {}}` under north and south"
    )
    text = small("    issues: [gender, peace]\n").replace(
        "south: {citizens: 100}", "south: {citizens: 100, issues: {justice: {}, gender: {}}}"
    )
    assert only(text).message == (
        "'gender': no issue of north; 'peace': no issue of south; "
        "add `issues: {peace: {}, gender: {}}` under north, `issues: {peace: {}}` under south"
    )


@pytest.mark.parametrize(
    "where",
    [
        "societies", "societies.north", "societies.north.citizens", "societies.north.government.toward.south",
        "organizations.bridges.strategy.advocacy", "organizations.bridges.strategy", "organizations.bridges.funding",
        "constraints.coordination.north", "parameters", "parameters.talks", "parameters.influence.weight",
        "influence.weight", "talks.inclusion", "time", "expect", "start.reserves.bridges", "shocks.terror.rate.south",
    ],
)  # fmt: skip
def test_a_basis_of_something(where: str) -> None:
    assert accepted(small(f"basis: {{{where}: assumption}}\n")).basis == {where: "assumption"}


@pytest.mark.parametrize(
    ("where", "alike"),
    [
        ("societies.nord", "societies.north"),
        ("societies.north.citizen", "societies.north.citizens"),
        ("societies.noth.citizens", "societies.north.citizens"),
        ("organizations.bridges.strategy.track_tow", "organizations.bridges.strategy.track_two"),
        ("organisations", "organizations"),
        ("influence.weigth", "influence.weight"),
        ("parameters.influence.weigth", "influence.weight"),
        ("constraints.coordination.nort", "constraints.coordination.north"),
        ("time.months.first", None),
        ("expect.0", None),
        ("hello", None),
        ("''", None),
    ],
)
def test_a_basis_of_nothing(where: str, alike: str | None) -> None:
    problem = only(small(f"basis:\n  {where}: assumption\n"))
    assert (problem.code, problem.line, problem.nearest) == ("unknown_path", LAST + 1, alike)
    assert "leads to nothing in this scenario" in problem.message


@pytest.mark.parametrize("code", EVENTS)
def test_events_can_be_expected(code: str) -> None:
    assert accepted(small(f"expect: [{{metric: {code}, share: [0, 1]}}]\n")).expect[0].metric == code


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_metrics_can_be_expected(metric: Metric) -> None:
    assert accepted(small(f"expect: [{{metric: {metric.name}, mean: [0, 1]}}]\n")).expect[0].metric == metric.name


@pytest.mark.parametrize(
    ("entry", "says", "alike"),
    [
        ("metric: talks_open, share: [0, 1]", "'talks_open' is not an event", "talks_opened"),
        ("metric: conduct, share: [0, 1]", "is not an event but a metric; give `mean: [low, high]`", None),
        ("metric: relapse, mean: [0, 1]", "is not a metric but an event; give `share: [low, high]`", None),
        ("metric: condukt, mean: [0, 1]", "'condukt' is not a metric", "conduct"),
    ],
)
def test_an_expectation_of_nothing_is_refused(entry: str, says: str, alike: str | None) -> None:
    problem = only(small(f"expect:\n  - {{{entry}}}\n"))
    assert (problem.code, problem.path, problem.line) == ("wrong_choice", "expect.0.metric", LAST + 1)
    assert says in problem.message
    assert problem.nearest == alike or alike is None
    assert problem.allowed.startswith("one of ")


def test_what_is_named_wrongly_is_told_beside_other_mistakes() -> None:
    text = small("talks: {inclusion: 2}\nbasis: {hello: x}\nexpect: [{metric: x, share: [0, 1]}]\n")
    assert [problem.path for problem in refused(text).problems] == ["talks.inclusion", "basis.hello", "expect.0.metric"]


def test_an_organization_without_money_or_plans_does_nothing() -> None:
    text = SMALL.replace("    funding: {members: 0.5}\n    strategy: {track_two: 1}\n", "").replace(
        "home: north", "level: top"
    )
    organization = accepted(text).organizations["bridges"]
    assert (organization.home, organization.funding, organization.strategy) == ("international", {}, {})
    world = Conflict(accepted(text), seed=1)
    world.run_for(6)
    assert world.organizations["bridges"].spent == 0


def test_all_problems_are_reported_together_in_the_order_of_the_file() -> None:
    text = SMALL.replace("citizens: 100}\n  south", "citizens: 1}\n  south").replace("home: north", "home: nort")
    error = refused(text + "abuot: x\nparameters: {influence.weigth: 1}\nname: again\n")
    assert [(problem.line, problem.code) for problem in error.problems] == [
        (5, "out_of_bounds"),
        (9, "inconsistent"),
        (13, "unknown_key"),
        (14, "unknown_key"),
        (15, "duplicate_key"),
    ]


def test_what_is_wrong_only_because_of_another_mistake_is_not_reported() -> None:
    text = (
        SMALL.replace("{months: 24}", "{months: 0}") + "interventions: [{month: 99, set: {constraints.funding: 1}}]\n"
    )
    assert only(text).path == "time.months"
    text = SMALL.replace("  bridges", "  Bridges") + "start: {reserves: {Bridges: 1}}\n"
    assert only(text).code == "bad_name"
    changes = "interventions: [{month: 1, set: {organizations.Bridges.funding.members: 1}}]\n"
    assert only(SMALL.replace("  bridges", "  Bridges") + changes).code == "bad_name"


def test_the_report() -> None:
    error = refused(SMALL.replace("{citizens: 100}", "{citzens: 100}", 1) + "talks: {inclusion: 2}\n")
    assert str(error) == (
        "x.yaml: 2 problems\n"
        "  line 5, societies.north.citzens: the key 'citzens' is not known here\n"
        "      did you mean 'citizens'?\n"
        "      allowed: the keys label, citizens, outlook, government, spoilers, ict, media, nationalism, issues\n"
        "  line 13, talks.inclusion: 2 is outside its bounds\n"
        "      allowed: a number from 0 to 1"
    )


def test_a_long_report_counts_the_rest() -> None:
    error = refused(small("".join(f"key{i}: 1\n" for i in range(80))))
    assert len(error.problems) == 80
    assert str(error).endswith(f"… and {80 - LISTED} more")


def test_more_problems_than_words() -> None:
    error = refused(small("".join(f"key{i}: 1\n" for i in range(900))))
    assert error.at("too_many")[0].message == "there are 900 problems; correct the first 500 first"


def test_every_code_is_explained() -> None:
    codes = {case[1] for case in CASES} | {case[2] for case in ORGANIZATIONS}
    assert codes < set(CODES)


def test_the_error_survives_a_pickle() -> None:
    error = ScenarioError("x.yaml", [Problem("empty", "", "nothing", 3, {"a": 1})])
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.origin, copy.problems, str(copy)) == (error.origin, error.problems, str(error))


def test_a_society_called_no_keeps_its_name() -> None:
    assert set(accepted("format: 1\nname: x\nsocieties: {no: {}, yes: {}}\n").societies) == {"no", "yes"}


def test_a_society_has_no_image_of_itself() -> None:
    text = SMALL.replace("north: {citizens: 100}", "north: {citizens: 100, outlook: {toward: {north: {}}}}")
    assert str(only(text)) == "'north' is the society itself; name another; allowed: south"


def test_the_name_that_may_be_meant_is_told_even_where_the_message_has_its_letters() -> None:
    assert str(only(small("talks: {}\ntalkss: {}\n"))).startswith(
        "the key 'talkss' is not known here; did you mean 'talks'?"
    )
