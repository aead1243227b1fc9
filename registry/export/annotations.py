"""Feedback, requests and agreements: what of them leaves with the datasets that they are about.

Of feedback, what is named here and nothing else, and only once all that describe it say that it is approved; of an
agreement, that there is one; of a request, nothing, not even its IRI.
Source of the rules: docs/decisions/0064-feedback-and-agreements.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from danhmuc.vocab.lines import lines_by_subject, written_values
from danhmuc.vocab.terms import ADMS, DCT, DMV, DQV, OA, ODRL, RDF, XSD

from ..record.summary import ANNOTATION_CLASSES, FEEDBACK_APPROVED, FEEDBACK_CLASSES
from ..store.annotation_rows import AnnotationRow, annotation_rows, annotations_with_graphs
from ..store.database import Connection
from ..store.later_bars import unapproved_by_now
from .packed_candidates import PackedCandidates


def _terms(*terms: object) -> frozenset[bytes]:
    return frozenset(str(term).encode() for term in terms)


_LEAVING: Final = ("present", "missing", "withheld")
"""States in which what a source says counts."""
_TYPE: Final = str(RDF.type).encode()
_STATUS: Final = str(ADMS.status).encode()
_TARGET: Final = str(OA.hasTarget).encode()
_BODY: Final = str(OA.hasBody).encode()
_AGREEMENT_TARGET: Final = str(ODRL.target).encode()
_APPROVED: Final = str(FEEDBACK_APPROVED).encode()
_FEEDBACK: Final = _terms(*FEEDBACK_CLASSES)
_AGREEMENT: Final = str(ODRL.Agreement).encode()
_CLASSES: Final = _terms(*ANNOTATION_CLASSES)
_TYPES: Final = _FEEDBACK | _terms(OA.Annotation, DQV.QualityAnnotation)
_TEXTS: Final = _terms(OA.bodyValue, DMV.answer, DCT.description)
_DAYS: Final = _terms(DCT.issued, DCT.modified, DCT.created)
_WITHOUT_SENDER: Final = _TEXTS | _DAYS | _terms(RDF.type, ADMS.status, OA.hasTarget, OA.hasBody, OA.motivatedBy)
_BODY_TYPES: Final = _terms(OA.TextualBody)
_BODY_TEXTS: Final = _terms(RDF.value)
_LINKS: Final = _terms(DQV.hasQualityAnnotation, ODRL.hasPolicy)
"""The properties by which others may name an annotation; by any other, such as *made*, its sender might be told."""
_HAS_FEEDBACK: Final = str(DQV.hasQualityAnnotation).encode()
_MOTIVATION: Final = str(OA.motivatedBy).encode()
_MOTIVATIONS: Final = (
    f"<{OA.commenting.value.removesuffix('commenting')}".encode(),
    f"<{DQV.QualityAnnotation.value.removesuffix('QualityAnnotation')}".encode(),
    b"<https://w3id.org/danhmuc/concept/feedback-kind/",
)
"""Beginnings of motivations; of another thing a source could say anything, and it would leave as a node record."""
_LINE: Final = re.compile(rb"(?P<subject>\S+) (?P<property>\S+) (?P<value>.*) \.\n?\Z", re.DOTALL)
_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+)?\Z')
_DAY: Final = re.compile(
    rb'"[0-9:.TZ+-]+"\^\^(?:%b|%b)\Z' % tuple(re.escape(str(one).encode()) for one in (XSD.date, XSD.dateTime))
)


class Annotations:
    """The feedback, requests and agreements of a registry, as an export sees them.

    Attributes:
        hidden: IRIs of those that do not leave.
    """

    def __init__(
        self, known: Mapping[str, bool], leaving: Container[str], links: Mapping[str, Collection[str]]
    ) -> None:
        """Of some annotations.

        Args:
            known: by IRI, whether it leaves.
            leaving: the IRIs of the records that leave.
            links: IRIs of the feedback that leaves, by the record that it is about.
        """
        self.hidden = frozenset(iri for iri, leaves in known.items() if not leaves)
        self._leaving = leaving
        self._links = links
        self._known = {iri.encode() for iri in known}
        self._hidden = {f"<{iri}>".encode() for iri in self.hidden}
        self._named = {f"<{iri}>".encode() for iri in known}

    @classmethod
    def read(
        cls,
        connection: Connection,
        leaving: PackedCandidates,
        nodes: PackedCandidates,
        iris: Collection[str] | None = None,
    ) -> Annotations:
        """The annotations of a registry.

        Whatever source or choice an export is of, all sources are asked.

        Args:
            leaving, nodes: the records, and the node records that leave if they are reached.
            iris: the only ones looked at, if not all are.
        """
        rows = annotation_rows(connection, iris)
        if not rows:
            return cls({}, leaving, {})
        may_leave: dict[str, bool] = {}
        targets: defaultdict[str, set[str]] = defaultdict(set)
        for row, pairs in _statements(connection, rows):
            approves, is_agreement = _approves(row, pairs), _classes(pairs) == {_AGREEMENT}
            may_leave[row.iri] = may_leave.get(row.iri, True) and (approves or is_agreement)
            node = nodes.get(row.iri)
            if node is not None and node.source_id == row.source_id:
                # Nobody has validated what is newer than what leaves, and an undone run may have taken it back.
                is_newest = node.version_id == row.version_id and node.held is None
                may_leave[row.iri] = may_leave[row.iri] and is_newest and (is_agreement or row.is_typed)
                if not is_agreement:
                    targets[row.iri].update(_iri(value) for prop, value in pairs if prop == _TARGET)
        unapproved = unapproved_by_now(connection)
        known = {
            row.iri: may_leave.get(row.iri, False) and row.iri in nodes and row.iri not in unapproved for row in rows
        }
        links: defaultdict[str, set[str]] = defaultdict(set)
        for iri, leaves in known.items():
            for target in targets[iri] if leaves else ():
                if target in leaving:
                    links[target].add(iri)
        return cls(known, leaving, links)

    def leaving_part(self, iri: str, nquads: bytes) -> bytes:
        """The lines of the graph of an IRI that leave, with links to feedback that leaves, which are in no digest.

        Args:
            nquads: canonical lines, sorted.
        """
        is_redacted = self._has_annotation(nquads)
        links = self._links.get(iri)
        if not is_redacted and links is None:
            return nquads
        lines = set(self._redact(iri, nquads) if is_redacted else nquads.splitlines(keepends=True))
        if links is not None:
            lines.update(f"<{iri}> {_HAS_FEEDBACK.decode()} <{one}> .\n".encode() for one in links)
        return b"".join(sorted(lines))

    def _has_annotation(self, nquads: bytes) -> bool:
        """Whether a graph describes an annotation, or names one."""
        if any(one in nquads for one in _CLASSES):
            return True
        return bool(self._known) and not self._known.isdisjoint(_named_or_described(nquads))

    def _redact(self, iri: str, nquads: bytes) -> Iterable[bytes]:
        by_subject = {subject: [_pair(line) for line in lines] for subject, lines in lines_by_subject(nquads).items()}
        kept: dict[bytes, list[tuple[bytes, bytes]]] = {}
        out: set[bytes] = set(self._hidden)
        bodies: set[bytes] = set()
        for subject, pairs in by_subject.items():
            types = _classes(pairs)
            if subject in self._hidden:
                continue
            if not types and subject not in self._named:
                kept[subject] = pairs
            elif types == {_AGREEMENT}:
                kept[subject] = [pair for pair in pairs if self._is_of_agreement(*pair)]
            elif types and types <= _FEEDBACK and self._leaves(subject, pairs):
                kept[subject] = [pair for pair in pairs if self._is_of_feedback(*pair)]
                bodies.update(value for prop, value in kept[subject] if prop == _BODY)
            else:
                out.add(subject)
        for body in bodies & kept.keys():
            kept[body] = [pair for pair in kept[body] if _is_of_body(*pair)]
        root = f"<{iri}>".encode()
        for subject, pairs in kept.items():
            kept[subject] = [pair for pair in pairs if pair[1] not in out and self._may_name(*pair)]
        reached = _reach(root, kept)
        before = _reach(root, by_subject)
        for subject, pairs in kept.items():
            if subject in reached or subject not in before:
                for prop, value in pairs:
                    yield b"%b %b %b .\n" % (subject, prop, value)

    def _leaves(self, subject: bytes, pairs: Collection[tuple[bytes, bytes]]) -> bool:
        """Whether feedback within a graph leaves: what has an IRI as all sources say, what has none as its own says."""
        return subject in self._named or (subject.startswith(b"_:") and _is_approved_feedback(pairs))

    def _may_name(self, prop: bytes, value: bytes) -> bool:
        """Whether a line may name what it names: an annotation only by the properties that are meant for it."""
        return value not in self._named or prop in _LINKS

    def _is_of_feedback(self, prop: bytes, value: bytes) -> bool:
        if prop == _TYPE:
            return value in _TYPES
        if prop == _TARGET:
            return _iri(value) in self._leaving
        if prop == _STATUS:
            return value == _APPROVED
        if prop == _MOTIVATION:
            return value.startswith(_MOTIVATIONS)
        if prop == _BODY:
            return value.startswith(b"_:") or _TEXT.match(value) is not None
        if prop in _DAYS:
            return _DAY.match(value) is not None
        return prop in _TEXTS and _TEXT.match(value) is not None

    def _is_of_agreement(self, prop: bytes, value: bytes) -> bool:
        if prop == _TYPE:
            return value == _AGREEMENT
        return prop == _AGREEMENT_TARGET and _iri(value) in self._leaving


def unapproved_annotations(connection: Connection) -> frozenset[str]:
    """The IRIs of feedback and requests that any source describes without saying that they are approved."""
    found = _statements(connection, annotation_rows(connection))
    return frozenset(row.iri for row, pairs in found if not _approves(row, pairs) and _classes(pairs) != {_AGREEMENT})


def _statements(
    connection: Connection, rows: Sequence[AnnotationRow]
) -> Iterator[tuple[AnnotationRow, list[tuple[bytes, bytes]]]]:
    """The statements of each source about an annotation, as far as they count."""
    said = [one for one in rows if one.state in _LEAVING]
    for row, nquads in annotations_with_graphs(connection, said):
        own = lines_by_subject(nquads).get(f"<{row.iri}>".encode(), [])
        yield row, [_pair(line) for line in own]


def _approves(row: AnnotationRow, pairs: Collection[tuple[bytes, bytes]]) -> bool:
    """Whether a source approves an annotation, or does not say otherwise where it describes it as something else."""
    return _is_approved_feedback(pairs) if row.is_typed else _states(pairs) <= {_APPROVED}


def without_senders(iri: str, nquads: bytes, feedback: Collection[str] = ()) -> bytes:
    """The graph of a record without what feedback in it states beyond what was said, answered and about what.

    For what goes to an agency, approved or not, such as a workbook that is filled in. Nor may others name feedback but
    by the properties that are meant for it: of *made* the sender is the subject.

    Args:
        nquads: canonical lines, sorted.
        feedback: IRIs of feedback that is described elsewhere.
    """
    named = {f"<{one}>".encode() for one in feedback}
    if not any(one in nquads for one in _FEEDBACK) and not any(one in nquads for one in named):
        return nquads
    described = {subject: [_pair(line) for line in lines] for subject, lines in lines_by_subject(nquads).items()}
    kept = dict(described)
    own = {subject for subject, pairs in described.items() if not _FEEDBACK.isdisjoint(_classes(pairs))}
    for subject in own:
        pairs = [pair for pair in described[subject] if pair[0] in _WITHOUT_SENDER]
        # A body with an IRI is described elsewhere, and may say whose it is.
        kept[subject] = [(prop, value) for prop, value in pairs if prop != _BODY or not value.startswith(b"<")]
        for body in {value for prop, value in kept[subject] if prop == _BODY} & described.keys():
            kept[body] = [pair for pair in described[body] if _is_of_body(*pair)]
    for subject, pairs in kept.items():
        kept[subject] = [(prop, value) for prop, value in pairs if value not in named | own or prop in _LINKS]
    root = f"<{iri}>".encode()
    lost = _reach(root, described) - _reach(root, kept)
    lines = (
        b"%b %b %b .\n" % (subject, prop, value)
        for subject, pairs in kept.items()
        if subject not in lost
        for prop, value in pairs
    )
    return b"".join(sorted(lines))


def _is_of_body(prop: bytes, value: bytes) -> bool:
    return value in _BODY_TYPES if prop == _TYPE else prop in _BODY_TEXTS and _TEXT.match(value) is not None


def _is_approved_feedback(pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether what is said of something is that it is feedback, and that it is approved and in no other state."""
    pairs = list(pairs)
    types = _classes(pairs)
    return bool(types) and types <= _FEEDBACK and _states(pairs) == {_APPROVED}


