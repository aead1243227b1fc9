"""The policy of a public export: which records, and which parts of them, may leave a registry that serves inside, too.

It is read from a TOML file, which the first mistake refuses as a whole. A value that is not understood never fits: what
nobody understands stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple, NoReturn, TypeAlias, cast, get_args

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.near_terms import near_term
from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import DCT, DMV
from danhmuc.vocab.text import shorten
from danhmuc.vocab.toml_file import TomlFile, read_toml
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.public_policy import PublicPolicyText
from ..record.record import quads_of
from ..record.registration_states import LADDER, RegistrationState, require_minimum
from ..record.summary import UNKNOWN_LEVEL, publicity_codes, publicity_level
from .record_filter import values_of

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
