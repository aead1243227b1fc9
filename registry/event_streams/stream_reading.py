"""One visit to a stream: nothing, what has changed, or all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import BlankNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Document

from ..document_reading import TOGETHER_ABOVE, DocumentReader
from ..document_reading.reader import joined_reasons
from ..messages.harvest import HarvestText
from ..messages.sources import EventStreamsText, WebSourcesText
from ..record.contents import Progress, ReadDocument, SourceContents
from ..record.door import Visit
from ..record.record import NODE_ROLES, IriSpace, Rest, Role
from ..splitting import assemble, split
from .pages import (
    SETTING_IRIS,
    Composition,
    PageContent,
    Pages,
    VisitedPage,
    page_mentions,
    timed_records,
    with_mentions,
)
from .stream_page import Activity, Piece, StreamPage, StreamSettings, find_marks, pieces_of

# ---------------------------------------------------------------- whole reading
# Read a stream as a whole: what the newest activities of all its pages say together.


def read_whole(pages: Pages, space: IriSpace, visit: Visit, progress: Progress | None = None) -> SourceContents:
    """The contents of all pages; those that have not moved are read from what is stored of them."""
    found = list(pages)
    in_order = (*found[:1], *sorted(found[1:], key=lambda one: one.place))
    settings = find_settings(pages.parse(page) for page in in_order)
    composition = Composition(settings=settings)
    for page in found:
        parsed = pages.parse(page)
        if parsed is None:
            pages.miss(page.place, WebSourcesText.END_UNCERTAIN())
        else:
            composition.add(parsed)
    doubtful = composition.doubtful_things()
    composition.left_out = visit.last_activities(doubtful).keys() if doubtful else ()
    deletions = {one.iri: one for one in composition.deletions()}
    reader = DocumentReader(space, expected=len(pages), workers=visit.workers)
    reader.skip(pages.quarantined)
    withheld: set[str] = set()
    mentions: dict[str, str] = {}
    try:
        for page in pages:
            parsed = pages.parse(page)
            assert parsed is not None, "it was parsed above"
            if composition.has_other_marks(parsed):
                withheld.add(page.place)
            content = composition.content(parsed)
            for iri in deletions.keys() & {subject.value for subject in content.descriptions}:
                del deletions[iri]  # something else describes it
            add_page(reader, page, parsed, content)
            mentions[page.place] = page_mentions(parsed, settings)
            # The reader has its own copy, in a file if there is much.
            page.parsed = parsed = None
        passed_over, times = sorted(composition.left_out), composition.times()
        # Nothing of the activities is needed while the records are made, which takes much memory.
        del composition
        contents = reader.contents(progress=progress)
    except BaseException:
        reader.close()
        raise
    contents.deletions = tuple(deletions.values())
    _settle(contents, passed_over, times, pages)
    contents.documents = tuple(without_bytes(with_mentions(contents.documents, mentions), withheld))
    # What such a stream has forgotten is not gone.
    contents.delta = settings.forgets and contents.incomplete is None
    return contents


def find_settings(pages: Iterable[StreamPage | None]) -> StreamSettings:
    """The settings of a stream, as the first of its pages has them that has any."""
    return next((page.settings for page in pages if page is not None and page.settings), StreamSettings())


def add_page(reader: DocumentReader, page: VisitedPage, parsed: StreamPage, content: PageContent) -> None:
    """Give what counts of a page to the reader."""
    document = Document(
        place=page.place,
        format=parsed.format,
        descriptions=content.descriptions,
        triples=parsed.triples,
        findings=parsed.findings,
        raw_digest=page.digest,
    )
    origin = replace(page.origin, findings=(*page.origin.findings, *content.findings))
    reader.add_document(document, size=page.size, body=page.packed, origin=origin)


def without_bytes(documents: Iterable[ReadDocument], withheld: set[str]) -> Iterable[ReadDocument]:
    """The documents, without the bytes of those that mention a secret outside of any record, and their digests."""
    for one in documents:
        yield replace(one, body=None, file=None, digest="", size=None, mentions=None) if one.place in withheld else one


def no_dcat_is_fine(contents: SourceContents) -> None:
    """Let a reading stand that describes nothing, where that is what its stream says."""
    if contents.failed is not None and contents.failed.template in (HarvestText.NO_DCAT, HarvestText.NO_DCAT_MORE):
        contents.failed = None


def _settle(contents: SourceContents, passed_over: Sequence[str], times: Mapping[str, str], pages: Pages) -> None:
    if contents.deletions:
        no_dcat_is_fine(contents)
    reasons = [one for one in (contents.incomplete, pages.incomplete) if one is not None]
    if passed_over:
        reasons.append(EventStreamsText.NOT_OVERWRITTEN(count=len(passed_over), iri=passed_over[0]))
    contents.incomplete = joined_reasons(reasons)
    contents.records = timed_records(contents.records, times)


# ---------------------------------------------------------------- delta reading
# Read what a stream has added since the last visit, with all that it takes to describe it completely.
#
# A record may be described on several pages: a dataset on one, each of its distributions on another. So a page that has
# moved leads to the IRIs that it changes, these to the pages that mention them, whose bytes are stored, and these to
# further IRIs of the same records. What is found so is compared as it was with what it is now. Whatever cannot be
# settled in this way is left to a reading of the whole stream:
#
# - a page that is needed is not available, or the stream says otherwise now how it is to be read;
# - something that was described is described no more, and the stream does not say that it was deleted;
# - a resource without an IRI gets one, which depends on all that the source has;
# - a record, or a catalogue record, is described as something else now, by a slip;
# - something may be marked as a state secret: other pages whose bytes are stored may describe it, too.

_MOST: Final = 5 * TOGETHER_ABOVE
"""Bytes of pages that are held in memory; where more are needed, the whole stream is read, which holds fewer."""


def read_delta(pages: Pages, space: IriSpace, visit: Visit, progress: Progress | None = None) -> SourceContents | None:
    """The contents of what has changed; None if only the whole stream tells what that is."""
    try:
        return _Delta(pages, space, visit).read(progress)
    except _UnsettledError:
        return None


class _UnsettledError(Exception):
    """Only a reading of the whole stream tells what has changed."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A page, or what is in force of it."""

    place: str
    descriptions: Descriptions


