"""Redaction of graphs for a public export: on triples, before any format is written.

What only a removed triple led to is removed with it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from danhmuc.vocab.address_secrets import mask_address_keys
from danhmuc.vocab.lines import lines_by_subject
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF, ORG, PROV, RDF, SCHEMA, SKOS, VCARD, XSD

from .contacts_in_text import is_contact_address, is_contact_name, is_person_name, mask_contacts
from .public_policy import PublicPolicy

ORGANIZATIONS: Final = frozenset(
    str(term).encode()
    for term in (
        VCARD.Organization,
        VCARD.Group,
        FOAF.Organization,
        FOAF.Group,
        SCHEMA.Organization,
        SCHEMA.GovernmentOrganization,
        ORG.Organization,
        ORG.FormalOrganization,
        ORG.OrganizationalUnit,
        ORG.OrganizationalCollaboration,
    )
)
"""Classes of what is no person, as N-Quads have them."""
PERSONS: Final = frozenset(str(term).encode() for term in (VCARD.Individual, FOAF.Person, SCHEMA.Person, PROV.Person))
_KIND: Final = str(VCARD.Kind).encode()
_CONTACT_POINT: Final = str(DCAT.contactPoint).encode()
_TYPE: Final = str(RDF.type).encode()
_JSON: Final = f"^^{RDF.JSON}".encode()
_LINE: Final = re.compile(rb"(?P<subject>\S+) (?P<property>\S+) (?P<value>.*) \.\n\Z", re.DOTALL)
_TEXTS: Final = (XSD.string, XSD.normalizedString, XSD.token, XSD.anyURI)
_TEXT: Final = re.compile(rb'(?P<text>"(?:[^"\\]|\\.)*")(?P<end>(?:@|\^\^).*)?\Z', re.DOTALL)
_NO_TEXT: Final = re.compile(
    rb"\^\^(?!%b)<%b" % (b"|".join(re.escape(str(one).encode()) for one in _TEXTS), re.escape(XSD.iri.encode()))
)
"""The datatype of numbers, dates and other values that are no texts."""
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_IDENTIFIERS: Final = frozenset(str(term).encode() for term in (DCT.identifier, ADMS.identifier, SKOS.notation))
"""Their values are codes, which nothing may change."""

_Lines = dict[bytes, list[bytes]]


class Redaction:
    """The redaction of one export, and what it removed.

    Attributes:
        removed: number of triples removed or masked, by reason: ``property``, ``part``, ``key`` (of an address),
            ``person``, ``contact``, ``text``.
    """

    def __init__(
        self, policy: PublicPolicy, *, organizations: Collection[str] = (), stays: Collection[str] = ()
    ) -> None:
        """`organizations` are IRIs that other graphs type as organizations, `stays` those that must not be led to."""
        self._policy = policy
        self._organizations = {f"<{iri}>".encode() for iri in organizations}
        self._stays = {f"<{iri}>".encode() for iri in stays}
        self._properties = frozenset(f"<{iri}>".encode() for iri in policy.properties)
        self.removed: Counter[str] = Counter()

    def redact(self, iri: str, nquads: bytes) -> bytes:
        """The lines of the graph of an IRI that may leave; sorted, if they were.

        Args:
            nquads: canonical lines of one graph.
        """
        root = f"<{iri}>".encode()
        lines = lines_by_subject(nquads)
        inside = self._parts_inside(root, nquads, lines) | self._stays - {root}
        kept: _Lines = {}
        for subject, own in lines.items():
            if subject in inside:
                self.removed["part"] += len(own)
                continue
            leaving = [line for one in own if (line := self._redact_line(one, inside, lines)) is not None]
            if leaving:
                kept[subject] = leaving
        # What was led to before, and is not any more, was reached by what was removed.
        lost = _reach([root], lines) - _reach([root], kept) - {root}
        for subject in lost & kept.keys():
            self.removed["part"] += len(kept.pop(subject))
        if kept == lines:
            return nquads
        # A masked text may stand before others now, and only once.
        return b"".join(sorted({line for own in kept.values() for line in own}))

    def _parts_inside(self, root: bytes, nquads: bytes, lines: Mapping[bytes, list[bytes]]) -> set[bytes]:
        """The parts of the graph that do not leave; blank nodes are parts, too."""
        named = (subject for subject in lines if subject != root and subject.startswith(b"<"))
        inside = {
            subject
            for subject in named
            if self._policy.why_stays(subject[1:-1].decode(), nquads, source=None, is_part=True) is not None
        }
        if self._policy.persons == "none":
            inside |= {subject for subject in lines if subject != root and self._is_person(subject, lines)}
        for subject, own in lines.items():
            if subject.startswith(b"_:"):
                # As an IRI that no graph has, since a policy knows IRIs only.
                renamed = b"".join(b"<x:> " + line[len(subject) + 1 :] for line in own)
                if self._policy.why_stays("x:", renamed, source=None, is_part=True) is not None:
                    inside.add(subject)
        return inside

    def _redact_line(self, line: bytes, inside: Collection[bytes], lines: Mapping[bytes, list[bytes]]) -> bytes | None:
        match = _LINE.match(line)
        if match is None:
            raise AssertionError("a line of a stored graph is canonical")
        subject, prop, value = match["subject"], match["property"], match["value"]
        if prop in self._properties:
            self.removed["property"] += 1
            return None
        without_keys = mask_address_keys(value)
        if without_keys != value:
            self.removed["key"] += 1
            line, value = b"%b %b %b .\n" % (subject, prop, without_keys), without_keys
        if value in inside:
            self.removed["part"] += 1
            return None
        if self._policy.persons == "none" and self._names_person(subject, prop, value, lines):
            self.removed["person"] += 1
            return None
        if self._policy.contacts == "all":
            return line
        if _is_contact(prop) or (value not in lines and _is_contact_iri(value)):
            if self._policy.contacts == "organizations" and self._is_organization(subject, lines):
                return line
            self.removed["contact"] += 1
            return None
        if value.endswith(_JSON) and _has_contact(value):
            self.removed["contact"] += 1
            return None
        text = None if prop in _IDENTIFIERS else _TEXT.match(value)
        if text is None or _NO_TEXT.match(text["end"] or b""):
            return line
        written = _unescape(text["text"][1:-1].decode())
        masked = mask_contacts(written)
        if masked == written:
            return line
        self.removed["text"] += 1
        return b"%b %b %b%b .\n" % (subject, prop, str(Literal(masked)).encode(), text["end"] or b"")

    def _is_organization(self, subject: bytes, lines: Mapping[bytes, list[bytes]]) -> bool:
        """Whether a node is typed as an organization, or is a number or an address of nodes that all are."""
        if self._is_typed_organization(subject, lines):
            return True
        end = b" %b .\n" % subject
        owners = [
            owner
            for owner, own in lines.items()
            if any(line.endswith(end) and _is_contact(line.split(b" ", 2)[1]) for line in own)
        ]
        return bool(owners) and all(self._is_typed_organization(owner, lines) for owner in owners)

    def _is_person(self, subject: bytes, lines: Mapping[bytes, list[bytes]]) -> bool:
        """Whether a node is a person, or a contact that is not typed as an organization."""
        if self._is_typed_organization(subject, lines):
            return False
        return is_person(subject, lines.get(subject, ())) or any(
            line.endswith(b" %b .\n" % subject) and line.split(b" ", 2)[1] == _CONTACT_POINT
            for own in lines.values()
            for line in own
        )

    def _names_person(self, subject: bytes, prop: bytes, value: bytes, lines: Mapping[bytes, list[bytes]]) -> bool:
        """Whether a text is the name of a person by the name of its property, or JSON has one by that of a member."""
        if not value.startswith(b'"') or self._is_typed_organization(subject, lines):
            return False
        return is_person_name(_local_name(prop)) or (
            value.endswith(_JSON) and any(map(is_person_name, _members_of(value)))
        )

    def _is_typed_organization(self, subject: bytes, lines: Mapping[bytes, list[bytes]]) -> bool:
        types = _types_of(subject, lines.get(subject, ()))
        return types.isdisjoint(PERSONS) and (subject in self._organizations or not types.isdisjoint(ORGANIZATIONS))


def is_person(subject: bytes, own: Iterable[bytes]) -> bool:
    """Whether a node is typed as a person, or as a vcard:Kind alone, by its own lines."""
    types = _types_of(subject, own)
    return not types.isdisjoint(PERSONS) or (_KIND in types and types.isdisjoint(ORGANIZATIONS))


def _types_of(subject: bytes, own: Iterable[bytes]) -> set[bytes]:
    start = b"%b %b " % (subject, _TYPE)
    return {line[len(start) : -3] for line in own if line.startswith(start)}


@lru_cache(maxsize=4_096)
def _is_contact(prop: bytes) -> bool:
    """Whether values of a property, as N-Quads have it, are phone numbers or addresses."""
    return is_contact_name(_local_name(prop))


def _local_name(prop: bytes) -> str:
    return re.split("[/#:]", prop[1:-1].decode())[-1]


def _is_contact_iri(value: bytes) -> bool:
    return value.startswith(b"<") and is_contact_address(value[1:-1].decode())


def _unescape(text: str) -> str:
    return _ESCAPED.sub(_unescape_one, text) if "\\" in text else text


def _unescape_one(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])


def _has_contact(value: bytes) -> bool:
    """Whether JSON has a member with a phone number or an address by its name, or a text that is one.

    What of a field has no property is kept as JSON; nobody knows whose number it has.
    """
    is_escaped = b"\\\\" in value  # a mask in the text as it is written would miss it
    return any(map(is_contact_name, _members_of(value))) or any(
        is_contact_address(text) or (is_escaped and mask_contacts(text) != text) for text in _texts_of(value)
    )


def _members_of(value: bytes) -> Iterator[str]:
    return (name for one in _json_values(value) if isinstance(one, dict) for name in one)


def _texts_of(value: bytes) -> Iterator[str]:
    return (one for one in _json_values(value) if isinstance(one, str))


def _json_values(value: bytes) -> Iterator[object]:
    """All values of a text of JSON, the outer ones first; none if it is a text like any other."""
    written = _unescape(value[1 : value.rindex(b'"')].decode())
    try:
        todo = [json.loads(written)]
    except (ValueError, RecursionError):
        return
    while todo:
        one = todo.pop()
        yield one
        todo += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


def _reach(subjects: Iterable[bytes], lines: Mapping[bytes, list[bytes]]) -> set[bytes]:
    """The subjects, and those described here that they lead to."""
    reached: set[bytes] = set()
    todo = list(subjects)
    while todo:
        subject = todo.pop()
        if subject in reached:
            continue
        reached.add(subject)
        for line in lines.get(subject, ()):
            value = line[line.rindex(b" ", 0, -3) + 1 : -3]
            if value in lines and value not in reached:
                todo.append(value)
    return reached
