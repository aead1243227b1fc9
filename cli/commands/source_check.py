"""The text of ``danhmuc source check``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line, shown_location

from ..language import render
from ..messages.harvest import HarvestCommandText
from ..messages.source import FORMS, SourceText
from ..output.findings import findings_text, print_finding
from ..output.network import print_network
from ..output.text import print_line
from ..output.words import class_text, count_message

if TYPE_CHECKING:
    from danhmuc.registry.record.source_check import SourceCheck, SourceVisit


def print_check(name: str, found: SourceCheck) -> None:
    """Print the outcome of a check, the source in the first line."""
    for number, line in enumerate(_lines(name, found)):
        print_line(f"{'  ' if number else ''}{one_line(render(line))}")
    if found.visit is not None:
        print_network(found.visit.traffic, found.visit.letter)
        for finding in found.visit.noticed:
            print_finding(finding)


def _lines(name: str, found: SourceCheck) -> Iterator[Message]:
    facts = {"name": name, "location": shown_location(found.location), "kind": found.kind}
    visit = found.visit
    if found.why is not None:
        yield SourceText.CHECK_FAILS(**facts, reason=found.why)
    elif visit is not None:
        yield SourceText.CHECK_RECORDS(**facts, count=sum(visit.records.values()))
    elif found.documents is None:
        yield SourceText.CHECK_UNKNOWN(**facts)
    else:
        yield SourceText.CHECK_DOCUMENTS(**facts, count=found.documents)
    if visit is not None and visit.url is not None:
        yield from _visit_lines(found.location, visit)
    for form in () if visit is None else visit.other_forms:
        yield SourceText.CHECK_OTHER_FORM(form=FORMS[form.kind], url=form.url)
    for document in found.unopened:
        yield SourceText.CHECK_UNOPENED(document=document)
    if found.passed_over:
        yield HarvestCommandText.SKIPPED(count=found.passed_over)
    if found.unset is not None and (visit is None or found.why is None):
        # A visit that failed has said so.
        yield SourceText.CHECK_UNSET(variable=found.unset)


def _visit_lines(location: str, visit: SourceVisit) -> Iterator[Message]:
    if visit.url is not None and not visit.url.startswith(location):
        yield SourceText.CHECK_FINAL_URL(url=shown_location(visit.url))
    for iri, number in visit.records.items():
        yield SourceText.CHECK_CLASS(name=class_text(iri), number=number)
    if visit.announced is not None:
        yield SourceText.CHECK_ANNOUNCED(number=visit.announced)
    if visit.is_paged:
        yield SourceText.CHECK_PAGES() if visit.pages is None else SourceText.CHECK_PAGES_COUNTED(count=visit.pages)
    yield SourceText.CHECK_SIZE(size=visit.size)
    yield SourceText.CHECK_ROBOTS()
    if not visit.validators:
        yield SourceText.CHECK_NO_VALIDATORS()
    elif visit.conditional is not None:
        unmoved = SourceText.CHECK_CONDITIONAL_PAGE if visit.is_paged else SourceText.CHECK_CONDITIONAL
        yield unmoved() if visit.conditional else SourceText.CHECK_UNCONDITIONAL()
    if visit.profile is not None and visit.sample:
        refused = visit.sample - visit.accepted
        verdicts = (count_message(visit.accepted, "accepted"), count_message(refused, "submitted"))
        yield SourceText.CHECK_SAMPLE(count=visit.sample, profile=visit.profile, verdicts=verdicts)
        if any(visit.findings.values()):
            yield SourceText.CHECK_SAMPLE_FINDINGS(findings=findings_text(visit.findings))