@dataclass(slots=True)
class _Payload:
    """The description that a member has, in pieces; `thing` is what it is about, if that is clear."""

    activity: Activity
    number: int
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _State:
    """The pages that were needed, as they were before, or as they are now."""

    composition: Composition
    pages: dict[str, StreamPage] = field(default_factory=dict)
    payloads: dict[str, tuple[_Payload, ...]] = field(default_factory=dict)
    outside: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    def add(self, page: StreamPage) -> None:
        """Add a page."""
        self.pages[page.place] = page
        self.composition.add(page)
        self.payloads[page.place] = tuple(
            _Payload(activity, number, tuple(pieces_of(described)))
            for number, (activity, described) in enumerate(self.composition.descriptions_on(page))
        )
        self.outside[page.place] = tuple(pieces_of(page.outside))
        self._refuse_shared_blanks(page.place)

    def _refuse_shared_blanks(self, place: str) -> None:
        """Refuse a page of which several descriptions share a blank node: to whom that belongs, only all can tell.

        Raises:
            _UnsettledError: it is one.
        """
        seen: set[BlankNode] = set()
        outside = [piece for piece in self.outside[place] if not piece.is_of_stream]
        for pieces in (*(payload.pieces for payload in self.payloads[place]), outside):
            blanks = {
                node
                for piece in pieces
                for subject, pairs in piece.descriptions.items()
                for node in (subject, *(value for _, value in pairs))
                if isinstance(node, BlankNode)
            }
            if not seen.isdisjoint(blanks):
                raise _UnsettledError
            seen |= blanks

    def description_of(self, thing: str) -> Iterator[Piece]:
        """The pieces of the descriptions of a thing that are in force."""
        for one in self.composition.newest.of(thing):
            if one.activity.describes:
                yield from self.payloads[self.composition.place(one.page)][one.number].pieces

    def in_force(self, place: str) -> Iterator[Piece]:
        """The pieces of a page that are in force, but for those outside of its members."""
        for payload in self.payloads[place]:
            if self.composition.is_in_force(payload.activity, place, payload.number):
                yield from payload.pieces

    def may_mark(self, place: str) -> bool:
        """Whether anything in force on a page, or outside of its members, may mark a state secret."""
        marked = (one for one in self.payloads[place] if one.activity.has_mark)
        if any(self.composition.is_in_force(one.activity, place, one.number) for one in marked):
            return True
        return next(find_marks(self.pages[place].outside), None) is not None

    def neighbours(self, iris: Collection[str]) -> Iterator[tuple[Piece, str | None]]:
        """The pieces that describe any of some IRIs, or decide where they belong, each with the thing it is about."""
        for place in self.pages:
            for payload in self.payloads[place]:
                yield from ((piece, payload.activity.thing) for piece in payload.pieces if piece.touches(iris))
            for piece in self.outside[place]:
                if piece.touches(iris) and not piece.is_of_stream:
                    yield piece, None


