"""Read the N-Quads lines of one graph into descriptions, and decide which of them are nested in another.

All writers share it, so that they nest in the same way. It handles lines, not terms: they are written with exactly the
same characters. Each line is one triple of the default graph as pyoxigraph writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import Final, NamedTuple

from ..terms import ADMS, DCAT, DCATAP, DCT, DMV, FOAF, LOCN, ODRL, PROV, RDF, RDFS, SKOS, SPDX, TIME, VCARD

# ---------------------------------------------------------------- ordering
# The order of the properties of a description: DCAT's, then those of its parts, then by name.

_PROPERTIES: Final = (
    RDF.type,
    *(DCT.title, DCT.alternative, FOAF.name, VCARD.fn, SKOS.prefLabel, RDFS.label, SKOS.altLabel),
    *(DCT.description, RDFS.comment, SKOS.definition),
    *(DCT.identifier, ADMS.identifier, SKOS.notation, DCT.type),
    *(DCAT.keyword, DCAT.theme, DCT.subject),
    *(DCT.publisher, DCT.creator, DCAT.contactPoint, PROV.qualifiedAttribution, DCT.rightsHolder),
    *(DCT.issued, DCT.modified, DCT.accrualPeriodicity, DCAT.version, ADMS.versionNotes, ADMS.status),
    *(DCT.language, DCT.spatial, DCAT.spatialResolutionInMeters, DCT.temporal, DCAT.temporalResolution),
    *(DCAT.startDate, DCAT.endDate, TIME.hasBeginning, TIME.hasEnd),
    *(DCAT.bbox, DCAT.centroid, LOCN.geometry, SKOS.inScheme),
    *(DCT.accessRights, DMV.sharingNature, DMV.sharingForm, DMV.sharingMethod, DMV.purpose),
    *(DMV.personalData, DMV.importance, DMV.secrecy, DMV.reviewedOn, DMV.plannedPublication),
    *(DCT.license, DCT.rights, ODRL.hasPolicy, DCATAP.applicableLegislation),
    *(DCATAP.hvdCategory, DCATAP.availability, DCT.conformsTo, DCT.provenance),
    *(FOAF.homepage, DCAT.landingPage, FOAF.page),
    *(VCARD.hasEmail, VCARD.hasTelephone, VCARD.hasURL, VCARD.hasAddress, FOAF.mbox),
    *(DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCT.format, DCAT.compressFormat),
    *(DCAT.packageFormat, DCAT.byteSize),
    *(SPDX.checksum, SPDX.algorithm, SPDX.checksumValue, DCAT.accessService),
    *(DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset),
    *(DCT.source, DCT.relation, DCAT.qualifiedRelation, DCT.isReferencedBy, PROV.wasGeneratedBy),
    *(DCAT.hasVersion, DCAT.isVersionOf, DCAT.hasCurrentVersion, DCAT.previousVersion, DCT.replaces, DCT.isReplacedBy),
    *(DCAT.inSeries, DCAT.prev, DCAT.next, DCAT.first, DCAT.last),
    *(DCT.isPartOf, DCT.hasPart, ADMS.sample, FOAF.primaryTopic),
    *(RDF.first, RDF.rest),
)
_LAST: Final = (DCAT.themeTaxonomy, DCAT.distribution, DCAT.catalog, DCAT.service, DCAT.dataset, DCAT.record)
"""Properties with long values are last, even after properties that no table has."""

_CLASSES: Final = (
    DCAT.Catalog,
    DCAT.DatasetSeries,
    DCAT.Dataset,
    DMV.Database,
    DCAT.DataService,
    DCAT.CatalogRecord,
    DCAT.Distribution,
    FOAF.Agent,
)


_RANKS: Final = {
    **{str(term): f"1{rank:03d}" for rank, term in enumerate(_PROPERTIES)},
    **{str(term): f"3{rank:03d}" for rank, term in enumerate(_LAST)},
}
_CLASS_RANKS: Final = {str(term): rank for rank, term in enumerate(_CLASSES)}

_MOST_CACHED: Final = 1 << 16


def class_rank(types: list[str]) -> int:
    """The rank of a resource by its classes, written as in N-Quads; 0 is first."""
    return min((_CLASS_RANKS.get(listed, len(_CLASSES)) for listed in types), default=len(_CLASSES))


class PropertyOrder(dict[str, str]):
    """Sort keys of predicates, written as in N-Quads; made when first used."""

    def __missing__(self, predicate: str) -> str:
        """The key by the place in the table, else by name."""
        if len(self) > _MOST_CACHED:
            self.clear()
        key = self[predicate] = _RANKS.get(predicate, "2") + predicate
        return key


# ---------------------------------------------------------------- describing

TYPE: Final = str(RDF.type)
FIRST: Final = str(RDF.first)
REST: Final = str(RDF.rest)
NIL: Final = str(RDF.nil)

DEEPEST: Final = 24
"""The depth to which descriptions are nested; parsers recurse, and some have a low limit."""

About = dict[str, list[str]]
"""The description of one subject: predicate to values, all as in N-Quads; the values sorted, each once."""


class _Place(NamedTuple):
    """The sort key of a subject in its graph: IRIs first, then by class."""

    is_blank: bool
    rank: int
    subject: str


@dataclass(slots=True)
class Descriptions:
    """The subjects of one graph.

    Attributes:
        about: the description of each.
        roots: subjects that are not nested, in the order in which they are written.
        once: subjects that are a value exactly once: they are nested there. A writer removes those it has nested; those
            left when all roots are written form circles or are too deep, see `pop_remaining`.
        mentioned, repeated: values that are not literals; those that are values more than once.
        lists: items by the first cell of each well-formed collection; of its cells only the first is in `once`.
    """

    about: dict[str, About]
    roots: list[str]
    once: set[str]
    mentioned: set[str]
    repeated: set[str]
    lists: dict[str, list[str]] = field(default_factory=dict)
    _left: list[_Place] | None = field(default=None, init=False)
    """A heap of those in `once` when all roots were written, and those added later; some may be nested meanwhile."""

    def is_anonymous(self, node: str) -> bool:
        """Whether a blank node that is a value needs no name, since it has no description and no other mention."""
        return node not in self.about and node not in self.repeated

    def pop_remaining(self) -> str | None:
        """Remove and return a subject that is not yet written, such as one of a circle; None if all are written."""
        if not self.once:
            return None
        # A heap: there may be as many as lines, and writing one may nest others or open a list.
        if self._left is None:
            self._left = [_place(subject, self.about) for subject in self.once]
            heapify(self._left)
        found = heappop(self._left).subject
        while found not in self.once:
            found = heappop(self._left).subject
        self.once.discard(found)
        self.open(found)
        return found

    def open(self, cell: str) -> None:
        """Make sure that a subject can be written by itself: the first cell of a collection as a cell.

        The cells after it are then a collection of their own.
        """
        items = self.lists.pop(cell, None)
        if items is not None and len(items) > 1:
            (rest,) = self.about[cell][REST]
            self.lists[rest] = items[1:]
            self.once.add(rest)
            if self._left is not None:
                heappush(self._left, _place(rest, self.about))


def describe(text: str, *, of_resources_only: bool = False) -> Descriptions:
    """Read the subjects of a graph, and decide which are nested.

    Args:
        text: the lines as octets.
        of_resources_only: whether collections with literals are ignored.
    """
    lines = text.split(" .\n")
    lines.sort()
    about: dict[str, About] = {}
    mentioned: set[str] = set()
    repeated: set[str] = set()
    mention = mentioned.add
    values: list[str] = []
    of: About = {}
    last_subject = last_predicate = ""
    while lines and not lines[0]:
        del lines[0]
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if subject != last_subject:
            about[subject] = of = {}
            last_subject, last_predicate = subject, ""
        if predicate != last_predicate:
            of[predicate] = values = [value]
            last_predicate = predicate
        elif value != values[-1]:
            values.append(value)
        else:  # lines are sorted, so repetitions are adjacent
            continue
        if value[0] != '"':
            if value in mentioned:
                repeated.add(value)
            else:
                mention(value)
    once = (about.keys() & mentioned) - repeated
    roots = [subject for subject in about if subject not in once] if once else list(about)
    if len(roots) > 1:
        roots.sort(key=lambda subject: _place(subject, about))
    found = Descriptions(about, roots, once, mentioned, repeated)
    if NIL in mentioned:
        _find_lists(found, of_resources_only=of_resources_only)
    return found


def _place(subject: str, about: dict[str, About]) -> _Place:
    return _Place(subject[0] == "_", class_rank(about[subject].get(TYPE, [])), subject)


def _find_lists(found: Descriptions, *, of_resources_only: bool) -> None:
    """Find the well-formed collections, each from its end backwards."""
    before: dict[str, str] = {}
    ends: list[str] = []
    for node in [node for node in found.once if node[0] == "_"]:
        of = found.about[node]
        # Each value occurs once, so a cell with one of both and nothing else is part of a collection.
        if len(of) != 2 or FIRST not in of or REST not in of or len(of[FIRST]) + len(of[REST]) != 2:
            continue
        if of_resources_only and of[FIRST][0][0] == '"':
            continue
        if of[REST][0] == NIL:
            ends.append(node)
        else:
            before[of[REST][0]] = node
    for end in ends:
        cells = [end]
        while cells[-1] in before:
            cells.append(before[cells[-1]])
        cells.reverse()
        found.once.difference_update(cells[1:])
        found.lists[cells[0]] = list(chain.from_iterable(found.about[cell][FIRST] for cell in cells))


# ---------------------------------------------------------------- labels
# Names of blank nodes for all syntaxes: N-Triples allows digits, colons and more that others do not.

_SAFE: Final = re.compile(r"(?!x)[A-Za-z][A-Za-z0-9]*")


def label(node: str) -> str:
    """A unique name for a blank node, given as in N-Quads, as octets: letters and digits, a letter first.

    >>> label("_:c14n0"), label("_:0a")
    ('c14n0', 'x3061')
    """
    name = node[2:]
    return name if _SAFE.fullmatch(name) else "x" + name.encode("latin-1").hex()


# ---------------------------------------------------------------- octets
# UTF-8 as text with one character per octet, the form in which writers work.
#
# They mostly split, compare and join, and only ASCII characters have a meaning to them. Python's strings are quicker
# if no character needs more than one octet, and nothing has to be decoded and encoded again. Sorted, such text has
# the order of its code points. `text_of_octets` returns the characters beyond ASCII.


def octets_of_bytes(data: bytes) -> str:
    """Convert bytes of UTF-8 to octets."""
    return data.decode("latin-1")


def bytes_of_octets(text: str) -> bytes:
    """Convert octets to bytes of UTF-8."""
    return text.encode("latin-1")


def text_of_octets(text: str) -> str:
    """Convert octets to text."""
    return text if text.isascii() else text.encode("latin-1").decode()


def octets_of_text(text: str) -> str:
    """Convert text to octets."""
    return text if text.isascii() else text.encode().decode("latin-1")
