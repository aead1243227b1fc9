"""IRIs of datatypes as texts, which is how values are asked for theirs."""

from __future__ import annotations

from typing import Final

from ..namespaces.rdf import _RDF
from ..namespaces.xsd import _XSD

__all__ = ["LANG_STRING", "STRING", "XSD"]

XSD: Final = _XSD(str, module=__name__)
"""The datatypes as `danhmuc.vocab.terms` has them, each as the text of its IRI, without a parser being loaded."""
STRING: Final = XSD.string
LANG_STRING: Final = _RDF(str).langString
