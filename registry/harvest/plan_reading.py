"""Plans from the lines of a file; nothing in them is believed before it is checked."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.findings import LAYERS, REPORTED_SEVERITIES, SEVERITIES, Finding, finding_from_json
from danhmuc.vocab.messages import Message, Sentence, from_json

from ..messages.harvest import PlansText
from ..record.bars import MarkDigest, are_mentions
from ..record.causes import pack_causes, unpack_causes
from ..record.change import CHANGE_KINDS, PackedGraph, PlannedChange, RoleCounts, compress_graph, links_of
from ..record.contents import ReadDocument, is_comparable_time
from ..record.harvested import Extent, HarvestReport, Losses, RunState
from ..record.identity import Evidence, ProposedRename
from ..record.record import MAX_IRI_BYTES, Membership, Quarantined, Rest, Role, quads_of
from ..record.source_bytes import PackedBytes, SourceBytes
from ..record.summary import summary_of
from ..spooling.held_bodies import HeldBodies
from .plan_file import (
    NOT_PLANNED,
    PLAIN_FIELDS,
    Claim,
    HarvestPlan,
    MarkDigests,
    MembershipChanges,
    PlanBase,
    damage_error,
    read_lines,
)

# ---------------------------------------------------------------- line fields
# The members of one line of JSON, each checked when it is asked for.

_T = TypeVar("_T", bound=str)
_LARGEST: Final = 2**63 - 1
"""No database has a greater number."""


class LineFieldError(ValueError):
    """A member of a line is not what it must be.

    Attributes:
        field: its name.
    """

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class LineFields:
    """The members of a JSON object; each is asked for once, and `finish` refuses those that nobody asked for.

    Every method raises a `LineFieldError` if the member is not there or is something else.
    """

    def __init__(self, members: object, name: str = "") -> None:
        if not isinstance(members, Mapping):
            raise LineFieldError(name)
        self._name = name
        self._left: dict[str, object] = {str(key): value for key, value in members.items()}

    def take(self, name: str) -> object:
        """A member of any type."""
        try:
            return self._left.pop(name)
        except KeyError:
            raise LineFieldError(self._path(name)) from None

    def finish(self) -> None:
        """Refuse what was not asked for."""
        for name in self._left:
            raise LineFieldError(self._path(name))

    def has(self, name: str) -> bool:
        """Whether there is such a member that was not asked for yet."""
        return name in self._left

    def text(self, name: str) -> str:
        """A text."""
        value = self.take(name)
        if not isinstance(value, str):
            raise LineFieldError(self._path(name))
        return value

    def text_or_none(self, name: str) -> str | None:
        """A text, or nothing."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise LineFieldError(self._path(name))
        return value

    def choice(self, name: str, known: Collection[_T]) -> _T:
        """One of some words."""
        value = self.take(name)
        for one in known:
            if value == one:
                return one
        raise LineFieldError(self._path(name))

    def number(self, name: str) -> int:
        """A whole number from 0."""
        return _whole_number(self.take(name), self._path(name))

    def number_or_none(self, name: str) -> int | None:
        """A whole number from 0, or nothing."""
        value = self.take(name)
        return None if value is None else _whole_number(value, self._path(name))

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise LineFieldError(self._path(name))
        return value

    def items(self, name: str) -> list[object]:
        """A list of anything."""
        value = self.take(name)
        if not isinstance(value, list):
            raise LineFieldError(self._path(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.items(name)
        texts = tuple(one for one in found if isinstance(one, str))
        if len(texts) < len(found):
            raise LineFieldError(self._path(name))
        return texts

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(_whole_number(one, self._path(name)) for one in self.items(name))

    def members(self, name: str) -> LineFields:
        """The members of an object within this one."""
        return LineFields(self.take(name), self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._name}.{name}" if self._name else name


def _whole_number(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise LineFieldError(name)
    return value


# ---------------------------------------------------------------- plan outcomes
# Read verdicts, findings and the report of a saved plan; each member is checked by its type.
#
# All functions raise LineFieldError, which names the member that cannot be read.

_STATES: Final[tuple[RunState, ...]] = get_args(RunState)
EXTENTS: Final[tuple[Extent, ...]] = get_args(Extent)
_EVIDENCE: Final[tuple[Evidence, ...]] = get_args(Evidence)
_REPORT_TYPES: Final = {one.name: str(one.type) for one in fields(HarvestReport)}


def read_verdict(line: LineFields) -> ValidationReport:
    """The verdict on a record."""
    report = ValidationReport(
        iri=line.text("iri"),
        profile=line.text("profile"),
        profile_digest=line.text("profile_digest"),
        context_digest=line.text("context_digest"),
        lists_digest=line.text("lists_digest"),
        since=_day(line, "since"),
        until=_day(line, "until"),
        findings=tuple(read_finding(one) for one in line.items("findings")),
    )
    line.finish()
    return report


def _day(line: LineFields, name: str) -> date | None:
    text = line.text_or_none(name)
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise LineFieldError(name) from error


def read_report(line: LineFields) -> HarvestReport:
    """The report on the reading."""
    names = [one.name for one in fields(HarvestReport) if one.name not in NOT_PLANNED]
    # Plans of earlier releases know neither elements nor rows that were refused.
    names = [name for name in names if name not in ("elements", "refused") or line.has(name)]
    values: dict[str, Any] = {name: _report_value(line, name) for name in names}
    line.finish()
    return HarvestReport(**values)


def _report_value(line: LineFields, name: str) -> object:
    """A member of a report by its type."""
    if name == "state":
        return line.choice(name, _STATES)
    if name == "extent":
        return line.choice(name, EXTENTS)
    if name == "why":
        value = line.take(name)
        reason = None if value is None else read_sentence(value, name)
        if reason is not None and not isinstance(reason, Message):
            raise LineFieldError(name)
        return reason
    if name == "renames":
        return tuple(_rename(one) for one in line.items(name))
    if name == "findings":
        counts = line.members(name)
        found = {severity: counts.number(severity) for severity in REPORTED_SEVERITIES}
        counts.finish()
        return found
    match _REPORT_TYPES[name]:
        case "RoleCounts":
            counts = line.members(name)
            of_role = RoleCounts(**{kind.name: counts.number(kind.name) for kind in fields(RoleCounts)})
            counts.finish()
            return of_role
        case "str":
            return line.text(name)
        case "bool":
            return line.flag(name)
        case "int":
            return line.number(name)
        case _:
            return line.number_or_none(name)


def _rename(value: object) -> ProposedRename:
    line = LineFields(value, "renames")
    proposed = ProposedRename(
        source=line.text("source"),
        old=line.text("old"),
        new=line.text("new"),
        evidence=line.choice("evidence", _EVIDENCE),
        run=line.number_or_none("run"),
        at=line.text_or_none("at"),
    )
    line.finish()
    return proposed


def read_losses(line: LineFields) -> Losses:
    """The losses by documents that were not read."""
    losses = Losses(held=line.numbers("held"), applied=line.numbers("applied"))
    line.finish()
    return losses


def read_finding(value: object) -> Finding:
    """A finding."""
    line = LineFields(value, "finding")
    checked: dict[str, object] = {
        "code": line.text("code"),
        "severity": line.choice("severity", SEVERITIES),
        "layer": line.choice("layer", LAYERS),
        "message": line.take("message"),
    }
    for one in fields(Finding):
        if one.name in checked:
            continue
        if one.name in ("line", "column"):
            checked[one.name] = line.number_or_none(one.name)
        elif one.name in ("about", "value_about"):
            checked[one.name] = _texts_by_language(line.take(one.name), one.name)
        else:
            checked[one.name] = line.text_or_none(one.name)
    line.finish()
    read_sentence(checked["message"], "message")
    return finding_from_json(checked)


def _texts_by_language(value: object, name: str) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise LineFieldError(name)
    return value


def read_sentence(value: object, name: str) -> Sentence:
    """A message or a text by language; the ids that this danhmuc does not know become one about them."""
    if not isinstance(value, dict):
        raise LineFieldError(name)
    try:
        sentence = from_json(value)
        sentence.render("en")
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise LineFieldError(name) from error
    return sentence


# ---------------------------------------------------------------- plan reading

_MOST: Final = 1 << 29
"""Unpacked bytes of a document; a larger one is no part of a plan."""
_PIECE: Final = 1 << 20
_ROLES: Final[tuple[Role, ...]] = get_args(Role)
_GRAPH: Final = re.compile(r"(rdfc10|ordered):([0-9a-f]{64})")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_RAW: Final = re.compile(r"sha256:[0-9a-f]{64}")
_CHANGE_TYPES: Final = {one.name: str(one.type) for one in fields(PlannedChange)}


def read_plans(path: Path) -> Iterator[HarvestPlan]:
    """The plans in a file that was verified, one after another, none of them with a registry.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it holds anything that no plan has.
    """
    parts: _Parts | None = None
    for number, members in read_lines(path):
        try:
            line = LineFields(members)
            kind = line.text("line")
            if parts is None:
                parts = _Parts(_head(kind, line))
            elif kind == "end":
                yield parts.plan()
                parts = None
            else:
                parts.add(kind, line)
            line.finish()
        except LineFieldError as error:
            raise damage_error(path, PlansText.PLAN_FIELD(field=error.field, line=number)) from error
    if parts is not None:
        raise damage_error(path, PlansText.PLAN_ENDS_EARLY())


def _head(kind: str, line: LineFields) -> HarvestPlan:
    """The plan without what later lines say."""
    if kind != "plan":
        raise LineFieldError("line")
    plan = HarvestPlan(
        source=line.text("source"),
        location=line.text("location"),
        kind=line.text("kind"),
        profile=line.text("profile"),
        basis=0,
        redirects=line.number("redirects"),
        extent=line.choice("extent", EXTENTS),
        read_by=_read_by(line),
        mapping=line.text("mapping"),
        is_kind_open=line.flag("is_kind_open"),
        follows=line.number_or_none("follows"),
        base=_base(line.members("base")),
        report=read_report(line.members("report")),
        withhold=line.numbers("withhold"),
        due=line.numbers("due"),
        listing=MembershipChanges(ended=line.numbers("ended")),
        losses=read_losses(line.members("losses")),
        marks=_marks(line.members("marks")),
    )
    if plan.extent == "unmoved" and plan.read_by is None:
        raise LineFieldError("read_by")
    if (plan.report.source, plan.report.run) != (plan.source, None):
        raise LineFieldError("report")
    return plan


def _base(line: LineFields) -> PlanBase:
    base = PlanBase(
        iri_base=line.text("iri_base"),
        profile=line.text_or_none("profile"),
        run=line.number("run"),
        row=line.number("row"),
        purge=line.number("purge"),
        corrections=line.text("corrections"),
        guard=line.text("guard"),
    )
    line.finish()
    return base


def _marks(line: LineFields) -> MarkDigests:
    marks = MarkDigests(
        registry=line.text_or_none("registry"),
        secret=_digests(line, "secret"),
        unclear=_digests(line, "unclear"),
        unmarked=_digests(line, "unmarked"),
    )
    line.finish()
    return marks


@dataclass(slots=True)
class _Parts:
    """The parts of one plan, as they come in."""

    head: HarvestPlan
    changes: list[PlannedChange] = field(default_factory=list)
    renewed: list[PlannedChange] = field(default_factory=list)
    before: dict[int, bytes] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    begun: list[Membership] = field(default_factory=list)
    rest: list[Rest] = field(default_factory=list)
    documents: list[ReadDocument] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    body: list[bytes] = field(default_factory=list)
    bodies: HeldBodies = field(default_factory=HeldBodies)
    owner: dict[str, Any] | None = None

    def add(self, kind: str, line: LineFields) -> None:
        """Add what a line says."""
        if kind == "body":
            self._add_body(line)
            return
        self._settle_body()
        if kind in ("change", "renewed"):
            (self.changes if kind == "change" else self.renewed).append(self._change(line))
        elif kind == "claim":
            self.claims.append(Claim(line.text("iri"), line.texts("sources")))
        elif kind == "begun":
            self.begun.append(Membership(line.text("catalog"), line.text("property"), line.text("target")))
        elif kind == "rest":
            digest = line.text("digest")
            nquads, triples = _graph(line.text("graph"), digest, "graph")
            self.rest.append(Rest(line.text("place"), CanonicalGraph(digest, nquads, triples)))
        elif kind == "document":
            texts = ("url", "etag", "last_modified")
            self.owner = {
                "place": line.text("place"),
                "digest": _raw_name(line),
                "triples": line.number("triples"),
                **{name: line.number_or_none(name) for name in ("size", "status", "announced")},
                **{name: line.text_or_none(name) for name in texts},
                "immutable": line.flag("immutable"),
                "mentions": _mentions(line),
            }
        elif kind == "quarantined":
            self.owner = _quarantined_fields(line)
        elif kind == "finding":
            self.findings.append(read_finding(line.take("finding")))
        else:
            raise LineFieldError("line")

    def plan(self) -> HarvestPlan:
        """The whole plan."""
        self._settle_body()
        plan = self.head
        plan.changes, plan.renewed, plan.claims = tuple(self.changes), tuple(self.renewed), tuple(self.claims)
        plan.before = self.before
        assert plan.listing is not None, "the first line has what ends"
        plan.listing = replace(plan.listing, begun=tuple(self.begun))
        plan.rest, plan.documents, plan.quarantined = tuple(self.rest), tuple(self.documents), tuple(self.quarantined)
        plan.findings = tuple(self.findings)
        return plan

    def _change(self, line: LineFields) -> PlannedChange:
        values: dict[str, Any] = {name: _plain_field(line, name) for name in PLAIN_FIELDS}
        before = line.text_or_none("before")
        verdict = line.take("report")
        change = PlannedChange(
            **values,
            original=_original(line.take("original")),
            source_bytes=_given_bytes(line.take("source_bytes")),
            places=line.texts("places"),
            findings=tuple(read_finding(one) for one in line.items("findings")),
            report=None if verdict is None else read_verdict(LineFields(verdict, "report")),
        )
        is_new = change.record_id is None
        if is_new != (change.version_id is None) or is_new != (change.causes is None) or not change.iri:
            raise LineFieldError("record_id")
        if any(len(iri.encode()) > MAX_IRI_BYTES for iri in (change.iri, change.topic or "")):
            raise LineFieldError("iri")
        if _GRAPH.fullmatch(change.digest) is None:
            raise LineFieldError("digest")
        if (before is None) is not (is_new or change.kind == "unchanged"):
            raise LineFieldError("before")
        if change.version_id is not None and before is not None:
            _count_triples(before.encode(), "before")
            self.before[change.version_id] = compress_graph(before.encode())
        if change.body is None:
            if is_new or change.original is not None:
                raise LineFieldError("body")
            return change
        nquads, triples = _graph(zlib.decompress(change.body).decode(), change.digest, "body")
        made = {
            "triples": triples,
            "summary": summary_of(change.iri, nquads),
            "links": links_of(change.iri, nquads),
        }
        return _with_values(change, made)

    def _add_body(self, line: LineFields) -> None:
        if self.owner is None:
            raise LineFieldError("line")
        try:
            self.body.append(base64.b64decode(line.text("base64"), validate=True))
        except (binascii.Error, ValueError) as error:
            raise LineFieldError("base64") from error

    def _settle_body(self) -> None:
        """Give the bytes that came in to the document that they belong to."""
        if self.owner is None:
            return
        owner, self.owner = self.owner, None
        pieces, self.body = list(filter(None, self.body)), []
        if pieces and _raw_digest(pieces) != owner["digest"]:
            raise LineFieldError("base64")
        body = self.bodies.keep(owner.get("place", self.head.source), _drain(pieces)) if pieces else None
        if "place" in owner:
            self.documents.append(ReadDocument(**owner, body=cast("bytes | None", body)))
        else:
            self.quarantined.append(Quarantined(**owner, body=cast("bytes | None", body)))


def _drain(pieces: list[bytes]) -> Iterator[bytes]:
    """The pieces, each let go as it is given away."""
    pieces.reverse()
    while pieces:
        yield pieces.pop()


def _mentions(line: LineFields) -> str | None:
    """The keys of what a document mentions, if they are known."""
    mentions = line.text_or_none("mentions")
    if mentions is not None and not are_mentions(mentions):
        raise LineFieldError("mentions")
    return mentions


def _with_values(change: PlannedChange, made: dict[str, Any]) -> PlannedChange:
    return PlannedChange(**{one.name: made.get(one.name, getattr(change, one.name)) for one in fields(PlannedChange)})


def _plain_field(line: LineFields, name: str) -> object:
    """A field of a change by its type, packed graphs packed again."""
    if name == "kind":
        return line.choice(name, CHANGE_KINDS)
    if name == "role":
        return line.choice(name, _ROLES)
    if name == "causes":
        causes = line.text_or_none(name)
        if causes is not None and pack_causes(unpack_causes(causes)) != causes:
            raise LineFieldError(name)
        return causes
    if name == "activity_at":
        time = line.text_or_none(name)
        if time is not None and not is_comparable_time(time):
            raise LineFieldError(name)
        return time
    annotation = _CHANGE_TYPES[name]
    if annotation == "str":
        return line.text(name)
    if annotation == "bool":
        return line.flag(name)
    if annotation == "int | None":
        return line.number_or_none(name)
    text = line.text_or_none(name)
    return compress_graph(text.encode()) if text is not None and annotation == "bytes | None" else text


def _graph(text: str, digest: str, name: str) -> tuple[bytes, int]:
    """The bytes of a graph, if they have that digest, and their number of triples."""
    nquads = text.encode()
    found = _GRAPH.fullmatch(digest)
    if found is None or hashlib.sha256(nquads).hexdigest() != found[2]:
        raise LineFieldError(name)
    return nquads, _count_triples(nquads, name)


def _count_triples(nquads: bytes, name: str) -> int:
    try:
        return sum(1 for _ in quads_of(nquads))
    except SyntaxError as error:
        raise LineFieldError(name) from error


def _original(value: object) -> PackedGraph | None:
    """The graph as the source has it."""
    if value is None:
        return None
    line = LineFields(value, "original")
    digest = line.text("digest")
    nquads, triples = _graph(line.text("graph"), digest, "original.graph")
    line.finish()
    return PackedGraph(digest=digest, triples=triples, body=compress_graph(nquads))


def _given_bytes(value: object) -> PackedBytes | None:
    """The source bytes of a record."""
    if value is None:
        return None
    line = LineFields(value, "source_bytes")
    try:
        data = base64.b64decode(line.text("base64"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise LineFieldError("source_bytes.base64") from error
    given = SourceBytes(media_type=line.text("media_type"), data=data)
    line.finish()
    return given.pack()


def _read_by(line: LineFields) -> str | None:
    text = line.text_or_none("read_by")
    if text is not None and _RAW.fullmatch(text) is None:
        raise LineFieldError("read_by")
    return text


def _raw_name(line: LineFields) -> str:
    """The digest of raw bytes; empty if they could not be read."""
    text = line.text("digest")
    if text and _RAW.fullmatch(text) is None:
        raise LineFieldError("digest")
    return text


def _raw_digest(packed: Iterable[bytes]) -> str:
    """The digest of the raw bytes that were packed, from their pieces."""
    unpacker, digest, size, rest = zlib.decompressobj(), hashlib.sha256(), 0, b""
    pieces = iter(packed)
    try:
        while not unpacker.eof:
            rest = rest or next(pieces, b"")
            given = bool(rest)
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            size += len(piece)
            if size > _MOST or not (piece or given or unpacker.eof):
                raise LineFieldError("base64")
            digest.update(piece)
    except zlib.error as error:
        raise LineFieldError("base64") from error
    return f"sha256:{digest.hexdigest()}"


def _quarantined_fields(line: LineFields) -> dict[str, Any]:
    at = line.items("at")
    if len(at) != 2 or not all(one is None or (isinstance(one, int) and one > 0) for one in at):
        raise LineFieldError("at")
    reason = read_sentence(line.take("reason"), "reason")
    if not isinstance(reason, Message):
        raise LineFieldError("reason")
    return {
        "document": line.text("document"),
        "code": line.text("code"),
        "reason": reason,
        "line": at[0],
        "column": at[1],
        "digest": _raw_name(line),
        "names_mark": line.flag("names_mark"),
    }


def _digests(line: LineFields, name: str) -> tuple[MarkDigest, ...]:
    """Digests of IRIs, each with that of its comparison form behind a blank, if that is another IRI."""
    found = [text.split(" ") for text in line.texts(name)]
    if not all(len(one) <= 2 and all(map(_HASH.fullmatch, one)) for one in found):
        raise LineFieldError(name)
    return tuple(MarkDigest(*one) for one in found)
