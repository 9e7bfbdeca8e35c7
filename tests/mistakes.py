"""Every kind of mistake in a scenario, an override or the name of a file, for the tests that go through all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from scenario_texts import SMALL, small

from sulha.scenarios import ScenarioError, changed, load, parse, parse_assignment
from sulha.scenarios.reading import MAX_BYTES, decoded

#: Lines added to the small scenario, then code, path and what the answer contains.
CASES = [
    ("abuot: x", "unknown_key", "abuot", "did you mean 'about'?"),
    ("openness: 1", "unknown_key", "openness", "the key 'openness' is not known here; allowed: the keys format, name"),
    ("talks {inclusion: 1}", "unknown_key", "talks {inclusion", "a colon is missing after 'talks'"),
    (
        "parameters: {funding.grace: 1e9}",
        "out_of_bounds",
        "parameters.funding.grace",
        "1000000000 is outside its bounds",
    ),
    ("mediation: 1", "unknown_key", "mediation", "it belongs under intergovernmental.<name>"),
    ("influence.weight: 1", "unknown_key", "influence.weight", "it belongs under parameters"),
    (
        "talks: {inclusion: 2}",
        "out_of_bounds",
        "talks.inclusion",
        "2 is outside its bounds; allowed: a number from 0 to 1",
    ),
    ("talks: {inclusion: .nan}", "out_of_bounds", "talks.inclusion", "nan is outside its bounds"),
    ("talks: {inclusion: 1e999}", "out_of_bounds", "talks.inclusion", "inf is outside its bounds"),
    ("talks: {inclusion: true}", "wrong_type", "talks.inclusion", "the truth value true does not fit here"),
    ("talks: {inclusion: '1'}", "wrong_type", "talks.inclusion", "the text '1' does not fit here"),
    ("talks: {inclusion: [1]}", "wrong_type", "talks.inclusion", "the list [1] does not fit here"),
    ("talks: {inclusion: {a: 1}}", "wrong_type", "talks.inclusion", "the section {a} does not fit here"),
    (
        "talks: {ratification: no}",
        "wrong_type",
        "talks.ratification",
        "the text 'no' does not fit here; allowed: true or false",
    ),
    (
        "talks: {state: peaec}",
        "wrong_choice",
        "talks.state",
        "did you mean 'peace'?; allowed: one of conflict, talks, agreement, peace",
    ),
    (
        "talks:",
        "wrong_type",
        "talks",
        "an empty entry does not fit here; allowed: a section with any of state, inclusion",
    ),
    ("talks: war", "wrong_type", "talks", "the text 'war' does not fit here"),
    ("sources: x", "wrong_type", "sources", "allowed: a list, each entry a text"),
    ("sources: [1]", "wrong_type", "sources.0", "the number 1 does not fit here; allowed: a text"),
    ("about: {ar: x}", "missing", "about.en", "'en' is missing"),
    ("about: {english: x}", "missing", "about.en", "'en' is missing"),
    ("about: ''", "empty", "about", "there is nothing here"),
    ("about: 5", "wrong_type", "about", "allowed: a text, or {en: a text, ar: a text}"),
    (
        "constraints: {authority: 3}",
        "out_of_bounds",
        "constraints.authority",
        "allowed: one of none, advisory, binding, or a number from 0 to 1 [1/month], or such a value for each name",
    ),
    ("constraints: {authority: bindin}", "wrong_choice", "constraints.authority", "did you mean 'binding'?"),
    ("constraints: {authority: {north: 7}}", "out_of_bounds", "constraints.authority.north", "7 is outside its bounds"),
    (
        "constraints: {coordination: {north: x}}",
        "wrong_type",
        "constraints.coordination.north",
        "allowed: a number from 0 to 1",
    ),
    (
        "constraints: {coordination: {nort: 1}}",
        "inconsistent",
        "constraints.coordination.nort",
        "'nort' is no society; allowed: north, south",
    ),
    ("start: {image: {trust: 2}}", "out_of_bounds", "start.image.trust", "bounds; allowed: a number from 0 to 1"),
    ("start: {image: {north: {trst: 1}}}", "unknown_key", "start.image.north.trst", "did you mean 'trust'?"),
    (
        "start: {image: {north: {trust: 1}, trst: 1}}",
        "wrong_type",
        "start.image.trst",
        "the number 1 does not fit here",
    ),
    ("start: {image: {trust: 1, trst: 1}}", "unknown_key", "start.image.trst", "did you mean 'trust'?"),
    ("start: {pain: {north: -1}}", "out_of_bounds", "start.pain.north", "-1 is outside its bounds"),
    ("start: {reserves: {nobody: 1}}", "inconsistent", "start.reserves.nobody", "'nobody' is no organization"),
    (
        "parameters: {influence.weigth: 1}",
        "unknown_key",
        "parameters.influence.weigth",
        "did you mean 'influence.weight'?",
    ),
    (
        "parameters: {influence.weight: 2}",
        "out_of_bounds",
        "parameters.influence.weight",
        "allowed: a number from 0 to 1 [1/month]",
    ),
    (
        "parameters: {influence.weight: true}",
        "wrong_type",
        "parameters.influence.weight",
        "the truth value true does not fit here",
    ),
    (
        "parameters: {influence.weight: .nan}",
        "out_of_bounds",
        "parameters.influence.weight",
        "nan is outside its bounds",
    ),
    (
        "parameters: {influence: {weight: 1}}",
        "unknown_key",
        "parameters.influence",
        "write influence.name: value in one line",
    ),
    (
        "parameters: {images.weights: [1, 2]}",
        "wrong_type",
        "parameters.images.weights",
        "3 numbers (intent, trust, humanity)",
    ),
    ("parameters: {images.weights: [1, 1, 1]}", "inconsistent", "parameters", "three numbers that sum to 1"),
    (
        "parameters: {funding.grace: 1.5}",
        "wrong_type",
        "parameters.funding.grace",
        "allowed: a whole number from 1 to 1200 [months]",
    ),
    (
        "parameters: {world.months: 3}",
        "inconsistent",
        "parameters.world.months",
        "how long a run is stands under time; say `time: {months: ...}`",
    ),
    (
        "parameters: {shocks.severity: 1}\nshocks: {terror: {severity: 1}}",
        "inconsistent",
        "parameters.shocks.severity",
        "shocks.terror.severity says the same thing; keep one of the two",
    ),
    ("mechanisms: {talk: false}", "unknown_key", "mechanisms.talk", "did you mean 'talks'?"),
    ("shocks: {terror: {rate: {north: -1}}}", "out_of_bounds", "shocks.terror.rate.north", "-1 is outside its bounds"),
    (
        "shocks: {terror: {scheduled: [{month: 0, society: north}]}}",
        "out_of_bounds",
        "shocks.terror.scheduled.0.month",
        "a whole number of 1 or more",
    ),
    (
        "shocks: {terror: {scheduled: [{month: 99, society: north}]}}",
        "inconsistent",
        "shocks.terror.scheduled.0.month",
        "after the end of the run (24)",
    ),
    (
        "shocks: {terror: {scheduled: [{month: 2, society: nort}]}}",
        "inconsistent",
        "shocks.terror.scheduled.0.society",
        "'nort' is no society",
    ),
    ("interventions: [{month: 2, set: {}}]", "wrong_count", "interventions.0.set", "0 entries do not fit"),
    (
        "interventions: [{month: 2, set: {constraints.fundin: 1}}]",
        "inconsistent",
        "interventions.0.set.constraints.fundin",
        "did you mean 'constraints.funding'?",
    ),
    (
        "interventions: [{month: 2, set: {constraints.funding: 11}}]",
        "out_of_bounds",
        "interventions.0.set.constraints.funding",
        "allowed: a number from 0 to 10",
    ),
    (
        "interventions: [{month: 2, set: {constraints.authority: x}}]",
        "wrong_choice",
        "interventions.0.set.constraints.authority",
        "'x' is not one of the choices",
    ),
    (
        "interventions: [{month: 2, set: {influence.weight: 9}}]",
        "out_of_bounds",
        "interventions.0.set.influence.weight",
        "9 is outside its bounds",
    ),
    (
        "interventions: [{month: 2, set: {societies.north.citizens: 90}}]",
        "inconsistent",
        "interventions.0.set.societies.north.citizens",
        "cannot change during a run",
    ),
    (
        "interventions: [{month: 25, set: {constraints.funding: 1}}]",
        "inconsistent",
        "interventions.0.month",
        "after the end of the run (24)",
    ),
    (
        "expect: [{metric: conduct, mean: [0, 1], during: [5, 2]}]",
        "inconsistent",
        "expect.0",
        "`during` begins with month 5, after its end 2",
    ),
    (
        "start: {reserves: {bridges: 1e300}}",
        "out_of_bounds",
        "start.reserves.bridges",
        "1e+300 is outside its bounds; allowed: a number from -1000000 to 1000000",
    ),
    ("expect: [{metric: relapse}]", "inconsistent", "expect.0", "give either `share: [low, high]` of an event"),
    (
        "expect: [{metric: relapse, share: [1]}]",
        "wrong_count",
        "expect.0.share",
        "1 entry does not fit; allowed: a list [low, high] of 2 numbers from 0 to 1",
    ),
    ("expect: [{metric: relapse, share: [1, 1, 1]}]", "wrong_count", "expect.0.share", "3 entries do not fit"),
    (
        "expect: [{metric: relapse, share: [0.9, 0.1]}]",
        "inconsistent",
        "expect.0",
        "the lower end 0.9 is above the upper end 0.1",
    ),
    (
        "expect: [{metric: relapse, by: 99, share: [0, 1]}]",
        "inconsistent",
        "expect.0",
        "month 99 is outside the run (0 to 24)",
    ),
    ("basis: {time: 3}", "wrong_type", "basis.time", "the number 3 does not fit here; allowed: a text"),
    (
        "intergovernmental: {north: {}}",
        "inconsistent",
        "intergovernmental.north",
        "the id 'north' is already used at societies.north",
    ),
    ("intergovernmental: {world: {}}", "inconsistent", "intergovernmental.world", "the name 'world' is reserved"),
    (
        "intergovernmental: {'UN body': {}}",
        "bad_name",
        "intergovernmental.UN body",
        "did you mean 'un_body'?; allowed: a-z, 0-9 and _",
    ),
    ("intergovernmental: {الأمم: {}}", "bad_name", "intergovernmental.الأمم", "what people read is its `label`"),
    ("intergovernmental: {9a: {}}", "bad_name", "intergovernmental.9a", "beginning with a letter"),
]

#: What of the organization is replaced by what, then code, path and what the answer contains.
ORGANIZATIONS = [
    (
        "home: north",
        "home: nort",
        "inconsistent",
        "organizations.bridges.home",
        "'nort' is unknown; allowed: international, north, south",
    ),
    (
        "south: {}}",
        "south: {acess: 1}}",
        "unknown_key",
        "organizations.bridges.works_on.south.acess",
        "did you mean 'access'?; allowed: the key access",
    ),
    ("south: {}}", "sooth: {}}", "inconsistent", "organizations.bridges.works_on.sooth", "'sooth' is no society"),
    (
        ", south: {}}",
        "}",
        "inconsistent",
        "organizations.bridges.strategy.track_two",
        "needs at least two societies under works_on",
    ),
    ("members: 0.5", "membrs: 0.5", "unknown_key", "organizations.bridges.funding.membrs", "did you mean 'members'?"),
    (
        "members: 0.5",
        "members: -1",
        "out_of_bounds",
        "organizations.bridges.funding.members",
        "allowed: a number from 0 to 1000000",
    ),
    (
        "track_two: 1",
        "track_tow: 1",
        "inconsistent",
        "organizations.bridges.strategy.track_tow",
        "did you mean 'track_two'?",
    ),
]

#: Whole files.
_FILES = (
    *(
        "",
        "# nothing",
        "- 1",
        "abc",
        "3",
        "~",
        "true",
        "it's",
        "version: 3\nservices: {web: {}}",
        "x" * (MAX_BYTES + 1),
    ),
    *("a:\n\tb: 1", "a: b: c", "a: [1, 2\nb: 3", 'a: "b', "a:\n  b: 1\n c: 2", "a: 1\nsocieties\n\n  b: {}", "? ? ? x"),
    *(
        "[" * 51 + "]" * 51,
        "format: 1\nname: a\x07b",
        "format: 1\nname: x\nsocieties: {a: {}}",
        "a: !!binary x",
        "{" * 9,
    ),
    *("%YAML 1.1\n---\n" + SMALL, SMALL + "---\nformat: 1", SMALL.replace("format: 1", "format: 2"), "--- |", ": : :"),
    SMALL.replace("name: A", "nmae: A"),
    SMALL.replace("name: A", "it's: A"),
    SMALL.replace("{months", "{start: 2001-03-15, months"),
    SMALL.replace("{months", "{start: 1992-13, months"),
    SMALL.replace("{months", "{start: 0000-12, months"),
    SMALL.replace("{months", "{start: 9998-01, months"),
    SMALL + "sources: [" + "a, " * 20_000 + "]",
    SMALL.replace("home: north", "level: top").replace("members: 0.5", "home_state: 1"),
)
#: Lines added to the small scenario that are more than one mistake or stand in no case above.
_LINES = (
    *("about: &x y", "about: *x", "about: !!str y", "<<: {about: y}", "[a, b]: c", "*a : b", "time: {months: 12}"),
    *(
        f"about: {'x' * 5001}",
        f"? '{'k' * 6000}'\n: 1",
        "talks: {inclusion: 0." + "1" * 200 + "}",
        "    issues: [gender]",
    ),
    *(
        "basis: {societies.nord: x}",
        "basis: {hello: x}",
        "basis: {expect.0: x}",
        "talks: {state: [x]}",
        "sources: {a: 1}",
    ),
    *("parameters: {a.b: 1}", "parameters: {influence: 1}", "parameters: [1]"),
    *("parameters: {images.weights: x}", "parameters: {images.anchor: [9, 9, 9]}", "parameters: {opinion.base: 1}"),
    *("parameters: {track_two.level_middle: 0.01}", "parameters: {influence.weight: 1, influence.elite_cue: 1}"),
    *("parameters: {intergovernmental.rights: [1, 0, 0, 0]}", "parameters: {reaction.state_factors: [0, 0, 1, 1]}"),
    *("interventions: [{month: 0, set: {x: 1}}]", "interventions: [{month: 1, set: {a.b: 1, talks: 1, name: x}}]"),
    *("interventions: [{month: 1, set: {images.weights: [1, 1, 1]}}]", "interventions: 3", "expect: [3]", "start: 1"),
    "interventions: [{month: 1, set: {organizations.bridges.strategy.a: 1, constraints.authority.nort: 1}}]",
    "shocks: {terror: {severity: 1, scheduled: [{month: 1, society: north, by: north, severity: 0}]}}",
    "shocks: {terror: {scheduled: [{month: 1, society: north, by: north}]}}",
    "shocks: {terror: {scheduled: [{month: 1, society: north, severity: 1000}]}}",
    "expect: [{metric: talks_open, share: [0, 1]}, {metric: conduct, share: [0, 1]}, {metric: relapse, mean: [0, 1]}]",
    "expect: [{metric: relapse, share: [0, 1], society: north}]",
    "expect: [{metric: conduct, mean: [0, 1], by: 3, during: [1]}]",
    "expect: [{metric: conduct, mean: [0, 1], by: 3}]",
    "expect: [{metric: conduct, mean: [0, 1], society: nort}]",
    "".join(f"key{i}: 1\n" for i in range(80)),
    "".join(f"key{i}: 1\n" for i in range(600)),
)
_OVERRIDES: tuple[dict[str, Any], ...] = (
    {"constraints.fundin": 1},
    {"x": 1},
    {"\x1b[31m": 1},
    {"constraints.funding": 99, "constraints.authority": "x"},
    {"influence.weight": 2.0},
    {"organizations.bridges.home": "nort"},
    {"organizations.bridges.strategy.a": 1},
    {"organizations.bridges.issues": ["gender"]},
    {"societies.north.issues": {"peace": {"salience": 0}}},
    {"societies.north.government.toward.north": {}},
    {"time.months": None},
    {"expect": [{"metric": "condukt", "mean": [0, 1]}]},
)
_ASSIGNMENTS = ("", "a", "a=[b]c", "=1", "a=", "a=1\n2", "a=b: c", "a=&b 1", "a=[")
_NAMES = ("", "osl", "it's", "x" * 300, "/nowhere.yaml", "a\0b.yaml", "..\\x", "/dev/null")


def _refused(attempt: Callable[[], object]) -> ScenarioError:
    try:
        attempt()
    except ScenarioError as error:
        return error
    raise AssertionError("nothing was refused")


def _attempts() -> Iterator[Callable[[], object]]:
    texts = [small(case[0] + "\n") for case in CASES] + [small(line + "\n") for line in _LINES]
    texts += [SMALL.replace(old, new) for old, new, *_ in ORGANIZATIONS]
    for text in (*texts, *_FILES):
        yield partial(parse, text)
    for raw in (b"a: \xff", b"a" * (MAX_BYTES + 1)):
        yield partial(decoded, raw, "x.yaml")
    for changes in _OVERRIDES:
        yield partial(changed, parse(SMALL), changes)
    for assignment in _ASSIGNMENTS:
        yield partial(parse_assignment, assignment)
    for name in (*_NAMES, str(Path(__file__).parent) + "/"):
        yield partial(load, name)


@cache
def errors() -> tuple[ScenarioError, ...]:
    """What all of these mistakes are answered with."""
    return tuple(_refused(attempt) for attempt in _attempts())