class _Delta:
    """One reading of what has changed."""

    def __init__(self, pages: Pages, space: IriSpace, visit: Visit) -> None:
        self._pages = pages
        self._space = space
        self._visit = visit
        self._moved = {page.place: page for page in pages if page.is_moved}
        before, now = self._settings()
        if before != now:
            raise _UnsettledError
        self._before = _State(Composition(settings=now))
        self._now = _State(Composition(settings=now))
        self._asked: set[str] = set()
        self._loaded: set[str] = set()
        self._described: set[str] = set()
        self._size = 0

    def read(self, progress: Progress | None) -> SourceContents:
        """The contents.

        Raises:
            _UnsettledError: they cannot be told from less than all pages.
        """
        for page in self._moved.values():
            self._load(page)
        things = self._changed_things()
        self._load_with(things)
        touched = self._touched_iris(things)
        self._complete(touched)
        if any(self._now.may_mark(place) for place in self._loaded):
            raise _UnsettledError
        contents = self._compose(touched, progress)
        roots = {pending.iri: pending.role for pending in contents.records}
        deletions = {one.iri: one for one in self._now.composition.deletions() if one.iri not in self._described}
        before = self._roots_before(touched)
        gone = before.keys() - roots.keys()
        has_slips = any(role not in (*NODE_ROLES, roots.get(iri, role)) for iri, role in before.items())
        # An IRI that is made up depends on all that the source has.
        if has_slips or not touched.issuperset(roots) or not gone <= deletions.keys():
            contents.close()
            raise _UnsettledError
        contents.deletions = tuple(one for iri, one in deletions.items() if iri in touched & things or iri in gone)
        return contents

    # ------------------------------------------------------------ pages

    def _settings(self) -> tuple[StreamSettings, StreamSettings]:
        """The settings of the stream, as they were and as they are."""
        stating = self._places_with(SETTING_IRIS)
        start = next(iter(self._pages)).place
        before = find_settings(self._first_page(place) for place in (start, *sorted(stating - {start})))
        known = stating | self._moved.keys()
        now = find_settings(self._pages.parse(self._pages.at(place)) for place in (start, *sorted(known - {start})))
        return before, now

    def _first_page(self, place: str) -> StreamPage | None:
        """A page as it was."""
        page = self._pages.at(place)
        return self._pages.parse_known(page) if page.is_moved else self._pages.parse(page)

    def _places_with(self, iris: Collection[str]) -> set[str]:
        """The places of known pages that may mention any of some IRIs."""
        find = self._visit.documents_with
        return set(self._visit.known) if find is None else set(find(iris)) & self._visit.known.keys()

    def _load_with(self, iris: Collection[str]) -> None:
        """Load the pages that mention any of some IRIs, if they were not looked for yet."""
        fresh = set(iris) - self._asked
        self._asked |= fresh
        if fresh:
            for place in sorted(self._places_with(fresh)):
                self._load(self._pages.at(place))

    def _load(self, page: VisitedPage) -> None:
        """Load a page, as it was and as it is."""
        if page.place in self._loaded:
            return
        self._loaded.add(page.place)
        self._size += page.size
        now = self._pages.parse(page)
        before = self._first_page(page.place) if page.known is not None and page.is_moved else now
        if now is None or before is None or self._size > _MOST:
            raise _UnsettledError
        self._now.add(now)
        if page.known is not None:
            self._before.add(before)

    # ------------------------------------------------------------ what has changed

    def _changed_things(self) -> set[str]:
        """The things of which any activity has come, or gone, on the pages that have moved."""
        changed: set[str] = set()
        for place in self._moved:
            before, now = _activities(self._before, place), _activities(self._now, place)
            different = now - before
            if not self._now.composition.settings.forgets:
                different |= before - now
            changed.update(activity.thing for activity, _ in different if activity.thing is not None)
        return changed

    def _touched_iris(self, things: Collection[str]) -> set[str]:
        """The IRIs that are described otherwise than before."""
        applied = self._visit.last_activities(things) if things else {}
        touched: set[str] = set()
        for thing in things:
            counting = self._now.composition.newest.of(thing)
            if any(one.activity.at is not None and one.activity.at.text < applied.get(thing, "") for one in counting):
                continue  # a newer one was applied that the stream has no more
            if any(one.activity.fault == "no-time" for one in counting) and thing in applied:
                raise _UnsettledError
            touched.add(thing)
            touched |= _differences(self._before.description_of(thing), self._now.description_of(thing))
        for place in self._moved:
            touched |= _differences(_loose(self._before, place), _loose(self._now, place))
        return touched

    def _complete(self, touched: set[str]) -> None:
        """Add all IRIs that may be in the same records, and load the pages that mention any."""
        things: set[str] = set()
        while True:
            self._load_with(touched | things)
            count = len(touched) + len(things)
            for state in (self._before, self._now):
                for piece, thing in list(state.neighbours(touched)):
                    touched |= piece.iris | piece.ties
                    if thing is not None:
                        things.add(thing)
            if count == len(touched) + len(things) and not (touched | things) - self._asked:
                return

    # ------------------------------------------------------------ what is told

    def _compose(self, touched: Collection[str], progress: Progress | None) -> SourceContents:
        reader = DocumentReader(self._space, expected=len(self._loaded))
        withheld: set[str] = set()
        further: list[Finding] = []
        try:
            for page in self._pages:
                if page.place not in self._loaded:
                    continue
                parsed = self._now.pages[page.place]
                content = PageContent(descriptions=_part_about(self._now, page, touched))
                self._described.update(subject.value for subject in content.descriptions)
                if page.is_moved:
                    content = replace(content, findings=tuple(self._now.composition.findings(parsed)))
                    if self._now.composition.has_other_marks(parsed):
                        withheld.add(page.place)
                else:
                    further += [one for one in parsed.findings if one.focus in touched]
                add_page(reader, page, parsed, content)
            contents = reader.contents(progress=progress)
        except BaseException:
            reader.close()
            raise
        no_dcat_is_fine(contents)
        settings = self._now.composition.settings
        documents = [one for one in contents.documents if one.place in self._moved]
        mentions = {place: page_mentions(self._now.pages[place], settings) for place in self._moved}
        documents = list(with_mentions(documents, mentions))
        documents[0] = replace(documents[0], findings=(*documents[0].findings, *further))
        contents.documents = (*without_bytes(documents, withheld), *self._pages.renewed)
        contents.rest = _rest_of(contents.rest, self._moved.keys())
        contents.records = list(timed_records(contents.records, self._now.composition.times()))
        contents.delta = True
        return contents

    def _roots_before(self, touched: Collection[str]) -> dict[str, Role]:
        """The IRIs that were records, of those that are touched, each with its role."""
        parts = [_Part(place, _pieces_about(self._before, place, touched)) for place in self._before.pages]
        made = split(assemble(part for part in parts if part.descriptions), self._space)
        return {pending.iri: pending.role for pending in made.records()}


