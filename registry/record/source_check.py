"""Whether a source can be read, found out without reading any record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message

__all__ = ["CheckableSource", "SourceCheck"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """The outcome of looking at a source.

    Attributes:
        documents: number of documents that can be opened; None if this kind of source cannot tell before it reads.
        passed_over: number of files that are no documents.
        unopened: the documents that cannot be opened.
        why: why nothing can be harvested from it, as far as can be seen.
        is_open: whether the location itself can be opened.
        unset: the environment variable of its credential, if that is not set here.
    """

    location: str
    kind: str
    documents: int | None = None
    passed_over: int = 0
    unopened: tuple[str, ...] = ()
    why: Message | None = None
    is_open: bool = True
    unset: str | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether a harvest would fail or be incomplete."""
        return self.why is not None or bool(self.unopened) or self.unset is not None

    def as_dict(self) -> dict[str, object]:
        """The outcome as JSON has it."""
        return {**json_members(self, self.__slots__), "needs_a_person": self.needs_attention}


@runtime_checkable
class CheckableSource(Protocol):
    """A source that can be looked at; those of other packages need not be."""

    def check(self) -> SourceCheck:
        """Open what can be opened, and read nothing; never raises for what is not there."""
        ...
