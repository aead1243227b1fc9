"""Redaction of graphs for a public export: on triples, before any format is written.

What only a removed triple led to is removed with it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from danhmuc.vocab.lines import lines_by_subject
from danhmuc.vocab.terms import ADMS, DCT, FOAF, ORG, PROV, RDF, SCHEMA, SKOS, VCARD, XSD

from ..record.record import quads_of
from .public_policy import PublicPolicy

__all__ = ["MASK", "ORGANIZATIONS", "PERSONS", "Redaction"]

MASK: Final = "[…]"
"""Stands where a text had an e-mail address or a mobile number."""

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
_CONTACT_NAME: Final = re.compile(
    rb"""(?:(?:has)?(?:work|home|office)?
        | [\w%.-]*[_.-] | [\w%.-]*(?-i:(?<=[a-z0-9])(?=[A-Z])) | [\w%.-]*(?=phone|e_?mail|dien_?thoai|sdt)
    )(?:tel|telephone|(?:tele)?phone_?(?:number|no)|phone|mobile|cell(?:phone)?|e?_?mail|e?_?mail_?address|mbox
        |mbox_sha1sum|fax|fax_?number|instant_?message|impp|(?:skype|jabber)id|\w+chatid
        |(?:so_?)?dien_?thoai|sdt|(?:so_?)?di_?dong|thu_?dien_?tu|hop_?thu)""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_NAME: Final = 64
"""The end of a longer name says as much, and takes no time."""
_TYPE: Final = str(RDF.type).encode()
_JSON: Final = f"^^{RDF.JSON}".encode()
_LINE: Final = re.compile(rb"(?P<subject>\S+) (?P<property>\S+) (?P<value>.*) \.\n\Z", re.DOTALL)
_CONTACT_IRI: Final = re.compile(
    rb"<(?:mailto|tel|sms|sip|sips|xmpp|callto|fax|skype|zalo|viber|whatsapp):"
    rb"|<https?://(?:www\.|chat\.|api\.)?(?:zalo\.me|wa\.me|whatsapp\.com|t\.me|m\.me)/"
    rb"|<[^>?]*\?[^>]*[\w.+%-](?:@|%40)(?:[\w-]+\.)+[a-z]{2,}\b[^>]*>",
    re.IGNORECASE,
)
_TEXTS: Final = (XSD.string, XSD.normalizedString, XSD.token, XSD.anyURI)
_TEXT: Final = re.compile(rb'(?P<text>"(?:[^"\\]|\\.)*")(?P<end>(?:@|\^\^).*)?\Z', re.DOTALL)
_NO_TEXT: Final = re.compile(
    rb"\^\^(?!%b)<%b" % (b"|".join(re.escape(str(one).encode()) for one in _TEXTS), re.escape(XSD.iri.encode()))
)
"""The datatype of numbers, dates and other values that are no texts."""
_MOBILE: Final = rb"(?:(?:\+|00)84[ .-]?(?:\(0\)[ ]?)?|84|0) [35789] (?:[ .-]?[0-9]){8}"
_CONTACT_IN_TEXT: Final = re.compile(
    rb"""\\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} | \\.        # an escape is not part of what follows it
    | (?P<contact>
        [A-Za-z0-9._%%+\x80-\xff-]+ (?:@|\xef\xbc\xa0|\xef\xb9\xab|\s?\[at\]\s?|\s?\(at\)\s?)
        [A-Za-z0-9\x80-\xff-]+ (?:\.[A-Za-z0-9\x80-\xff-]+)+
      | (?<![\w+./-]) %b (?:\s?/\s?%b)* (?![\w/-])
    )"""
    % (_MOBILE, _MOBILE),
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""E-mail addresses, and mobile numbers of Viet Nam: ten digits of which the second is 3, 5, 7, 8 or 9."""
_IDENTIFIERS: Final = frozenset(str(term).encode() for term in (DCT.identifier, ADMS.identifier, SKOS.notation))
"""Their values are codes, which nothing may change."""

_Lines = dict[bytes, list[bytes]]


class Redaction:
    """The redaction of one export, and what it removed.

    Attributes:
        removed: number of triples removed or masked, by reason: ``property``, ``part``, ``contact``, ``text``.
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
        if value in inside:
            self.removed["part"] += 1
            return None
        if self._policy.contacts == "all":
            return line
        if _is_contact(prop) or _CONTACT_IRI.match(value):
            if self._policy.contacts == "organizations" and self._is_organization(subject, lines):
                return line
            self.removed["contact"] += 1
            return None
        if value.endswith(_JSON) and _has_contact(line):
            self.removed["contact"] += 1
            return None
        text = None if prop in _IDENTIFIERS else _TEXT.match(value)
        if text is None or _NO_TEXT.match(text["end"] or b""):
            return line
        masked = _CONTACT_IN_TEXT.sub(_mask, text["text"])
        if masked == text["text"]:
            return line
        self.removed["text"] += 1
        return b"%b %b %b%b .\n" % (subject, prop, masked, text["end"] or b"")

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

    def _is_typed_organization(self, subject: bytes, lines: Mapping[bytes, list[bytes]]) -> bool:
        start = b"%b %b " % (subject, _TYPE)
        types = {line[len(start) : -3] for line in lines.get(subject, ()) if line.startswith(start)}
        return types.isdisjoint(PERSONS) and (subject in self._organizations or not types.isdisjoint(ORGANIZATIONS))


@lru_cache(maxsize=4_096)
def _is_contact(prop: bytes) -> bool:
    """Whether values of a property are phone numbers or addresses, by its name in any vocabulary.

    It is the name alone, or it ends with it in several words: ``contactEmail``, ``maintainer_phone``, ``soDienThoai``.

    Args:
        prop: as N-Quads have it.
    """
    return _is_contact_name(re.split(rb"[/#:]", prop[1:-1])[-1])


def _is_contact_name(name: bytes) -> bool:
    return _CONTACT_NAME.fullmatch(name[-_LONGEST_NAME:]) is not None


def _has_contact(line: bytes) -> bool:
    """Whether the value of a line is JSON in which a member has a phone number or an address by its name or its IRI.

    What of a field has no property is kept as JSON; nobody knows whose number it has.
    """
    (quad,) = quads_of(line)
    assert isinstance(quad.object, Literal)
    try:
        todo = [json.loads(quad.object.value)]
    except (ValueError, RecursionError):
        return False  # it is a text like any other
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            if any(_is_contact_name(key.encode("utf-8", "replace")) for key in value):
                return True
            todo += value.values()
        elif isinstance(value, list):
            todo += value
        elif isinstance(value, str) and _CONTACT_IRI.match(f"<{value}>".encode("utf-8", "replace")):
            return True
    return False


def _mask(match: re.Match[bytes]) -> bytes:
    return match[0] if match["contact"] is None else MASK.encode()


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