def _classes(pairs: Iterable[tuple[bytes, bytes]]) -> set[bytes]:
    """The classes of annotations among the types of something."""
    return {value for prop, value in pairs if prop == _TYPE} & _CLASSES


def _states(pairs: Iterable[tuple[bytes, bytes]]) -> set[bytes]:
    return {value for prop, value in pairs if prop == _STATUS}


def _pair(line: bytes) -> tuple[bytes, bytes]:
    found = _LINE.match(line)
    assert found is not None, "a line of a stored graph is canonical"
    return found["property"], found["value"]


def _iri(value: bytes) -> str:
    return value[1:-1].decode() if value.startswith(b"<") else ""


def _named_or_described(nquads: bytes) -> set[bytes]:
    found = set(written_values(nquads))
    found.update(line[1 : line.index(b"> ")] for line in nquads.splitlines() if line.startswith(b"<"))
    return found


def _reach(root: bytes, described: Mapping[bytes, Collection[tuple[bytes, bytes]]]) -> set[bytes]:
    """The subjects that a root leads to, itself among them."""
    found: set[bytes] = set()
    todo = [root]
    while todo:
        subject = todo.pop()
        if subject in found:
            continue
        found.add(subject)
        todo += [value for _, value in described.get(subject, ()) if value in described]
    return found
