"""Read the policy of a public export from a TOML file; the first mistake refuses all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn, cast, get_args

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.near_terms import near_term
from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.text import shorten
from danhmuc.vocab.toml_file import TomlFile, read_toml
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.public_policy import (
    POLICY_CODES_WANTED,
    POLICY_CONTACTS_WANTED,
    POLICY_IRIS_WANTED,
    POLICY_KEY_MISSING,
    POLICY_KEY_UNKNOWN,
    POLICY_NAMES_WANTED,
    POLICY_NO_TABLE,
    POLICY_NOT_TOML,
    POLICY_PROPERTIES_WANTED,
    POLICY_STATE_WANTED,
    POLICY_TOO_LARGE,
    POLICY_VALUE_REFUSED,
)
from ..record.registration_states import LADDER, RegistrationState, require_minimum
from ..record.summary import publicity_codes
from .public_policy import LEVELS, NOT_STATED, LeavingContacts, PublicPolicy

__all__ = ["read_policy"]

_MAX_BYTES: Final = 1 << 20
_SHOWN: Final = 60
_ABSOLUTE: Final = re.compile(r"[a-z][a-z0-9+.-]*://|urn:", re.IGNORECASE)
"""Of other IRIs, a mistyped prefixed name would be one that nothing has."""
_CONTACTS: Final = get_args(LeavingContacts)
_LEAVES: Final = "may_leave"
_STAYS: Final = "stays_inside"
_MIN_STATUS: Final = "min_status"
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("contacts", _LEAVES, _STAYS),
    _LEAVES: (*LEVELS, _MIN_STATUS),
    _STAYS: ("publishers", "sources", "properties"),
}
"""Known keys by table; the empty name is that of the file."""


def read_policy(path: str | Path) -> PublicPolicy:
    """The policy that a file states::

        contacts = "organizations"  # or "all", "none"

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

    All that may leave must be named; the least state of registration, what stays inside, and contacts may be left out.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it cannot be used; the message names file and key.
    """
    file = _Tables(read_toml(path, limit=_MAX_BYTES, too_large=POLICY_TOO_LARGE, no_toml=POLICY_NOT_TOML))
    leaves, stays = file.table(_LEAVES, required=True), file.table(_STAYS, required=False)
    contacts = file.content.get("contacts", "organizations")
    if contacts not in _CONTACTS:
        file.refuse("contacts", POLICY_CONTACTS_WANTED(values=_CONTACTS), contacts)
    codes = {name: file.codes(name, leaves) for name in LEVELS}
    return PublicPolicy(
        **codes,
        publishers=file.iris("publishers", stays),
        sources=file.names("sources", stays),
        contacts=cast("LeavingContacts", contacts),
        properties=file.properties("properties", stays),
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
            raise UsageError(POLICY_KEY_MISSING(file=self._shown, key=name))
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            raise UsageError(POLICY_NO_TABLE(file=self._shown, key=name))
        self._refuse_unknown(name, found)
        return found

    def codes(self, name: str, table: Mapping[str, object]) -> frozenset[str]:
        """The codes that may leave, of a property that must be there."""
        if name not in table:
            raise UsageError(POLICY_KEY_MISSING(file=self._shown, key=f"{_LEAVES}.{name}"))
        known = (*publicity_codes(LEVELS[name]), NOT_STATED)
        values = table[name]
        if not isinstance(values, list) or any(not isinstance(one, str) or one not in known for one in values):
            self.refuse(f"{_LEAVES}.{name}", POLICY_CODES_WANTED(codes=known), values)
        return frozenset(values)

    def least_state(self, table: Mapping[str, object]) -> RegistrationState | None:
        """The least state of registration; None if the policy asks for none."""
        if _MIN_STATUS not in table:
            return None
        value = table[_MIN_STATUS]
        if not isinstance(value, str) or value not in LADDER:
            self.refuse(f"{_LEAVES}.{_MIN_STATUS}", POLICY_STATE_WANTED(values=tuple(LADDER)), value)
        return require_minimum(value)

    def iris(self, name: str, table: Mapping[str, object]) -> frozenset[str]:
        """A list of IRIs, as all lists empty if it is not there."""
        return self._list(name, table, _iri, POLICY_IRIS_WANTED())

    def names(self, name: str, table: Mapping[str, object]) -> frozenset[str]:
        """A list of names of sources."""
        return self._list(name, table, _name, POLICY_NAMES_WANTED())

    def properties(self, name: str, table: Mapping[str, object]) -> frozenset[str]:
        """A list of properties, by prefixed name or IRI, as IRIs."""
        return self._list(name, table, _property, POLICY_PROPERTIES_WANTED())

    def _list(
        self, name: str, table: Mapping[str, object], read: Callable[[object], str | None], wanted: Message
    ) -> frozenset[str]:
        values = table.get(name, [])
        found = [read(one) for one in values] if isinstance(values, list) else [None]
        if None in found:
            self.refuse(f"{_STAYS}.{name}", wanted, values)
        return frozenset(one for one in found if one is not None)

    def refuse(self, key: str, wanted: Message, value: object) -> NoReturn:
        """Raise the error that a key has none of the values wanted."""
        found = shorten(json.dumps(value, ensure_ascii=False, default=str), _SHOWN)
        raise UsageError(POLICY_VALUE_REFUSED(file=self._shown, key=key, wanted=wanted, found=found))

    def _refuse_unknown(self, name: str, table: Mapping[str, object]) -> None:
        for key in table:
            if key not in _KEYS[name]:
                shown = f"{name}.{key}" if name else key
                raise UsageError(POLICY_KEY_UNKNOWN(file=self._shown, key=shown, known=_KEYS[name]))


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
