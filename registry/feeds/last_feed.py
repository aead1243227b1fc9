"""The last feed: its manifest or folder, what it depended on, and whether anything is new.

The last feed: what its manifest says, or its folder where that is lost; and whether a build may follow it.

Also whether its copy has anything that must not be public any more, IRI by IRI. That is asked where somebody accepts
that records are gone: then the copy is the way back, and is not given up on a mere suspicion, as at other builds.

Source of the rules: docs/decisions/0054-lost-manifests.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from danhmuc.shapes import NO_PROFILE, profile_tokens
from danhmuc.vocab.errors import ManifestError, RegistryError, UsageError
from danhmuc.vocab.terms import DCT, DMV
from danhmuc.vocab.valid_iris import is_valid_iri

from ..export.decider import internal_sources
from ..messages.feeds import FeedBuildsText, FeedFoldersText
from ..record.bars import Bars
from ..record.spools import SpooledPairs
from ..record.summary import summary_of
from ..store.database import Connection
from ..store.moments import NewestChange
from ..store.selecting import candidates
from ..store.settings import feed_state
from ..store.stored_rows import sources_of
from ..store.target import FEED_BUILDS, replacing
from .feed_files import FeedDraft, time_after
from .feed_report import FeedReport, report_from_json
from .index_page import INDEX, AgencyState, FeedOverview, index_page, overview_of, with_states
from .manifest import (
    DIGEST,
    MANIFEST,
    POLICY,
    REGISTRY,
    Manifest,
    continue_manifest,
    digest_of_members,
    read_manifest,
)
from .publication import Publication, publish, served_build
from .rebuilt_manifest import RebuiltManifest, rebuild_manifest

# ---------------------------------------------------------------- last feed

_WHOLE: Final = "all.nt.gz"
_ACCESS: Final = tuple(
    f" {term} ".encode() for term in (DCT.accessRights, DMV.sharingNature, DMV.personalData, DMV.importance)
)
_SOME: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LastFeed:
    """The last feed in a folder.

    Attributes:
        manifest: as it was written, or made anew; None if the folder says nothing, so that the feed begins.
        is_rebuilt: whether it was made anew.
        is_lost: whether there was a feed of which nothing is left.
    """

    manifest: Manifest | None
    is_rebuilt: bool = False
    is_lost: bool = False

    def require_policy(self, folder: str) -> None:
        """See that the feed may be built without a policy.

        Raises:
            UsageError: it had one, or nobody knows whether it had.
        """
        if self.is_lost or (isinstance(self.manifest, RebuiltManifest) and self.manifest.origin is None):
            raise UsageError(FeedBuildsText.FEED_POLICY_UNKNOWN(folder=folder))
        if self.manifest is not None and POLICY in self.manifest.contents:
            raise UsageError(FeedBuildsText.FEED_POLICY_MISSING(folder=folder))

    def comes_from(self, registry: str | None) -> bool:
        """Whether the feed may be that of a registry: of a feed without a digest, any may be."""
        known = None if self.manifest is None else self.manifest.contents.get(REGISTRY)
        return known is None or known == registry

    def require_registry(self, registry: str | None, folder: str) -> None:
        """See that the feed comes from a registry.

        Raises:
            RegistryError: it comes from another one.
        """
        if not self.comes_from(registry):
            raise RegistryError(FeedBuildsText.FEED_OF_OTHER_REGISTRY(folder=folder))

    def require_known(self, folder: str) -> None:
        """See that all is known that the feed had.

        Raises:
            RegistryError: it is not, so that nobody can say what it would lose.
        """
        if self.unreadable is not None:
            raise RegistryError(FeedBuildsText.FEED_LAST_UNKNOWN(folder=folder, path=self.unreadable))

    @property
    def unreadable(self) -> str | None:
        """Path of a document that cannot be read, so that not all is known that the feed had; None if all is."""
        return self.manifest.unreadable if isinstance(self.manifest, RebuiltManifest) else None


def read_last_feed(
    draft: FeedDraft, *, base: str, digests: Iterable[tuple[str, str]], nodes: Container[str]
) -> LastFeed:
    """The feed that is served while a draft is built.

    Args:
        base: the address of the feed.
        digests: of what leaves now, with the local of each.
        nodes: IRIs of the node records that leave now.

    Raises:
        ManifestError: it is a feed at another base, or of a newer version.
    """
    if draft.previous is None:
        return LastFeed(manifest=None)
    manifest = manifest_of_build(draft.previous, base)
    if manifest is not None:
        return LastFeed(manifest=manifest)
    rebuilt = rebuild_manifest(
        draft.previous, draft.previous_files, base=base, digests=SpooledPairs(digests), nodes=nodes
    )
    return LastFeed(manifest=rebuilt, is_rebuilt=rebuilt is not None, is_lost=rebuilt is None)


def manifest_of_build(folder: Path, base: str) -> Manifest | None:
    """The manifest of the build in a folder; None if there is none, or it cannot be believed.

    Raises:
        ManifestError: it is of a feed at another base, or of a newer version.
    """
    try:
        return read_manifest(folder, base=base)
    except ManifestError as error:
        if not error.is_damaged:
            raise
        return None


def require_same_base(folder: Path, base: str) -> None:
    """See that the feed that is served, if one is, has the base of the one to be built.

    Raises:
        ManifestError: it is at another base, or of a newer version.
        UsageError: what stands in its place is no feed.
    """
    served = served_build(folder)
    if served is not None:
        manifest_of_build(served, base)


def require_folder(folder: str | Path) -> None:
    """See that a feed can be built in a folder, by its name and by what stands there.

    Raises:
        UsageError: it cannot: it is empty, stdout, a file, or the root of the file system.
    """
    path = Path(folder).absolute()
    if str(folder) in ("", "-") or path == path.parent or (path.exists() and not path.is_dir()):
        raise UsageError(FeedFoldersText.FEED_FOLDER_INVALID(folder=str(folder) or '""'))


def require_base(base: str) -> None:
    """See that an address can be the base of a feed.

    Raises:
        UsageError: it cannot.
    """
    try:
        parts = urlsplit(base)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # no port, or no address
        is_whole = False
    is_moving = not {".", ".."}.isdisjoint(base.split("/"))  # whoever resolves it asks for another address
    if (
        not is_whole
        or is_moving
        or not base.endswith("/")
        or any(one in base for one in "?#@")
        or not is_valid_iri(base)
    ):
        raise UsageError(FeedBuildsText.FEED_BASE_INVALID(base=base))


def describes_barred(build: Path, bars: Bars) -> bool:
    """Whether a build describes anything that is kept back by now, as public as it says; also if nobody can tell.

    Args:
        build: its folder, of which the dump of everything is read.
    """
    access: defaultdict[str, list[bytes]] = defaultdict(list)
    named: set[str] = set()
    last = b""
    try:
        for subject, line in _lines(build / _WHOLE):
            is_of_access = any(term in line for term in _ACCESS)
            if subject == last and not is_of_access:
                continue
            last = subject
            iri = subject[1:-1].decode()
            if not bars.names(iri):
                continue
            if bars.of_any_version(iri):
                return True
            named.add(iri)
            if is_of_access:
                access[iri].append(line)
    except (OSError, EOFError, ValueError, zlib.error):
        return True
    # By no source: each of them may say by now that less may be public.
    return any(bars.of(iri, summary_of(iri, b"".join(access[iri])).publicity, source="") for iri in named)


def describes_internal(connection: Connection, iris: Collection[str]) -> bool:
    """Whether an internal source describes one of some IRIs that are not in a feed any more."""
    internal = internal_sources(connection)
    found = sorted(iris) if internal else []
    return any(
        one.source_id in internal
        for start in range(0, len(found), _SOME)
        for one in candidates(connection, None, found[start : start + _SOME])
    )


def _lines(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Each line whose subject is an IRI, behind that."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            if line.startswith(b"<"):
                yield line.partition(b" ")[0], line


# ---------------------------------------------------------------- feed basis
# The basis of the build that is served: by it a build of nothing new is known, and nothing of the records is read.
#
# It is a file beside the builds, for its owner alone, which no web server serves; of records it has what the feed has,
# and the names of their sources. Who takes over files by it trusts their names, sizes and times.
#
# Source of the rules: docs/decisions/0051-feeds.md.

BASIS: Final = "basis.json"
_WRITTEN: Final = frozenset({MANIFEST, INDEX, f"{INDEX}.gz"})
"""Paths of the files that say which harvests there were, and so may change although nothing else does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBasis:
    """The basis of a build.

    Attributes:
        digest: of all that it depends on, beside the day and the harvests.
        day: for which it was built, YYYY-MM-DD.
        until: the last day for which the same would be built; None if it is every later one.
        manifest: digest of its manifest, by which it is known.
        overview: of what it has.
        report: of the build that read it.
    """

    digest: str
    day: str
    until: str | None
    manifest: str
    overview: FeedOverview
    report: FeedReport

    def is_of(self, digest: str, day: date) -> bool:
        """Whether the same would be built of what has that digest, on a day."""
        return self.digest == digest and self.day <= day.isoformat() and (self.until or "9999") >= day.isoformat()


