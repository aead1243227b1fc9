"""Rows that are things about datasets: feedback, requests and agreements, each with an IRI that stays the same.

Source of the rules: docs/decisions/0064-feedback-and-agreements.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import ADMS, DCT, DMV, DQV, OA, ODRL, RDF

from ..record.annotation_states import REQUEST_AGREED

_PARTS: Final = {DMV.DataRequest: "request", DQV.UserQualityFeedback: "feedback", ODRL.Agreement: "agreement"}
_KEYS: Final[dict[NamedNode, tuple[tuple[NamedNode, ...], ...]]] = {
    DMV.DataRequest: (
        (ODRL.target,),
        (ODRL.assignee,),
        (DMV.application,),
        (DMV.purpose,),
        (DMV.requestedItems,),
    ),
    DQV.UserQualityFeedback: ((OA.hasTarget,), (DCT.issued,), (OA.hasBody, RDF.value)),
    ODRL.Agreement: ((ODRL.target,), (DCT.identifier,), (DCT.issued,)),
}
"""What tells one from another: what an officer writes once, not the state and not the answer."""
_SAYING: Final = frozenset({OA.hasTarget, OA.hasBody, ODRL.target, ODRL.assignee, DMV.purpose, DMV.requestedItems})
_DIGITS: Final = 16


def is_agreement(about: Descriptions, node: Subject) -> bool:
    """Whether a row of requests and agreements is an agreement: it has both a number and a date."""
    props = {prop for prop, _ in about.get(node, ())}
    return {DCT.identifier, DCT.issued} <= props


def node_class(row_class: NamedNode, about: Descriptions, node: Subject) -> NamedNode:
    """The class of a row: of a row without number and date of an agreement, that of a request."""
    return DMV.DataRequest if row_class == ODRL.Agreement and not is_agreement(about, node) else row_class


def says_too_little(about: Descriptions, node: Subject) -> bool:
    """Whether a row names no dataset, and says nothing by which it could be told from another."""
    return _SAYING.isdisjoint(prop for prop, _ in about.get(node, ()))


def is_in_force(about: Descriptions, node: Subject) -> bool:
    """Whether an agreement stands: its state is *agreed*, or none is stated."""
    states = [value for prop, value in about.get(node, ()) if prop == ADMS.status]
    return all(value == REQUEST_AGREED for value in states)


def node_key(of_class: NamedNode, about: Descriptions, node: Subject) -> str:
    """The digest of what tells a thing from others of its class."""
    texts = [_PARTS[of_class]]
    for path in _KEYS[of_class]:
        values: list[Term] = [node]
        for prop in path:
            values = [value for one in values for value in _values(about, one, prop)]
        texts.append("\t".join(sorted(_text(one, about) for one in values)))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:_DIGITS]


def node_iri(of_class: NamedNode, key: str, agency: str, base: str) -> str:
    """The IRI of a thing, from agency and key: it says neither what was said nor the number of an agreement.

    Args:
        base: of the registry, or of the source if no agency is known.
    """
    parts = (_PARTS[of_class], agency, key) if agency else (_PARTS[of_class], key)
    return base + "/".join(quote(one, safe="") for one in parts)


def _values(about: Descriptions, node: Term, prop: NamedNode) -> Sequence[Term]:
    if not isinstance(node, NamedNode | BlankNode):
        return ()
    return [value for given, value in about.get(node, ()) if given == prop]


def _text(value: Term, about: Descriptions) -> str:
    """A value as text; of a blank node, such as a party without a code, its values."""
    if isinstance(value, BlankNode):
        return ", ".join(sorted(f"{prop} {_text(one, about)}" for prop, one in about.get(value, ())))
    return str(value)
