"""Sources and publishers that a policy keeps inside must be there: a mistyped one would keep nothing inside."""

from __future__ import annotations

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import PUBLISHER_UNKNOWN, SOURCE_UNKNOWN

from ..export.public_policy import PublicPolicy
from ..store.database import Connection
from ..store.publishers import find_publishers, publishers_of_records
from ..store.stored_rows import sources_of

__all__ = ["require_names"]


def require_names(connection: Connection, policy: PublicPolicy) -> None:
    """Raise an error if a policy names a source or publisher that the registry does not know.

    Raises:
        UnknownNameError: it does.
    """
    sources = [source.name for source in sources_of(connection)]
    for name in sorted(policy.sources.difference(sources)):
        raise UnknownNameError(SOURCE_UNKNOWN, name, sources)
    for iri in sorted(policy.publishers - find_publishers(connection, policy.publishers)):
        raise UnknownNameError(PUBLISHER_UNKNOWN, iri, publishers_of_records(connection))
