"""Plans in a file: a heading with a digest, then lines of JSON, gzipped."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol, TypeAlias

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.files import open_file
from danhmuc.vocab.findings import finding_to_json
from danhmuc.vocab.lines import without_descriptions
from danhmuc.vocab.messages import Message, system_reason, to_json

from ..messages.harvest import PlansText
from ..record.bars import MarkDigest
from ..record.change import CHANGE_KINDS, ChangeKind, PlannedChange, RoleCounts
from ..record.contents import Progress, ReadDocument
from ..record.graph_changes import PropertyChange, graph_changes
from ..record.harvested import Harvested, HarvestReport
from ..record.record import Membership
from ..record.source_bytes import PackedBytes
from ..record.spools import pieces_of
from ..record.summary import summary_of
from ..store.target import fresh_path, remove_leftovers

# ---------------------------------------------------------------- plan
# The plan of a harvest: its changes, before any of them is applied.
#
# A plan is a value: made by reading a source and comparing, or read from a file; applied to a registry.

_PAGE: Final = 500


class Claim(NamedTuple):
    """A record of the plan whose IRI other sources have, too.

    Attributes:
        sources: names of the others, oldest first.
    """

    iri: str
    sources: tuple[str, ...]


class PlannedDifference(NamedTuple):
    """A record of the plan with the properties that change.

    Attributes:
        title: of the record; None if it has none.
        properties: empty if only its presence changes.
    """

    change: PlannedChange
    title: str | None
    properties: tuple[PropertyChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBase:
    """The state of a registry that a plan was made with, beside that of the records that it changes.

    Attributes:
        iri_base: beginning of minted IRIs.
        profile: of the source; None if the source is new.
        run: newest run of the source that did not fail, 0 for none.
        row: newest row of the ledger about a record of the source, 0 for none.
        purge: newest hold of the registry by which something was purged, 0 for none.
        corrections, guard: digests of the settings of the source by which its records were corrected, and by which the
            losses of distributions were decided on.
    """

    iri_base: str
    profile: str | None
    run: int
    row: int
    purge: int
    corrections: str
    guard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDigests:
    """The IRIs that a source marks, in a file: as digests with the registry's salt, sorted, since they may be secrets.

    Attributes:
        registry: digest of that salt, by which the registry is known again; None if nothing is marked.
        secret, unclear, unmarked: as those of `Harvested`.
    """

    registry: str | None = None
    secret: tuple[MarkDigest, ...] = ()
    unclear: tuple[MarkDigest, ...] = ()
    unmarked: tuple[MarkDigest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanges:
    """The memberships that a plan begins and ends, in a file; all others stay.

    Attributes:
        ended: keys of their rows, since their catalogues may list state secrets.
    """

    begun: tuple[Membership, ...] = ()
    ended: tuple[int, ...] = ()


class PlanRegistry(Protocol):
    """The part of a registry that a plan needs."""

    def apply(
        self, plan: HarvestPlan, by: str, batch: int | None = None, progress: Progress | None = None
    ) -> HarvestReport: ...
    def save(self, plans: Iterable[HarvestPlan], path: Path) -> None: ...
    def graphs(self, version_ids: Sequence[int]) -> Mapping[int, bytes]: ...


@dataclass(slots=True, kw_only=True)
class HarvestPlan(Harvested):
    """The changes that one reading of a source asks for, and the source they belong to.

    A plan that was read from a file holds only changes that write something; its report counts all of them.

    Attributes:
        basis: number of the source's newest run when the plan was made, 0 for none.
        base: the state of the registry that it was made with.
        due: keys of missing records that are missing for long enough to be withdrawn.
        claims: records whose IRIs other sources have, too, by IRI.
        marks, listing: in place of `secret`, `unclear`, `unmarked` and `memberships` in a plan from a file.
        before: graphs of the stored records that it changes, zlib, by key of their version; only in a plan from a file.
        mapping: digest of the mapping by which the source makes records; empty if it has none.
        read_by: digest of what the reading was compared by beside its documents; None if the source was new.
        follows: the run whose documents the reading relied on; None if it relied on none.
        is_kind_open: whether nobody has said the kind of the source, and this reading, which failed, did not find it.
        newest_mark: key of the newest mark of secrecy of another source when it was read; None in a plan from a file.
        redirects: key of the source's newest redirect then, 0 for none; a later rename voids the plan, too.
    """

    source: str
    location: str
    kind: str
    profile: str
    basis: int
    redirects: int = 0
    read_by: str | None = None
    mapping: str = ""
    is_kind_open: bool = False
    newest_mark: int | None = None
    follows: int | None = None
    base: PlanBase | None = None
    due: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    marks: MarkDigests | None = None
    listing: MembershipChanges | None = None
    before: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    registry: PlanRegistry | None = field(default=None, repr=False)

    def of_kind(self, kind: ChangeKind) -> tuple[PlannedChange, ...]:
        """The records (not the nodes) of that kind, by IRI."""
        return tuple(
            sorted(
                (change for change in self.changes if change.kind == kind and change.role == "record"),
                key=lambda change: change.iri,
            )
        )

    def differences(self) -> Iterator[PlannedDifference]:
        """All that changes, property by property: records, catalogue records, node records; each by kind and IRI.

        A new record has all its properties, added; a missing one has none.
        """
        ranks = {"record": 0, "catalog-record": 1, "element": 2, "node": 3}
        chosen = [change for change in self.changes if change.writes and change.kind != "unchanged"]
        chosen.sort(key=lambda change: (ranks[change.role], CHANGE_KINDS.index(change.kind), change.iri))
        for start in range(0, len(chosen), _PAGE):
            page = chosen[start : start + _PAGE]
            stored = self._stored_graphs([one.version_id for one in page])
            for change in page:
                before = b"" if change.version_id is None else stored[change.version_id]
                after = before if change.body is None else zlib.decompress(change.body)
                summary = change.summary or summary_of(change.iri, before)
                yield PlannedDifference(change, summary.title, graph_changes(change.iri, before, after))

    def _stored_graphs(self, version_ids: Sequence[int | None]) -> Mapping[int, bytes]:
        keys = [key for key in version_ids if key is not None]
        if all(key in self.before for key in keys):
            return {key: zlib.decompress(self.before[key]) for key in keys}
        return self._of_registry.graphs(keys)

    def summary(self) -> str:
        """The plan in a few lines of English."""
        lines = [f"{self.source} ({self.profile}): {self.state}" + (f", {self.report.why}" if self.report.why else "")]
        for name, counts in (
            ("records", self.report.records),
            ("node records", self.report.nodes),
            ("data elements and table schemas", self.report.elements),
            ("catalogue records", self.report.catalog_records),
        ):
            counted = ", ".join(f"{getattr(counts, kind)} {kind}" for kind in CHANGE_KINDS if getattr(counts, kind))
            if counted:
                lines.append(f"  {name}: {counted}")
        if self.claims:
            lines.append(f"  in other sources, too: {len(self.claims)}")
        if self.report.withdrawn:
            lines.append(f"  to be withdrawn: {self.report.withdrawn}")
        if self.report.waiting:
            lines.append(f"  waiting for a person: {self.report.waiting}")
        lines += [f"  renamed? {one.old} -> {one.new} ({one.evidence})" for one in self.report.renames]
        return "\n".join(lines)

    def save(self, path: str | Path) -> None:
        """Write the plan to a file, which `HarvestRuns.read_plans` reads; only its owner can read it.

        Nothing that a mark of secrecy refuses is in it, but all else that the source says of what changes is.

        Raises:
            UsageError: it cannot be written, or there is a file that is no plan; or the plan is one from a file.
        """
        self._of_registry.save([self], Path(path))

    def apply(
        self, *, by: str = "harvest", batch: int | None = None, progress: Progress | None = None
    ) -> HarvestReport:
        """Write the changes and report the outcome.

        What happened already, such as by an application that was broken off, is not done again. If the profile, the
        code lists or the context of records has changed since, or the day of a dated verdict, they are validated anew.

        Args:
            batch: number that the runs of one command share, from `HarvestRuns.new_batch`.

        Raises:
            RegistryError: a record that it changes has changed since in the registry, so that nothing was applied; or
                the source is being harvested; or the registry refused. Then batches written before stay, the run is
                recorded as failed, and applying the plan again or the next harvest completes it.
        """
        return self._of_registry.apply(self, by, batch, progress)

    @property
    def _of_registry(self) -> PlanRegistry:
        if self.registry is None:
            raise TypeError("this plan was made without a registry")
        return self.registry


# ---------------------------------------------------------------- plan container
# The container of a saved plan: a heading with a digest, then lines of JSON, gzipped.
#
# The heading is ``danhmuc plan 1 sha256:…``; the digest is that of all bytes after it, so that nothing of a truncated
# or edited file is read. The same lines give the same bytes: no time and no name of a file is in it. It is written
# beside its target and takes its place when it is complete; only its owner can read it. Knows nothing of what the lines
# say.

FORMAT: Final = 2
"""The version of the format; it grows with whatever an earlier danhmuc could misread."""
_MAGIC: Final = b"danhmuc plan "
_HEADING: Final = re.compile(rb"danhmuc plan (\d{1,9}) sha256:([0-9a-f]{64})\n")
_LENGTH: Final = len(_MAGIC) + len(f"{FORMAT} sha256:") + 64 + 1
_LONGEST_LINE: Final = 1 << 28
_MIB: Final = 1 << 20
_LEVEL: Final = 6
_OWNER_ONLY: Final = 0o600


class PlanWriter:
    """Writes the lines of a plan.

    Attributes:
        is_empty: whether none is written yet.
    """

    def __init__(self, path: Path, out: BinaryIO) -> None:
        self._path = path
        self._out = out
        self._digest = hashlib.sha256()
        out.write(bytes(_LENGTH))
        hashing = _Hashing(out, self._digest)
        self._packed = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=hashing, mtime=0)
        self.is_empty = True

    def write(self, line: Mapping[str, object]) -> None:
        """Write one line.

        Raises:
            UsageError: it is too long to be read again.
        """
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        data = text.encode(errors="surrogatepass") + b"\n"
        if len(data) > _LONGEST_LINE:
            reason = PlansText.PLAN_LINE_TOO_LONG(most=_LONGEST_LINE // _MIB)
            raise UsageError(PlansText.PLAN_UNWRITABLE(path=str(self._path), reason=reason))
        self._packed.write(data)
        self.is_empty = False

    def close(self) -> None:
        """Give up what is not finished; nothing of it may be written once the file is closed."""
        with suppress(OSError):
            self._packed.close()

    def finish(self) -> None:
        """Write the heading, now that the digest is known."""
        self._packed.close()
        self._out.seek(0)
        self._out.write(_MAGIC + f"{FORMAT} sha256:{self._digest.hexdigest()}\n".encode())


class _Hashing(io.RawIOBase):
    """A file that hashes what is written to it."""

    def __init__(self, out: BinaryIO, digest: hashlib._Hash) -> None:
        self._out = out
        self._digest = digest

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Hash and write."""
        self._digest.update(data)
        return self._out.write(data)


