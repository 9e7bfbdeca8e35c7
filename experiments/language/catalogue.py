"""Looking up texts in the catalogues of GNU gettext under `locale/`, and which language is spoken now."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from sulha.model.wording import Said

LANGUAGES = ("en", "ar")
DOMAIN = "sulha"
LOCALE = Path(__file__).with_name("locale")

#: Around a value in a sentence written from right to left: it keeps its own direction (U+2068 FSI, U+2069 PDI).
_ISOLATE = "\u2068{}\u2069"
#: A number below zero, as Python writes it.
_NEGATIVE = re.compile(r"-(\d[\d,.]*%?)")

_speaking: ContextVar[str | None] = ContextVar("language", default=None)
#: What the whole process speaks, in every thread, where nothing else is said.
_installed = {"language": "en"}


def language() -> str:
    """The language spoken now: that of the nearest `speaking`, else of `install`, else English."""
    return _speaking.get() or _installed["language"]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside in a language. Raises ValueError for one that is not among `LANGUAGES`."""
    token = _speaking.set(_known(language))
    try:
        yield
    finally:
        _speaking.reset(token)


def install(language: str) -> None:
    """Speak a language from now on, and have the libraries that use gettext (the command line's) do so too."""
    _installed["language"] = _known(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of the languages {', '.join(LANGUAGES)}")
    return language


@cache
def _translation(language: str) -> gettext.NullTranslations:
    # English is what stands in the code: for it there is no catalogue.
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=language == "en")


def text(template: str, /, **values: object) -> str:
    """A text in the language spoken now, with its values in place; the English template is its key."""
    return _filled(_translation(language()).gettext(template), values)


def ntext(one: str, many: str, n: int, /, **values: object) -> str:
    """A text in the form that the number `n` asks for; {n} stands for it."""
    return _filled(_translation(language()).ngettext(one, many, n), {"n": n, **values})


def ptext(context: str, template: str, /, **values: object) -> str:
    """A text whose English could mean several things: `context` says which."""
    return _filled(_translation(language()).pgettext(context, template), values)


def nptext(context: str, one: str, many: str, n: int, /, **values: object) -> str:
    """`ntext` with a context: Arabic duals, for one, differ after a preposition."""
    return _filled(_translation(language()).npgettext(context, one, many, n), {"n": n, **values})


def noted(template: str) -> str:
    """A text that is put into the catalogue here, in a table say, and looked up by `text` elsewhere."""
    return template


def spoken(message: str) -> str:
    """A sentence of the model's or the scenarios' in the language spoken now; any other text as it is."""
    if not isinstance(message, Said):
        return message
    if message.plural is None:
        return text(message.template, **message.values)
    return ntext(message.template, message.plural, message.n, **message.values)


def _filled(template: str, values: dict[str, object]) -> str:
    if not values:
        return template
    shown = {name: spoken(value) if isinstance(value, str) else str(value) for name, value in values.items()}
    return template.format(**{name: isolated(value) for name, value in shown.items()})


def isolated(value: str) -> str:
    """A value as it stands in a text: where that is written from right to left, it keeps its own direction.

    There a number below zero has the sign of mathematics, as the texts around it have: a hyphen joins words.
    """
    if language() != "ar" or not value:
        return value
    number = _NEGATIVE.fullmatch(value)
    return _ISOLATE.format(f"\N{MINUS SIGN}{number[1]}" if number else value)
