"""A registry as of an earlier moment, for those who read it.

What is kept back today does not leave as of an earlier moment either, unless somebody says why it has to be as it was
known then.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Self

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.vietnam_time import day_in_vietnam

from .export.annotations import unapproved_annotations
from .messages.store import AsOfText
from .store.database import Connection, RegistryDatabase
from .store.later_bars import LaterBars
from .store.moments import PastMoment, find_past_moment, write_disclosure
from .store.past_relations import show_as_of
from .store.secret_records import secret_schemas, write_secret_records
from .store.secret_words import WordsNeed, with_words
from .store.stored_bars import has_marked_catalog, read_bars
from .store.stored_rows import named_source
from .store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownThen:
    """Why what is kept back today is to leave as it was known then, and who says so; it is recorded.

    What is purged today or marked as a state secret does not leave in any case.
    """

    reason: str
    by: str


class PastView(View):
    """The registry as of a moment, as long as its context is open."""

    moment: PastMoment

    def __init__(
        self, database: RegistryDatabase, connection: Connection, moment: PastMoment, source: str | None
    ) -> None:
        super().__init__(database)
        self.moment = moment
        self._connection = connection
        self._source = source

    @classmethod
    @contextmanager
    def open(
        cls, database: RegistryDatabase, text: str, *, source: str | None = None, known_then: KnownThen | None = None
    ) -> Iterator[Self]:
        """The registry as of a moment; see `Registry.as_of`.

        Raises:
            UsageError, UnknownNameError: as for `Registry.as_of`.
        """
        if known_then is not None:
            with database.reading() as connection:
                asked = find_past_moment(connection, text)
            with database.writing() as connection:
                write_disclosure(database, connection, asked, by=known_then.by, reason=known_then.reason)
        with database.reading_past() as connection:
            moment = find_past_moment(connection, text)
            source_id = None if source is None else named_source(connection, source).id
            bars, unapproved = read_bars(connection), unapproved_annotations(connection)
            later = LaterBars.read(
                connection, bars, unapproved, secret_schemas(connection), as_known_then=known_then is not None
            )
            # Of other sources no catalogues are there, through which one that is marked may list what this one has.
            show_as_of(connection, moment, None if has_marked_catalog(connection) else source_id)
            write_secret_records(connection.execution_options(**later.option))
            database.seal(connection)
            yield cls(database, connection, moment, source)

    @property
    def day(self) -> date:
        """The day of the moment in Viet Nam."""
        return date.fromisoformat(day_in_vietnam(self.moment.at))

    def reading(self, *, words: WordsNeed | None = None) -> AbstractContextManager[Connection]:
        """The connection, which is open as long as the context is.

        Raises:
            UsageError: the context has ended.
        """
        if self._connection.closed:
            raise UsageError(AsOfText.VIEW_CLOSED())
        return nullcontext(self._connection if words is None else with_words(self._connection, words))

    def asked_source(self, source: str | None) -> str | None:
        """The source that is asked about.

        Raises:
            UsageError: only another one is shown.
        """
        if self._source is not None and source not in (None, self._source):
            raise UsageError(AsOfText.AS_OF_SOURCE(source=self._source))
        return source if self._source is None else self._source

    def require_search(self, text: str | None) -> None:
        """See that words can be searched.

        Raises:
            UsageError: there are words, which are searched today only.
        """
        if text is not None and text.strip():
            raise UsageError(AsOfText.AS_OF_SEARCH())
