"""Corrections and defaults of a source, applied to its records: what they change, and what cannot be one.

Apply the corrections and defaults of a source to one record: a graph of its own beside that of the source.

Corrections never change a subject, so that a record keeps its IRI and its parts; nor do they touch what a blank node,
or a rights statement, says of secrecy or access. Source: docs/decisions/0035-corrections.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from functools import partial as bound
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading.parsing import paused_collection
from danhmuc.vocab.record_terms import LINKS
from danhmuc.vocab.terms import ADMS, CNT, DCAT, DCAT_US, DCATAP, DCT, DMV, FOAF, ODRL, ORG, RDF, SPDX, VCARD, XSD
from danhmuc.vocab.text import shorten
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.edits import CorrectionsText
from ..messages.sources import SourcesText
from ..record.contents import PendingRecord
from ..record.corrections import Correction, DefaultNode, Defaults, Text, read_term, term_text
from ..record.findings import unused_correction_finding, widening_correction_finding
from ..record.record import NODE_ROLES, SourceRecord
from ..record.search_words import code_of
from ..record.secrecy import is_about_access
from ..record.source_settings import SourceSettings
from ..record.summary import UNKNOWN_LEVEL, is_retiring, publicity_codes, publicity_level

# ---------------------------------------------------------------- correction faults
# Faults of defaults and corrections that no source may have.
#
# What says who may know of a record can only be made narrower. Source: docs/decisions/0035-corrections.md.

_OF_CONTENTS: Final = LINKS | {RDF.type, DCAT.distribution, FOAF.primaryTopic}
"""The properties that decide what is a record, and what belongs to it or is linked with it."""
_OF_ACCESS: Final = frozenset({DMV.sharingForm, DCAT_US.cuiRestriction})
"""Properties that say who gets the data, and whose values have no order."""
_NAMED_SO: Final = re.compile(
    "access(?!url|service)|secre|secur|confiden|sensitiv|classif|privacy|personal|restrict|visib|embargo", re.IGNORECASE
)
"""Words in the names of properties of other vocabularies that may say so."""


def fault_of_corrections(corrections: tuple[Correction, ...]) -> Message | None:
    """The reason why these cannot be the corrections of a source; None if they can."""
    for number, one in enumerate(corrections, 1):
        reason = _fault_of(one)
        if reason is not None:
            return CorrectionsText.IN_CORRECTION(number=number, reason=reason)
    return None


def fault_of_defaults(defaults: Defaults) -> Message | None:
    """The reason why these cannot be the defaults of a source; None if they can."""
    named: dict[str, str | None] = {"licence": defaults.licence}
    named |= {f"theme.{number}": theme for number, theme in enumerate(defaults.theme, 1)}
    for key in ("publisher", "contact"):
        node: DefaultNode | None = getattr(defaults, key)
        if node is not None:
            named |= {f"{key}.iri": node.iri, f"{key}.email": node.email, f"{key}.telephone": node.telephone}
    for key, iri in named.items():
        if iri is not None and not is_valid_iri(iri):
            return SourcesText.VALUE_REFUSED(
                key=f"defaults.{key}", wanted=CorrectionsText.IRI_WANTED(), found=repr(iri)
            )
    return None


def may_be_of_access(predicate: NamedNode) -> bool:
    """Whether a property says who may know or get something, or may do so by its name."""
    if publicity_codes(predicate) or predicate in _OF_ACCESS or is_about_access(predicate):
        return True
    return predicate != ORG.classification and _NAMED_SO.search(code_of(predicate.value)) is not None


def _fault_of(one: Correction) -> Message | None:
    if not is_valid_iri(one.property):
        return SourcesText.VALUE_REFUSED(key="field", wanted=CorrectionsText.IRI_WANTED(), found=repr(one.property))
    if not one.reason.strip():
        return SourcesText.KEY_MISSING(key="reason")
    if one.record is not None and not is_valid_iri(one.record):
        return SourcesText.VALUE_REFUSED(key="record", wanted=CorrectionsText.IRI_WANTED(), found=repr(one.record))
    if one.to is None and one.written is None:
        return CorrectionsText.REMOVAL_NEEDS_FROM()
    if one.to == one.written:
        return CorrectionsText.CORRECTION_CHANGES_NOTHING()
    for key, value in (("from", one.written), ("to", one.to)):
        try:
            if value is not None:
                read_term(value)
        except ValueError:
            return SourcesText.VALUE_REFUSED(key=key, wanted=CorrectionsText.TERM_WANTED(), found=repr(value))
    return _fault_of_field(one)


def _fault_of_field(one: Correction) -> Message | None:
    """The reason why the property cannot be corrected at all, or not so."""
    predicate, name = NamedNode(one.property), abbreviate(one.property)
    if predicate in _OF_CONTENTS:
        return CorrectionsText.FIELD_OF_CONTENTS(field=name)
    if predicate == ADMS.status:
        return _fault_of_status(one, name)
    codes = publicity_codes(predicate)
    if not codes:
        return CorrectionsText.FIELD_OF_ACCESS(field=name) if may_be_of_access(predicate) else None
    to = None if one.to is None else read_term(one.to)
    # What says nothing counts as public.
    level = 0 if to is None else publicity_level(predicate, to)
    if level == UNKNOWN_LEVEL:
        return CorrectionsText.FIELD_NO_CODE(field=name, codes=codes, found=term_text(to))
    if one.written is None:
        return None  # what each record has is asked for when it is corrected
    written = read_term(one.written)
    before = publicity_level(predicate, Literal(written) if isinstance(written, str) else written)
    if before == UNKNOWN_LEVEL:
        return CorrectionsText.FIELD_UNCLEAR(field=name, found=term_text(written))
    if level >= before:
        return None
    right = CorrectionsText.NO_VALUE() if to is None else term_text(to)
    return CorrectionsText.FIELD_WIDENS(field=name, found=term_text(written), to=right)


def _fault_of_status(one: Correction, name: str) -> Message | None:
    """The reason why a status cannot be corrected so: what its source withdraws, nobody else brings back."""
    written, to = (None if value is None else read_term(value) for value in (one.written, one.to))
    before, after = ([Literal(term) if isinstance(term, str) else term] for term in (written, to))
    if not is_retiring(before) or is_retiring(after):
        return None
    return CorrectionsText.FIELD_WIDENS(
        field=name, found=term_text(written), to=CorrectionsText.NO_VALUE() if to is None else term_text(to)
    )


# ---------------------------------------------------------------- corrected

_Node: TypeAlias = NamedNode | BlankNode | Triple
_Value: TypeAlias = NamedNode | BlankNode | Literal | Triple
_Pairs: TypeAlias = Sequence[tuple[_Value | None, NamedNode | Literal | None]]
"""Values with those that take their place; None for nothing."""

OF_DISTRIBUTIONS: Final = frozenset(
    {
        *(DCAT.accessURL, DCAT.downloadURL, DCAT.accessService, DCAT.mediaType, DCAT.compressFormat),
        *(DCAT.packageFormat, DCAT.byteSize, DCT.format, SPDX.checksum, DCATAP.availability),
        *(ADMS.representationTechnique, CNT.characterEncoding),
    }
)
"""The properties of files: without a value to look for, a correction of them is about each distribution."""
_LICENCES: Final = (DCT.license, ODRL.hasPolicy)
"""The properties that say on which terms data may be used."""
_WITH_THEME: Final = frozenset({DCAT.Dataset.value, DCAT.DataService.value, DMV.Database.value})
_WITHOUT_THEME: Final = frozenset({DCAT.Catalog.value, DCAT.DatasetSeries.value})
"""The classes of what is often typed as a dataset, too."""
_STATEMENTS: Final = frozenset(
    one.value
    for one in (DCT.RightsStatement, DCAT_US.AccessRestriction, DCAT_US.CUIRestriction, DCAT_US.UseRestriction)
)
"""The classes of node records that say who gets to know."""
_SHOWN: Final = 100
_OWN_LICENCE: Final = frozenset({DCAT.Catalog.value, DCAT.DataService.value})


@dataclass(frozen=True, slots=True)
class CorrectedRecord:
    """A record as corrections leave it.

    Attributes:
        record: the same object if nothing of it is changed, else one whose `SourceRecord.original` is the graph before.
        used: positions of the corrections that it needs.
        refused: of those among them that were not applied, since the record would be more public then.
    """

    record: SourceRecord
    used: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()


class Corrector:
    """The corrections and defaults of one source, ready to be applied.

    Attributes:
        changes_any: whether there is anything to apply.
    """

    def __init__(self, corrections: Sequence[Correction], defaults: Defaults) -> None:
        self._by_record: dict[str | None, list[tuple[int, Correction, _Wanted]]] = {}
        for number, one in enumerate(corrections):
            self._by_record.setdefault(one.record, []).append((number, one, _Wanted.of(one)))
        self._defaults = _default_terms(defaults)
        self.changes_any = bool(corrections or self._defaults)

    def correct(self, record: SourceRecord) -> CorrectedRecord:
        """Apply the corrections in their order, then the defaults of what is still missing."""
        if not self.changes_any:
            return CorrectedRecord(record)
        graph = _Graph(record)
        some = [*self._by_record.get(None, ()), *self._by_record.get(record.iri, ())]
        some.sort(key=lambda one: one[0])
        used = frozenset(number for number, one, wanted in some if graph.correct(number, one, wanted))
        for predicate, values in self._defaults.items():
            graph.add_default(predicate, values)
        if not graph.findings:
            return CorrectedRecord(record, used, frozenset(graph.refused))
        quads = tuple(graph.reached_quads())
        canonical = canonicalize(quads)
        if canonical.digest == record.digest:
            # One correction has undone another.
            return CorrectedRecord(record, used, frozenset(graph.refused))
        corrected = replace(
            record,
            canonical=canonical,
            quads=quads,
            original=record.canonical,
            findings=(*record.findings, *graph.findings),
        )
        return CorrectedRecord(corrected, used, frozenset(graph.refused))


def default_records(defaults: Defaults) -> list[SourceRecord]:
    """The node records of the agent and contact that the defaults describe."""
    made: dict[str, SourceRecord] = {}
    for node, listed, name in (
        (defaults.publisher, FOAF.Agent, FOAF.name),
        (defaults.contact, VCARD.Kind, VCARD.fn),
    ):
        if node is not None and node.is_described:
            known = made.get(node.iri)
            quads = (*_description(node, listed, name), *(() if known is None else known.quads))
            types = tuple(sorted({listed.value, *(() if known is None else known.types)}))
            made[node.iri] = SourceRecord.of(node.iri, quads, role="node", types=types)
    return list(made.values())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The terms of one correction."""

    predicate: NamedNode
    written: NamedNode | Literal | Text | None
    to: NamedNode | Literal | Text | None

    @classmethod
    def of(cls, one: Correction) -> _Wanted:
        written = None if one.written is None else read_term(one.written)
        return cls(NamedNode(one.property), written, None if one.to is None else read_term(one.to))

    def replaces(self, value: _Value) -> bool:
        """Whether a value of the property is one to be replaced."""
        if self.written is None:
            # A text in one language says nothing of those in others.
            language = self.to.language if isinstance(self.to, Literal) else None
            return language is None or (isinstance(value, Literal) and value.language in (None, language))
        if isinstance(self.written, str):
            return isinstance(value, NamedNode | Literal) and value.value == self.written
        return value == self.written

    def instead_of(self, value: _Value | None) -> NamedNode | Literal | None:
        """The right value, None if there is none; a plain text has the language or datatype of what it replaces."""
        if not isinstance(self.to, str):
            return self.to
        if isinstance(value, Literal):
            if value.language is not None:
                return Literal(self.to, language=value.language)
            if value.datatype != XSD.string:
                return Literal(self.to, datatype=value.datatype)
        return Literal(self.to)


