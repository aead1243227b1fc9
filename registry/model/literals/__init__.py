"""Literals in Python: the text as it was written, and a value if there is one.

An ill-typed, partial or odd literal keeps its text and has no Python value; nothing is normalised.
`danhmuc.vocab.datatypes` reads the texts; the limits on the length of numbers stand here.
"""

from danhmuc.vocab.datatypes.grammar import LANG_STRING, STRING, XSD

from .boolean import Boolean
from .duration import Duration
from .number import LARGEST, Number
from .temporal import Temporal
from .text import Text
from .typed_literal import TypedLiteral

__all__ = [
    "LANG_STRING",
    "LARGEST",
    "STRING",
    "XSD",
    "Boolean",
    "Duration",
    "Number",
    "Temporal",
    "Text",
    "TypedLiteral",
]
