"""Whether a source can be read, found out without storing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, Sentence, languages
from danhmuc.vocab.text import shown_location

from .door import Door, HostTraffic


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherForm:
    """Another form in which the same server publishes the same catalogue.

    Attributes:
        kind: of a source of it.
    """

    url: str
    kind: str

    def as_dict(self) -> dict[str, object]:
        """The form as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceVisit:
    """One visit of a source on the web, of which nothing is stored.

    Attributes:
        url: final address of its first document; None if there was none.
        size: bytes of its documents.
        records: number of records by IRI of their class.
        announced: number of entries that it announces; None if it does not.
        is_paged: whether it comes page by page; then all this is about its first page, the only one that was visited.
        pages: number of pages that it announces; None if it does not.
        validators: whether its server gives an ETag or a Last-Modified.
        conditional: whether it answers that nothing moved, asked with these; None if there are none to ask with.
        profile: by which a sample was validated; None if nothing was.
        sample: number of records in that, the first ones.
        accepted: number of them without a violation.
        findings: their number in the sample by severity, those of its node records included.
        noticed: about documents.
        letter: text to send to those who run a server that refuses danhmuc.
        traffic: what the visit sent and received, by host.
        other_forms: in which the same catalogue is published, and which say more.
    """

    url: str | None = None
    size: int = 0
    records: Mapping[str, int] = field(default_factory=dict)
    announced: int | None = None
    is_paged: bool = False
    pages: int | None = None
    validators: bool = False
    conditional: bool | None = None
    profile: str | None = None
    sample: int = 0
    accepted: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    noticed: tuple[Finding, ...] = ()
    letter: Message | None = None
    traffic: tuple[HostTraffic, ...] = ()
    other_forms: tuple[OtherForm, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The visit as JSON has it."""
        plain = [name for name in self.__slots__ if name not in ("noticed", "letter", "traffic", "other_forms")]
        letter = self.letter
        return {
            **json_members(self, plain),
            "url": None if self.url is None else shown_location(self.url),
            "noticed": [{"code": one.code, "message": _texts(one.message)} for one in self.noticed],
            "letter": None if letter is None else {lang: letter.render(lang) for lang in languages()},
            "traffic": [one.as_dict() for one in self.traffic],
            "other_forms": [one.as_dict() for one in self.other_forms],
        }


def _texts(sentence: Sentence) -> dict[str, str]:
    return {lang: sentence.render(lang) for lang in languages()}


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
        visit: what was seen of a source on the web; None for files, and where there is no way to the network.
    """

    location: str
    kind: str
    documents: int | None = None
    passed_over: int = 0
    unopened: tuple[str, ...] = ()
    why: Message | None = None
    is_open: bool = True
    unset: str | None = None
    visit: SourceVisit | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether a harvest would fail or be incomplete."""
        return self.why is not None or bool(self.unopened) or self.unset is not None

    def as_dict(self) -> dict[str, object]:
        """The outcome as JSON has it."""
        members = json_members(self, [name for name in self.__slots__ if name != "visit"])
        visit = None if self.visit is None else self.visit.as_dict()
        shown = {"location": shown_location(self.location), "needs_a_person": self.needs_attention, "visit": visit}
        return {**members, **shown}


@runtime_checkable
class CheckableSource(Protocol):
    """A source that can be looked at; those of other packages need not be."""

    def check(self) -> SourceCheck:
        """Open what can be opened, and read nothing; never raises for what is not there."""
        ...


@runtime_checkable
class PublishingSource(Protocol):
    """A source whose server may publish the same catalogue in a better form."""

    def other_forms(self, door: Door) -> tuple[OtherForm, ...]:
        """The forms that it has, found out with few requests; never raises for what is not there."""
        ...
