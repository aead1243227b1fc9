"""Refuse to count findings of what is not there."""

from __future__ import annotations

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText

from ..messages.requests import RequestsText
from ..store.database import Connection
from ..store.publishers import publishers_of_records
from ..store.stored_findings import FindingFilter, known_rules
from ..store.stored_rows import named_source


def refuse_unknown_findings(connection: Connection, chosen: FindingFilter) -> None:
    """See that the source, publisher and rule that were asked for are there.

    Raises:
        UnknownNameError: one is not.
    """
    if chosen.source is not None:
        named_source(connection, chosen.source)
    if chosen.publisher is not None and chosen.publisher not in (known := publishers_of_records(connection)):
        raise UnknownNameError(ErrorsText.PUBLISHER_UNKNOWN, chosen.publisher, known)
    if chosen.rule is not None and chosen.rule not in (rules := known_rules(connection)):
        raise UnknownNameError(RequestsText.RULE_UNKNOWN, chosen.rule, rules)
