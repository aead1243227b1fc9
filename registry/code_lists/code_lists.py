"""The code lists of one registry: those loaded into it, and the bundled ones that they do not replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from danhmuc.vocab import concepts
from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText

from ..messages.edits import CodeListsText
from ..store import tables
from ..store.clock import now
from ..store.code_lists import Use, has_loaded, loaded_code_list, loaded_rows, uses, write_code_list, write_use
from ..store.database import Connection
from ..store.view import View

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList, ListedConcept

    from ..record.code_list_row import CodeListRow
    from .list_documents import CodeListChange, ListDocument


@dataclass(frozen=True, slots=True)
class LoadedList:
    """A loaded list that is in force; it is unpacked when an item is first asked for."""

    digest: str
    load: Callable[[], CodeList]

    def __reduce__(self) -> tuple[object, ...]:
        """The list itself: another process may not reach the registry."""
        return _holding, (self.digest, self.load())

    @property
    def iri(self) -> str:
        """The list's IRI."""
        return self.load().iri

    @property
    def is_complete(self) -> bool:
        """Whether it has every code."""
        return self.load().is_complete

    def at(self, iri: str) -> ListedConcept | None:
        """The concept with exactly that IRI."""
        return self.load().at(iri)

    def get(self, code: str) -> ListedConcept | None:
        """The concept with exactly that code."""
        return self.load().get(code)


def _holding(digest: str, code_list: CodeList) -> LoadedList:
    return LoadedList(digest, partial(_itself, code_list))


def _itself(code_list: CodeList) -> CodeList:
    return code_list


