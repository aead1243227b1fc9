"""The manifest of a feed: the files in its folder, and what it last said of each record, a line of JSON each.

``manifest.json`` has the files and the pages, ``manifest-records.jsonl`` a line for each record. The first has a digest
of itself and of the second: what is damaged is refused, never half believed. The times of builds stand here and in no
other file. A file that is taken over from the last build is not written again, so its losses are known from here alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar, cast, get_args

from danhmuc.vocab.errors import ManifestError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusalCount, RefusedRecord, RefusedWhy

from ..harvest.plan_reading import LineFieldError, LineFields
from ..messages.feeds import FeedFoldersText
from ..record.spools import SpooledSequence, sorted_runs
from .feed_files import FeedDraft, ManifestFile, file_holds, is_feed_path, is_time
from .key_ranges import FIRST

# ---------------------------------------------------------------- manifest records
# The records of a manifest: one line of JSON each, sorted by their local IRIs.
#
# A record that the feed has is an entry; one that it had is a tombstone, for as long as it does not come back. Both are
# written and read one by one, since a feed may have a million; while a feed is built, they are in a temporary file.

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


# ---------------------------------------------------------------- manifest

FORMAT: Final = 1
"""The version of the format; it grows with whatever an earlier danhmuc could misread."""
MANIFEST: Final = "manifest.json"
RECORDS: Final = "manifest-records.jsonl"
POLICY: Final = "policy"
"""Name of the digest of the policy among the contents; not there if there was none."""
REGISTRY: Final = "registry"
"""Name of the digest by which the registry is known again, likewise."""
DIGEST: Final = "sha256"
_PLAIN: Final = ("base", "run", "built_at", "settings", "entries", "tombstones", "drop_reason")
"""Members that are values of the manifest as they are, in the order of the file."""
_Read = TypeVar("_Read")
_SHOWN: Final = 20
_WHY: Final = tuple(get_args(RefusedWhy))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """A page, in all its syntaxes.

    Attributes:
        lower: the lowest key that belongs on it.
        records: number of its entries.
    """

    lower: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of a build.

    Attributes:
        folder: of the build.
        base: the address of the folder; ends with ``/``.
        run: the newest run of the registry that the build saw; None if there was none.
        built_at: when it was built; ISO 8601 in UTC.
        settings: digest of what the build depends on beside the registry.
        files: all files by path, the manifest itself aside.
        pages: in the order of their bounds; the first begins at `FIRST`.
        entries: number of records of the feed.
        tombstones: number of records that it had.
        contents: digest of all that a document is made of, by its path without the ending, so that the next build need
            not write it to know that it is the same.
        losses: what files could not hold, by their paths.
        drop_reason: why it was accepted that too many records are gone; None if nobody had to.
    """

    folder: Path
    base: str
    run: int | None
    built_at: str
    settings: str
    files: Mapping[str, ManifestFile]
    pages: tuple[FeedPage, ...]
    entries: int
    tombstones: int
    contents: Mapping[str, str]
    losses: Mapping[str, FileLoss] = field(default_factory=dict)
    drop_reason: str | None = None

    @property
    def bounds(self) -> tuple[str, ...]:
        """The lower bounds of the pages."""
        return tuple(page.lower for page in self.pages)

    def records(self) -> Iterator[ManifestRecord]:
        """The records of the feed and those that it had, sorted by their local IRIs, read one by one.

        Raises:
            ManifestError: they are not as they were written.
        """
        found = 0
        bounds = set(self.bounds)
        try:
            with (self.folder / RECORDS).open("rb") as lines:
                for line in lines:
                    record = read_record(line)
                    if isinstance(record, FeedEntry) and record.page not in bounds:
                        raise _damage_error(self.folder / RECORDS, FeedFoldersText.DAMAGE_FIELD(field="page"))
                    found += 1
                    yield record
        except LineFieldError as error:
            raise _damage_error(self.folder / RECORDS, FeedFoldersText.DAMAGE_FIELD(field=error.field)) from error
        except (OSError, ValueError) as error:
            raise _damage_error(self.folder / RECORDS, FeedFoldersText.DAMAGE_BYTES()) from error
        if found != self.entries + self.tombstones:
            raise _damage_error(self.folder / RECORDS, FeedFoldersText.DAMAGE_BYTES())

    def damage(self) -> Iterator[str]:
        """Paths of files that are not there, hold something else, or are not listed; sorted within each kind."""
        for path, fact in sorted(self.files.items()):
            if not (self.folder / path).exists() or not file_holds(self.folder / path, fact):
                yield path
        found = (one.relative_to(self.folder).as_posix() for one in sorted(self.folder.rglob("*")) if not one.is_dir())
        yield from (path for path in found if path != MANIFEST and path not in self.files)


