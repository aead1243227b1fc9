"""Literals as Python sees them: the text as it was written, beside a value where one exists.

What is ill-typed, partial or of an odd datatype keeps its text and has no Python value; nothing is normalised.
How texts are read is known to `danhmuc.vocab.datatypes`; here it is told which numbers are too long to be values.
"""

from danhmuc.vocab.datatypes.names import LANG_STRING, STRING, XSD

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
