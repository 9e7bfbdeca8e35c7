"""From the text of a file to plain data with line numbers, refusing all YAML that a scenario does without.

The file is followed event by event and built without recursion, so that neither depth nor aliases can harm, and
every value keeps the line it stands on. Scalars are read by the core schema of YAML 1.2: `no` and `1992-12-01`
are texts, `1e-3` is a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from sulha.model.wording import nsaid, said

from .problems import Problem, ScenarioError, quotable, shortened

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
#: Most entries of a file, each a key with what stands there: many times what the largest case has.
#: Few enough to be checked in a moment.
MAX_ENTRIES = 10_000
#: Longest text; the longest that the format itself allows.
MAX_TEXT = 5000
#: Longest way of writing a number.
MAX_NUMBER = 100

type Path = tuple[str | int, ...]

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], float]], ...] = (
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (_FLOAT, float),
)
#: An entry that lacks its colon: a name, and perhaps a value that is no word.
_BARE = re.compile(r"[a-zA-Z_][\w.]*( +([-+.0-9\"'\[{][^:]*|true|false))?")
#: Characters that no text contains: C0 and C1 controls but tab and line ends, DEL, halves of pairs, non-characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Document:
    """What a file says: plain data, the line of every entry, and what was refused on the way."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """The line of an entry, or of the nearest section around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


@dataclass(slots=True)
class _Section:
    """A mapping or a list that is being filled."""

    data: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    line: int = 0
    skipping: bool = False


