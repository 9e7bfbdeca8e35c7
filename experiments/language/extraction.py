"""Keeping the catalogues complete: what the code says is looked for in it, and every catalogue brought up to it.

    python -m sulha.experiments.language.extraction

adds new texts to each `locale/<language>/LC_MESSAGES/sulha.po`, empty until somebody translates them, removes what is
no longer said, and compiles it. Works in a checkout: it needs Babel.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .catalogue import DOMAIN, LANGUAGES, LOCALE

FOLDERS = ("model", "scenarios", "experiments", "dashboard")
#: How texts are marked, and which of the arguments are what (see Babel's extraction).
KEYWORDS = {
    "text": None, "noted": None, "said": None, "joined": None,
    "ntext": (1, 2), "nsaid": (1, 2),
    "ptext": ((1, "c"), 2), "nptext": ((1, "c"), 2, 3),
}  # fmt: skip
#: The library of the command line marks its own texts in the usual way.
_LIBRARY = {"_": None, "gettext": None, "ngettext": (1, 2)}
#: When a compiled catalogue says that it was made: Babel would say when it was compiled.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def _calls(
    file: Any, keywords: Collection[str], *_: object, **__: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """The calls of the functions `keywords` in a Python file, as Babel wants them.

    Babel's own reader of Python takes a variable that is called like a function, `text` say, for the begin of a call.
    """
    calls = [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in keywords:
            yield call.lineno, call.func.id, tuple(map(_literal, call.args)), []


def _literal(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def said_in(path: Path, keywords: Mapping[str, object]) -> Iterator[tuple[object, str | None]]:
    """Every text that a file marks, as (text or (one, many), context)."""
    found = extract_from_file(_calls, path, keywords=keywords)  # type: ignore[arg-type]
    for _, message, _, context in found:
        yield message, context


def template() -> Catalog:
    """All texts of the code, in the order in which they are found."""
    catalog = Catalog(domain=DOMAIN, charset="utf-8", header_comment="")
    root = Path(__file__).resolve().parents[2]
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            for message, context in said_in(path, KEYWORDS):
                catalog.add(message, context=context, locations=[(str(path.relative_to(root)), None)])  # type: ignore[arg-type, list-item]
    for path in _library_files():
        for message, context in said_in(path, _LIBRARY):
            catalog.add(message, context=context, locations=[("typer", None)])  # type: ignore[arg-type, list-item]
    return catalog


def _library_files() -> list[Path]:
    spec = find_spec("typer")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent
    return [*sorted((folder / "_click").glob("*.py")), folder / "core.py"]


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str) -> Catalog:
    """A language's catalogue with exactly the texts of the code: translations are kept, new texts are empty."""
    old, new = read(language), Catalog(locale=language, domain=DOMAIN, charset="utf-8", header_comment="")
    for message in template():
        if not message.id:
            continue
        known = old.get(message.id, context=message.context)
        string = known.string if known is not None else None
        new.add(message.id, string, context=message.context, locations=message.locations)
    return new


def missing(catalog: Catalog) -> list[str]:
    """The texts that a catalogue has no translation of, in any of the forms that it needs."""
    lacking = []
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = catalog.num_plurals if message.pluralizable else 1
        if message.id and (message.fuzzy or len(forms) < wanted or not all(forms)):
            lacking.append(str(message.id))
    return lacking


def as_po(catalog: Catalog) -> bytes:
    """A catalogue as it stands in its file: no dates, no lines that move whenever code does."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=True, include_lineno=False, sort_by_file=False)
    forms = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {catalog.locale}\\n"\n"Plural-Forms: {forms}\\n"\n\n'
    )
    return head.encode() + buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """A catalogue compiled. The same catalogue gives the same bytes."""
    buffer = io.BytesIO()
    clean = read_po(io.BytesIO(as_po(catalog)), locale=str(catalog.locale), domain=DOMAIN)
    clean.creation_date = _NO_TIME
    write_mo(buffer, clean)
    return buffer.getvalue()


def main() -> int:
    """Bring every catalogue up to the code and compile it; say what is not translated yet."""
    for language in LANGUAGES[1:]:
        catalog, path = updated(language), catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        lacking = missing(catalog)
        sys.stdout.write(f"{language}: {len(catalog)} texts, {len(lacking)} not translated\n")
        for text in lacking[:20]:
            sys.stdout.write(f"    {text}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