class _Graph:
    """The own graph of a record while it is corrected.

    Attributes:
        findings: on what was changed.
        refused: positions of the corrections that were not applied.
    """

    def __init__(self, record: SourceRecord) -> None:
        self._record = record
        self._quads: list[Quad] = list(record.quads)
        self._document = record.places[0] if record.places else None
        self.findings: list[Finding] = []
        self.refused: set[int] = set()

    def correct(self, number: int, one: Correction, wanted: _Wanted) -> bool:
        """Apply one correction that may be about the record; returns whether the record needs it."""
        needed = False
        for node in self._nodes_to_correct(one, wanted):
            old = [value for value in self._values(node, wanted.predicate) if wanted.replaces(value)]
            pairs: _Pairs = [(value, wanted.instead_of(value)) for value in old]
            if not pairs and wanted.written is None:
                pairs = [(None, wanted.instead_of(None))]
            pairs = [(before, after) for before, after in pairs if before != after]
            if pairs:
                needed = True
                if not self._replace(node, one, wanted, pairs):
                    self.refused.add(number)
        return needed

    def add_default(self, predicate: NamedNode, values: Collection[NamedNode]) -> None:
        """Give the nodes that should have a property its default."""
        for node in self._nodes_without(predicate):
            for value in values:
                self._quads.append(Quad(node, predicate, value))
                message = CorrectionsText.DEFAULTED(property=abbreviate(predicate.value), to=_value_text(value))
                self._report("source:default", node, predicate, None, value, message)

    def reached_quads(self) -> Iterable[Quad]:
        """The triples, without those of blank nodes that nothing leads to any more."""
        by_subject: dict[object, list[Quad]] = {}
        for quad in self._quads:
            by_subject.setdefault(quad.subject, []).append(quad)
        todo: list[object] = [subject for subject in by_subject if not isinstance(subject, BlankNode)]
        reached: set[object] = set()
        while todo:
            subject = todo.pop()
            if subject not in reached:
                reached.add(subject)
                todo += (quad.object for quad in by_subject.get(subject, ()) if isinstance(quad.object, BlankNode))
        return (quad for quad in self._quads if quad.subject in reached)

    def _nodes_to_correct(self, one: Correction, wanted: _Wanted) -> list[_Node]:
        """The nodes of which a correction may be true."""
        if not _STATEMENTS.isdisjoint(self._record.types):
            return []
        having = dict.fromkeys(quad.subject for quad in self._quads if quad.predicate == wanted.predicate)
        if any(isinstance(node, BlankNode) for node in having):
            having = {node: None for node in having if node not in self._of_access}
        if wanted.written is not None:
            return list(having)
        root, record = NamedNode(self._record.iri), self._record
        if wanted.predicate == DCT.license:
            homes: set[_Node] = {root, *self._distributions}
            licensed = (node for node in having if node in homes)
            return list(dict.fromkeys((*licensed, *self._nodes_without(DCT.license))))
        if wanted.predicate in OF_DISTRIBUTIONS:
            return list(self._distributions)
        return [root] if record.role == "record" or one.record is not None else []

    def _nodes_without(self, predicate: NamedNode) -> list[_Node]:
        """The nodes that should have a property and lack it."""
        record, root = self._record, NamedNode(self._record.iri)
        classes = frozenset(record.types)
        if predicate == DCT.license:
            if self._has(root, *_LICENCES):
                return []
            if record.role == "record" and classes & _OWN_LICENCE:
                return [root]
            return [node for node in self._distributions if not self._has(node, *_LICENCES)]
        if record.role != "record" or self._has(root, predicate):
            return []
        if predicate == DCAT.theme and (not classes & _WITH_THEME or classes & _WITHOUT_THEME):
            return []
        if predicate == DCAT.contactPoint and DCAT.Catalog.value in classes:
            return []
        return [root]

    def _replace(
        self,
        node: _Node,
        one: Correction,
        wanted: _Wanted,
        pairs: _Pairs,
    ) -> bool:
        """Replace values of one node; returns whether that was done, as it is unless it would be more public then."""
        predicate, old = wanted.predicate, {before for before, _ in pairs}
        name = abbreviate(predicate.value)
        values = self._values(node, predicate)
        new = dict.fromkeys(right for _, right in pairs if right is not None)
        after = [*(value for value in values if value not in old), *new]
        if _is_wider(predicate, values, after):
            return False
        self._quads = [
            quad
            for quad in self._quads
            if not (quad.subject == node and quad.predicate == predicate and quad.object in old)
        ]
        self._quads += (Quad(node, predicate, right) for right in new)
        reason = one.reason.strip().rstrip(".")
        for before, right in pairs:
            message = _correction_message(name, before, right, reason)
            self._report("source:correction", node, predicate, before, right, message)
        return True

    def _report(
        self,
        code: str,
        node: _Node,
        predicate: NamedNode,
        before: _Value | None,
        after: NamedNode | Literal | None,
        message: Message,
    ) -> None:
        literal = before if isinstance(before, Literal) else None
        self.findings.append(
            Finding(
                code=code,
                severity="info",
                layer="repaired",
                # Names of blank nodes are valid within one reading only.
                focus=node.value if isinstance(node, NamedNode) else self._record.iri,
                path=predicate.value,
                value=before.value if isinstance(before, NamedNode | Literal) else None,
                value_language=None if literal is None else literal.language,
                value_datatype=None if literal is None else literal.datatype.value,
                fix=None if after is None else after.value,
                document=self._document,
                message=message,
            )
        )

    def _values(self, node: _Node, predicate: NamedNode) -> list[_Value]:
        return [quad.object for quad in self._quads if quad.subject == node and quad.predicate == predicate]

    def _has(self, node: _Node, *predicates: NamedNode) -> bool:
        return any(quad.subject == node and quad.predicate in predicates for quad in self._quads)

    @cached_property
    def _distributions(self) -> list[_Node]:
        """The distributions that the graph describes; a node record may be one itself."""
        if self._record.role in NODE_ROLES:
            return [NamedNode(self._record.iri)] if DCAT.Distribution.value in self._record.types else []
        subjects = {quad.subject for quad in self._quads}
        named = [quad.object for quad in self._quads if quad.predicate == DCAT.distribution]
        return [node for node in dict.fromkeys(named) if not isinstance(node, Literal) and node in subjects]

    @cached_property
    def _of_access(self) -> set[object]:
        """The blank nodes that say more of access or secrecy."""
        todo: list[object] = [
            quad.object
            for quad in self._record.quads
            if isinstance(quad.object, BlankNode) and may_be_of_access(quad.predicate)
        ]
        found: set[object] = set()
        while todo:
            node = todo.pop()
            if node not in found:
                found.add(node)
                todo += (
                    quad.object
                    for quad in self._record.quads
                    if quad.subject == node and isinstance(quad.object, BlankNode)
                )
        return found


