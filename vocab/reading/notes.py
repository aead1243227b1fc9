"""Collect findings about one document while it is read, and make errors that refuse it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import DocumentError
from ..findings import Finding, Layer, Severity
from ..messages import Message
from ..messages.reading import ReadingText

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
