"""The records of a manifest: one line of JSON each, sorted by their local IRIs.

A record that the feed has is an entry; one that it had is a tombstone, for as long as it does not come back. Both are
written and read one by one, since a feed may have a million; while a feed is built, they are in a temporary file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args

from ..harvest.line_fields import LineFieldError, LineFields
from ..record.sorted_runs import sorted_runs
from ..record.spooled_values import SpooledSequence
from .feed_files import is_time

GoneReason = Literal["deleted", "withdrawn", "redirected"]
"""Why a record is not in the feed any more: its sources do not have it, it must not be public, or another stands for
it."""
REASONS: Final = get_args(GoneReason)
_LOCAL: Final = re.compile(r"[A-Za-z0-9._~%-]+(/[A-Za-z0-9._~%-]+)+")
"""Without what JSON escapes or sorts before a quotation mark, so that lines sort as the local IRIs do."""
_DIGEST: Final = re.compile(r"[a-z0-9-]+:[0-9a-f]{16,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A record of the feed.

    Attributes:
        local: the part of its local IRI that follows the base.
        iri: that of its owner.
        digest: of what left of it, with its kind, such as ``sha256:…``.
        page: the lower bound of its page.
        agency: code of the agency whose feed has it, too; None if it stands in none.
        changed_at: when the feed last said something else of it; ISO 8601 in UTC.
    """

    local: str
    iri: str
    digest: str
    page: str
    agency: str | None
    changed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """A record that the feed had.

    Attributes:
        iri: that of its owner, as the feed had it last.
        since: when it left the feed; ISO 8601 in UTC.
        target: IRI of the record that stands for it; None unless it is redirected.
    """

    local: str
    iri: str
    reason: GoneReason
    since: str
    target: str | None = None


ManifestRecord = FeedEntry | Tombstone


def write_record(record: ManifestRecord) -> bytes:
    """The line of a record, without its end."""
    if isinstance(record, FeedEntry):
        members = {
            "local": record.local,
            "iri": record.iri,
            "digest": record.digest,
            "page": record.page,
            "agency": record.agency,
            "changed": record.changed_at,
        }
    else:
        members = {
            "local": record.local,
            "iri": record.iri,
            "gone": record.reason,
            "since": record.since,
            "target": record.target,
        }
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def read_record(line: bytes) -> ManifestRecord:
    """The record of a line.

    Raises:
        LineFieldError: a field is missing, or not what it must be.
        ValueError: the line is not JSON.
    """
    members = json.loads(line)
    fields = LineFields(members)
    local, iri = _matching(fields, "local", _LOCAL), fields.text("iri")
    record: ManifestRecord
    if "gone" in members:
        reason = fields.choice("gone", REASONS)
        since, target = _time(fields, "since"), fields.text_or_none("target")
        if (reason == "redirected") != (target is not None):
            raise LineFieldError("target")
        record = Tombstone(local=local, iri=iri, reason=reason, since=since, target=target)
    else:
        record = FeedEntry(
            local=local,
            iri=iri,
            digest=_matching(fields, "digest", _DIGEST),
            page=fields.text("page"),
            agency=fields.text_or_none("agency"),
            changed_at=_time(fields, "changed"),
        )
    fields.finish()
    return record


def sorted_lines(records: Iterable[ManifestRecord]) -> Iterator[bytes]:
    """The lines of records in the order of their local IRIs; memory for some of them, a temporary file for more.

    Raises:
        ValueError: two have one local IRI, or a field cannot be read again.
    """
    last = b""
    for line in sorted_runs(map(_checked_line, records)):
        local = line.partition(b",")[0]
        if local == last:
            raise ValueError(f"two records have one {local.decode()}")
        last = local
        yield line


def _checked_line(record: ManifestRecord) -> bytes:
    line = write_record(record)
    if read_record(line) != record:
        raise ValueError(f"{record.local!r} is not read as it is written")
    return line + b"\n"


def _matching(fields: LineFields, name: str, form: re.Pattern[str]) -> str:
    text = fields.text(name)
    if form.fullmatch(text) is None:
        raise LineFieldError(name)
    return text


def _time(fields: LineFields, name: str) -> str:
    text = fields.text(name)
    if not is_time(text):
        raise LineFieldError(name)
    return text


class ManifestRows(SpooledSequence[ManifestRecord]):
    """Entries and tombstones, in the order in which they are added."""

    def _fields(self, value: ManifestRecord) -> Sequence[object]:
        return [getattr(value, name) for name in value.__slots__]

    def _value(self, fields: Sequence[object]) -> ManifestRecord:
        kind = FeedEntry if len(fields) == len(FeedEntry.__slots__) else Tombstone
        return kind(**dict(zip(kind.__slots__, cast("list[Any]", fields), strict=True)))