def _correction_message(name: str, before: _Value | None, right: NamedNode | Literal | None, reason: str) -> Message:
    if right is None:
        assert before is not None, "what is taken away was there"
        return CorrectionsText.CORRECTED_AWAY(property=name, found=_value_text(before), reason=reason)
    if before is None:
        return CorrectionsText.CORRECTED_MISSING(property=name, to=_value_text(right), reason=reason)
    return CorrectionsText.CORRECTED(property=name, found=_value_text(before), to=_value_text(right), reason=reason)


def _value_text(value: _Value) -> Fact:
    """A value in a finding, shortened; one without an IRI has no name that would say anything."""
    return (
        shorten(term_text(value), _SHOWN) if isinstance(value, NamedNode | Literal) else CorrectionsText.NESTED_VALUE()
    )


def _is_wider(predicate: NamedNode, before: Iterable[_Value], after: Iterable[_Value]) -> bool:
    """Whether values of a property make what has them more public than those before; what is unclear never changes."""
    if predicate == ADMS.status:
        # A status that is not understood frees nothing, either.
        return is_retiring(before) and not is_retiring(after)
    if not publicity_codes(predicate):
        return False
    old, new = ([publicity_level(predicate, value) for value in some] for some in (before, after))
    unclear = old.count(UNKNOWN_LEVEL) > new.count(UNKNOWN_LEVEL)
    return unclear or max(new, default=0) < max(old, default=0)