def basis_digest(connection: Connection, parts: Iterable[object], profile: str | None) -> str:
    """The digest of the registry, of some other parts, as JSON has them, of the profiles that count, and of danhmuc.

    Args:
        profile: that of the feed; None if each source has its own.
    """
    names = {one.profile for one in sources_of(connection)} if profile is None else {profile}
    files = [*_profile_files(names.difference((NO_PROFILE, *profile_tokens())))]
    text = json.dumps([*parts, feed_state(connection), sorted(names), files, _installed_files()])
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _profile_files(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths and digests of profiles of operators, and of all that may be a parent: that is in the same folder."""
    own = {Path(name) for name in names}
    for path in sorted(own.union(*(one.parent.glob("*.ttl") for one in own))):
        with suppress(OSError):
            if path.is_file():
                with path.open("rb") as opened:
                    yield str(path), hashlib.file_digest(opened, "sha256").hexdigest()


def _installed_files() -> str:
    """The files of danhmuc with their digests: a version is that of all states of it between two releases."""
    try:
        return distribution("danhmuc").read_text("RECORD") or ""
    except PackageNotFoundError:
        return ""


def read_basis(folder: Path) -> FeedBasis | None:
    """The basis of the feed in a folder; None if there is none, or it is not as it was written."""
    try:
        members = json.loads((folder / FEED_BUILDS / BASIS).read_bytes())
        if members.pop(DIGEST) != digest_of_members(members):
            return None
        overview, report = overview_of(members["overview"]), report_from_json(members["report"])
        return FeedBasis(**{**members, "overview": overview, "report": report})
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_basis(folder: Path, basis: FeedBasis) -> None:
    """Write the basis of the build that is served; where that cannot be done, the next build reads everything."""
    members = {one.name: getattr(basis, one.name) for one in fields(basis)}
    members |= {"overview": asdict(basis.overview), "report": basis.report.to_json()}
    with suppress(UsageError), replacing(folder / FEED_BUILDS / BASIS, readable=False) as out:
        out.write(json.dumps({**members, DIGEST: digest_of_members(members)}).encode())


class _OtherBuildError(Exception):
    """Signal that what is served is not what the basis says."""


def build_unchanged(
    folder: Path, basis: FeedBasis, newest: NewestChange, states: Mapping[str, AgencyState]
) -> FeedReport | None:
    """Build a feed that has nothing new but the harvests since: all other files are those of the last build.

    Args:
        states: of sources, by name.

    Returns:
        None if any file of the last build is not as it was built, so that everything must be read.

    Raises:
        UsageError, ManifestError, RegistryError: as for `publish`.
    """
    before: Manifest | None = None

    def write(draft: FeedDraft) -> None:
        nonlocal before
        known = draft.previous_files.get(MANIFEST)
        is_known = known is not None and known.sha256 == basis.manifest and draft.take_over(without=_WRITTEN)
        before = read_manifest(draft.previous) if is_known and draft.previous is not None else None
        if before is None:
            raise _OtherBuildError
        now = time_after(newest.at, before.built_at)
        with draft.write(INDEX, modified_at=now) as out:
            out.write(index_page(with_states(basis.overview, states)))
        continue_manifest(draft, before, run=newest.run, built_at=now if draft.fresh else before.built_at)

    try:
        publication = publish(folder, write)
    except _OtherBuildError:
        return None
    assert before is not None, "it is written from that"
    if publication.fresh:
        write_basis(folder, replace(basis, manifest=publication.manifest))
    return _unchanged_report(basis.report, publication, folder, newest)


def _unchanged_report(before: FeedReport, publication: Publication, folder: Path, newest: NewestChange) -> FeedReport:
    """The report of a build with the records of the one before."""
    return replace(
        before,
        folder=str(folder),
        run=newest.run,
        created=0,
        changed=0,
        gone=0,
        files=publication.files,
        files_changed=len(publication.fresh),
        bytes_changed=publication.fresh_bytes,
        validated=0,
        drops=(),
        begins_anew=False,
        is_rebuilt=False,
        is_unchanged=True,
    )