def write_manifest(
    draft: FeedDraft,
    *,
    base: str,
    run: int | None,
    built_at: str,
    settings: str,
    pages: Sequence[FeedPage],
    records: Iterable[ManifestRecord],
    contents: Mapping[str, str] | None = None,
    losses: Iterable[FileLoss] = (),
    drop_reason: str | None = None,
) -> Manifest:
    """Write the manifest of a build; its last files, after which it is complete.

    Args:
        records: entries and tombstones in any order.

    Raises:
        UsageError: it cannot be written.
        ValueError: two records have one local IRI, or anything could not be read again.
    """
    counts = _write_records(draft, records, built_at)
    manifest = Manifest(
        folder=draft.path,
        base=base,
        run=run,
        built_at=built_at,
        settings=settings,
        files={file.path: file for file in draft.files},
        pages=tuple(pages),
        entries=counts[FeedEntry],
        tombstones=counts[Tombstone],
        contents=dict(sorted((contents or {}).items())),
        losses={loss.path: loss for loss in sorted(losses, key=lambda one: one.path)},
        drop_reason=drop_reason,
    )
    return _write(draft, manifest)


def _write_records(draft: FeedDraft, records: Iterable[ManifestRecord], built_at: str) -> Counter[type[ManifestRecord]]:
    """Write the records of a manifest; returns how many are entries, and how many tombstones."""
    counts: Counter[type[ManifestRecord]] = Counter()

    def count_records() -> Iterator[ManifestRecord]:
        for record in records:
            counts[type(record)] += 1
            yield record

    with draft.write(RECORDS, modified_at=built_at, packs=False) as out:
        for line in sorted_lines(count_records()):
            out.write(line)
    return counts


def continue_manifest(draft: FeedDraft, before: Manifest, *, run: int | None, built_at: str) -> None:
    """Write the manifest of a build that has the records, pages and contents of the one before, and all of its files.

    Raises:
        UsageError: it cannot be written.
    """
    # A reason goes with the loss that it is for, as in `FeedBuild.write`.
    reason = before.drop_reason if built_at == before.built_at else None
    files = {file.path: file for file in draft.files}
    _write(draft, replace(before, folder=draft.path, run=run, built_at=built_at, files=files, drop_reason=reason))


def _write(draft: FeedDraft, manifest: Manifest) -> Manifest:
    members = _members(manifest)
    if _manifest_of(LineFields(members), draft.path) != manifest:
        raise ValueError("the manifest is not read as it is written")
    write_members(draft, MANIFEST, members, modified_at=manifest.built_at)
    return manifest


