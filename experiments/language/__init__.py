"""Texts that people read, in English and Arabic.

The English text stands in the code, as a template whose values are names in braces, and is the key of its translations
(GNU gettext): `text("{done} of {asked} replicates were finished", done=3, asked=30)`. The catalogue of a language is
`locale/<language>/LC_MESSAGES/sulha.po`, plural forms included; `make messages` adds what the code says newly
and compiles it. Nothing may be missing in it: a test sees to that.
"""

from . import words
from .catalogue import LANGUAGES, install, isolated, language, noted, nptext, ntext, ptext, speaking, spoken, text
from .choice import chosen
from .events import sentence
from .names import label, plain
from .problems import report

__all__ = [
    "LANGUAGES",
    "chosen",
    "install",
    "isolated",
    "label",
    "language",
    "noted",
    "nptext",
    "ntext",
    "plain",
    "ptext",
    "report",
    "sentence",
    "speaking",
    "spoken",
    "text",
    "words",
]
