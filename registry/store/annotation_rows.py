"""Read feedback, requests and agreements: what sources say of each now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select

from .reading import graph_bodies, read_in, slices
from .secret_words import is_secret
from .tables import IS_ANNOTATION, records, shown_state, sources

_PAGE: Final = 500


class NamedThing(NamedTuple):
    """A dataset or an agency.

    Attributes:
        title: or name; None if it has none, or is marked as a state secret.
        publisher: IRI of the publisher of a dataset.
    """

    title: str | None
    publisher: str | None


class AnnotationRow(NamedTuple):
    """One description of feedback, a request or an agreement.

    Attributes:
        state: present, missing, withdrawn, withheld or purged.
        version_id: its newest version.
        is_typed: whether its main class is one of annotations; another source may describe the same IRI without it.
    """

    iri: str
    source_id: int
    source: str
    state: str
    version_id: int
    is_typed: bool


def annotation_rows(connection: Connection, iris: Collection[str] | None = None) -> list[AnnotationRow]:
    """All descriptions of the IRIs, or of some, that any source describes as an annotation, by IRI and age of source.

    What a source marks as a state secret by now is not among them.
    """
    is_wanted = IS_ANNOTATION if iris is None else and_(IS_ANNOTATION, records.c.iri.in_(sorted(iris)))
    named = {row.iri for row in _rows(connection, and_(is_wanted, ~is_secret()))}
    found = [row for some in slices(sorted(named)) for row in _rows(connection, records.c.iri.in_(some))]
    return sorted(found, key=lambda row: (row.iri, row.source_id))


def annotations_with_graphs(connection: Connection, rows: list[AnnotationRow]) -> Iterator[tuple[AnnotationRow, bytes]]:
    """Descriptions with their newest graphs."""
    for start in range(0, len(rows), _PAGE):
        page = rows[start : start + _PAGE]
        graphs = graph_bodies(connection, [row.version_id for row in page])
        for row in page:
            yield row, graphs[row.version_id]


def find_named(connection: Connection, iris: Collection[str]) -> dict[str, NamedThing]:
    """The datasets and agencies with some IRIs, each as the oldest source that has a title describes it."""
    found: dict[str, NamedThing] = {}
    query = select(records.c.iri, records.c.title, records.c.publisher).order_by(records.c.source_id)
    for iri, title, publisher in read_in(connection, query, records.c.iri, iris):
        if iri not in found or (found[iri].title is None and title is not None):
            found[iri] = NamedThing(title, publisher)
    return found


def _rows(connection: Connection, condition: ColumnElement[bool]) -> Iterator[AnnotationRow]:
    query = (
        select(
            records.c.iri,
            records.c.source_id,
            sources.c.name,
            shown_state,
            records.c.version_id,
            IS_ANNOTATION,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .where(condition)
    )
    for iri, source_id, source, state, version_id, is_typed in connection.execute(query):
        yield AnnotationRow(iri, source_id, source, state, version_id, bool(is_typed))
