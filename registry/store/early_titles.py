"""A title that few of all titles come before, so that the first page of very many records can be found among these.

PostgreSQL alone: joining and comparing all that was found would take half of a search there. SQLite finds the first
rows of 200,000 in a twentieth of a second.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, func, literal, select

from .secret_words import with_words
from .tables import records

__all__ = ["SAMPLED_FROM", "early_title"]

SAMPLED_FROM: Final = 100_000
"""So many records must have the words in their title that it is worth a look at a sample before."""
_SAMPLE: Final = 2_000
_BEFORE: Final = 10
"""How many titles of the sample come before; some thousands of a million do, then."""


def early_title(connection: Connection, total: int) -> str | None:
    """A title by which to find the first page, in the order of code points; None where none is needed or known.

    Whether the first page comes before it is seen when it is read.

    Args:
        total: about how many records have the words in their title.
    """
    if total < SAMPLED_FROM or connection.dialect.name != "postgresql":
        return None
    # The same sample each time, so that one search takes as long as another.
    sample = records.tablesample(func.system(100 * _SAMPLE / total), seed=literal(1))
    title = sample.c.title.collate("C")
    query = select(title).where(sample.c.title.is_not(None)).order_by(title).offset(_BEFORE).limit(1)
    found: str | None = with_words(connection, "estimating").scalar(query)
    return found
