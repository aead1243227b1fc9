"""Codes that persons matched: each leaves with the conceptual domain whose lists both are of, as SKOS has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from danhmuc.vocab.concepts import load as load_list
from danhmuc.vocab.concepts import tokens
from danhmuc.vocab.terms import SKOS

from ..store.database import Connection
from ..store.element_queries import decisions
from ..store.waiting_elements import lists_of_versions
from .packed_candidates import PackedCandidates

__all__ = ["read_matched_codes"]


def read_matched_codes(connection: Connection, nodes: PackedCandidates) -> Mapping[str, bytes]:
    """The lines about matched codes by the conceptual domain that they leave with.

    Both lists have to be bound to it by value domains that leave if they are reached.
    """
    accepted = [one for one in decisions(connection, "code") if one.outcome == "accepted"]
    if not accepted:
        return {}
    versions = [nodes.version(number) for number in nodes.numbers() if nodes.kind(number).role == "element"]
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for one in lists_of_versions(connection, versions):
        lists[one.domain].update(_names_of(one.code_list))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for decision in accepted:
        first, _, second = decision.column.partition(" ")
        for domain, known in lists.items():
            if {first, second} <= known:
                found[domain].update(
                    (
                        f"<{decision.schema}> {SKOS.exactMatch} <{decision.target}> .\n",
                        f"<{decision.schema}> {SKOS.inScheme} <{first}> .\n",
                        f"<{decision.target}> {SKOS.inScheme} <{second}> .\n",
                    )
                )
    return {domain: "".join(sorted(lines)).encode() for domain, lines in found.items()}


def _names_of(code_list: str) -> Collection[str]:
    """The names of a list: its IRI, and that of the bundled list whose token it is."""
    if code_list in tokens():
        return {code_list, load_list(code_list).iri}
    return {code_list}
