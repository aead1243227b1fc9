"""IRIs of datatypes, as texts."""

from __future__ import annotations

from typing import Final

__all__ = ["LANG_STRING", "STRING", "XSD"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
STRING: Final = XSD + "string"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