def read_manifest(folder: Path, *, base: str | None = None) -> Manifest | None:
    """The manifest of the build in a folder; None if there is none.

    Args:
        base: that of the feed to be built; None if any will do.

    Raises:
        ManifestError: it is damaged, of a newer format, or of a feed at another base.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damage_error(path, FeedFoldersText.DAMAGE_BYTES()) from error
    try:
        members = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damage_error(path, FeedFoldersText.DAMAGE_NO_JSON()) from error
    manifest = _verify(members, path)
    if base is not None and manifest.base != base:
        raise other_base_error(path, manifest.base, base)
    return manifest


def _verify(members: object, path: Path) -> Manifest:
    """A manifest whose digests are right."""
    if not isinstance(members, dict):
        raise _damage_error(path, FeedFoldersText.DAMAGE_NO_JSON())
    found = members.get("format")
    if isinstance(found, int) and found > FORMAT:
        message = FeedFoldersText.FEED_MANIFEST_NEWER(path=str(path), found=found, known=FORMAT)
        raise ManifestError(message, path=str(path), is_damaged=False)
    if members.pop(DIGEST, None) != digest_of_members(members):
        raise _damage_error(path, FeedFoldersText.DAMAGE_BYTES())
    try:
        manifest = _manifest_of(LineFields(members), path.parent)
        if not file_holds(path.parent / RECORDS, manifest.files[RECORDS]):
            raise _damage_error(path, FeedFoldersText.DAMAGE_OF_FILE(path=RECORDS))
    except LineFieldError as error:
        raise _damage_error(path, FeedFoldersText.DAMAGE_FIELD(field=error.field)) from error
    except OSError as error:
        raise _damage_error(path, FeedFoldersText.DAMAGE_OF_FILE(path=RECORDS)) from error
    return manifest


def _damage_error(path: Path, reason: Message) -> ManifestError:
    return ManifestError(
        FeedFoldersText.FEED_MANIFEST_DAMAGED(path=str(path), reason=reason), path=str(path), is_damaged=True
    )


def other_base_error(path: Path, found: str, base: str) -> ManifestError:
    """The error of a feed at another base."""
    message = FeedFoldersText.FEED_MANIFEST_OF_OTHER_BASE(path=str(path), found=found, base=base)
    return ManifestError(message, path=str(path), is_damaged=False)


def write_members(draft: FeedDraft, path: str, members: Mapping[str, object], *, modified_at: str) -> None:
    """Write members as JSON, with a digest of themselves."""
    signed = {**members, DIGEST: digest_of_members(members)}
    with draft.write(path, modified_at=modified_at, packs=False) as out:
        out.write(json.dumps(signed, ensure_ascii=False, indent=1).encode() + b"\n")


def digest_of_members(members: Mapping[str, object]) -> str:
    """The digest that a file of members has of itself."""
    text = json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _members(manifest: Manifest) -> dict[str, object]:
    return {
        "format": FORMAT,
        **{name: getattr(manifest, name) for name in _PLAIN},
        "contents": [{"name": name, "digest": digest} for name, digest in manifest.contents.items()],
        "losses": [_members_of(loss) for loss in manifest.losses.values()],
        "pages": [{"lower": page.lower, "records": page.records} for page in manifest.pages],
        "files": [
            {"path": file.path, "sha256": file.sha256, "bytes": file.byte_size, "time": file.modified_at}
            for file in manifest.files.values()
        ],
    }


def _manifest_of(fields: LineFields, folder: Path) -> Manifest:
    """The manifest of its members.

    Raises:
        LineFieldError: one is not what it must be.
    """
    if fields.number("format") != FORMAT:
        raise LineFieldError("format")
    pages = _read_each(fields, "pages", lambda one: FeedPage(lower=one.text("lower"), records=one.number("records")))
    files = _read_each(fields, "files", _file_of)
    if not all(is_feed_path(file.path) and is_time(file.modified_at) for file in files):
        raise LineFieldError("files")
    contents = _read_each(fields, "contents", lambda one: (one.text("name"), one.text("digest")))
    losses = _read_each(fields, "losses", _loss_of)
    manifest = Manifest(
        folder=folder,
        base=fields.text("base"),
        run=fields.number_or_none("run"),
        built_at=fields.text("built_at"),
        settings=fields.text("settings"),
        files=MappingProxyType({file.path: file for file in files}),
        pages=tuple(pages),
        entries=fields.number("entries"),
        tombstones=fields.number("tombstones"),
        contents=dict(contents),
        losses={loss.path: loss for loss in losses},
        drop_reason=fields.text_or_none("drop_reason"),
    )
    fields.finish()
    faults = {
        "base": not manifest.base.endswith("/"),
        "built_at": not is_time(manifest.built_at),
        "pages": manifest.bounds[:1] != (FIRST,) or any(one >= other for one, other in pairwise(manifest.bounds)),
        "entries": sum(page.records for page in pages) != manifest.entries,
        "contents": len(manifest.contents) != len(contents),
        "losses": len(manifest.losses) != len(losses) or bool(manifest.losses.keys() - manifest.files.keys()),
        "files": len(manifest.files) != len(files) or RECORDS not in manifest.files or MANIFEST in manifest.files,
    }
    for name, is_faulty in faults.items():
        if is_faulty:
            raise LineFieldError(name)
    return manifest


def _read_each(fields: LineFields, name: str, read: Callable[[LineFields], _Read]) -> list[_Read]:
    """The values of a list of objects, of each of which nothing is left unread."""
    found = []
    for one in fields.items(name):
        members = LineFields(one, name)
        found.append(read(members))
        members.finish()
    return found


def _file_of(fields: LineFields) -> ManifestFile:
    return ManifestFile(
        path=fields.text("path"),
        sha256=fields.text("sha256"),
        byte_size=fields.number("bytes"),
        modified_at=fields.text("time"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLoss:
    """The loss of one file.

    Attributes:
        format: name of its format.
        triples: number of triples that it does not have.
        records: number of records that it does not have at all.
        contacts_given: number of records that have the contact of the settings in it, since it can hold none of their
            own.
        why: numbers of the records that it does not have, by reason and field; one that lacks several fields counts
            for each.
        refused: some of them, first those that lack a field.
    """

    path: str
    format: str
    triples: int = 0
    records: int = 0
    contacts_given: int = 0
    why: tuple[RefusalCount, ...] = ()
    refused: tuple[RefusedRecord, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is to be told."""
        return bool(self.triples or self.records or self.contacts_given)


