"""Texts that people read, as templates by language; the numbers come from elsewhere.

A catalogue is a dictionary of a language's file: translating is adding entries. A language is offered where a whole
group of texts (`figure`, `event`, …) is translated, never in part.
"""

from .catalogue import complete, languages_of, text
from .events import sentence
from .names import label, plain

__all__ = ["complete", "label", "languages_of", "plain", "sentence", "text"]
