"""Make the manifest of a feed anew from its folder, where it is lost or damaged.

Four things say what the feed had: its pages, the addresses that the web server answers, the event stream, and those
lines of the old manifest that can still be read. A record that any of them has counts as having been there, so that a
damaged folder hides no loss.

Source of the rules: docs/decisions/0054-lost-manifests.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, cast

from danhmuc.vocab.errors import ManifestError

from ..export.public_policy import PublicPolicy
from ..harvest.plan_reading import LineFieldError, LineFields
from ..messages.feeds import FeedFoldersText
from ..record.bars import Bars
from ..record.local_iri import iri_digits
from ..record.spools import SpooledMapping, SpooledPairs, SpooledSequence, SpooledTexts, sorted_runs
from .catalog_records import profile_iri, record_iri
from .documents import PageEntry, ReadPage, page_name, read_listed_locals, read_page
from .event_log import SpooledEvents, StreamEvent, stream_events
from .feed_files import FeedDraft, ManifestFile
from .feed_settings import FeedSettings
from .key_ranges import FIRST
from .manifest import (
    DIGEST,
    MANIFEST,
    POLICY,
    RECORDS,
    REGISTRY,
    FeedEntry,
    FeedPage,
    Manifest,
    ManifestRecord,
    ManifestRows,
    Tombstone,
    digest_of_members,
    other_base_error,
    read_record,
    write_members,
)
from .publication import APACHE_PLACES, ServedPlace, read_places

# ---------------------------------------------------------------- feed origin
# The origin of a feed, and digests of what it depends on: if none has changed, nothing is built.
#
# The origin has a small file of its own: registry and policy are known even where the manifest is lost. A page does not
# say whether a policy decided what is on it, or which registry it is from.

ORIGIN: Final = "origin.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOrigin:
    """The origin of a build.

    Attributes:
        base: the address of the feed.
        registry: digest by which the registry is known again; None if it has none yet.
        policy: digest of the policy; None if there was none.
    """

    base: str
    registry: str | None
    policy: str | None


def write_origin(draft: FeedDraft, origin: FeedOrigin, *, modified_at: str) -> None:
    """Write the origin of a build.

    Raises:
        UsageError: it cannot be written.
    """
    members = {"format": _FORMAT, "base": origin.base, "registry": origin.registry, "policy": origin.policy}
    write_members(draft, ORIGIN, members, modified_at=modified_at)


def read_origin(folder: Path) -> FeedOrigin | None:
    """The origin of the build in a folder; None if there is none, or it is not as it was written.

    Raises:
        ManifestError: a newer version wrote it.
    """
    path = folder / ORIGIN
    try:
        members = json.loads(path.read_bytes())
        if not isinstance(members, dict) or members.pop(DIGEST, None) != digest_of_members(members):
            return None
        fields = LineFields(members)
        found = fields.number("format")
        if found > _FORMAT:
            message = FeedFoldersText.FEED_MANIFEST_NEWER(path=str(path), found=found, known=_FORMAT)
            raise ManifestError(message, path=str(path), is_damaged=False)
        origin = FeedOrigin(
            base=fields.text("base"), registry=fields.text_or_none("registry"), policy=fields.text_or_none("policy")
        )
        fields.finish()
    except (OSError, ValueError, RecursionError, LineFieldError):
        return None
    return origin


def settings_digest(settings: FeedSettings, policy: PublicPolicy | None) -> str:
    """The digest of all that a feed depends on beside the registry.

    The profile counts by its IRI: the path of its file is another one on another machine.
    """
    try:
        release = version("danhmuc")
    except PackageNotFoundError:
        release = ""
    name = settings.profile
    counting = replace(settings, profile=None if name is None else profile_iri(name) or name)
    return _digest_of([release, repr(counting), *_policy_parts(policy)])


def policy_digest(policy: PublicPolicy | None) -> str | None:
    """The digest of a policy; None without one."""
    return None if policy is None else _digest_of(_policy_parts(policy))


def _digest_of(parts: Iterable[str]) -> str:
    return f"sha256:{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"


def _policy_parts(policy: PublicPolicy | None) -> Iterator[str]:
    if policy is None:
        return
    for name in policy.__slots__:
        value = getattr(policy, name)
        if value is not None:
            yield f"{name}={sorted(value) if isinstance(value, frozenset) else value}"


def digest_of_bars(bars: Bars, sources: Iterable[str]) -> str:
    """The digest of all that is kept back, whatever the order in which it was read.

    Args:
        sources: names of the internal ones, and of those removed, and whatever else is served no more once it changes.
    """
    parts: list[str] = [bars.salt or "", *sorted(sources), *sorted(bars.holds), *sorted(bars.purged)]
    for table in (bars.marks, bars.spelled_marks, bars.listed, bars.states):
        parts += sorted(f"{key} {sorted(found)}" for key, found in table.items())
    parts += sorted(f"{iri} {sorted(said.items())}" for iri, said in bars.publicity.items())
    return f"sha256:{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"


# ---------------------------------------------------------------- rebuilt manifest

_BEGINNING: Final = "1970-01-01T00:00:00Z"
_PAGE: Final = re.compile(
    r"(?P<name>(?:agency/(?P<code>[^/]+)/)?(?:catalog|page/\d{8,}-[0-9a-f]{16}))\.(?:ttl|rdf|jsonld)(?:\.gz)?"
)
"""The path of a page of all, or of an agency."""
_UNKNOWN: Final = "unknown:0000000000000000"
"""The digest of a record of which only the address is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuiltManifest(Manifest):
    """A manifest that was made anew.

    Attributes:
        found: its records, sorted by their local IRIs.
        origin: what the feed was built from; None if that is not known either.
        unreadable: path of a document that cannot be read, so that records may be missing here; None if all that the
            feed had is known.
    """

    found: Sequence[ManifestRecord] = field(default=(), repr=False)
    origin: FeedOrigin | None = None
    unreadable: str | None = None

    def records(self) -> Iterator[ManifestRecord]:
        """The records of the feed and those that it had, sorted by their local IRIs."""
        return iter(self.found)


