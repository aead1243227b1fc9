"""Lint shapes files with all checks, and report findings for people and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.findings import Finding, ReportedSeverity, Severity

from ..engine.paths import path_text
from . import contradictions, defect_checks, forms, overrides, rule_checks, terms
from .checks import CHECKS
from .documents import LintNotice, ShapesDocument, open_document, term_name

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Fact, Message
    from danhmuc.vocab.reading import Subject

    from .checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class LintReport:
    """Findings in one file.

    Attributes:
        shapes: number of shapes.
        findings: in order of lines; those without a line come first.
    """

    place: str
    shapes: int
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> Counter[ReportedSeverity]:
        """Number of findings by severity."""
        return Counter(finding.reported_severity for finding in self.findings)

    @property
    def passed(self) -> bool:
        """Whether there is no violation."""
        return not self.counts["violation"]


class Linter:
    """Lints one file after another, and compares each with those before it."""

    def __init__(self) -> None:
        self._before: list[ShapesDocument] = []

    def lint(self, path: Path) -> LintReport:
        """Lint a shapes file.

        Raises:
            SourceUnavailableError: it cannot be opened, or is a folder.
            DocumentError: it is no RDF.
        """
        document = open_document(path)
        noticed = [(one, document.line(one)) for one in _notices(document, self._before)]
        noticed.sort(key=lambda pair: pair[1] or 0)
        # The same message on one node at one place is one finding.
        findings = {
            (one.code, one.node, line, finding.message): finding
            for one, line, finding in ((one, line, _finding(document, one, line)) for one, line in noticed)
        }
        self._before.append(document)
        return LintReport(
            place=document.place,
            shapes=len(document.shapes),
            findings=(*document.findings, *findings.values()),
        )


def _notices(document: ShapesDocument, before: list[ShapesDocument]) -> Iterator[LintNotice]:
    yield from terms.notice(document)
    yield from defect_checks.notice(document)
    yield from forms.notice(document)
    yield from contradictions.notice(document, before)
    yield from overrides.notice(document)
    yield from rule_checks.notice(document)


def _finding(document: ShapesDocument, noticed: LintNotice, line: int | None) -> Finding:
    check = CHECKS[f"lint:{noticed.code}"]
    shape = None if noticed.node is None else document.shapes.get(noticed.node)
    return Finding(
        code=check.code,
        severity=_severity(check, noticed),
        layer="house" if check.of_profiles else "spec",
        message=_message(document, check, noticed),
        focus=_focus(document, noticed.node),
        path=None if shape is None or shape.path is None else path_text(shape.path),
        value=None if noticed.term is None or isinstance(noticed.term, BlankNode) else noticed.term.value,
        fix=noticed.near,
        document=document.place,
        line=line,
    )


def _severity(check: Check, noticed: LintNotice) -> Severity:
    is_ours = isinstance(noticed.node, NamedNode) and noticed.node.value.startswith(rule_checks.OURS)
    return "violation" if check.of_profiles and is_ours else check.severity


def _message(document: ShapesDocument, check: Check, noticed: LintNotice) -> Message:
    template = noticed.message or check.message
    facts: dict[str, Fact] = {"shape": document.name(noticed.node), **noticed.facts}
    if noticed.term is not None:
        facts["term"] = term_name(noticed.term)
    if noticed.near is not None:
        facts["near"] = noticed.near
        template = check.near or template
    return template(**{name: facts[name] for name in template.placeholders})


def _focus(document: ShapesDocument, node: Subject | None) -> str | None:
    """The IRI of a shape, or of its owner: a blank node has another name in every run."""
    owner = None if node is None else document.owner(node)
    return None if owner is None else owner.value
