"""What is refused before anybody looks at the meaning of a file, and how scalars are read."""

from __future__ import annotations

import math
from typing import Any

import pytest
from scenario_texts import LAST, accepted, only, refused, small

from sulha.scenarios import ScenarioError
from sulha.scenarios.reading import MAX_BYTES, MAX_DEPTH, MAX_ENTRIES, MAX_TEXT, decoded, read, resolved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-7", -7),
        ("+7", 7),
        ("010", 10),
        ("0o10", 8),
        ("0x10", 16),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1992-12", "1992-12"),
        ("1992-12-01", "1992-12-01"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        (".inf", math.inf),
        ("-.inf", -math.inf),
        ("e5", "e5"),
        (".", "."),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: Any) -> None:
    read_as = resolved(text)
    assert read_as == value
    assert type(read_as) is type(value)


def test_quoted_scalars_are_texts() -> None:
    assert read("a: '1'\nb: \"true\"\nc: |\n  2\n", "x").data == {"a": "1", "b": "true", "c": "2\n"}


def test_every_entry_knows_its_line() -> None:
    document = read("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n", "x")
    assert document.data == {"a": {"b": 1, "c": ["x", {"y": 2}]}}
    assert [document.line(path) for path in [("a",), ("a", "b"), ("a", "c", 1, "y")]] == [1, 2, 5]
    assert document.line(("a", "b", "nowhere")) == 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_twenty_thousand_levels_are_refused_at_once(opening: str) -> None:
    error = refused(opening * 20_000)
    assert error.at("too_deep")


def test_the_depth_that_is_allowed_and_the_first_that_is_not() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH, "x").data
    problem = only("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert (problem.code, problem.line) == ("too_deep", 1)
    assert "more than 50 levels of nesting" in problem.message


def test_brackets_in_texts_and_comments_are_no_levels() -> None:
    assert accepted(small(f'about: "{"[" * 500}"  # {"{" * 500}\n')).about is not None


def test_indentation_counts_as_nesting() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(60))
    assert only(text).code == "too_deep"


def test_size_is_checked_before_anything_is_read() -> None:
    with pytest.raises(ScenarioError, match="larger than 1,000,000 bytes"):
        decoded(b"\xff" * (MAX_BYTES + 1), "x")
    assert only(" " * (MAX_BYTES + 1)).code == "too_large"


@pytest.mark.parametrize("raw", [b"a: \xff", "name: x".encode("utf-16"), "name: é".encode("latin-1"), b"\xed\xa0\x80"])
def test_other_encodings_are_refused(raw: bytes) -> None:
    with pytest.raises(ScenarioError, match="is not UTF-8; save the file with the encoding UTF-8"):
        decoded(raw, "x")


def test_the_line_of_a_wrong_byte() -> None:
    with pytest.raises(ScenarioError, match="line 3: the byte 0xFF is"):
        decoded(b"a\nb\n\xff", "x")


def test_a_byte_order_mark_is_fine() -> None:
    assert decoded(b"\xef\xbb\xbfformat: 1", "x") == "format: 1"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_control_characters_are_refused(character: str) -> None:
    problem = only(f"format: 1\nname: a{character}b\n")
    assert (problem.code, problem.line) == ("control_character", 2)
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x7f", "\\ud800"])
def test_control_characters_are_refused_as_escapes_too(escape: str) -> None:
    problem = only(
        f'format: 1\nname: "a{escape}b"\n' + small(without="format: 1\n").replace("name: A small world\n", "")
    )
    assert (problem.code, problem.path, problem.line) == ("control_character", "name", 2)


def test_the_number_of_entries_is_bounded() -> None:
    assert read("[\n" + "a,\n" * (2 * MAX_ENTRIES - 1) + "]", "x").data
    problem = only("{\n" + "".join(f"a{i}: 1,\n" for i in range(2 * MAX_ENTRIES)) + "}")
    assert (problem.code, problem.line) == ("too_large", MAX_ENTRIES + 1)
    assert "more than 10,000 entries" in problem.message


