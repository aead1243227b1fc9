"""Valid parts of node records: what is left of one that is not accepted without the values that violations name.

What is left is validated again, so that a profile accepts whatever leaves. Nothing is written here.

Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from danhmuc.shapes import Context, Validator
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import descriptions_of, iri_subjects
from danhmuc.vocab.messages import Sentence
from danhmuc.vocab.terms import RDF

from ..record.stored import StoredGraph
from ..record.summary import summary_of
from ..store.database import Connection
from ..store.secret_words import with_words
from ..store.stored_rows import RegisteredSource, newest_versions
from .context import graphs_in_context

_TYPE: Final = f" {RDF.type} ".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFault:
    """A violation of a node record.

    Attributes:
        property: IRI of the property; None if the rule is about no single one.
        rule: its stable name.
        values: number of the values that stay behind for it; 0 if one is missing.
    """

    property: str | None
    rule: str
    message: Sentence
    values: int

    def as_dict(self) -> dict[str, object]:
        """The fault as JSON has it."""
        messages = self.message.by_language()
        return {"property": self.property, "rule": self.rule, "message": messages, "values": self.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidPart:
    """The part of the newest version of a node record that is accepted.

    Attributes:
        name: its title or name, as its source has it.
        left_out: the lines of its graph that stay behind; None if no part of it is accepted.
        faults: by which they stay behind.
    """

    name: str | None
    left_out: frozenset[bytes] | None
    faults: tuple[NodeFault, ...]

    def of(self, nquads: bytes) -> bytes:
        """The lines of its graph that leave."""
        left_out = self.left_out or frozenset()
        return b"".join(line for line in nquads.splitlines(keepends=True) if line not in left_out)


def find_valid_parts(
    connection: Connection, source: RegisteredSource, iris: Collection[str], validator: Validator
) -> Iterator[tuple[str, ValidPart]]:
    """The valid part of the newest version of each of some node records of a source, with its IRI."""
    connection = with_words(connection, "validating")
    page = newest_versions(connection, source.id, source.profile, iris)
    for graphs, context in graphs_in_context(connection, source, page):
        for graph in graphs:
            yield graph.iri, _valid_part(graph, validator, context)


def _valid_part(graph: StoredGraph, validator: Validator, context: Context) -> ValidPart:
    whole = summary_of(graph.iri, graph.canonical.nquads)
    lines = left = graph.canonical.nquads.splitlines(keepends=True)
    faults: list[NodeFault] = []
    while violations := [one for one in validator.validate(graph, context).findings if one.severity == "violation"]:
        faulty = dict.fromkeys((one.code, one.path) for one in violations)
        dropped: set[bytes] = set()
        for code, path in faulty:
            some = [one for one in violations if (one.code, one.path) == (code, path)]
            named = {line for one in some for line in _lines_of(one, graph.iri, left)}
            faults.append(NodeFault(property=path, rule=code, message=some[0].message, values=len(named)))
            dropped |= named
        if not dropped and not graph.cell_violations:
            return ValidPart(name=whole.title, left_out=None, faults=tuple(faults))
        nquads = b"".join(line for line in left if line not in dropped)
        nquads = descriptions_of(nquads, iri_subjects(nquads))
        left = nquads.splitlines(keepends=True)
        # The cells that could not be read are told once, and are no part of the graph.
        graph = StoredGraph.of(graph.iri, "", nquads)
    # A value that makes it less public is a mark, not a fault that the rest may do without.
    is_as_public = summary_of(graph.iri, graph.canonical.nquads).publicity == whole.publicity
    left_out = frozenset(lines).difference(left) if is_as_public else None
    return ValidPart(name=whole.title if is_as_public else None, left_out=left_out, faults=tuple(faults))


def _lines_of(violation: Finding, iri: str, lines: Iterable[bytes]) -> list[bytes]:
    """The lines by which a rule is violated: those of the value, else of the property, else of the part that lacks it.

    The class of a node record, and what it lacks itself, are none.
    """
    focus = violation.focus or iri
    subject = (focus if focus.startswith("_:") else f"<{focus}>").encode()
    start = b"%b <%b> " % (subject, (violation.path or "").encode())
    values = [line for line in lines if line.startswith(start) and _TYPE not in line]
    exact = start + f"{violation.value_term} .\n".encode()
    if exact in values:
        return [exact]
    if values or focus == iri:
        return values
    end = b" %b .\n" % subject
    return [line for line in lines if line.startswith(subject + b" ") or line.endswith(end)]
