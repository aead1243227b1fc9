"""Table schemas: each leaves only with a dataset that leaves, and is named by that dataset.

Source of the rules: docs/decisions/0075-data-elements.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from danhmuc.vocab.terms import DCAT, DCT, DMV

from ..store.database import Connection
from ..store.element_decisions import decisions
from ..store.element_queries import schema_iris, stated_schema_links
from .packed_candidates import PackedCandidates

__all__ = ["SchemaLinks"]

_DATASETS: Final = frozenset({DCAT.Dataset.value, DCAT.DatasetSeries.value, DMV.Database.value})
"""Classes of what has data of its own; that a service or a catalogue names a schema lets none leave."""
_IS_SCHEMA_OF: Final = f" {DMV.isSchemaOf} ".encode()
_CONFORMS_TO: Final = str(DCT.conformsTo)


class SchemaLinks:
    """The table schemas of a registry, as an export sees them.

    Attributes:
        hidden: IRIs of those that do not leave.
    """

    def __init__(self, hidden: Collection[str], links: Mapping[str, Collection[str]]) -> None:
        """Of some table schemas.

        Args:
            hidden: IRIs of those that do not leave.
            links: IRIs of the schemas that leave, by the dataset of which they or persons say that it has them.
        """
        self.hidden = frozenset(hidden)
        self._links = links

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
        return cls(set(schemas) - named, links)

    def leaving_part(self, iri: str, nquads: bytes) -> bytes:
        """The lines of the graph of an IRI that leave, with links to table schemas, which are in no digest.

        What a schema says of its datasets does not leave: some of them may be withheld.

        Args:
            nquads: canonical lines, sorted.
        """
        links = self._links.get(iri)
        if links is None and _IS_SCHEMA_OF not in nquads:
            return nquads
        lines = set(_without_datasets(nquads.splitlines(keepends=True)))
        lines.update(f"<{iri}> {_CONFORMS_TO} <{schema}> .\n".encode() for schema in links or ())
        return b"".join(sorted(lines))


def _without_datasets(lines: Iterable[bytes]) -> Iterable[bytes]:
    for line in lines:
        _, _, rest = line.partition(b" ")
        if not rest.startswith(_IS_SCHEMA_OF[1:]):
            yield line