def unwritten_loss(path: str, format_name: str, lost: Unwritten) -> FileLoss:
    """The loss of a file in which a format left out what it could not express."""
    numbers = Counter((one.why, name) for one in lost.refused for name in one.fields)
    return FileLoss(
        path=path,
        format=format_name,
        triples=lost.count,
        records=len(lost.refused),
        contacts_given=lost.contacts_given,
        why=tuple(RefusalCount(why=why, field=name, records=numbers[why, name]) for why, name in sorted(numbers)),
        refused=tuple(nsmallest(_SHOWN, lost.refused, key=lambda one: one.why != "missing")),
    )


def _members_of(loss: FileLoss) -> dict[str, object]:
    """The members as JSON has them."""
    return {
        "path": loss.path,
        "format": loss.format,
        "triples": loss.triples,
        "records": loss.records,
        "contacts_given": loss.contacts_given,
        "why": [one.as_dict() for one in loss.why],
        "refused": [
            {"iri": one.iri, "why": one.why, "fields": list(one.fields), "triples": one.triples, "role": one.role}
            for one in loss.refused
        ],
    }


def _loss_of(fields: LineFields) -> FileLoss:
    """The loss of its members.

    Raises:
        LineFieldError: one is not what it must be.
    """
    return FileLoss(
        path=fields.text("path"),
        format=fields.text("format"),
        triples=fields.number("triples"),
        records=fields.number("records"),
        contacts_given=fields.number("contacts_given"),
        why=tuple(_read_each(fields, "why", _count_of)),
        refused=tuple(_read_each(fields, "refused", _refused_of)),
    )


def _count_of(fields: LineFields) -> RefusalCount:
    return RefusalCount(why=fields.choice("why", _WHY), field=fields.text("field"), records=fields.number("records"))


def _refused_of(fields: LineFields) -> RefusedRecord:
    return RefusedRecord(
        iri=fields.text("iri"),
        why=fields.choice("why", _WHY),
        fields=fields.texts("fields"),
        triples=fields.number("triples"),
        role=fields.text("role"),
    )