def _default_terms(defaults: Defaults) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """The values that records are given, by property."""
    iris = {
        DCT.publisher: () if defaults.publisher is None else (defaults.publisher.iri,),
        DCAT.contactPoint: () if defaults.contact is None else (defaults.contact.iri,),
        DCT.license: () if defaults.licence is None else (defaults.licence,),
        DCAT.theme: defaults.theme,
    }
    return {predicate: tuple(map(NamedNode, some)) for predicate, some in iris.items() if some}


def _description(node: DefaultNode, listed: NamedNode, name: NamedNode) -> Iterable[Quad]:
    subject = NamedNode(node.iri)
    yield Quad(subject, RDF.type, listed)
    for language, text in node.name:
        yield Quad(subject, name, Literal(text, language=language.lower()) if language else Literal(text))
    if node.identifier is not None:
        yield Quad(subject, DCT.identifier, Literal(node.identifier))
    for predicate, iri in ((VCARD.hasEmail, node.email), (VCARD.hasTelephone, node.telephone)):
        if iri is not None:
            yield Quad(subject, predicate, NamedNode(iri))


# ---------------------------------------------------------------- corrected reading
# Corrections and defaults of a source in one reading: what is applied to its records, and what no record needs.
#
# Knows neither RDF terms nor SQL.


