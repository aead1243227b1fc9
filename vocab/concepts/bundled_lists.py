"""The bundled code lists: Turtle files in ``vocab/schemes/``, each read once and when first used."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from ..errors import UnknownNameError
from ..messages.errors import ErrorsText
from .legal_acts import ActFacts
from .schemes import CodeList, Draft, ListedConcept, Status

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# ---------------------------------------------------------------- packing
# Convert a code list to bytes and back: the form that registries store and that digests are made of.
#
# JSON lines, the first about the scheme, then one a concept. Much quicker than Turtle: 100,000 codes are read in
# about a second.


def pack(scheme: CodeList) -> bytes:
    """Pack a code list with all its concepts, in its order."""
    return b"\n".join(packed_lines(scheme))


def unpack(data: bytes) -> CodeList:
    """Unpack a code list made by `pack`."""
    head, *lines = data.split(b"\n")
    values: dict[str, Any] = json.loads(head)
    return CodeList(
        map(_draft, lines),
        token=values["token"],
        iri=values["iri"],
        titles=values["titles"],
        source=values["source"],
        rights=values["rights"],
        snapshot=_day(values["snapshot"]),
        stated_version=values["stated_version"],
        is_complete=values["is_complete"],
    )


def packed_lines(scheme: CodeList) -> Iterator[bytes]:
    """The line about the scheme, then one a concept, in its order."""
    yield _line(
        {
            "token": scheme.token,
            "iri": scheme.iri,
            "titles": dict(scheme.titles),
            "source": scheme.source,
            "rights": dict(scheme.rights),
            "snapshot": None if scheme.snapshot is None else scheme.snapshot.isoformat(),
            "stated_version": scheme.stated_version,
            "is_complete": scheme.is_complete,
        }
    )
    for concept in scheme:
        yield _line(_fields(concept))


def _fields(concept: ListedConcept) -> dict[str, object]:
    """The fields of a concept; empty ones are left out."""
    return {name: value for name, value in concept.as_dict().items() if value and (name, value) != ("status", "active")}


def _draft(line: bytes) -> Draft:
    values: dict[str, Any] = json.loads(line)
    empty = Draft("", "")
    return Draft(
        iri=values["iri"],
        code=values["code"],
        labels=values.get("labels", empty.labels),
        alt_labels=_tuples(values.get("alt_labels"), empty.alt_labels),
        hidden_labels=tuple(values.get("hidden_labels", ())),
        definitions=values.get("definitions", empty.definitions),
        broader_iris=tuple(values.get("broader_iris", ())),
        matches=_tuples(values.get("matches"), empty.matches),
        valid_from=_day(values.get("valid_from")),
        valid_until=_day(values.get("valid_until")),
        status=cast("Status", values.get("status", "active")),
        replaced_by_iris=tuple(values.get("replaced_by_iris", ())),
        source=values.get("source"),
        act=None if values.get("act") is None else ActFacts.from_dict(values["act"]),
    )


def _tuples(
    values: Mapping[str, list[str]] | None, otherwise: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    return otherwise if values is None else {key: tuple(values) for key, values in values.items()}


def _line(values: Mapping[str, object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


# ---------------------------------------------------------------- bundled lists

_ENDING: Final = ".ttl"
_CONCEPT_LINE: Final = re.compile(rb"^<([^>\s]+)> a skos:Concept\s", re.MULTILINE)
_SCHEME_LINE: Final = re.compile(rb"^<([^>\s]+)> a skos:ConceptScheme\b", re.MULTILINE)


def tokens() -> tuple[str, ...]:
    """The tokens of the bundled lists, in order."""
    return tuple(_files())


def load(token: str) -> CodeList:
    """Load the bundled list of a token; the same object every time.

    Raises:
        UnknownNameError: there is none; the error has all tokens.
    """
    if token not in _files():
        raise UnknownNameError(ErrorsText.LIST_UNKNOWN, token, tokens())
    return _load(token)


def load_all() -> tuple[CodeList, ...]:
    """Load all bundled lists, in order of their tokens."""
    return tuple(map(_load, _files()))


def scheme_at(iri: str) -> CodeList | None:
    """The bundled list of an IRI; no other list is read."""
    token = _tokens_by_iri().get(iri)
    return None if token is None else _load(token)


def concept_at(iri: str, *, without: Collection[str] = ()) -> ListedConcept | None:
    """The concept of an IRI in any bundled list; no list without it is read.

    Args:
        without: tokens of lists to ignore.
    """
    # Their concepts are below their own IRI, or spelled out in their files.
    below = [token for scheme, token in _tokens_by_iri().items() if iri.startswith(f"{scheme}/")]
    spelled = [token for token in _files() if token not in below and iri.encode() in _spelled_iris(token)]
    found = (_load(token).at(iri) for token in (*below, *spelled) if token not in without)
    return next((concept for concept in found if concept is not None), None)


@cache
def file_digests() -> Mapping[str, str]:
    """The digest of each list's file by token, without parsing: a hundredth of the time."""
    import hashlib  # costs as much as the rest of this module

    return {token: f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" for token, file in _files().items()}


def file_bytes(token: str) -> bytes:
    """The file of a list as it is."""
    return _files()[token].read_bytes()


@cache
def _load(token: str) -> CodeList:
    from pyoxigraph import RdfFormat, parse  # not needed before the first list

    from ..reading.notes import Descriptions
    from ..reading.parsing import paused_collection
    from .skos import schemes_of

    descriptions: Descriptions = {}
    with paused_collection():
        # Our own files need no guard, and each list delays the start of a command.
        for subject, predicate, value, _ in parse(_files()[token].read_bytes(), RdfFormat.TURTLE, lenient=True):
            descriptions.setdefault(subject, []).append((predicate, value))
        (scheme,) = schemes_of(descriptions, f"{token}{_ENDING}")
    return scheme


@cache
def _spelled_iris(token: str) -> frozenset[bytes]:
    """The IRIs of a list's concepts that are written without a prefix, without parsing."""
    return frozenset(_CONCEPT_LINE.findall(_files()[token].read_bytes()))


@cache
def _files() -> dict[str, Traversable]:
    from importlib.resources import files  # costs more than the rest of this module

    folder = files("danhmuc.vocab") / "schemes"
    found = folder.iterdir() if folder.is_dir() else ()
    return dict(sorted((file.name.removesuffix(_ENDING), file) for file in found if file.name.endswith(_ENDING)))


@cache
def _tokens_by_iri() -> dict[str, str]:
    """IRI of each list to its token, without parsing."""
    return {
        found[1].decode(): token
        for token, file in _files().items()
        if (found := _SCHEME_LINE.search(file.read_bytes())) is not None
    }


# ---------------------------------------------------------------- list documents
# Read code lists in SKOS through the guarded reader.


def read(data: bytes, name: str, *, base: str = "http://source.invalid/list/") -> list[CodeList]:
    """Read the code lists of a SKOS document in any RDF format; at least one, in the document's order.

    The authority tables of the Publications Office of the EU are read as downloaded, with their version.

    Args:
        data: the bytes of the document.
        name: of the document; its ending may determine the format.
        base: absolute IRI against which relative ones are resolved.

    Raises:
        DocumentError: it cannot be read, has no concept, or one that cannot be used.
    """
    # Bundled lists need no parser.
    from ..reading import read_document
    from .skos import schemes_of

    return schemes_of(read_document(data, place=name, base=base).descriptions, name)