def rebuild_manifest(
    folder: Path,
    files: Mapping[str, ManifestFile],
    *,
    base: str,
    digests: SpooledPairs,
    nodes: Container[str] = (),
) -> RebuiltManifest | None:
    """The manifest of the build in a folder, made from its other files; None if nothing in it says anything.

    Args:
        files: those of the folder as they are, by path.
        base: the address of the feed.
        digests: local and digest of what leaves now: of two digests that a record may have had, this one is taken.
        nodes: IRIs of the node records that leave now.

    Raises:
        ManifestError: it is a feed at another base, or of a newer version.
    """
    origin = read_origin(folder)
    if origin is not None and origin.base != base:
        raise other_base_error(folder, origin.base, base)
    witnesses = _Witnesses.read(folder, files, base, nodes)
    if origin is None and not witnesses.say_anything:
        return None
    times = [one.modified_at for path, one in files.items() if path not in (MANIFEST, RECORDS)]
    built_at = max(times, default=_BEGINNING)
    now = SpooledMapping(digests, itemgetter(0))
    entries = witnesses.entries(now, _agencies(folder, files, base), built_at)
    tombstones = witnesses.tombstones(entries, built_at)
    found = ManifestRows(chain(entries.values(), tombstones.values()))
    counts = Counter(one.page for one in entries.values())
    lowers = sorted({FIRST, *counts, *(_lower_of(name) for name in witnesses.pages)})
    contents = {POLICY: origin.policy, REGISTRY: origin.registry} if origin is not None else {}
    return RebuiltManifest(
        folder=folder,
        base=base,
        run=None,
        built_at=built_at,
        settings="",
        files={
            RECORDS: ManifestFile(path=RECORDS, sha256="", byte_size=0, modified_at=built_at),
            **{path: one for path, one in files.items() if path != MANIFEST},
        },
        pages=tuple(FeedPage(lower=lower, records=counts[lower]) for lower in lowers),
        entries=len(entries),
        tombstones=len(tombstones),
        contents={name: digest for name, digest in contents.items() if digest is not None},
        found=ManifestRows(found[number] for number in _sorted_numbers(found)),
        origin=origin,
        unreadable=witnesses.unreadable(len(entries)),
    )


class _KnownEntries(SpooledSequence[PageEntry]):
    """Entries of pages, in a temporary file."""

    def _fields(self, value: PageEntry) -> Sequence[object]:
        return (value.local, value.iri, value.page, value.digests)

    def _value(self, fields: Sequence[object]) -> PageEntry:
        local, iri, page, digests = cast("tuple[str, str, str, list[str]]", fields)
        return PageEntry(local=local, iri=iri, page=page, digests=tuple(digests))


