"""Reasons why a policy of a public export is refused."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class PublicPolicyText(Messages):
    POLICY_TOO_LARGE = message("{file} is larger than {limit} bytes and cannot be the policy of a public export")
    POLICY_NOT_TOML = message("{file} is no TOML: {reason}")
    POLICY_NO_TABLE = message("{file}: {key!r} must be a table, [{key}]")
    POLICY_KEY_MISSING = message("{file}: the key {key!r} is missing; a policy says it of everything that may leave")
    POLICY_KEY_UNKNOWN = message("{file}: unknown key {key!r}; known: {known}")
    POLICY_VALUE_REFUSED = message("{file}: {key!r} must be {wanted}; found {found}")
    POLICY_CODES_WANTED = message("a list of some of {codes}")
    POLICY_STATE_WANTED = message("a state of registration, one of {values}")
    POLICY_CONTACTS_WANTED = message("one of {values}")
    POLICY_IRIS_WANTED = message("a list of IRIs")
    POLICY_NAMES_WANTED = message("a list of names of sources")
    POLICY_PROPERTIES_WANTED = message("a list of properties, such as dcat:contactPoint or their IRIs")