def _activities(state: _State, place: str) -> set[tuple[Activity, tuple[str, ...]]]:
    """The activities of a page, each with the digests of what it describes."""
    return {
        (payload.activity, tuple(sorted(piece.digest() for piece in payload.pieces)))
        for payload in state.payloads.get(place, ())
    }


def _loose(state: _State, place: str) -> list[Piece]:
    """The pieces that a page describes beside all clear activities."""
    pieces = [piece for piece in state.outside.get(place, ()) if not piece.is_of_stream]
    for payload in state.payloads.get(place, ()):
        if payload.activity.thing is None and (payload.activity.has_mark or payload.activity.is_lasting):
            pieces += payload.pieces
    return pieces


def _differences(before: Iterable[Piece], now: Iterable[Piece]) -> set[str]:
    """The IRIs of pieces that are not the same.

    Raises:
        _UnsettledError: one of these has no IRI.
    """
    was, became = (Counter((piece.iris, piece.digest()) for piece in pieces) for pieces in (before, now))
    different = [iris for iris, _ in (was - became) + (became - was)]
    if not all(different):
        raise _UnsettledError
    return {iri for iris in different for iri in iris}


def _part_about(state: _State, page: VisitedPage, touched: Collection[str]) -> Descriptions:
    """The descriptions of some IRIs on a page, and if it has moved, all that it says of the stream."""
    found = _pieces_about(state, page.place, touched)
    if page.is_moved:
        for piece in state.outside[page.place]:
            if piece.is_of_stream:
                _add(found, piece.descriptions)
            elif piece.iris.isdisjoint(touched):
                _add(found, piece.paging())
    return found


