"""Looking up a text in the catalogue of a language."""

from __future__ import annotations

from .arabic import ARABIC
from .english import ENGLISH

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ar": ARABIC}


def text(key: str, language: str = "en", **values: object) -> str:
    """The text of a key with its values in place. Raises KeyError where the language has none: see `complete`."""
    return CATALOGUES[language][key].format(**values)


def complete(group: str, language: str) -> bool:
    """Whether a language has every text of a group (the part of a key before the first dot)."""
    keys = {key for key in ENGLISH if key.startswith(f"{group}.")}
    return keys <= CATALOGUES[language].keys()


def languages_of(group: str) -> tuple[str, ...]:
    """The languages in which a whole group of texts can be shown."""
    return tuple(language for language in CATALOGUES if complete(group, language))