@contextmanager
def plan_writer(path: Path) -> Iterator[PlanWriter]:
    """Write a plan to a file; an earlier plan there is replaced when this one is complete, nothing else is.

    Without a single line there is no file.

    Raises:
        UsageError: there is a file that is no plan, or it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
        if os.path.lexists(target) and not _is_plan(target):
            raise UsageError(PlansText.PLAN_TARGET(path=str(path)))
        remove_leftovers(target)
        fresh = fresh_path(target)
        try:
            with open(fresh, "xb", opener=partial(os.open, mode=_OWNER_ONLY)) as out:
                writer = PlanWriter(path, out)
                try:
                    yield writer
                    writer.finish()
                finally:
                    writer.close()
                out.flush()
                os.fsync(out.fileno())
            if not writer.is_empty:
                fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(PlansText.PLAN_UNWRITABLE(path=str(path), reason=system_reason(error))) from error


def _is_plan(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def verify_plan(path: Path) -> None:
    """See that a file is a plan, and all of it as it was written.

    Raises:
        SourceUnavailableError: it cannot be opened.
        UsageError: it is no plan, one of a newer format, incomplete or edited.
    """
    with _opening(path) as file:
        heading = file.read(_LENGTH)
        found = _HEADING.match(heading)
        if found is None and not (heading.startswith(_MAGIC) or _MAGIC.startswith(heading[: len(_MAGIC)] or b"?")):
            raise UsageError(PlansText.PLAN_FOREIGN(path=str(path)))
        if found is None:
            raise damage_error(path, PlansText.PLAN_DIGEST())
        if int(found[1]) > FORMAT:
            raise UsageError(PlansText.PLAN_NEWER(path=str(path), version=int(found[1]), known=FORMAT))
        if 0 < int(found[1]) < FORMAT:
            raise UsageError(PlansText.PLAN_OLDER(path=str(path), version=int(found[1]), known=FORMAT))
        if int(found[1]) != FORMAT or found.end() != _LENGTH:
            raise UsageError(PlansText.PLAN_FOREIGN(path=str(path)))
        digest = hashlib.sha256()
        while piece := file.read(_MIB):
            digest.update(piece)
        if digest.hexdigest().encode() != found[2]:
            raise damage_error(path, PlansText.PLAN_DIGEST())


def read_lines(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The lines of a plan that was verified, with their numbers.

    Raises:
        SourceUnavailableError: it cannot be opened.
        UsageError: a line is none that a plan has.
    """
    with _opening(path) as file:
        file.seek(_LENGTH)
        number = 0
        try:
            with gzip.GzipFile(fileobj=file, mode="rb") as lines:
                while line := lines.readline(_LONGEST_LINE + 1):
                    number += 1
                    if len(line) > _LONGEST_LINE:
                        raise damage_error(path, PlansText.PLAN_LINE_TOO_LONG(most=_LONGEST_LINE // _MIB))
                    value = json.loads(line.decode(errors="surrogatepass"), parse_constant=_refuse_constant)
                    if not isinstance(value, dict):
                        raise damage_error(path, PlansText.PLAN_LINE(line=number))
                    yield number, value
        except (gzip.BadGzipFile, EOFError, zlib.error, ValueError, RecursionError) as error:
            raise damage_error(path, PlansText.PLAN_LINE(line=number)) from error


def damage_error(path: Path, reason: Message) -> UsageError:
    """The error of a plan that cannot be used."""
    return UsageError(PlansText.PLAN_DAMAGED(path=str(path), reason=reason))


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


@contextmanager
def _opening(path: Path) -> Iterator[BinaryIO]:
    try:
        with open_file(path) as file:
            yield file
    except OSError as error:
        raise SourceUnavailableError(str(path), system_reason(error)) from error


# ---------------------------------------------------------------- plan lines
# A plan as lines of a file; `read_plan` makes it of them again.
#
# Of what is refused because of a mark of secrecy there are counts and digests alone. Columns, links and numbers of
# triples are not written: they are made again from the graphs, whose digests are compared.

Line: TypeAlias = Mapping[str, object]

PLAIN_FIELDS: Final = tuple(
    field.name
    for field in fields(PlannedChange)
    if field.name not in {"original", "source_bytes", "summary", "links", "triples", "places", "findings", "report"}
)
"""The fields of a change that are texts, numbers or packed graphs, and are not made from another one."""
DOCUMENT_FIELDS: Final = tuple(
    field.name for field in fields(ReadDocument) if field.name not in {"findings", "body", "file", "names_sender"}
)
"""The fields of a document that are texts and numbers."""
NOT_PLANNED: Final = frozenset({"seconds", "awaiting_release", "left_nodes", "letter", "pages", "traffic"})
"""The fields of a report that are no part of a plan: how it was read, and what only the end of a run can count."""
_CHUNK: Final = 3 << 18
"""Bytes of a raw document in one line."""


def plan_lines(
    plan: HarvestPlan,
    marks: MarkDigests,
    listing: MembershipChanges,
    graphs: Callable[[Sequence[int]], Mapping[int, bytes]],
) -> Iterator[Line]:
    """The lines of a plan.

    Args:
        graphs: returns the graphs of stored versions, by their keys.
    """
    yield _plan_line(plan, marks, listing)
    for kind, changes in (("change", plan.changes), ("renewed", plan.renewed)):
        touched = [one for one in changes if one.writes or one.record_id in plan.due]
        yield from _change_lines(kind, touched, plan.secret, graphs)
    for claim in plan.claims:
        yield {"line": "claim", "iri": claim.iri, "sources": list(claim.sources)}
    for member in listing.begun:
        yield {"line": "begun", "catalog": member.catalog, "property": member.property, "target": member.target}
    for rest in plan.rest:
        yield {
            "line": "rest",
            "place": rest.place,
            "digest": rest.canonical.digest,
            "graph": rest.canonical.nquads.decode(),
        }
    yield from _document_lines(plan)
    for finding in plan.findings:
        yield {"line": "finding", "finding": finding_to_json(finding)}
    yield {"line": "end"}


def _plan_line(plan: HarvestPlan, marks: MarkDigests, listing: MembershipChanges) -> Line:
    """The first line of a plan: all of it that is no list of records, documents or findings."""
    assert plan.base is not None, "a plan of a registry has a base"
    digests = {name: [" ".join(one.both) for one in getattr(marks, name)] for name in ("secret", "unclear", "unmarked")}
    return {
        "line": "plan",
        **{name: getattr(plan, name) for name in ("source", "location", "kind", "profile", "redirects")},
        **{name: getattr(plan, name) for name in ("extent", "read_by", "mapping", "is_kind_open", "follows")},
        "base": {field.name: getattr(plan.base, field.name) for field in fields(PlanBase)},
        "report": _report_json(plan.report),
        "withhold": list(plan.withhold),
        "due": list(plan.due),
        "ended": list(listing.ended),
        "losses": {"held": list(plan.losses.held), "applied": list(plan.losses.applied)},
        "marks": {"registry": marks.registry, **digests},
    }


def _document_lines(plan: HarvestPlan) -> Iterator[Line]:
    """The lines of the documents that were read, and of those that were not."""
    for document in plan.documents:
        # Their findings are among those of the plan, without those that quote a secret.
        yield {"line": "document", **{name: getattr(document, name) for name in DOCUMENT_FIELDS}}
        yield from _body_lines(() if document.names_sender else pieces_of(document, "body", _CHUNK))
    for aside in plan.quarantined:
        yield {
            "line": "quarantined",
            "document": aside.document,
            "code": aside.code,
            "reason": to_json(aside.reason),
            "at": [aside.line, aside.column],
            "digest": aside.digest,
            "names_mark": aside.names_mark,
        }
        yield from _body_lines(pieces_of(aside, "body", _CHUNK))


def _change_lines(
    kind: str,
    changes: Sequence[PlannedChange],
    secret: Collection[str],
    graphs: Callable[[Sequence[int]], Mapping[int, bytes]],
) -> Iterator[Line]:
    for start in range(0, len(changes), _PAGE):
        page = changes[start : start + _PAGE]
        stored = graphs([one.version_id for one in page if _has_before(one) and one.version_id is not None])
        for change in page:
            before = stored.get(change.version_id or 0) if _has_before(change) else None
            yield {
                "line": kind,
                **{name: _plain(getattr(change, name)) for name in PLAIN_FIELDS},
                "original": None
                if change.original is None
                else {"digest": change.original.digest, "graph": _plain(change.original.body)},
                "source_bytes": _given_json(change.source_bytes),
                "places": list(change.places),
                "findings": [finding_to_json(finding) for finding in change.findings],
                "report": None if change.report is None else _verdict_json(change.report),
                "before": None if before is None else _public_part(before, secret).decode(),
            }


def _public_part(before: bytes, secret: Collection[str]) -> bytes:
    """A stored graph without what was part of the record and is a state secret now."""
    return without_descriptions(before, secret) if secret else before


def _has_before(change: PlannedChange) -> bool:
    """Whether people are shown the record as it was."""
    return change.version_id is not None and change.kind != "unchanged"


def _given_json(packed: PackedBytes | None) -> dict[str, object] | None:
    if packed is None:
        return None
    return {"media_type": packed.media_type, "base64": base64.b64encode(zlib.decompress(packed.body)).decode()}


def _plain(value: object) -> object:
    return zlib.decompress(value).decode() if isinstance(value, bytes) else value


def _verdict_json(report: ValidationReport) -> dict[str, object]:
    days = {name: None if (day := getattr(report, name)) is None else day.isoformat() for name in ("since", "until")}
    names = ("iri", "profile", "profile_digest", "context_digest", "lists_digest")
    return {
        **{name: getattr(report, name) for name in names},
        **days,
        "findings": [finding_to_json(finding) for finding in report.findings],
    }


def _report_json(report: HarvestReport) -> dict[str, object]:
    names = [field.name for field in fields(HarvestReport) if field.name not in NOT_PLANNED]
    return {name: _report_value(getattr(report, name)) for name in names}


def _report_value(value: object) -> object:
    if isinstance(value, RoleCounts):
        return {field.name: getattr(value, field.name) for field in fields(RoleCounts)}
    if isinstance(value, Message):
        return to_json(value)
    if isinstance(value, tuple):
        return [one.as_dict() for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def _body_lines(pieces: Iterable[bytes]) -> Iterator[Line]:
    """Packed raw bytes in lines of moderate length."""
    for piece in pieces:
        yield {"line": "body", "base64": base64.b64encode(piece).decode()}
