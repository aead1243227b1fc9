"""The root catalogue of a feed: it lists all that leaves, and holds the catalogues of owners, one level deep.

Each page has it with the members of that page alone; what is united from all pages is the whole catalogue.

Source: DCAT-AP 3.0.1, class Catalogue; the DCAT specification of Sweden, on parts of catalogues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.vocab.terms import DCAT, DCT, FOAF, RDF, VCARD, XSD

from .catalog_records import root_iri
from .federated_form import FederatedEntry, listing_property
from .feed_settings import CatalogSettings, Contact, Publisher

_Pair = tuple[NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCatalog:
    """The root catalogue of one feed.

    Attributes:
        base: the address under which the feed is published; it ends with ``/``.
        publisher: the graph of the node record of the publisher's IRI in its federated form, if there is one in the
            feed: then that describes the publisher on every page, and not the settings.
    """

    settings: CatalogSettings
    base: str
    publisher: bytes | None = None

    @property
    def iri(self) -> str:
        """Its own IRI."""
        return root_iri(self.base)

    def describe(self, members: Iterable[FederatedEntry]) -> bytes:
        """The catalogue with some members, as sorted N-Quads lines; its contact is part of them."""
        own = quad_lines([*(Quad(NamedNode(self.iri), *pair) for pair in self._own_pairs()), *self._contact_quads()])
        listed = (self.list_entry(one.iri, one.main_class, (one.local_iri, *one.catalog_records)) for one in members)
        lines = {line for some in (own, *listed) for line in some.splitlines(keepends=True)}
        return b"".join(sorted(lines))

    def list_entry(self, iri: str, main_class: str | None, records: Iterable[str]) -> bytes:
        """The sorted lines by which it lists an entry.

        Args:
            records: IRIs of the catalogue records about it.
        """
        prop = listing_property(main_class)
        pairs = [(prop, iri), *((DCAT.record.value, one) for one in records)]
        if prop == DCAT.catalog.value:
            # Readers of one level look for the one or for the other.
            pairs.append((DCT.hasPart.value, iri))
        return "".join(sorted({f"<{self.iri}> <{name}> <{value}> .\n" for name, value in pairs})).encode()

    def describe_whole(self, catalogs: Iterable[str]) -> bytes:
        """The catalogue as it is united from all pages, without what it lists.

        Args:
            catalogs: IRIs of those of the owners, which are its parts.
        """
        parts = [Quad(NamedNode(self.iri), DCT.hasPart, NamedNode(iri)) for iri in catalogs]
        return b"".join(sorted((self.describe(()) + quad_lines(parts)).splitlines(keepends=True)))

    def describe_contact(self) -> tuple[str, bytes]:
        """The contact's IRI and graph."""
        return f"{self.iri}#contact", quad_lines(self._contact_quads())

    def describe_publisher(self) -> tuple[str, bytes]:
        """The publisher's IRI and graph."""
        publisher = self.settings.publisher
        if self.publisher is not None:
            return publisher.iri, self.publisher
        return publisher.iri, quad_lines(
            [Quad(NamedNode(publisher.iri), *pair) for pair in _publisher_pairs(publisher)]
        )

    def _contact_quads(self) -> list[Quad]:
        contact = NamedNode(f"{self.iri}#contact")
        return [Quad(contact, *pair) for pair in _contact_pairs(self.settings.contact)]

    def _own_pairs(self) -> Iterator[_Pair]:
        settings = self.settings
        yield RDF.type, DCAT.Catalog
        yield from _texts(DCT.title, settings.title)
        yield from _texts(DCT.description, settings.description)
        yield DCT.identifier, Literal(self.iri)
        yield DCT.publisher, NamedNode(settings.publisher.iri)
        yield DCAT.contactPoint, NamedNode(f"{self.iri}#contact")
        yield DCT.license, NamedNode(settings.licence)
        if settings.homepage is not None:
            yield FOAF.homepage, NamedNode(settings.homepage)
        if settings.issued is not None:
            yield DCT.issued, Literal(settings.issued.isoformat(), datatype=XSD.date)
        for iri in settings.languages:
            yield DCT.language, NamedNode(iri)
        for iri in settings.spatial:
            yield DCT.spatial, NamedNode(iri)
        for iri in settings.theme_taxonomies:
            yield DCAT.themeTaxonomy, NamedNode(iri)


def _publisher_pairs(publisher: Publisher) -> Iterator[_Pair]:
    yield RDF.type, FOAF.Agent
    yield from _texts(FOAF.name, publisher.name)
    if publisher.type is not None:
        yield DCT.type, NamedNode(publisher.type)


def _contact_pairs(contact: Contact) -> Iterator[_Pair]:
    yield RDF.type, VCARD.Kind
    yield from _texts(VCARD.fn, contact.name)
    if contact.email is not None:
        yield VCARD.hasEmail, NamedNode(f"mailto:{contact.email}")
    if contact.telephone is not None:
        yield VCARD.hasTelephone, NamedNode(f"tel:{contact.telephone.replace(' ', '-')}")
    if contact.url is not None:
        yield VCARD.hasURL, NamedNode(contact.url)


def _texts(predicate: NamedNode, texts: Mapping[str, str]) -> Iterator[_Pair]:
    for tag, text in texts.items():
        yield predicate, Literal(text, language=tag)


def quad_lines(quads: Iterable[Quad]) -> bytes:
    """The sorted lines of quads, each once."""
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None
    return b"".join(sorted(set(written.splitlines(keepends=True))))
