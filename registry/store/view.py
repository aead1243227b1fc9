"""One state of a registry to read: that of now, or, as `past_view.PastView`, that of an earlier moment."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danhmuc.shapes.validation.reference_date import today_in_vietnam

from .database import Connection, RegistryDatabase

if TYPE_CHECKING:
    from .moments import PastMoment
    from .secret_words import WordsNeed


class View:
    """The registry as it is now; what is read through it is of the time at which it is asked.

    Attributes:
        database: of the registry.
        moment: the earlier moment that is shown; None for now.
    """

    moment: PastMoment | None = None

    def __init__(self, database: RegistryDatabase) -> None:
        self.database = database

    @property
    def day(self) -> date:
        """The day in Viet Nam."""
        return today_in_vietnam()

    def reading(self, *, words: WordsNeed | None = None) -> AbstractContextManager[Connection]:
        """A connection that sees one state; see `RegistryDatabase.reading`."""
        return self.database.reading(words=words)

    def asked_source(self, source: str | None) -> str | None:
        """The source that is asked about, of those that are shown."""
        return source

    def require_targets(self, *targets: str | Path) -> None:
        """See that files may be written.

        Raises:
            UsageError: one is a file of the registry or of a source, or has no folder.
        """
        from .stored_rows import sources_of
        from .target import refuse_targets

        with self.database.reading() as connection:  # of today, whatever is shown
            refuse_targets(*targets, registry=self.database.path, sources=sources_of(connection))

    def require_search(self, text: str | None) -> None:
        """See that words can be searched."""