class CorrectedReading:
    """The corrections of one reading, and which of them were needed."""

    def __init__(self, settings: SourceSettings) -> None:
        self._corrections = settings.corrections
        self._defaults = settings.defaults
        self._corrector = Corrector(settings.corrections, settings.defaults)
        self._used: set[int] = set()
        self._refused: dict[int, list[str]] = {}

    def correct(self, record: SourceRecord) -> SourceRecord:
        """The record as corrections leave it; the same object if they change nothing."""
        corrected = self._corrector.correct(record)
        self._used |= corrected.used
        for number in corrected.refused:
            self._refused.setdefault(number, []).append(record.iri)
        return corrected.record

    def with_default_nodes(self, records: Iterable[PendingRecord]) -> Iterable[PendingRecord]:
        """The records, and before them the agent and contact of the defaults, unless the source describes them."""
        nodes = {record.iri: record for record in default_records(self._defaults)}
        if not nodes:
            return records
        if iter(records) is records:
            with paused_collection():
                records = list(records)
        for pending in records:
            nodes.pop(pending.iri, None)
        return _RecordsAfter(nodes.values(), records)

    def findings(self, secret: Collection[str], *, is_whole: bool) -> Iterator[Finding]:
        """Findings on the corrections that would have made records more public, and on those that none needed.

        Args:
            secret: IRIs of which nothing is said.
            is_whole: whether all of the source was read; what no record needs, the list of sources can do without.
        """
        for number, one in enumerate(self._corrections):
            iris = [iri for iri in self._refused.get(number, ()) if iri not in secret]
            if iris:
                yield widening_correction_finding(one, iris)
            elif is_whole and number not in self._used and one.record not in secret:
                yield unused_correction_finding(one)


class _RecordsAfter:
    """Records that can be walked any number of times, after some that are made already."""

    def __init__(self, first: Iterable[SourceRecord], others: Iterable[PendingRecord]) -> None:
        self._first = [PendingRecord(record.iri, record.role, bound(_same, record)) for record in first]
        self._others = others

    def __iter__(self) -> Iterator[PendingRecord]:
        yield from self._first
        yield from self._others


def _same(record: SourceRecord) -> SourceRecord:
    return record