def _pieces_about(state: _State, place: str, touched: Collection[str]) -> Descriptions:
    found: Descriptions = {}
    outside = (piece for piece in state.outside[place] if not piece.is_of_stream)
    for piece in (*state.in_force(place), *outside):
        if not piece.iris.isdisjoint(touched):
            _add(found, piece.descriptions)
    return found


def _add(found: Descriptions, more: Descriptions) -> None:
    for subject, pairs in more.items():
        found.setdefault(subject, []).extend(pairs)


def _rest_of(rest: Iterator[Rest], places: Collection[str]) -> Iterator[Rest]:
    return (one for one in rest if one.place in places)


# ---------------------------------------------------------------- stream reading


def read_stream(pages: Pages, space: IriSpace, visit: Visit, progress: Progress | None = None) -> SourceContents:
    """The contents of a stream by its pages, as `HarvestSource.contents` gives them."""
    pages.read()
    if pages.failed is not None:
        return SourceContents(
            records=iter(()),
            failed=pages.failed,
            unopened=pages.unopened,
            letter=pages.letter,
            quarantined=() if pages.unopened else tuple(pages.quarantined),
            passed_over=pages.passed_over,
        )
    contents = _read(pages, space, visit, progress)
    contents.passed_over = pages.passed_over
    return contents


def _read(pages: Pages, space: IriSpace, visit: Visit, progress: Progress | None) -> SourceContents:
    if visit.known and pages.are_whole and all(place in pages for place in visit.known):
        if not any(page.is_moved for page in pages):
            return SourceContents(records=iter(()), documents=tuple(pages.renewed), unmoved=True)
        delta = read_delta(pages, space, visit, progress)
        if delta is not None:
            return delta
    return read_whole(pages, space, visit, progress)
