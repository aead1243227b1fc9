"""The basis of the build that is served: by it a build of nothing new is known, and nothing of the records is read.

It is a file beside the builds, for its owner alone, which no web server serves; of records it has what the feed has,
and the names of their sources. Who takes over files by it trusts their names, sizes and times.

Source of the rules: docs/decisions/0051-feeds.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from danhmuc.shapes import NO_PROFILE, profile_tokens
from danhmuc.vocab.errors import UsageError

from ..store.database import Connection
from ..store.feed_state import feed_state
from ..store.moments import NewestChange
from ..store.stored_rows import sources_of
from ..store.target import FEED_BUILDS, replacing
from .feed_files import FeedDraft, time_after
from .feed_report import FeedReport, report_from_json
from .index_page import INDEX, AgencyState, FeedOverview, index_page, overview_of, with_states
from .manifest import DIGEST, MANIFEST, Manifest, continue_manifest, digest_of_members, read_manifest
from .publication import publish

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
    return replace(
        basis.report,
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
