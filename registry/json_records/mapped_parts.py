"""Split what an entry was mapped to, as any RDF, into the records that wait in the spool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCT, DMV

from ..record.record import IriSpace, Link, Membership, SourceRecord
from ..record.secrecy import is_about_access, mark_in_text
from ..record.summary import publicity_level
from ..splitting import split
from ..splitting.assembly import Assembly
from .quoting import source_bytes_of
from .record_spool import SpooledRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPart:
    """A record or node record that an entry describes.

    Attributes:
        main_class: the class that makes it a record; None for other roles.
        links: to other records.
        is_refused: whether it is marked as secret.
    """

    root: Subject
    record: SourceRecord
    main_class: str | None
    links: tuple[Link | Membership, ...]
    is_refused: bool

    def to_spool(self, place: str, *, is_inner: bool = False) -> SpooledRecord:
        """The record as the spool has it."""
        return SpooledRecord(
            record=self.record,
            main_class=self.main_class,
            is_inner=is_inner,
            is_refused=self.is_refused,
            place=place,
            links=self.links,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedParts:
    """All that an entry describes.

    Attributes:
        iri: of the entry itself.
        memberships: of the catalogues that it describes.
        parts: in order of reading; can be walked once.
    """

    iri: str
    memberships: tuple[Membership, ...]
    parts: Iterator[MappedPart]


def split_mapped(
    root: Subject,
    descriptions: Descriptions,
    findings: Mapping[Subject, Sequence[Finding]],
    text: str,
    place: str,
    space: IriSpace,
) -> MappedParts:
    """Split a mapped entry.

    Args:
        root: the subject of the entry itself.
        findings: by the record that they are about.
        text: of the entry as the source gave it.
        place: the document that has it.
    """
    parts = split(Assembly(descriptions, (place,), {}, {}), space)

    def walk() -> Iterator[MappedPart]:
        naming = {one.root: one for one in parts.naming_parts()}
        for subject, pending in parts.in_order():
            record = pending.make()
            found = findings.get(subject, ())
            if found:
                record = replace(record, findings=(*record.findings, *findings_about(found, record.iri)))
            if subject == root:
                record = replace(record, source_bytes=source_bytes_of(text))
            part = naming.get(subject)
            yield MappedPart(
                root=subject,
                record=record,
                main_class=pending.main_class,
                links=() if part is None else part.links,
                is_refused=part is not None and part.is_refused,
            )

    return MappedParts(iri=parts.name(root), memberships=tuple(parts.memberships()), parts=walk())


def findings_about(findings: Iterable[Finding], iri: str) -> list[Finding]:
    """The findings, about the record of an IRI."""
    return [replace(one, focus=iri) for one in findings]


def with_marks_of(first: SpooledRecord, second: SpooledRecord) -> SpooledRecord:
    """The first description with what the second says of secrecy and access: the narrower counts."""
    subject = NamedNode(first.record.iri)
    own = list(first.record.quads)
    marks = {
        (one.predicate, one.object)
        for one in second.record.quads
        if (
            one.predicate == DMV.secrecy
            or (one.subject == subject and is_about_access(one.predicate))
            or (isinstance(one.object, Literal) and mark_in_text(one.object.value) is not None)
        )
        and isinstance(one.object, NamedNode | Literal)
    } - {(one.predicate, one.object) for one in own}
    levels = [publicity_level(DCT.accessRights, one.object) for one in own if one.predicate == DCT.accessRights]
    narrower = {
        value
        for prop, value in marks
        if prop == DCT.accessRights and publicity_level(prop, value) > max(levels, default=-1)
    }
    is_refused = first.is_refused or second.is_refused
    missing = [Quad(subject, prop, value) for prop, value in marks if prop != DCT.accessRights]
    if narrower:
        own = [one for one in own if one.subject != subject or one.predicate != DCT.accessRights]
        missing += [Quad(subject, DCT.accessRights, value) for value in narrower]
    if not missing:
        return replace(first, is_refused=is_refused)
    canonical = canonicalize([*own, *missing])
    record = replace(first.record, canonical=canonical, quads=())
    return replace(first, record=record, is_refused=is_refused)
