"""Checks of a profile's changes to rules below it, and of severities without effect."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import SH

from ..profiles.rules import is_severity, never_gates
from .documents import LintNotice, ShapesDocument

if TYPE_CHECKING:
    from ..profiles.files import ProfileFile


_SEVERITY: Final = SH.severity


def notice(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report changes of a profile without effect; nothing for a file that is no profile."""
    if not document.is_profile:
        return
    for layer in document.below:
        yield from _unknown(document, layer)
    for node, properties in document.index.items():
        for value in properties.get(_SEVERITY, ()):
            # A misspelt term in SHACL's own namespace is reported as an unknown term.
            if isinstance(value, NamedNode) and not (is_severity(value.value) or value.value.startswith(SH.iri)):
                yield LintNotice(code="own-severity", node=node, term=value)
    for node, shape in {**document.overridden, **document.shapes}.items():
        if never_gates(shape):
            yield LintNotice(code="dated-violation", node=node)


def _unknown(document: ShapesDocument, layer: ProfileFile) -> Iterator[LintNotice]:
    """Report names in the namespace of a profile below that it does not have."""
    start = f"{layer.iri}#"
    names = [node.value.removeprefix(start) for node in layer.descriptions if isinstance(node, NamedNode)]
    for node in document.index:
        if isinstance(node, NamedNode) and node.value.startswith(start) and node not in document.described_below:
            near = get_close_matches(node.value.removeprefix(start), names, n=1)
            yield LintNotice(
                code="unknown-rule", node=node, near=near[0] if near else None, facts={"profile": layer.token}
            )
