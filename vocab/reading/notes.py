"""What is noticed about one document while it is read, and how it is refused."""

from __future__ import annotations

from typing import Final

from ..errors import DocumentError
from ..findings import Finding
from .messages import NOTICES

__all__ = ["DOCUMENT_CODES", "TRIPLE_TERM", "Notes"]

DOCUMENT_CODES: Final = frozenset(
    {
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

TRIPLE_TERM: Final = "triple terms of RDF 1.2 are not supported; publish plain triples"


class Notes:
    """The findings about one document, in the order in which they were made."""

    def __init__(self, place: str) -> None:
        self.place = place
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
    ) -> None:
        """Note one thing, in the words that `messages` has for it."""
        notice = NOTICES[code]
        self.findings.append(
            Finding(
                code=code,
                severity=notice.severity,
                layer=notice.layer,
                message=notice.message,
                focus=focus,
                path=path,
                value=value,
                fix=fix,
                document=self.place,
                line=line,
            )
        )

    def refusal(self, code: str, reason: str, *, line: int | None = None, column: int | None = None) -> DocumentError:
        """The error to raise when nothing of the document can be used."""
        return DocumentError(code, self.place, reason, line=line, column=column)
