"""Table schemas: each leaves only with a dataset that leaves, is named by it, and names what persons decided.

Codes that persons matched leave with the conceptual domain whose lists both are of, as SKOS has it.

Source of the rules: docs/decisions/0075-data-elements.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import Literal

from danhmuc.vocab.concepts import load as load_list
from danhmuc.vocab.concepts import tokens
from danhmuc.vocab.terms import CSVW, DCAT, DCT, DMV, SKOS

from ..store.database import Connection
from ..store.element_queries import decisions, schema_iris, stated_schema_links
from ..store.waiting_elements import lists_of_versions
from .packed_candidates import PackedCandidates

_DATASETS: Final = frozenset({DCAT.Dataset.value, DCAT.DatasetSeries.value, DMV.Database.value})
"""Classes of what has data of its own; that a service or a catalogue names a schema lets none leave."""
_IS_SCHEMA_OF: Final = f" {DMV.isSchemaOf} ".encode()
_CONFORMS_TO: Final = str(DCT.conformsTo)
_Columns: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]


class SchemaLinks:
    """The table schemas of a registry, as an export sees them.

    Attributes:
        hidden: IRIs of those that do not leave.
    """

    def __init__(
        self,
        hidden: Collection[str],
        links: Mapping[str, Collection[str]],
        uses: _Columns = MappingProxyType({}),
        rejected: _Columns = MappingProxyType({}),
    ) -> None:
        """Of some table schemas.

        Args:
            hidden: IRIs of those that do not leave.
            links: IRIs of the schemas that leave, by the dataset of which they or persons say that it has them.
            uses: IRIs of the data elements that leave and that persons accepted for a column, by schema and column.
            rejected: IRIs of the data elements that persons rejected for a column, likewise.
        """
        self.hidden = frozenset(hidden)
        self._links = links
        self._uses = uses
        self._rejected = rejected

    @classmethod
    def read(cls, connection: Connection, leaving: PackedCandidates, nodes: PackedCandidates) -> SchemaLinks:
        """The table schemas of a registry.

        Args:
            leaving, nodes: the records, and the node records that leave if they are reached.
        """
        schemas = schema_iris(connection)
        if not schemas:
            return cls((), {})
        shown = {iri for iri in schemas if iri in nodes}
        named: set[str] = set()
        links: defaultdict[str, set[str]] = defaultdict(set)
        for link in stated_schema_links(connection, shown):
            dataset, schema = leaving.get(link.dataset), nodes.get(link.schema)
            if dataset is None or schema is None or dataset.main_class not in _DATASETS:
                continue
            # What counts is the version that leaves: an older or newer one may say otherwise.
            if link.version_id == (schema if link.is_inverse else dataset).version_id:
                named.add(link.schema)
                if link.is_inverse:
                    links[link.dataset].add(link.schema)
        for decision in decisions(connection, "dataset"):
            dataset = leaving.get(decision.target)
            if decision.schema in shown and dataset is not None and dataset.main_class in _DATASETS:
                named.add(decision.schema)
                links[decision.target].add(decision.schema)
        uses: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        rejected: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for decision in decisions(connection, "match"):
            if decision.outcome == "rejected":
                rejected[decision.schema][decision.column].add(decision.target)
            # An element that does not leave is not named either.
            if decision.outcome == "accepted" and decision.schema in named and decision.target in nodes:
                uses[decision.schema][decision.column].add(decision.target)
        return cls(set(schemas) - named, links, uses, rejected)

    def leaving_part(self, iri: str, nquads: bytes) -> bytes:
        """The lines of the graph of an IRI that leave, with links to schemas and elements, which are in no digest.

        What a schema says of its datasets does not leave: some of them may be withheld. Nor does that a column uses a
        data element, if a person rejected that.

        Args:
            nquads: canonical lines, sorted.
        """
        links, uses, rejected = self._links.get(iri), self._uses.get(iri), self._rejected.get(iri)
        if links is None and uses is None and rejected is None and _IS_SCHEMA_OF not in nquads:
            return nquads
        lines = set(_without_datasets(nquads.splitlines(keepends=True)))
        if rejected is not None:
            lines -= set(_rejected_uses(list(lines), rejected))
        if uses is not None:
            lines.update(_uses_of_columns(list(lines), uses))
        lines.update(f"<{iri}> {_CONFORMS_TO} <{schema}> .\n".encode() for schema in links or ())
        return b"".join(sorted(lines))


def _uses_of_columns(lines: Iterable[bytes], uses: Mapping[str, Collection[str]]) -> Iterator[bytes]:
    """The lines by which columns with a name use data elements, as those that state it have them."""
    ends = {f" {CSVW.name} {Literal(column)} .\n".encode(): elements for column, elements in uses.items()}
    for line in lines:
        node, space, rest = line.partition(b" ")
        if node.startswith(b"_:"):
            for element in ends.get(space + rest, ()):
                yield node + f" {DMV.dataElement} <{element}> .\n".encode()


def _rejected_uses(lines: Iterable[bytes], rejected: Mapping[str, Collection[str]]) -> Iterator[bytes]:
    """The lines by which a column could say that it uses a data element that was rejected for its name."""
    begins = {f"{CSVW.name} {Literal(column)}".encode(): elements for column, elements in rejected.items()}
    for line in lines:
        node, _, rest = line.partition(b" ")
        for begin, elements in begins.items():
            # A name may have a language or datatype.
            if rest.startswith(begin) and rest[len(begin) : len(begin) + 1] in (b" ", b"@", b"^"):
                yield from (node + f" {DMV.dataElement} <{element}> .\n".encode() for element in elements)


def _without_datasets(lines: Iterable[bytes]) -> Iterable[bytes]:
    for line in lines:
        _, _, rest = line.partition(b" ")
        if not rest.startswith(_IS_SCHEMA_OF[1:]):
            yield line


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
