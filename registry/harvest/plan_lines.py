"""A plan as lines of a file; `read_plan` makes it of them again.

Of what is refused because of a mark of secrecy there are counts and digests alone. Columns, links and numbers of
triples are not written: they are made again from the graphs, whose digests are compared.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final, TypeAlias

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.lines import without_descriptions
from danhmuc.vocab.messages import Message, to_json

from ..record.change import PlannedChange, RoleCounts
from ..record.contents import ReadDocument
from ..record.finding_json import finding_to_json
from ..record.harvested import HarvestReport
from ..record.source_bytes import PackedBytes
from ..record.spilled_values import pieces_of
from .plan import HarvestPlan, MarkDigests, MembershipChanges, PlanBase

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
_PAGE: Final = 500


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
    assert plan.base is not None, "a plan of a registry has a base"
    yield {
        "line": "plan",
        **{name: getattr(plan, name) for name in ("source", "location", "kind", "profile", "redirects")},
        "extent": plan.extent,
        "read_by": plan.read_by,
        "mapping": plan.mapping,
        "is_kind_open": plan.is_kind_open,
        "follows": plan.follows,
        "base": {field.name: getattr(plan.base, field.name) for field in fields(PlanBase)},
        "report": _report_json(plan.report),
        "withhold": list(plan.withhold),
        "due": list(plan.due),
        "ended": list(listing.ended),
        "losses": {"held": list(plan.losses.held), "applied": list(plan.losses.applied)},
        "marks": {
            "registry": marks.registry,
            **{
                name: [" ".join(one.both) for one in getattr(marks, name)] for name in ("secret", "unclear", "unmarked")
            },
        },
    }
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
    for finding in plan.findings:
        yield {"line": "finding", "finding": finding_to_json(finding)}
    yield {"line": "end"}


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
