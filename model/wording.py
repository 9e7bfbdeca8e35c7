"""Sentences that remember how they were made, so that they can be said in another language.

What is wrong is found where no catalogue of languages is known. `said` makes the English sentence there, an ordinary
`str`, and keeps its template and values; `sulha.experiments.language.spoken` says it in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable


class Said(str):
    """An English text with the template and the values it was made from.

    `template` is the key of translations, with its plural in `plural` and the number that decides in `n`, where there
    is one. Values may be `Said` themselves.
    """

    __slots__ = ("n", "plural", "template", "values")
    template: str
    values: dict[str, object]
    plural: str | None
    n: int

    def __new__(cls, template: str, values: dict[str, object], plural: str | None = None, n: int = 1) -> Said:
        """The sentence of a template; `n` chooses between it and `plural`."""
        chosen = template if plural is None or n == 1 else plural
        new = super().__new__(cls, chosen.format(**values) if values else chosen)
        new.template, new.values, new.plural, new.n = template, values, plural, n
        return new

    def __str__(self) -> str:
        # What `str` makes of an error with one sentence can still be said in another language.
        return self

    def __getnewargs__(self) -> tuple[str, dict[str, object], str | None, int]:  # type: ignore[override]
        return self.template, self.values, self.plural, self.n


def said(template: str, /, **values: object) -> Said:
    """A sentence with its values in place: `said("month {month} is after the end", month=9)`.

    Templates hold plain names in braces: no conversion, no format, no expression. One without values stands as it is.
    """
    return Said(template, values)


def nsaid(one: str, many: str, n: int, /, **values: object) -> Said:
    """A sentence in the singular or the plural, as `n` decides; {n} stands for it in both."""
    return Said(one, {"n": n, **values}, many, n)


def joined(template: str, parts: Iterable[str]) -> str:
    """Several texts as one enumeration, by a template with {first} and {rest}; "" of none."""
    texts = list(parts)
    if not texts:
        return ""
    *others, whole = texts
    for part in reversed(others):
        whole = Said(template, {"first": part, "rest": whole})
    return whole


def answered(message: str, nearest: str | None = None, allowed: str = "") -> str:
    """What is wrong, with the name that may have been meant and what is allowed, where these are known."""
    parts = [message]
    if nearest:
        parts.append(said("did you mean '{name}'?", name=escaped(nearest)))
    if allowed:
        parts.append(said("allowed: {allowed}", allowed=allowed))
    return joined("{first}; {rest}", parts)


def escaped(text: str) -> str:
    """A text as it may stand between quotation marks: characters that nobody sees are written out."""
    return repr(text)[1:-1]


#: Characters that nobody sees and that texts need: joiners of letters, and marks of direction without an override.
_NEEDED = frozenset("\u200c\u200d\u200e\u200f\u061c")


def visible(text: str) -> str:
    """A text as it may stand anywhere: controls, overrides of direction and other unseen characters written out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _NEEDED else escaped(c) for c in text)
