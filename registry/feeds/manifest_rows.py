"""The records of the manifest of a build while it is built: in a temporary file, as often read as they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ..record.spooled_values import SpooledSequence
from .manifest_records import FeedEntry, GoneReason, ManifestRecord, Tombstone

__all__ = ["ManifestRows"]


class ManifestRows(SpooledSequence[ManifestRecord]):
    """Entries and tombstones, in the order in which they are added."""

    def _fields(self, value: ManifestRecord) -> Sequence[object]:
        if isinstance(value, FeedEntry):
            return (value.local, value.iri, value.digest, value.page, value.agency, value.changed_at)
        return (value.local, value.iri, value.reason, value.since, value.target)

    def _value(self, fields: Sequence[object]) -> ManifestRecord:
        if len(fields) == len(FeedEntry.__slots__):
            local, iri, digest, page, agency, changed_at = cast("tuple[str, str, str, str, str | None, str]", fields)
            return FeedEntry(local=local, iri=iri, digest=digest, page=page, agency=agency, changed_at=changed_at)
        local, iri, reason, since, target = cast("tuple[str, str, GoneReason, str, str | None]", fields)
        return Tombstone(local=local, iri=iri, reason=reason, since=since, target=target)
