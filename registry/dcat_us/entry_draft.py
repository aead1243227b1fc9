"""The triples and findings of one entry while it is mapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding, Layer, Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import RDF

from ..json_records.stream import Json, JsonNumber, JsonObject, json_text
from ..json_records.value_terms import REPAIRS, quoted_value, read_iri
from ..messages.sources import DcatUsText
from ..record.record import IriSpace
from .field_table import KEPT, Version

PROBLEMS: Final[Mapping[str, tuple[Severity, Layer]]] = MappingProxyType(
    {
        "access": ("warning", "house"),
        "access-url": ("info", "repaired"),
        "catalog": ("info", "house"),
        "code": ("warning", "house"),
        "completed": ("warning", "repaired"),
        "empty": ("warning", "house"),
        "entry": ("warning", "house"),
        "form": ("warning", "house"),
        "letters": ("warning", "repaired"),
        "missing": ("warning", "house"),
        "redacted": ("warning", "house"),
        "repeated": ("warning", "house"),
        "repeated-record": ("warning", "house"),
        "repeated-record-alike": ("info", "house"),
        "too-long": ("warning", "house"),
        "type": ("warning", "house"),
        "unknown-field": ("info", "house"),
        "url": ("warning", "house"),
        "version": ("info", "house"),
    }
)
"""Severity and layer of each problem of data.json, which ends the code of its finding."""


def kept_name(key: str) -> NamedNode:
    """The property under which a field is kept."""
    return NamedNode(KEPT + quote(key, safe=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOrigin:
    """The facts that all entries of one reading share.

    Attributes:
        base: relative IRIs are resolved against it.
    """

    document: str
    base: str
    space: IriSpace
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerRecord:
    """A record with an IRI that is described within another one; the link to it is part of that, it itself is not.

    Attributes:
        name: its class in the table.
    """

    name: str
    value: JsonObject
    pointer: str


@dataclass(slots=True)
class EntryDraft:
    """One entry as far as it is mapped.

    Attributes:
        line: of its beginning.
        record: the record that findings are about at present; it changes within nested records.
        narrowed: records of which parts are redacted or restricted.
        inner: records that are to be mapped by themselves.
    """

    origin: EntryOrigin
    line: int
    record: Subject = field(default_factory=BlankNode)
    descriptions: Descriptions = field(default_factory=dict)
    findings: dict[Subject, list[Finding]] = field(default_factory=dict)
    narrowed: set[Subject] = field(default_factory=set)
    inner: list[InnerRecord] = field(default_factory=list)
    _described: set[tuple[Subject, str]] = field(default_factory=set)

    @property
    def version(self) -> Version:
        """The version of DCAT-US that is read."""
        return self.origin.version

    def begins(self, subject: Subject, value: JsonObject) -> bool:
        """Whether an object describes its subject for the first time in these words."""
        if isinstance(subject, BlankNode):
            return True
        described = (subject, json_text(value))
        is_new = described not in self._described
        self._described.add(described)
        return is_new

    def add(self, subject: Subject, prop: NamedNode, term: Term) -> None:
        """Add a triple."""
        self.descriptions.setdefault(subject, []).append((prop, term))

    def keep(self, subject: Subject, key: str, value: Json, *, as_json: bool = False) -> None:
        """Add the value of a field as it is written; a text as JSON only if it could be taken for another value."""
        is_text = isinstance(value, str) and not isinstance(value, JsonNumber) and not as_json
        literal = Literal(str(value)) if is_text else Literal(json_text(value), datatype=RDF.JSON)
        self.add(subject, kept_name(key), literal)

    def note(
        self,
        problem: str,
        message: Message,
        pointer: str,
        *,
        key: str = "",
        prop: NamedNode | None = None,
        value: Json = None,
    ) -> None:
        """Add a finding about the current record.

        Args:
            problem: one of `PROBLEMS`, or the whole code of a repair.
            pointer: JSON pointer of the place.
            key: the field, if it is one of the table.
        """
        finding = problem_finding(problem, message, self.origin.document, pointer, self.line, key=key)
        found = replace(finding, path=None if prop is None else prop.value, value=quoted_value(value))
        self.findings.setdefault(self.record, []).append(found)

    def redact(self, pointer: str, prop: NamedNode | None, value: Json) -> None:
        """Note that a part of the record is redacted."""
        self.narrowed.add(self.record)
        self.note("redacted", DcatUsText.REDACTED(), pointer, prop=prop, value=value)

    def iri(self, text: str, prop: NamedNode, pointer: str) -> NamedNode | None:
        """The IRI that a text is, repaired where strict readers need it; None if it is none."""
        found = read_iri(text, self.origin.base)
        if found is None:
            return None
        for code, message in found.repairs:
            self.note(code, message, pointer, prop=prop, value=text)
        return found.term


def problem_finding(
    problem: str, message: Message, document: str, pointer: str, line: int | None, *, key: str = ""
) -> Finding:
    """A finding at a place of a document, which is named with the JSON pointer as a fragment (RFC 6901, section 6)."""
    severity, layer = PROBLEMS[problem] if problem in PROBLEMS else (REPAIRS[problem], "repaired")
    code = problem if problem in REPAIRS else f"data-json:{key}-{problem}" if key else f"data-json:{problem}"
    return Finding(
        code=code,
        severity=severity,
        layer=layer,
        message=message,
        document=f"{document}#{pointer}" if pointer else document,
        line=line,
    )