def decoded(raw: bytes, origin: str) -> str:
    """The text of a file.

    Raises:
        ScenarioError: the file is too large, not UTF-8, or contains control characters.
    """
    if len(raw) > MAX_BYTES:
        message = said("the file is larger than {most} bytes; a scenario needs a few thousand", most=f"{MAX_BYTES:,}")
        raise ScenarioError(origin, [Problem("too_large", "", message)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02X}"
        message = said("the byte {byte} is not UTF-8; save the file with the encoding UTF-8", byte=byte)
        raise ScenarioError(origin, [Problem("encoding", "", message, line)]) from None
    check_characters(text, origin)
    return text


def check_characters(text: str, origin: str) -> None:
    """Refuse characters that no text contains and texts that are too large.

    Raises:
        ScenarioError: there is one; the error says which and where.
    """
    if len(text) > MAX_BYTES:
        message = said(
            "the text is longer than {most} characters; a scenario needs a few thousand", most=f"{MAX_BYTES:,}"
        )
        raise ScenarioError(origin, [Problem("too_large", "", message)])
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise ScenarioError(origin, [_control(found[0], (), line)])


def _control(character: str, path: Path, line: int) -> Problem:
    """What is said of a character that no text contains, as it is or as an escape."""
    shown = f"U+{ord(character):04X}"
    message = said("the control character {character} is in the text; remove it", character=shown)
    return Problem("control_character", dotted(path), message, line)


def read(text: str, origin: str) -> Document:
    """The data of a text that is one YAML document, with what was refused on the way.

    Raises:
        ScenarioError: the text is no YAML at all, or cannot be followed to its end.
    """
    check_characters(text, origin)
    document = Document()
    builder = _Builder(document)
    for event in _events(text, document):
        if not builder.take(event):
            break
    if builder.broken or any(problem.code == "syntax" for problem in document.problems):
        raise ScenarioError(origin, document.problems)
    return document


def _events(text: str, document: Document) -> Iterator[Event]:
    """What the parser finds, one by one; where it gives up, a problem of the document says why."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        document.problems.append(_syntax(error, text))
    except (YAMLError, ValueError, TypeError, IndexError, AttributeError, AssertionError) as error:
        # The parser is someone else's: whatever it trips over is a fault of the file, never a traceback.
        message = said("this is not YAML that can be read ({error})", error=type(error).__name__)
        document.problems.append(Problem("syntax", "", message))


class _Builder:
    """Fills a document from the events of a parser."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections: list[_Section] = []
        self.broken = False
        self._documents = 0
        self._entries = 0
        self._key_depth = 0

    def take(self, event: Event) -> bool:
        """Take one event; False where going on makes no sense."""
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            return self._document(event, line)
        if isinstance(event, CollectionEndEvent):
            return self._end()
        if isinstance(event, AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent):
            return self._counted(line) and self._node(event, line)
        return True

    def _document(self, event: DocumentStartEvent, line: int) -> bool:
        self._documents += 1
        if event.version or event.tags:
            self._refuse((), line, said("a directive (%) is not part of a scenario; remove the line"))
        if self._documents > 1:
            self._refuse((), line, said("a second document begins here; one file holds one scenario"))
            return False
        return True

    def _counted(self, line: int) -> bool:
        """Whether there is room for one more key or value."""
        self._entries += 1
        if self._entries <= 2 * MAX_ENTRIES:
            return True
        most = f"{MAX_ENTRIES:,}"
        message = said("the file has more than {most} entries; a scenario needs a few hundred", most=most)
        self.document.problems = [Problem("too_large", "", message, line)]
        self.broken = True
        return False

    def _end(self) -> bool:
        if self._key_depth:
            self._key_depth -= 1
            if self._key_depth == 0:
                self.sections[-1].key = ""
                self.sections[-1].skipping = True
            return True
        done = self.sections.pop()
        if self.sections:
            self._close(self.sections[-1])
        else:
            self.document.data = done.data
        return True

    def _node(self, event: Any, line: int) -> bool:
        starts = isinstance(event, MappingStartEvent | SequenceStartEvent)
        if len(self.sections) + self._key_depth >= MAX_DEPTH and starts:
            self.document.problems.append(too_deep(self._dotted(), line))
            self.broken = True
            return False
        if self._key_depth:
            self._key_depth += starts
            return True
        section = self.sections[-1] if self.sections else None
        if section is not None and isinstance(section.data, dict) and section.key is None:
            return self._take_key(section, event, line, starts=starts)
        path = self._path()
        self._check_plain(event, path, line)
        self.document.lines.setdefault(path, line if section is None else self._line(section, line))
        if starts:
            data: dict[str, Any] | list[Any] = {} if isinstance(event, MappingStartEvent) else []
            if section is None or not section.skipping:
                self._put(data)
            self.sections.append(_Section(data, path))
            return True
        self._put(None if isinstance(event, AliasEvent) else self._scalar(event, path, line))
        if section is None:
            return True
        self._close(section)
        return True

    def _take_key(self, section: _Section, event: Any, line: int, *, starts: bool) -> bool:
        section.line = line
        if starts:
            self._refuse(section.path, line, said("a list or section cannot be a key; write a name"))
            self._key_depth = 1
            return True
        if isinstance(event, AliasEvent):
            message = said("the alias *{alias} cannot be a key; write a name", alias=shortened(event.anchor))
            self._refuse(section.path, line, message)
            section.key, section.skipping = "", True
            return True
        key = event.value
        path = (*section.path, key)
        self._check_plain(event, path, line)
        self._check_characters(key, section.path, line)
        section.key = key
        if key == "<<" and event.style is None:
            self._refuse(path, line, said("the merge key << is not part of a scenario; write the entries out"))
            section.skipping = True
        elif len(key) > MAX_TEXT:
            message = nsaid("a key of {n} character is too long", "a key of {n} characters is too long", len(key))
            self.document.problems.append(Problem("too_long", shortened(key), message, line))
            section.skipping = True
        elif isinstance(section.data, dict) and key in section.data:
            first = self.document.lines.get(path, line)
            message = said(
                "the key '{key}' stands here again (first in line {line}); keep one of them",
                key=quotable(key),
                line=first,
            )
            self.document.problems.append(Problem("duplicate_key", dotted(path), message, line))
            section.skipping = True
        return True

    def _check_plain(self, event: Any, path: Path, line: int) -> None:
        if isinstance(event, AliasEvent):
            alias = shortened(event.anchor)
            self._refuse(
                path, line, said("the alias *{alias} is not part of a scenario; repeat the value", alias=alias)
            )
        elif event.anchor is not None:
            anchor = shortened(event.anchor)
            self._refuse(path, line, said("the anchor &{anchor} is not part of a scenario; remove it", anchor=anchor))
        tag = getattr(event, "tag", None)
        if tag is not None:
            short = shortened(_short_tag(tag))
            self._refuse(path, line, said("the tag {tag} is not part of a scenario; remove it", tag=short))

    def _check_characters(self, text: str, path: Path, line: int) -> None:
        """Control characters that were written as escapes."""
        if found := _CONTROL.search(text):
            self.document.problems.append(_control(found[0], path, line))

    def _scalar(self, event: ScalarEvent, path: Path, line: int) -> Any:
        text: str = event.value
        self._check_characters(text, path, line)
        if len(text) > MAX_TEXT:
            message, allowed = long_text(len(text)), at_most(MAX_TEXT)
            self.document.problems.append(Problem("too_long", dotted(path), message, line, allowed=allowed))
            return text[:MAX_TEXT]
        if event.style is not None:
            return text
        value = resolved(text)
        if isinstance(value, str) and len(text) > MAX_NUMBER and _FLOAT.fullmatch(text):
            message = nsaid(
                "a number of {n} character is too long", "a number of {n} characters is too long", len(text)
            )
            allowed = at_most(MAX_NUMBER)
            self.document.problems.append(Problem("too_long", dotted(path), message, line, allowed=allowed))
        return value

    def _put(self, value: Any) -> None:
        if not self.sections:
            self.document.data = value
            return
        section = self.sections[-1]
        if section.skipping:
            return
        if isinstance(section.data, dict):
            section.data[section.key or ""] = value
        else:
            section.data.append(value)

    def _close(self, section: _Section) -> None:
        section.key = None
        section.skipping = False

    def _line(self, section: _Section, line: int) -> int:
        return section.line if isinstance(section.data, dict) else line

    def _path(self) -> Path:
        if not self.sections:
            return ()
        section = self.sections[-1]
        if isinstance(section.data, dict):
            return (*section.path, section.key or "")
        return (*section.path, len(section.data))

    def _dotted(self) -> str:
        return dotted(self._path()[:4])

    def _refuse(self, path: Path, line: int, message: str) -> None:
        self.document.problems.append(Problem("not_plain", dotted(path), message, line))


def resolved(text: str) -> Any:
    """The value of an unquoted scalar by the core schema of YAML 1.2; a number too long to be one stays a text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= MAX_NUMBER:
        for pattern, value_of in _NUMBERS:
            if pattern.fullmatch(text):
                return value_of(text)
    return text


def dotted(path: Path) -> str:
    """A path as people write it."""
    return ".".join(str(step) for step in path)


def too_deep(path: str, line: int | None = None) -> Problem:
    """What is said of lists or sections in one another that are too many."""
    message = nsaid(
        "more than {n} level of nesting; a scenario needs fewer than ten",
        "more than {n} levels of nesting; a scenario needs fewer than ten",
        MAX_DEPTH,
    )
    return Problem("too_deep", path, message, line)


def long_text(size: int) -> str:
    """What is said of a text of this many characters that are too many."""
    return nsaid("a text of {n} character is too long", "a text of {n} characters is too long", size)


def at_most(most: int) -> str:
    """How long a text may be, in words."""
    return nsaid("at most {n} character", "at most {n} characters", most)


def _short_tag(tag: object) -> str:
    return str(tag).replace("tag:yaml.org,2002:", "!!")


def _syntax(error: MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    reason = " ".join(str(error.problem or error.context or "").split()) or said("it cannot be read")
    line = None if mark is None else mark.line + 1
    bare = _without_colon(error, text, line)
    if bare is not None:
        entry = text.splitlines()[bare - 1]
        message = said("this is not YAML: '{entry}' has no colon; write key: value", entry=quotable(entry))
        return Problem("syntax", "", message, bare)
    if "<document start>" in reason:
        message = said("this is not YAML: more follows after its end; put a text with brackets or quotes in quotes")
        return Problem("syntax", "", message, line)
    return Problem("syntax", "", _not_yaml(reason, str(error.context)), line)


def _not_yaml(reason: str, context: str) -> str:
    """What is said of a text that the parser refuses for a reason, in its words, with the remedy."""
    if "\\t" in reason or "tab" in reason.split():
        return said("this is not YAML: {reason}; indent with spaces, never with tabs", reason=reason)
    if "mapping values are not allowed" in reason:
        return said(
            "this is not YAML: {reason}; put a text that contains a colon and a space in quotes, "
            "and check the indentation",
            reason=reason,
        )
    if "expected <block end>" in reason or "block" in reason:
        return said("this is not YAML: {reason}; check the indentation of this line and the one above", reason=reason)
    if "flow" in reason or "expected ','" in reason:
        return said("this is not YAML: {reason}; close every bracket and put a comma between entries", reason=reason)
    if "quoted scalar" in context or "quoted" in reason:
        return said("this is not YAML: {reason}; close the quotation mark", reason=reason)
    return said("this is not YAML: {reason}", reason=reason)


def _without_colon(error: MarkedYAMLError, text: str, line: int | None) -> int | None:
    """The line of an entry whose colon is missing, where this is what the parser stumbled over in a later line."""
    reason = str(error.problem)
    if line is None:
        return None
    if "could not find expected ':'" in reason and error.context_mark is not None:
        return int(error.context_mark.line) + 1
    if "mapping values are not allowed" not in reason:
        return None
    lines = text.splitlines()
    for number in range(min(line - 1, len(lines)), 0, -1):
        entry = lines[number - 1].split(" #")[0].strip()
        if entry and not entry.startswith("#"):
            return number if _BARE.fullmatch(entry) else None
    return None
