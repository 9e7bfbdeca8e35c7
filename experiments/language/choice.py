"""Which language a command speaks: the one asked for with `--lang`, else that of the locale, else English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .catalogue import LANGUAGES

#: Variables of the environment that name a locale, the strongest first.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language for the words of a command line. One that is asked for and unknown counts as none."""
    asked = [*_asked(words), _of_locale(environment)]
    return next((language for language in asked if language in LANGUAGES), LANGUAGES[0])


def _asked(words: Sequence[str]) -> list[str]:
    """What stands after `--lang`; the last counts, as for every option."""
    found: list[str] = []
    for place, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(words):
            found.append(words[place + 1])
        elif word.startswith("--lang="):
            found.append(word.removeprefix("--lang="))
    return found[-1:]


def _of_locale(environment: Mapping[str, str]) -> str:
    named = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    return named.replace("-", "_").split("_")[0].split(".")[0].lower()
