"""Collect findings about one document while it is read, and make errors that refuse it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from ..errors import DocumentError
from ..findings import Finding, Layer, Severity
from ..messages import Message
from ..messages.reading import ReadingText

# ---------------------------------------------------------------- limits
# Limits on the size and depth of documents.

MAX_BYTES: Final = 2 * 1024**3
"""A document after decompression, unless the caller sets another limit."""

MAX_JSON_BYTES: Final = 200_000_000
"""A JSON-LD document: it is not streamed, and its parser needs ten times its size in memory."""

MAX_TOKEN_BYTES: Final = 16_000_000
"""One text, IRI or comment in N-Quads: pyoxigraph reads none of more than 16 MiB, also of stored graphs."""

MAX_JSON_TOKEN_BYTES: Final = 8_000_000
"""One text in JSON-LD: there pyoxigraph's limit is 8 MiB."""

MAX_DEPTH: Final = 200
"""Nesting in JSON, XML and terms of contexts: pyoxigraph recurses, and a few thousand levels crash the process."""

MAX_XML_NAMES: Final = 10_000
"""Attributes of an XML element, and namespaces declared around it: pyoxigraph compares each with all others."""

MAX_ENTITY_BYTES: Final = 4 * 1024
"""Names and texts of all XML entities of a document."""

MAX_EXPANSION: Final = 10
"""The factor by which an XML document may grow when its entities are expanded, above the first MiB."""

MAX_CONTEXT_WORK: Final = 10
"""Terms of JSON-LD contexts that are copied for nodes, for each byte of the document, above the first million."""

MAX_GZIP_RATIO: Final = 100
"""The factor by which a gzipped document may grow, above the first 16 MiB; feeds grow by 10 to 50."""

MIN_BYTES_PER_TRIPLE: Final = 8
"""Bytes for each triple after the first 50,000; lists and blank nodes can have a triple in one byte, feeds have 25."""


# ---------------------------------------------------------------- notes

DOCUMENT_CODES: Final = frozenset(
    {
        "read:ckan",
        "read:data-json",
        "read:empty",
        "read:encoding",
        "read:gzip",
        "read:html",
        "read:not-rdf",
        "read:remote-context",
        "read:syntax",
        "read:too-deep",
        "read:too-large",
        "read:triple-term",
        "read:unknown-format",
        "read:xml-entities",
        "read:xml-malformed",
    }
)
"""Every code of a DocumentError that the reader raises."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The constant part of a finding."""

    severity: Severity
    layer: Layer
    message: Message


NOTICES: Final[Mapping[str, Notice]] = {
    "read:decoded": Notice("info", "repaired", ReadingText.DOCUMENT_CONVERTED()),
    "read:canonical-iri": Notice("info", "repaired", ReadingText.IRI_NOT_CANONICAL()),
    "read:iri-escaped": Notice("info", "repaired", ReadingText.IRI_ESCAPED()),
    "read:iri-odd-character": Notice("info", "house", ReadingText.IRI_CHARACTER_ODD()),
    "read:language-tag": Notice("info", "repaired", ReadingText.LANGUAGE_TAG_REPAIRED()),
    "read:relative-iri": Notice("warning", "repaired", ReadingText.IRI_RELATIVE()),
    "read:text-direction": Notice("info", "repaired", ReadingText.TEXT_DIRECTION_LEFT_OUT()),
    "read:undefined-key": Notice("warning", "house", ReadingText.JSON_KEY_UNDEFINED()),
}
"""Findings of the reader in documents that it can read, by code."""


class Notes:
    """The findings about one document, in the order in which they were added.

    Attributes:
        document: the document, as its source names it.
        keeps_lines: whether lines of the text that is parsed are those of the document.
    """

    def __init__(self, document: str) -> None:
        self.document = document
        self.keeps_lines = True
        self.findings: list[Finding] = []

    def add(
        self,
        code: str,
        *,
        value: str,
        fix: str | None = None,
        line: int | None = None,
        focus: str | None = None,
        path: str | None = None,
        message: Message | None = None,
    ) -> None:
        """Add a finding, with its constant part from `NOTICES`, unless it has a message of its own."""
        notice = NOTICES[code]
        self.findings.append(
            Finding(
                code=code,
                severity=notice.severity,
                layer=notice.layer,
                message=notice.message if message is None else message,
                focus=focus,
                path=path,
                value=value,
                fix=fix,
                document=self.document,
                line=line,
            )
        )

    def refusal(
        self, code: str, reason: Message, *, line: int | None = None, column: int | None = None
    ) -> DocumentError:
        """The error to raise if the document cannot be used."""
        return DocumentError(code, self.document, reason, line=line, column=column)


# ---------------------------------------------------------------- descriptions
# The type of a document's triples.

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Descriptions = dict[Subject, list[tuple[NamedNode, Term]]]
"""Predicates and values by subject, in document order; without graph names, with duplicates."""
