"""Code lists for a registry: the bundled ones, those in a document, and what a new version changes.

Knows no SQL, so that lists can be shown without a registry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.concepts.csv_lists import is_csv_name, read_sheet, scheme_of
from danhmuc.vocab.concepts.list_faults import check_token, token_of
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.files import read_file
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason

from ..messages.edits import CodeListsText
from ..record.code_list_row import CodeListRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeListChange:
    """The change to one code list.

    Attributes:
        kind: ``created`` if none of its token was loaded before, ``updated``, or ``unchanged``.
        row: the version that is in force now.
        replaced: the one that was in force before, loaded or bundled; None if there was none.
        added, removed, changed: codes that are new, gone, or described differently than before.
        unread: heads of columns that a CSV file has and a code list does not.
    """

    kind: Literal["created", "updated", "unchanged"]
    row: CodeListRow
    replaced: CodeListRow | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        return {
            "kind": self.kind,
            "vocabulary": self.row.as_dict(),
            **json_members(self, ("replaced", "added", "removed", "changed", "unread")),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDocument:
    """The code lists in one document.

    Attributes:
        place: its name.
        raw_digest: ``sha256:`` and the digest of its bytes.
        unread: see `CodeListChange.unread`.
    """

    place: str
    raw_digest: str
    schemes: tuple[CodeList, ...]
    unread: tuple[str, ...] = ()


def bundled_rows(token: str | None = None) -> list[CodeListRow]:
    """The code lists that come with danhmuc, by token; only that one if one is named.

    Raises:
        UnknownNameError: there is none of that token.
    """
    schemes = concepts.load_all() if token is None else (concepts.load(token),)
    return [
        CodeListRow(
            token=scheme.token,
            iri=scheme.iri,
            titles=scheme.titles,
            concepts=len(scheme),
            is_complete=scheme.is_complete,
            snapshot=scheme.snapshot,
            version=scheme.version,
            digest=scheme.digest,
            origin="bundled",
            in_force=True,
        )
        for scheme in schemes
    ]


def read_lists(
    document: str | Path | bytes,
    *,
    name: str | None = None,
    token: str | None = None,
    title: str | Mapping[str, str] | None = None,
    snapshot: date | None = None,
    complete: bool = False,
    parents: CodeList | None = None,
) -> ListDocument:
    """The code lists in a document, SKOS or CSV; for the arguments see `CodeLists.add`.

    Raises:
        SourceUnavailableError: it cannot be opened.
        DocumentError: it cannot be used; the message says where and why.
        UsageError: it has several lists, but a token, title or date was given; or its list has no name.
    """
    place = name or (str(document) if isinstance(document, str | Path) else "list")
    data = document if isinstance(document, bytes) else _bytes_of(document)
    raw_digest = "sha256:" + hashlib.sha256(data).hexdigest()
    titles = None if title is None else {"": title} if isinstance(title, str) else title
    file_name = Path(place).name
    if _is_rdf(data, file_name):
        schemes = concepts.read(data, place)
        if len(schemes) > 1 and not (token is None and titles is None and snapshot is None):
            held = tuple(scheme.token for scheme in schemes)
            raise UsageError(CodeListsText.LISTS_SEVERAL(place=place, number=len(schemes), lists=held))
        settled = [
            scheme.replace(token=token, titles=titles, snapshot=snapshot, is_complete=complete or None)
            for scheme in schemes
        ]
        for scheme in settled:
            check_token(scheme.token)
        _refuse_twins(settled, place)
        return ListDocument(place=place, raw_digest=raw_digest, schemes=tuple(settled))
    called = token or token_of(Path(file_name).stem)
    if not called:
        raise UsageError(CodeListsText.LIST_UNNAMED(place=place))
    sheet = read_sheet(data, place, token=called)
    scheme = scheme_of(
        sheet,
        token=called,
        titles=titles or {},
        snapshot=snapshot,
        is_complete=complete,
        parents=parents,
    )
    return ListDocument(place=place, raw_digest=raw_digest, schemes=(scheme,), unread=sheet.unread)


def compare_lists(old: Iterable[concepts.ListedConcept], new: CodeList) -> tuple[list[str], list[str], list[str]]:
    """Codes that are added, removed and changed, in the order of their lists."""
    before = {concept.code: concept for concept in old}
    added = [concept.code for concept in new if concept.code not in before]
    removed = [code for code in before if new.get(code) is None]
    changed = [concept.code for concept in new if concept.code in before and before[concept.code] != concept]
    return added, removed, changed


def _bytes_of(path: str | Path) -> bytes:
    try:
        return read_file(path)
    except OSError as error:
        raise SourceUnavailableError(str(path), system_reason(error)) from error
    except ValueError as error:  # a NUL byte in the name
        raise SourceUnavailableError(str(path), FOREIGN_WORDS(words=str(error))) from error


def _is_rdf(data: bytes, name: str) -> bool:
    """Whether it is RDF by its name or its content; a name ending in ``.csv`` and anything else make it a table."""
    from danhmuc.vocab.reading import RDF_ENDINGS, sniff

    if is_csv_name(name):
        return False
    return any(name.lower().endswith(ending) for ending in RDF_ENDINGS) or sniff(data, name) is not None


def _refuse_twins(schemes: Iterable[CodeList], place: str) -> None:
    iris: dict[str, str] = {}
    for scheme in schemes:
        other = iris.setdefault(scheme.token, scheme.iri)
        if other != scheme.iri:
            raise UsageError(CodeListsText.LISTS_TWINS(place=place, token=scheme.token, one=other, other=scheme.iri))
