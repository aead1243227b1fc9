"""The one IRI that the engine knows and no published vocabulary declares."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import SH

SH_VALUES: Final = NamedNode(SH.iri + "values")
"""Of drafts of SHACL's advanced features."""