@refuse_wrong_types
class CodeListsView:
    """The code lists of a registry, of now or as of an earlier moment."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._unpacked: dict[tuple[str, str], CodeList] = {}

    def get(self, token: str, *, digest: str | None = None) -> CodeList:
        """The code list that is in force under a token, or the version of it that has that digest.

        Raises:
            UnknownNameError: there is none.
        """
        if digest is None:
            with self._view.reading() as connection:
                return self.in_force_then(connection, token)
        with self._view.database.reading() as connection:  # a version is the same at any time
            found = self._version(connection, token, digest)
            if found is not None:
                return found
            raise UnknownNameError(
                ErrorsText.LIST_VERSION_UNKNOWN,
                digest,
                (row.digest for row in _all_rows(connection, token)),
                token=token,
            )

    def in_force(self, connection: Connection) -> Mapping[str, LoadedList]:
        """The loaded lists that are in force, by token; all others are the bundled ones."""
        return {
            token: LoadedList(use.digest, cache(partial(self.get, token, digest=use.digest)))
            for token, use in sorted(uses(connection).items())
            if use.digest is not None
        }

    def in_force_then(self, connection: Connection, token: str) -> CodeList:
        """The code list that is in force under a token, as a connection shows the registry.

        Raises:
            UnknownNameError: there is none.
        """
        found = self._in_force(connection, token)
        if found is None:
            raise UnknownNameError(ErrorsText.LIST_UNKNOWN, token, {row.token for row in _all_rows(connection, None)})
        return found

    def _in_force(self, connection: Connection, token: str) -> CodeList | None:
        use = uses(connection).get(token)
        if use is not None and use.digest is not None:
            return self._version(connection, token, use.digest)
        return concepts.load(token) if token in concepts.tokens() else None

    def _version(self, connection: Connection, token: str, digest: str) -> CodeList | None:
        if (token, digest) not in self._unpacked:
            found = loaded_code_list(connection, token, digest)
            if found is None:
                bundled = concepts.load(token) if token in concepts.tokens() else None
                return bundled if bundled is not None and bundled.digest == digest else None
            self._unpacked[token, digest] = found
        return self._unpacked[token, digest]


@refuse_wrong_types
class CodeLists(CodeListsView):
    """The code lists of a registry; to be had from `Registry.vocab`."""

    def rows(self) -> list[CodeListRow]:
        """All code lists by token: of each the bundled version first, then those loaded, oldest first."""
        with self._view.database.reading() as connection:
            return sorted(_all_rows(connection, None), key=lambda row: row.token)

    def all_in_force(self) -> Iterator[CodeList]:
        """The code lists in force, bundled ones too, by token."""
        for token in sorted({row.token for row in self.rows()}):
            yield self.get(token)

    def add(
        self,
        document: str | Path | bytes,
        *,
        by: str,
        name: str | None = None,
        token: str | None = None,
        title: str | Mapping[str, str] | None = None,
        snapshot: date | None = None,
        complete: bool = False,
        parents: str | None = None,
    ) -> tuple[CodeListChange, ...]:
        """Load the code lists of a file, SKOS or CSV, and report what changed: one change per list, usually one.

        In this registry, a loaded list replaces the bundled one of its token. Versions loaded before stay, and
        `use` puts one in force again; loading the same list again changes nothing.

        Args:
            document: a path, or the bytes themselves.
            name: name of the bytes in errors; its ending may give the format.
            token: the list's short name; else the one in the file, else one made from its name.
            title: title of the list; else the one in the file, or that of the bundled list of that token.
            snapshot: the day whose codes it has; else the one in the file.
            complete: it has every code, so that any other code is wrong; else as the file states.
            parents: token of the list that has those parents of a CSV file's codes that the file lacks.

        Raises:
            SourceUnavailableError: the file cannot be opened.
            DocumentError: it cannot be used; the message says where and why. Nothing was stored.
            UsageError: the token is invalid, or belongs to another list and was not given.
        """
        from .list_documents import read_lists

        above = None if parents is None else self.get(parents)
        # Read first: no other process can write during the transaction, and parsing a file takes time.
        found = read_lists(
            document, name=name, token=token, title=title, snapshot=snapshot, complete=complete, parents=above
        )
        with self._view.database.writing() as connection:
            return tuple(
                self._add_version(connection, scheme, found, by=by, named=token is not None) for scheme in found.schemes
            )

    def use(self, token: str, version: str | None = None, *, by: str) -> CodeListChange:
        """Put a version of a code list in force, one loaded before or the bundled one, and report what changed.

        Args:
            version: its name or digest; None for the bundled one.

        Raises:
            UnknownNameError: no such list, or no such version of it.
            UsageError: no version is named, and none comes with danhmuc.
        """
        with self._view.database.writing() as connection:
            rows = _all_rows(connection, token)
            if not rows:
                raise UnknownNameError(
                    ErrorsText.LIST_UNKNOWN, token, {row.token for row in _all_rows(connection, None)}
                )
            # Of two with one name the newer.
            wanted = next((row for row in reversed(rows) if _is_called(row, version)), None)
            scheme = None if wanted is None else self._version(connection, token, wanted.digest)
            if wanted is None or scheme is None:
                if version is None:
                    raise UsageError(
                        CodeListsText.LIST_NOT_BUNDLED(token=token, known=tuple(row.version for row in rows))
                    )
                raise UnknownNameError(
                    ErrorsText.LIST_VERSION_UNKNOWN, version, (row.version for row in rows), token=token
                )
            return self._put_in_force(connection, scheme, bundled=wanted.origin == "bundled", by=by)

    def _add_version(
        self, connection: Connection, scheme: CodeList, document: ListDocument, *, by: str, named: bool
    ) -> CodeListChange:
        old = self._in_force(connection, scheme.token)
        if old is not None and old.iri != scheme.iri and not named:
            raise UsageError(CodeListsText.LIST_NAME_TAKEN(token=scheme.token, known=old.iri, iri=scheme.iri))
        if not has_loaded(connection, scheme.token, scheme.digest):
            key = next(self._view.database.next_ids(connection, tables.vocabularies))
            write_code_list(
                connection, scheme, key=key, place=document.place, raw_digest=document.raw_digest, by=by, at=now()
            )
        change = self._put_in_force(connection, scheme, bundled=False, by=by)
        return replace(change, unread=document.unread)

    def _put_in_force(self, connection: Connection, scheme: CodeList, *, bundled: bool, by: str) -> CodeListChange:
        from .list_documents import CodeListChange, compare_lists

        rows = _all_rows(connection, scheme.token)
        before = next((row for row in rows if row.in_force), None)
        old = None if before is None else self._version(connection, scheme.token, before.digest)
        origin: Literal["bundled", "loaded"] = "bundled" if bundled else "loaded"
        if before is not None and (before.digest, before.origin) == (scheme.digest, origin):
            return CodeListChange(kind="unchanged", row=before, replaced=before)
        use = Use(digest=None if bundled else scheme.digest, by=by, at=now())
        is_first = scheme.token not in uses(connection)
        write_use(
            connection, scheme.token, use, key=next(self._view.database.next_ids(connection, tables.vocabulary_uses))
        )
        added, removed, changed = compare_lists(old or (), scheme)
        return CodeListChange(
            kind="created" if is_first else "updated",
            row=next(row for row in _all_rows(connection, scheme.token) if row.in_force),
            replaced=before,
            added=tuple(added),
            removed=tuple(removed),
            changed=tuple(changed),
        )


def _all_rows(connection: Connection, token: str | None) -> list[CodeListRow]:
    """The bundled version of each list, then those loaded, oldest first; only of one list if one is named."""
    from .list_documents import bundled_rows

    in_force = uses(connection)
    bundled = bundled_rows(token) if token is None or token in concepts.tokens() else []
    settled = [
        row
        if (use := in_force.get(row.token)) is None
        else replace(
            row,
            in_force=use.digest is None,
            used_by=use.by if use.digest is None else None,
            used_at=use.at if use.digest is None else None,
        )
        for row in bundled
    ]
    return [*settled, *loaded_rows(connection, token)]


def _is_called(row: CodeListRow, version: str | None) -> bool:
    """Whether `version` means this version: None the bundled one, else its name or digest."""
    if version is None:
        return row.origin == "bundled"
    return version in (row.version, row.digest)
