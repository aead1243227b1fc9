"""The policy of a public export: which records, and which parts of them, leave a registry that serves insiders.

The policy of a public export: which records, and which parts of them, may leave a registry that serves inside, too.

It is read from a TOML file, which the first mistake refuses as a whole. A value that is not understood never fits: what
nobody understands stays.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, NoReturn, TypeAlias, cast, get_args

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from danhmuc.vocab.address_secrets import mask_address_keys
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.files import TomlFile, read_toml
from danhmuc.vocab.lines import lines_by_subject
from danhmuc.vocab.messages import Message
from danhmuc.vocab.near_terms import near_term
from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF, ORG, PROV, RDF, SCHEMA, SKOS, VCARD, XSD
from danhmuc.vocab.text import shorten
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.feeds import PublicPolicyText
from ..record.record import quads_of
from ..record.registration import LADDER, RegistrationState, require_minimum
from ..record.summary import UNKNOWN_LEVEL, publicity_codes, publicity_level
from .contacts_in_text import is_contact_address, is_contact_name, is_person_name, mask_contacts
from .record_filter import values_of

# ---------------------------------------------------------------- public policy

LeavingContacts: TypeAlias = Literal["all", "organizations", "none"]
"""Phone numbers and e-mail addresses that leave: all, those of what is typed as an organization, or none."""
LeavingPersons: TypeAlias = Literal["names", "none"]
"""What leaves of persons: their names, or nothing."""
NOT_STATED: Final = "not stated"
"""Among the values of a policy: what does not have the property may leave."""
NOT_UNDERSTOOD: Final = "not understood"
"""A value that is none of the codes."""
LEVELS: Final[Mapping[str, NamedNode]] = {
    "access_rights": DCT.accessRights,
    "sharing_nature": DMV.sharingNature,
    "personal_data": DMV.personalData,
    "importance": DMV.importance,
}
"""The properties by which a policy selects, by their names in a policy."""
_PUBLISHER: Final = DCT.publisher.value
_MAX_BYTES: Final = 1 << 20
_SHOWN: Final = 60
_ABSOLUTE: Final = re.compile(r"[a-z][a-z0-9+.-]*://|urn:", re.IGNORECASE)
"""Of other IRIs, a mistyped prefixed name would be one that nothing has."""
_CONTACTS: Final = get_args(LeavingContacts)
_LEAVES: Final = "may_leave"
_PERSONS: Final = get_args(LeavingPersons)
_STAYS: Final = "stays_inside"
_MIN_STATUS: Final = "min_status"
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("contacts", "persons", _LEAVES, _STAYS),
    _LEAVES: (*LEVELS, _MIN_STATUS),
    _STAYS: ("publishers", "sources", "properties"),
}
"""Known keys by table; the empty name is that of the file."""


class WhyInside(NamedTuple):
    """Why something stays inside.

    Attributes:
        name: a key of `LEVELS`, ``publisher`` or ``source``.
        value: the code that does not leave, `NOT_STATED` or `NOT_UNDERSTOOD`; of a publisher or source, which one.
    """

    name: str
    value: str

    @property
    def reason(self) -> str:
        """The reason as reports have it."""
        return f"{self.name}: {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPolicy:
    """The policy of a public export.

    Attributes:
        access_rights, sharing_nature, personal_data, importance: the codes of what may leave, and `NOT_STATED` if what
            does not have the property may, too.
        publishers: IRIs of publishers; what states one of them stays, also a part or a node record.
        sources: names of sources whose records stay, of all roles.
        contacts: whose phone numbers and e-mail addresses leave; of texts, only with ``all``.
        persons: whether names of persons leave; None, if the policy does not say, as ``names``.
        properties: IRIs of properties whose values stay.
        min_status: the least state of registration of records that leave; unlike all else, it is a filter, so that what
            falls below it is a loss of the feed.
    """

    access_rights: frozenset[str]
    sharing_nature: frozenset[str]
    personal_data: frozenset[str]
    importance: frozenset[str]
    publishers: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    contacts: LeavingContacts = "organizations"
    persons: LeavingPersons | None = None
    properties: frozenset[str] = frozenset()
    min_status: RegistrationState | None = None

    def why_stays(self, iri: str, nquads: bytes, *, source: str | None, is_part: bool = False) -> WhyInside | None:
        """Why what an IRI names stays, by what a graph says of it; None if it may leave.

        Args:
            nquads: N-Quads lines of the graph, as all lines here are canonical.
            source: name of the source that describes it; None for a part, whose record is of that source.
            is_part: whether it is a part, a node record or a catalogue record, for which what is not stated is what its
                record states.
        """
        if source in self.sources:
            return WhyInside("source", source)
        if self.publishers:
            # In the order of the lines.
            for publisher in sorted(values_of(iri, _PUBLISHER, nquads), key="{}>".format):
                if publisher in self.publishers:
                    return WhyInside("publisher", publisher)
        values = _codes_of(iri, nquads)
        for name, term in LEVELS.items():
            allowed: frozenset[str] = getattr(self, name)
            codes = values.get(term)
            if codes is None:
                if not is_part and NOT_STATED not in allowed:
                    return WhyInside(name, NOT_STATED)
                continue
            for code in sorted(codes):
                if code not in allowed:
                    return WhyInside(name, code)
        return None


def _codes_of(iri: str, nquads: bytes) -> dict[NamedNode, set[str]]:
    """The codes that a graph states of an IRI, by property; `NOT_UNDERSTOOD` for a value that is none."""
    starts = tuple(f"<{iri}> {term} ".encode() for term in LEVELS.values())
    lines = b"".join(line for line in nquads.splitlines(keepends=True) if line.startswith(starts))
    found: dict[NamedNode, set[str]] = {}
    if not lines:
        return found
    for _, predicate, value, _ in quads_of(lines):
        level = publicity_level(predicate, value)
        code = NOT_UNDERSTOOD if level == UNKNOWN_LEVEL else publicity_codes(predicate)[level]
        found.setdefault(predicate, set()).add(code)
    return found


def read_policy(path: str | Path) -> PublicPolicy:
    """The policy that a file states::

        contacts = "organizations"  # or "all", "none"
        persons = "none"  # or "names"

        [may_leave]
        access_rights = ["PUBLIC", "not stated"]
        sharing_nature = ["MO", "MO_CO_DIEU_KIEN", "not stated"]
        personal_data = ["KHONG", "not stated"]
        importance = ["KHAC", "not stated"]
        min_status = "recorded"

        [stays_inside]
        publishers = ["https://example.vn/agency/x"]
        sources = ["drafts"]
        properties = ["dcat:contactPoint"]

    All that may leave must be named; the least state of registration, what stays inside, contacts and persons may be
    left out.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it cannot be used; the message names file and key.
    """
    file = _Tables(
        read_toml(
            path,
            limit=_MAX_BYTES,
            too_large=PublicPolicyText.POLICY_TOO_LARGE,
            no_toml=PublicPolicyText.POLICY_NOT_TOML,
        )
    )
    leaves, stays = file.table(_LEAVES, required=True), file.table(_STAYS, required=False)
    contacts = file.content.get("contacts", "organizations")
    if contacts not in _CONTACTS:
        file.refuse("contacts", PublicPolicyText.POLICY_CONTACTS_WANTED(values=_CONTACTS), contacts)
    persons = file.content.get("persons")
    if "persons" in file.content and persons not in _PERSONS:
        file.refuse("persons", PublicPolicyText.POLICY_CONTACTS_WANTED(values=_PERSONS), persons)
    codes = {name: file.codes(name, leaves) for name in LEVELS}
    return PublicPolicy(
        **codes,
        publishers=file.list_of("publishers", stays, _iri, PublicPolicyText.POLICY_IRIS_WANTED()),
        sources=file.list_of("sources", stays, _name, PublicPolicyText.POLICY_NAMES_WANTED()),
        contacts=cast("LeavingContacts", contacts),
        persons=cast("LeavingPersons | None", persons),
        properties=file.list_of("properties", stays, _property, PublicPolicyText.POLICY_PROPERTIES_WANTED()),
        min_status=file.least_state(leaves),
    )


class _Tables:
    """The tables of a file, and the errors that name it."""

    def __init__(self, file: TomlFile) -> None:
        self._shown = file.shown
        self.content = file.content
        self._refuse_unknown("", file.content)

    def table(self, name: str, *, required: bool) -> Mapping[str, object]:
        """A table by its name; an empty one if it may be left out and is."""
        if required and name not in self.content:
            raise UsageError(PublicPolicyText.POLICY_KEY_MISSING(file=self._shown, key=name))
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            raise UsageError(PublicPolicyText.POLICY_NO_TABLE(file=self._shown, key=name))
        self._refuse_unknown(name, found)
        return found

    def codes(self, name: str, table: Mapping[str, object]) -> frozenset[str]:
        """The codes that may leave, of a property that must be there."""
        if name not in table:
            raise UsageError(PublicPolicyText.POLICY_KEY_MISSING(file=self._shown, key=f"{_LEAVES}.{name}"))
        known = (*publicity_codes(LEVELS[name]), NOT_STATED)
        values = table[name]
        if not isinstance(values, list) or any(not isinstance(one, str) or one not in known for one in values):
            self.refuse(f"{_LEAVES}.{name}", PublicPolicyText.POLICY_CODES_WANTED(codes=known), values)
        return frozenset(values)

    def least_state(self, table: Mapping[str, object]) -> RegistrationState | None:
        """The least state of registration; None if the policy asks for none."""
        if _MIN_STATUS not in table:
            return None
        value = table[_MIN_STATUS]
        if not isinstance(value, str) or value not in LADDER:
            self.refuse(f"{_LEAVES}.{_MIN_STATUS}", PublicPolicyText.POLICY_STATE_WANTED(values=tuple(LADDER)), value)
        return require_minimum(value)

    def list_of(
        self, name: str, table: Mapping[str, object], read: Callable[[object], str | None], wanted: Message
    ) -> frozenset[str]:
        """The values of a list, each as `read` returns it; empty if the list is not there."""
        values = table.get(name, [])
        found = [read(one) for one in values] if isinstance(values, list) else [None]
        if None in found:
            self.refuse(f"{_STAYS}.{name}", wanted, values)
        return frozenset(one for one in found if one is not None)

    def refuse(self, key: str, wanted: Message, value: object) -> NoReturn:
        """Raise the error that a key has none of the values wanted."""
        found = shorten(json.dumps(value, ensure_ascii=False, default=str), _SHOWN)
        raise UsageError(PublicPolicyText.POLICY_VALUE_REFUSED(file=self._shown, key=key, wanted=wanted, found=found))

    def _refuse_unknown(self, name: str, table: Mapping[str, object]) -> None:
        for key in table:
            if key not in _KEYS[name]:
                shown = f"{name}.{key}" if name else key
                raise UsageError(PublicPolicyText.POLICY_KEY_UNKNOWN(file=self._shown, key=shown, known=_KEYS[name]))


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _iri(value: object) -> str | None:
    """The IRI that a text is; None if it is none."""
    return value if isinstance(value, str) and _ABSOLUTE.match(value) and is_valid_iri(value) else None


def _property(value: object) -> str | None:
    """The IRI of a property by its prefixed name or IRI; None for what is neither, or nearly a known property."""
    if isinstance(value, str) and not _ABSOLUTE.match(value):
        with suppress(KeyError):
            value = expand(value)
    found = _iri(value)
    return None if found is None or near_term(found, is_class=False) is not None else found


# ---------------------------------------------------------------- public redaction
# Redaction of graphs for a public export: on triples, before any format is written.
#
# What only a removed triple led to is removed with it.

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
        return b"%b %b %b%b .\n" % (subject, prop, str(RdfLiteral(masked)).encode(), text["end"] or b"")

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
