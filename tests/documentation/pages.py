"""The code blocks of the documents: what they are, and what a comment before one says of it.

A block is fenced and names its language. HTML comments directly before it, invisible to readers, may say:

    <!-- not run: REASON -->     it is not executed, and why
    <!-- file: PATH -->          it is the content of a file, written to the page's folder before the next block runs
    <!-- exit: CODE -->          its last command is meant to end with this code
    <!-- in tests: OPTIONS -->   tests add these options to its `sulha` commands, so that they end soon
    <!-- verify: REASON -->      it is run by `make verify` alone, since it takes too long for the tests
    <!-- refused -->             a scenario that is meant to be refused
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

#: What may stand in the documents: run, checked, or (`text`) only shown.
LANGUAGES = ("python", "console", "yaml", "diff", "json", "text", "bibtex", "r", "sql")
#: Languages that nothing here can run; each such block says so.
FOREIGN = ("r", "sql")
_COMMENT = re.compile(r"<!--\s*(not run|file|exit|in tests|verify|refused)(?::\s*(.*?))?\s*-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A line that a reader types, and what the page shows of the answer."""

    line: str
    shown: str


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: where it stands, its language and text, and what the comment before it says."""

    page: str
    line: int
    language: str
    text: str
    said: dict[str, str] = field(default_factory=dict)
    #: The language of the block directly before it, with nothing between: a `text` after `python` is its output.
    after: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line} ({self.language or 'no language'})"

    @property
    def reason(self) -> str | None:
        """Why it is not run; None if it is."""
        return self.said.get("not run")

    @property
    def is_slow(self) -> bool:
        """Whether only `make verify` runs it."""
        return "verify" in self.said

    def commands(self) -> Iterator[Command]:
        """The commands of a console block, each with the lines shown below it. Raises ValueError for other lines."""
        line, shown = "", list[str]()
        for row in self.text.splitlines():
            if line.endswith("\\"):
                line += "\n" + row.removeprefix("> ")
            elif row.startswith("$ "):
                if line:
                    yield Command(line, "\n".join(shown))
                line, shown = row.removeprefix("$ "), []
            elif line:
                shown.append(row)
            else:
                raise ValueError(f"{self}: a console block begins with a command, `$ ...`")
        if line:
            yield Command(line, "\n".join(shown))


def blocks(page: str, text: str) -> list[Block]:
    """All code blocks of a page in order, those that are only indented too (they have no language)."""
    found: list[Block] = []
    said: dict[str, str] = {}
    after = ""
    for token in MarkdownIt().parse(text):
        if token.type == "html_block":
            said |= {key: value or "" for key, value in _COMMENT.findall(token.content)}
            continue
        if token.type in ("fence", "code_block"):
            language = token.info.split()[0] if token.info.strip() else ""
            first, _ = token.map or (0, 0)
            found.append(Block(page, first + 1, language, token.content, said, after))
            said, after = {}, language
        elif not token.type.endswith("_close") and token.type != "list_item_open":
            said, after = {}, ""
    return found


def complaints(block: Block) -> list[str]:
    """What is wrong with how a block is written, whatever it does."""
    wrong = []
    if block.language not in LANGUAGES:
        wrong.append(f"{block}: fence it and name its language, one of {', '.join(LANGUAGES)}")
    if block.language in FOREIGN and block.reason is None:
        wrong.append(f"{block}: cannot be run here; say why before it: <!-- not run: REASON -->")
    if block.reason is not None and len(block.reason.split()) < 2:
        wrong.append(f"{block}: say in words why it is not run")
    if block.is_slow and block.language != "console":
        wrong.append(f"{block}: only a console block, which stands for itself, can be left to `make verify`")
    if block.language == "console":
        try:
            list(block.commands())
        except ValueError as error:
            wrong.append(str(error))
    return wrong


def pages(root: Path) -> list[Path]:
    """The documents of a checkout."""
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]


# -- what a page shows of an answer

_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")
_GROUP = r"([-−]?\d+(?:\.\d+)?)"


def resembles(shown: str, answered: str) -> bool:
    """Whether an answer is the one shown: the same words, numbers near, … standing for anything.

    Numbers may differ by two units of the last digit shown and a tenth, but not in sign: processors round differently,
    and a page need not change for that, nor for one run among many that goes the other way.
    """
    found = _numbers(shown, answered)
    wanted = _NUMBER.findall(shown)
    return found is not None and all(_near(number, other) for number, other in zip(wanted, found, strict=True))


def renewed(shown: str, answered: str) -> str | None:
    """What is shown with the numbers of an answer of the same words; None if the words differ."""
    found = _numbers(shown, answered)
    if found is None:
        return None
    numbers = iter(found)
    return _NUMBER.sub(lambda _: next(numbers), shown)


def _numbers(shown: str, answered: str) -> list[str] | None:
    """The numbers of an answer where those shown stand; None if the words differ."""
    expected, got = " ".join(shown.split()), " ".join(answered.split())
    pieces = ["".join(_piece(part) for part in _split(text)) for text in expected.split("…")]
    match = re.fullmatch(".*?".join(pieces), got, re.DOTALL)
    return None if match is None else list(match.groups())


def _near(shown: str, found: str) -> bool:
    number, other = _value(shown), _value(found)
    unit = 10.0 ** -len(shown.partition(".")[2])
    return number * other >= 0 and abs(other - number) <= 2.001 * unit + 0.1 * abs(number)


def _split(text: str) -> list[str]:
    return re.split(f"({_NUMBER.pattern})", text)


def _piece(part: str) -> str:
    return _GROUP if _NUMBER.fullmatch(part) else re.escape(part)


def _value(number: str) -> float:
    return float(number.replace("−", "-"))


# -- changes that a page asks for


def patched(folder: Path, text: str) -> None:
    """Apply a diff to the files of a folder, wherever its lines stand. Raises ValueError if it does not fit."""
    for part in re.split(r"^--- a/", text, flags=re.MULTILINE)[1:]:
        head, plus, *_ = part.splitlines()
        path = folder / head.strip()
        if plus.strip() != f"+++ b/{head.strip()}":
            raise ValueError(f"after --- a/{head} comes +++ b/{head}, not {plus}")
        content = path.read_text(encoding="utf-8")
        for hunk in re.split(r"^@@.*\n", part, flags=re.MULTILINE)[1:]:
            lines = [line or " " for line in hunk.splitlines()]
            old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
            new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
            if content.count(old) != 1:
                raise ValueError(f"{path.name} has these lines {content.count(old)} times, not once:\n{old}")
            content = content.replace(old, new)
        path.write_text(content, encoding="utf-8")


# -- links


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead, in order."""
    inline = (token for block in MarkdownIt().parse(text) for token in block.children or ())
    return [str(token.attrs[key]) for token in inline for key in ("href", "src") if key in token.attrs]


def headings(text: str) -> set[str]:
    """The anchors of a page's headings, as the forges make them."""
    tokens, found = MarkdownIt().parse(text), set[str]()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            said = "".join(part.content for part in inline.children or ())
            anchor = re.sub(r"[^\w\- ]", "", said.lower()).replace(" ", "-")
            same = sum(name == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", name) is not None for name in found)
            found.add(f"{anchor}-{same}" if same else anchor)
    return found