@pytest.mark.parametrize("character", ["\t", "\r\n", "\u200f", "é", "سلام", "\U0001f54a"])
def test_other_characters_are_fine(character: str) -> None:
    assert accepted(small(f'about: "a {character} b"\n')).about is not None


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("about: &x y\n", "the anchor &x is not part of a scenario; remove it"),
        ("about: *x\n", "the alias *x is not part of a scenario; repeat the value"),
        ("about: !!str y\n", "the tag !!str is not part of a scenario; remove it"),
        ("about: !python/object:os.system y\n", "is not part of a scenario; remove it"),
        ("<<: {about: y}\n", "the merge key << is not part of a scenario; write the entries out"),
        ("[a, b]: c\n", "a list or section cannot be a key; write a name"),
        ("---\nformat: 1\n", "a second document begins here; one file holds one scenario"),
    ],
)
def test_yaml_that_scenarios_do_without(more: str, message: str) -> None:
    problem = only(small(more))
    assert problem.code == "not_plain"
    assert message in problem.message
    assert problem.line == LAST


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["format: 1", "a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    assert all(p.code in {"not_plain", "unknown_key", "missing"} for p in refused("\n".join(lines)).problems)


def test_a_directive_is_refused() -> None:
    problem = only("%YAML 1.1\n---\n" + small())
    assert "a directive (%) is not part of a scenario; remove the line" in problem.message


def test_a_key_may_stand_once() -> None:
    problem = only(small("time: {months: 12}\n"))
    assert (problem.code, problem.path, problem.line) == ("duplicate_key", "time", LAST)
    assert "stands here again (first in line 3); keep one of them" in problem.message


def test_every_repeated_key_is_found() -> None:
    error = refused(small("name: a\nname: b\nabout: {en: x, en: y}\n"))
    assert [problem.path for problem in error.problems] == ["name", "name", "about.en"]


@pytest.mark.parametrize(
    ("text", "remedy", "line"),
    [
        ("a:\n\tb: 1", "indent with spaces, never with tabs", 2),
        ("a: b: c", "put a text that contains a colon and a space in quotes", 1),
        ("a: [1, 2\nb: 3", "close every bracket and put a comma between entries", 2),
        ('a: "b', "close the quotation mark", 1),
        ("a:\n  b: 1\n c: 2", "check the indentation", 3),
        ("format: 1\nname\ntime: {months: 3}", "'name' has no colon; write key: value", 2),
        ("a: 1\nsocieties\n\n  # here\n  b: {}", "'societies' has no colon; write key: value", 2),
        ("societies:\n  north\n    citizens: 1", "'north' has no colon; write key: value", 2),
        ("north:\n  citizens 100\n  media: 1", "'citizens 100' has no colon; write key: value", 2),
        ("about: a text\n  and more\n  and: x", "put a text that contains a colon and a space in quotes", 3),
        ("a: {b 1}\nc: d: e", "put a text that contains a colon and a space in quotes", 2),
    ],
)
def test_what_is_not_yaml_says_what_to_do(text: str, remedy: str, line: int) -> None:
    problem = only(text)
    assert (problem.code, problem.line) == ("syntax", line)
    assert remedy in problem.message


def test_texts_and_numbers_have_a_greatest_length() -> None:
    problem = only(small(f"about: {'x' * (MAX_TEXT + 1)}\n"))
    assert (problem.code, problem.path) == ("too_long", "about")
    assert "a text of 5001 characters is too long; allowed: at most 5000 characters" in str(problem)
    problem = only(small("talks: {inclusion: 0." + "1" * 5000 + "}\n"))
    assert (problem.code, problem.path) == ("too_long", "talks.inclusion")
    assert only(small(f"? '{'k' * 6000}'\n: 1\n")).code == "too_long"
