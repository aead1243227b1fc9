"""Read a stream as a whole: what the newest activities of all its pages say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from danhmuc.vocab.reading import Document

from ..document_reading import DocumentReader
from ..document_reading.deadlines import joined_reasons
from ..messages.event_streams import EventStreamsText
from ..messages.harvest import HarvestText
from ..messages.web_sources import WebSourcesText
from ..record.contents import Progress, ReadDocument, SourceContents
from ..record.record import IriSpace
from ..record.visit import Visit
from .composition import Composition, PageContent
from .pages import Pages, VisitedPage
from .stream_mentions import page_mentions, with_mentions
from .stream_page import StreamPage, StreamSettings
from .timed_records import timed_records


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
