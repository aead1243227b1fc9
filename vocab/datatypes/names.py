"""IRIs of datatypes as texts, the form in which values have them."""

from __future__ import annotations

from typing import Final

from ..namespaces.rdf import _RDF
from ..namespaces.xsd import _XSD

XSD: Final = _XSD(str, module=__name__)
"""The datatypes of `danhmuc.vocab.terms`, each as the text of its IRI; loads no parser."""
STRING: Final = XSD.string
LANG_STRING: Final = _RDF(str).langString
