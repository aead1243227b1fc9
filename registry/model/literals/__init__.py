"""Literals as Python sees them: the text as it was written, beside a value where one exists.

What is ill-typed, partial or of an odd datatype keeps its text and has no Python value; nothing is normalised.
Source: XML Schema 1.1 part 2, sections 3.3.3 (decimal), 3.3.6 (duration), 3.3.7 to 3.3.12 (dates), and RDF 1.1.
"""

from .boolean import Boolean
from .datatypes import LANG_STRING, STRING, XSD
from .duration import Duration
from .number import LARGEST, NUMERIC, Number
from .temporal import Temporal
from .text import Text
from .typed_literal import TypedLiteral

__all__ = [
    "LANG_STRING",
    "LARGEST",
    "NUMERIC",
    "STRING",
    "XSD",
    "Boolean",
    "Duration",
    "Number",
    "Temporal",
    "Text",
    "TypedLiteral",
]