@dataclass(frozen=True, slots=True)
class _AnyOf(Container[str]):
    """Two containers as one."""

    one: Container[str]
    other: Container[str]

    def __contains__(self, text: object) -> bool:
        return text in self.one or text in self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witnesses:
    """The statements of a folder about the feed in it.

    Attributes:
        base: the address of the feed.
        pages: by name, without their entries; None for one that cannot be read.
        known: the entries of pages, by local; of several pages that have one, the first counts.
        places: by path; None if the file is not whole.
        lines: the records of lines that can be read, by local.
        events: the newest activity of each thing, by IRI.
    """

    base: str
    pages: Mapping[str, ReadPage | None]
    known: Mapping[str, PageEntry]
    places: Mapping[str, ServedPlace] | None
    lines: Mapping[str, ManifestRecord]
    events: Mapping[str, StreamEvent]

    @classmethod
    def read(cls, folder: Path, files: Mapping[str, ManifestFile], base: str, nodes: Container[str]) -> _Witnesses:
        """Read all of them.

        Raises:
            ManifestError: it is a feed at another base.
        """
        path = folder / "server" / APACHE_PLACES
        places = read_places(path.read_bytes(), base) if f"server/{APACHE_PLACES}" in files else None
        names = {match["name"] for one in files if (match := _PAGE.fullmatch(one)) and not match["code"]}
        events = SpooledMapping(SpooledEvents(stream_events(folder, base)), lambda one: one.iri)
        things = _AnyOf(events, nodes)
        pages: dict[str, ReadPage | None] = {}
        others: set[str] = set()
        known = SpooledMapping(_KnownEntries(), lambda one: one.local)
        for name, wanted in _locals_by_page(names, (places or {}).values()):
            page = read_page(folder, name, wanted=wanted, nodes=things)
            if page is not None and page.base != base:
                others.add(page.base)
                page = None
            for entry in () if page is None else page.entries:
                if entry.local not in known:
                    known.add(entry)
            pages[name] = None if page is None else replace(page, entries=())
        if others and not any(pages.values()):
            raise other_base_error(folder, min(others), base)
        return cls(
            base=base,
            pages=pages,
            known=known,
            places=places,
            lines=_read_lines(folder / RECORDS),
            events=events,
        )

    @property
    def say_anything(self) -> bool:
        """Whether there is any of them."""
        return bool(self.pages or self.places is not None or self.lines or self.events)

    def unreadable(self, found: int) -> str | None:
        """The path of a document whose records may not be known; None if all are.

        Args:
            found: number of entries that are known.
        """
        totals = [page.total for page in self.pages.values() if page is not None and page.total is not None]
        if found >= max(totals, default=0) and (totals or self.places is not None):
            return None
        unread = (name for name, page in sorted(self.pages.items()) if page is None)
        return f"{next(unread, page_name(FIRST))}.ttl"

    def entries(
        self, digests: Mapping[str, tuple[str, str]], agencies: Mapping[str, tuple[str, str]], built_at: str
    ) -> Mapping[str, FeedEntry]:
        """The entries by local: those of pages, and those that anything else says were on one.

        Args:
            digests, agencies: pairs of local and digest, or code, by local.
        """
        found = SpooledMapping(ManifestRows(), lambda one: one.local)
        for local, one in self.known.items():
            _, now = digests.get(local, (local, ""))
            digest = now if now in one.digests else one.digests[0]
            line, agency = self.lines.get(local), agencies[local][1] if local in agencies else None
            if isinstance(line, FeedEntry) and line.iri == one.iri and line.digest in one.digests:
                found.add(replace(line, page=_lower_of(one.page), agency=line.agency if agency is None else agency))
            else:
                found.add(self._entry(local, one.iri, digest, _lower_of(one.page), agency, built_at))
        for line in self.lines.values():
            if isinstance(line, FeedEntry) and line.local not in found:
                found.add(line)
        iris = self._iris_by_digest(deleted=False)
        for place in (self.places or {}).values():
            local = _local_of(place)
            if place.page is not None and local not in found:
                iri = iris(local.rpartition("/")[2]) or record_iri(self.base, local)
                agency = agencies[local][1] if local in agencies else None
                found.add(self._entry(local, iri, _UNKNOWN, _lower_of(place.page), agency, built_at))
        return cast("Mapping[str, FeedEntry]", found)

    def tombstones(self, entries: Mapping[str, FeedEntry], built_at: str) -> Mapping[str, ManifestRecord]:
        """Tombstones of all that the feed had and that is no entry, by local."""
        found = SpooledMapping(ManifestRows(), lambda one: one.local)
        for line in self.lines.values():
            if isinstance(line, Tombstone) and line.local not in entries:
                found.add(line)
        iris = self._iris_by_digest(deleted=True)
        for place in (self.places or {}).values():
            local = _local_of(place)
            if place.page is not None or local in found or local in entries:
                continue
            iri = iris(local.rpartition("/")[2])
            instead = entries.get((place.moved_to or "").removeprefix("record/"))
            found.add(
                Tombstone(
                    local=local,
                    iri=record_iri(self.base, local) if iri is None else iri,
                    # Nobody knows why it is gone; whoever has a copy shall not keep it.
                    reason="withdrawn" if instead is None else "redirected",
                    since=built_at if iri is None else self.events[iri].published,
                    target=None if instead is None else instead.iri,
                )
            )
        return found

    def _entry(self, local: str, iri: str, digest: str, page: str, agency: str | None, built_at: str) -> FeedEntry:
        event = self.events.get(iri)
        changed_at = built_at if event is None or event.kind == "Delete" else event.published
        return FeedEntry(local=local, iri=iri, digest=digest, page=page, agency=agency, changed_at=changed_at)

    def _iris_by_digest(self, *, deleted: bool) -> Callable[[str], str | None]:
        """Returns the IRI of the stream that has some digits, which a local has of it."""
        iris = SpooledPairs(
            (iri_digits(iri), iri) for iri, event in self.events.items() if (event.kind == "Delete") == deleted
        )
        by_digits = SpooledMapping(iris, itemgetter(0))
        return lambda digits: by_digits[digits][1] if digits in by_digits else None


