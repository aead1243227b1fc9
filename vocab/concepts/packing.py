"""Convert a code list to bytes and back: the form that registries store and that digests are made of.

JSON lines, the first about the scheme, then one a concept. Much quicker than Turtle: 100,000 codes are read in about a
second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from .legal_acts import ActFacts
from .schemes import CodeList, Draft, ListedConcept, Status


def pack(scheme: CodeList) -> bytes:
    """Pack a code list with all its concepts, in its order."""
    return b"\n".join(packed_lines(scheme))


def unpack(data: bytes) -> CodeList:
    """Unpack a code list made by `pack`."""
    head, *lines = data.split(b"\n")
    values: dict[str, Any] = json.loads(head)
    return CodeList(
        map(_draft, lines),
        token=values["token"],
        iri=values["iri"],
        titles=values["titles"],
        source=values["source"],
        rights=values["rights"],
        snapshot=_day(values["snapshot"]),
        stated_version=values["stated_version"],
        is_complete=values["is_complete"],
    )


def packed_lines(scheme: CodeList) -> Iterator[bytes]:
    """The line about the scheme, then one a concept, in its order."""
    yield _line(
        {
            "token": scheme.token,
            "iri": scheme.iri,
            "titles": dict(scheme.titles),
            "source": scheme.source,
            "rights": dict(scheme.rights),
            "snapshot": None if scheme.snapshot is None else scheme.snapshot.isoformat(),
            "stated_version": scheme.stated_version,
            "is_complete": scheme.is_complete,
        }
    )
    for concept in scheme:
        yield _line(_fields(concept))


def _fields(concept: ListedConcept) -> dict[str, object]:
    """The fields of a concept; empty ones are left out."""
    return {name: value for name, value in concept.as_dict().items() if value and (name, value) != ("status", "active")}


def _draft(line: bytes) -> Draft:
    values: dict[str, Any] = json.loads(line)
    empty = Draft("", "")
    return Draft(
        iri=values["iri"],
        code=values["code"],
        labels=values.get("labels", empty.labels),
        alt_labels=_tuples(values.get("alt_labels"), empty.alt_labels),
        hidden_labels=tuple(values.get("hidden_labels", ())),
        definitions=values.get("definitions", empty.definitions),
        broader_iris=tuple(values.get("broader_iris", ())),
        matches=_tuples(values.get("matches"), empty.matches),
        valid_from=_day(values.get("valid_from")),
        valid_until=_day(values.get("valid_until")),
        status=cast("Status", values.get("status", "active")),
        replaced_by_iris=tuple(values.get("replaced_by_iris", ())),
        source=values.get("source"),
        act=None if values.get("act") is None else ActFacts.from_dict(values["act"]),
    )


def _tuples(
    values: Mapping[str, list[str]] | None, otherwise: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    return otherwise if values is None else {key: tuple(values) for key, values in values.items()}


def _line(values: Mapping[str, object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
