"""Reasons why a policy of a public export is refused."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "POLICY_CODES_WANTED",
    "POLICY_CONTACTS_WANTED",
    "POLICY_IRIS_WANTED",
    "POLICY_KEY_MISSING",
    "POLICY_KEY_UNKNOWN",
    "POLICY_NAMES_WANTED",
    "POLICY_NOT_TOML",
    "POLICY_NO_TABLE",
    "POLICY_PROPERTIES_WANTED",
    "POLICY_STATE_WANTED",
    "POLICY_TOO_LARGE",
    "POLICY_VALUE_REFUSED",
]

POLICY_TOO_LARGE: Final = message(
    "policy-too-large", "{file} is larger than {limit} bytes and cannot be the policy of a public export"
)
POLICY_NOT_TOML: Final = message("policy-not-toml", "{file} is no TOML: {reason}")
POLICY_NO_TABLE: Final = message("policy-no-table", "{file}: {key!r} must be a table, [{key}]")
POLICY_KEY_MISSING: Final = message(
    "policy-key-missing", "{file}: the key {key!r} is missing; a policy says it of everything that may leave"
)
POLICY_KEY_UNKNOWN: Final = message("policy-key-unknown", "{file}: unknown key {key!r}; known: {known}")
POLICY_VALUE_REFUSED: Final = message("policy-value-refused", "{file}: {key!r} must be {wanted}; found {found}")
POLICY_CODES_WANTED: Final = message("policy-codes-wanted", "a list of some of {codes}")
POLICY_STATE_WANTED: Final = message("policy-state-wanted", "a state of registration, one of {values}")
POLICY_CONTACTS_WANTED: Final = message("policy-contacts-wanted", "one of {values}")
POLICY_IRIS_WANTED: Final = message("policy-iris-wanted", "a list of IRIs")
POLICY_NAMES_WANTED: Final = message("policy-names-wanted", "a list of names of sources")
POLICY_PROPERTIES_WANTED: Final = message(
    "policy-properties-wanted", "a list of properties, such as dcat:contactPoint or their IRIs"
)