def _locals_by_page(names: Iterable[str], places: Iterable[ServedPlace]) -> Iterator[tuple[str, set[str]]]:
    """Each page, by name, with the locals that it should have."""
    lines = chain(
        (f"{name}\n".encode() for name in names),
        (f"{one.page} {_local_of(one)}\n".encode() for one in places if one.page is not None),
    )
    for name, some in groupby(sorted_runs(lines), key=lambda line: line.split()[0]):
        yield name.decode(), {line.split()[1].decode() for line in some if b" " in line}


def _sorted_numbers(records: Iterable[ManifestRecord]) -> Iterator[int]:
    """The positions of records in the order of their locals."""
    lines = (b"%b\0%d\n" % (one.local.encode(), number) for number, one in enumerate(records))
    return (int(line.rpartition(b"\0")[2]) for line in sorted_runs(lines))


def _read_lines(path: Path) -> Mapping[str, ManifestRecord]:
    """The records of lines that can be read; of one that two lines have, neither is believed."""
    found = SpooledMapping(ManifestRows(), lambda one: one.local)
    twice = SpooledTexts()
    try:
        with path.open("rb") as lines:
            for line in lines:
                try:
                    record = read_record(line)
                except (ValueError, RecursionError, AttributeError, TypeError):  # it is cut off, or is no record
                    continue
                if record.local in found:
                    twice.add(record.local)
                else:
                    found.add(record)
    except OSError:
        return {}
    if not twice:
        return found
    once = ManifestRows(one for one in found.values() if one.local not in twice)
    return SpooledMapping(once, lambda one: one.local)


def _agencies(folder: Path, files: Iterable[str], base: str) -> Mapping[str, tuple[str, str]]:
    """Local and code of the agency of each local, by the documents of agencies."""
    pages = {(match["code"], match["name"]) for one in files if (match := _PAGE.fullmatch(one)) and match["code"]}
    found = SpooledMapping(SpooledPairs(), itemgetter(0))
    for code, name in sorted(pages):
        catalog = f"{base}agency/{code}/{page_name(FIRST)}"
        for local in sorted(read_listed_locals(folder, name, base, catalog=catalog) or ()):
            found.add((local, code))
    return found


def _local_of(place: ServedPlace) -> str:
    return place.path.removeprefix("record/")


def _lower_of(name: str) -> str:
    """The lower bound of the page with a name."""
    return FIRST if name == page_name(FIRST) else name.rpartition("/")[2]
