"""The standard's report graph of sources validated by a profile: one ``sh:ValidationReport`` for each.

Unverified values are not results in the standard, and findings of the reader have no shape: neither is in it. A value
stands under ``sh:value`` with its datatype or language; if a finding lacks these, its text stands under ``rdf:value``,
since ``sh:value`` requires the term. Records are written one by one in every syntax. Source: SHACL 1.0, section 3.6.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import BinaryIO, Final

from pyoxigraph import Literal

from danhmuc.shapes.engine import index_nquads, read_shapes
from danhmuc.shapes.engine.components import ALL_COMPONENTS
from danhmuc.vocab.terms import RDF, SH
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.writing import Format, write

from ..record.record import DEFAULT_BASE
from .reported_records import ReportedFinding, ReportedRecord
from .reported_source import ReportedSource
from .tally import ReportOptions, Tally

_log = logging.getLogger(__name__)
_VALUE: Final = str(RDF.value)
_SEVERITIES: Final = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}


def write_graph(
    format: Format,  # noqa: A002 - the word users know
    sources: Iterable[ReportedSource],
    out: BinaryIO,
    options: ReportOptions,  # noqa: ARG001 - of all writers; messages stand here in both languages
) -> tuple[Tally, ...]:
    """Write the reports on all sources, and return their counts."""
    tallies: list[Tally] = []
    unwritten = write(format, map(mask_address_passwords, _graphs(sources, tallies)), out)
    if unwritten.count:
        _log.warning("%s cannot hold %d triples, such as %s", format, unwritten.count, unwritten.examples[0])
    return tuple(tallies)


write_json_ld = partial(write_graph, "json-ld")
write_nt = partial(write_graph, "nt")
write_turtle = partial(write_graph, "turtle")
write_xml = partial(write_graph, "xml")


def _graphs(sources: Iterable[ReportedSource], tallies: list[Tally]) -> Iterator[bytes]:
    number = 0
    for source in sources:
        report = _report(source)
        components = _components(source.profile.nquads)
        conforms = True
        for record in source.records():
            number += 1
            lines = list(_results(record, report, components, number))
            if lines:
                conforms = False
                yield "".join(lines).encode()
        tallies.append(source.tally)
        # A source that could not be read has no report.
        if source.tally.failed is None:
            yield (
                f"{report} {RDF.type} {SH.ValidationReport} .\n{report} {SH.conforms} {Literal(conforms)} .\n"
            ).encode()


def _report(source: ReportedSource) -> str:
    """The IRI of the report: the same for the same source and profile, so that results need not stand in one graph."""
    key = hashlib.sha256(f"{source.location}\n{source.profile.digest}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"<{DEFAULT_BASE}report/{key[:16]}>"


def _results(record: ReportedRecord, report: str, components: Mapping[str, str], number: int) -> Iterator[str]:
    found = [
        finding
        for finding in record.findings
        if finding.rule is not None and finding.reported_severity != "cannot-verify"
    ]
    for place, finding in enumerate(found):
        result = f"_:r{number}n{place}"
        yield f"{report} {SH.result} {result} .\n{result} {RDF.type} {SH.ValidationResult} .\n"
        for predicate, value in _statements(finding, components, number):
            yield f"{result} {predicate} {value} .\n"


def _statements(reported: ReportedFinding, components: Mapping[str, str], number: int) -> Iterator[tuple[str, str]]:
    finding = reported.finding
    focus = finding.focus or reported.record or ""
    # The names of blank nodes are those of the record; in the report there are many records.
    yield str(SH.focusNode), f"_:f{number}{focus[2:]}" if focus.startswith("_:") else f"<{focus}>"
    if finding.path is not None:
        yield str(SH.resultPath), f"<{finding.path}>"
    if finding.value_term is not None:
        is_blank = finding.value_term.startswith("_:")
        yield str(SH.value), f"_:f{number}{finding.value_term[2:]}" if is_blank else finding.value_term
    elif finding.value is not None:
        yield _VALUE, str(Literal(finding.value))
    yield str(SH.resultSeverity), f"{_SEVERITIES[finding.severity]}"
    yield str(SH.sourceShape), f"<{reported.rule}>"
    component = finding.component or components.get(reported.rule or "")
    if component is not None:
        yield str(SH.sourceConstraintComponent), f"<{component}>"
    for lang, message in finding.message.by_language().items():
        yield str(SH.resultMessage), str(Literal(message, language=lang))


@lru_cache(maxsize=8)
def _components(shapes: bytes) -> Mapping[str, str]:
    """The constraint component of each rule that has only one; a finding does not name its component.

    Args:
        shapes: those of a profile, as N-Quads; many sources have the same.
    """
    iris = {component.name: component.iri for component in ALL_COMPONENTS}
    found = {}
    for node, shape in read_shapes(index_nquads(shapes)).shapes.items():
        names = {constraint.component for constraint in shape.constraints}
        if len(names) == 1:
            found[node.value] = iris[names.pop()]
    return found
