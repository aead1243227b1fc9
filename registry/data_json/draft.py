"""The triples and findings of one entry while it is mapped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding, Layer, Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.reading import IRI_ESCAPED, IRI_NOT_CANONICAL, IRI_RELATIVE
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.reading.canonical_iris import canonical_iri
from danhmuc.vocab.reading.relative_iris import make_absolute
from danhmuc.vocab.terms import RDF
from danhmuc.vocab.valid_iris import escape_iri

from ..messages import data_json as words
from ..record.record import IriSpace
from .fields import KEPT, Version
from .json_values import Json, JsonNumber, json_text

__all__ = ["CODES", "Draft", "Origin", "kept_name", "resource_iri"]

CODES: Final[Mapping[str, tuple[Severity, Layer]]] = MappingProxyType(
    {
        "data-json:access": ("warning", "house"),
        "data-json:access-url": ("info", "repaired"),
        "data-json:catalog": ("info", "house"),
        "data-json:code": ("warning", "house"),
        "data-json:email": ("warning", "repaired"),
        "data-json:empty": ("warning", "house"),
        "data-json:entry": ("warning", "house"),
        "data-json:form": ("warning", "house"),
        "data-json:letters": ("warning", "repaired"),
        "data-json:missing": ("warning", "house"),
        "data-json:redacted": ("info", "house"),
        "data-json:repeated": ("warning", "house"),
        "data-json:repeated-record": ("warning", "house"),
        "data-json:repeated-record-alike": ("info", "house"),
        "data-json:too-long": ("warning", "house"),
        "data-json:type": ("warning", "house"),
        "data-json:unknown-field": ("info", "house"),
        "data-json:url": ("warning", "house"),
        "data-json:version": ("info", "house"),
        "read:canonical-iri": ("info", "repaired"),
        "read:iri-escaped": ("info", "repaired"),
        "read:relative-iri": ("warning", "repaired"),
    }
)
"""Severity and layer of each finding of the mapping."""

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_RELATIVE: Final = re.compile(r"(?:/(?!/)|\.\.?/)\S*")
_WEB: Final = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_LONGEST_VALUE: Final = 500
"""Characters of a value that a finding quotes."""


def resource_iri(text: str) -> NamedNode | None:
    """The IRI that an identifier is: one of http or https, with what IRIs may not contain encoded."""
    bare = text.strip()
    return NamedNode(escape_iri(bare)) if _WEB.match(bare) else None


def kept_name(key: str) -> NamedNode:
    """The property under which a field is kept."""
    return NamedNode(KEPT + quote(key, safe=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What all entries of one reading share.

    Attributes:
        base: relative IRIs are resolved against it.
    """

    document: str
    base: str
    space: IriSpace
    version: Version


@dataclass(slots=True)
class Draft:
    """What is known so far of one entry.

    Attributes:
        line: of its beginning.
        record: the record that findings are about at present; it changes within nested records.
        narrowed: records of which parts are redacted or restricted.
    """

    origin: Origin
    line: int
    record: Subject = field(default_factory=BlankNode)
    descriptions: Descriptions = field(default_factory=dict)
    findings: dict[Subject, list[Finding]] = field(default_factory=dict)
    narrowed: set[Subject] = field(default_factory=set)

    @property
    def version(self) -> Version:
        """The version of DCAT-US that is read."""
        return self.origin.version

    def add(self, subject: Subject, prop: NamedNode, term: Term) -> None:
        """Add a triple."""
        self.descriptions.setdefault(subject, []).append((prop, term))

    def keep(self, subject: Subject, key: str, value: Json) -> None:
        """Add the value of a field as it is written."""
        is_text = isinstance(value, str) and not isinstance(value, JsonNumber)
        literal = Literal(str(value)) if is_text else Literal(json_text(value), datatype=RDF.JSON)
        self.add(subject, kept_name(key), literal)

    def note(self, code: str, message: Message, prop: NamedNode | None = None, value: Json = None) -> None:
        """Add a finding about the record at hand."""
        severity, layer = CODES[code]
        text = None if value is None else value if type(value) is str else json_text(value)
        if text is not None and len(text) > _LONGEST_VALUE:
            text = text[:_LONGEST_VALUE] + "…"
        self.findings.setdefault(self.record, []).append(
            Finding(
                code=code,
                severity=severity,
                layer=layer,
                message=message,
                path=None if prop is None else prop.value,
                value=text,
                document=self.origin.document,
                line=self.line,
            )
        )

    def redact(self, pointer: str, prop: NamedNode | None, value: Json) -> None:
        """Note that a part of the record is redacted."""
        self.narrowed.add(self.record)
        self.note("data-json:redacted", words.REDACTED(pointer=pointer), prop, value)

    def iri(self, text: str, prop: NamedNode) -> NamedNode | None:
        """The IRI that a text is, repaired where strict readers need it; None if it is none."""
        absolute = text.strip()
        if _RELATIVE.fullmatch(absolute):
            absolute = make_absolute(escape_iri("x:" + absolute)[2:], self.origin.base)
            self.note("read:relative-iri", IRI_RELATIVE(), prop, text)
        elif _SCHEME.match(absolute) is None or (" " in absolute and not _WEB.match(absolute)):
            return None
        valid = escape_iri(absolute)
        if valid != absolute:
            self.note("read:iri-escaped", IRI_ESCAPED(), prop, text)
        owned = canonical_iri(valid)
        if owned != valid:
            self.note("read:canonical-iri", IRI_NOT_CANONICAL(), prop, text)
        return NamedNode(owned)
