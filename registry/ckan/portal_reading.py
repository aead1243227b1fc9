"""Read a portal: page after page of its search, or from its list where it has no search.

Pages overlap, so that a package that is deleted between two of them makes no other one unseen; see `PageOrder`.
Source of the rules: docs/decisions/0043-ckan.md.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from danhmuc.vocab.errors import AddressGoneError, DocumentError, FetchError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.notes import Notes

from ..messages.harvest import HarvestText
from ..messages.sources import CkanPortalsText, WebPagesText
from ..record.contents import Announced, Progress, ReadDocument, SourceContents
from ..record.door import DoorAnswer, KnownDocument
from ..record.quarantine import put_aside
from ..record.record import IriSpace, Quarantined
from .package_records import PackageRecords, SkimmedAnswer, plain_name, skim_answer

# ---------------------------------------------------------------- portal address
# The address of a portal, whichever of its pages or actions a person names.

_PAGES: Final = re.compile(r"/(?:api(?:/\d+)?(?:/(?:action|rest|search)(?:/[^/]*)?)?|dataset|organization|group)/*$")
"""Ends of paths that are no part of a portal's own address."""
_FILTERS: Final = frozenset({"fq", "fq_list", "q", "organization", "groups", "tags", "license_id", "res_format", "id"})
_ALL: Final = frozenset({"", "*:*", "*"})


def portal_of(url: str) -> str:
    """The address of the portal that has a page or action, ending in ``/``.

    >>> portal_of("https://data.hue.vn/kho/api/3/action/package_search?rows=10")
    'https://data.hue.vn/kho/'

    Raises:
        UsageError: the address selects some packages.
    """
    parts = urlsplit(url)
    path = _PAGES.sub("", "/" + parts.path.strip("/")).rstrip("/") + "/"
    portal = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in _FILTERS and value not in _ALL:
            raise UsageError(CkanPortalsText.FILTERED(name=name, portal=portal))
    return portal


def action_url(portal: str, action: str, query: str = "") -> str:
    """The address of an action of a portal."""
    return f"{portal}api/3/action/{action}{'?' if query else ''}{query}"


# ---------------------------------------------------------------- page order
# The order in which pages of a search are asked for, so that no package is missed while others come and go.
#
# Knows numbers and ids, and asks for nothing itself.

MOST_PAGES: Final = 10_000
"""Pages of one portal; ten million packages are in none."""
_MOST_FRUITLESS: Final = 20
"""Pages in a row that bring nothing new, after which a portal is believed to repeat itself."""
_SPARE: Final = 50
"""Pages beyond three times those that the count needs, after which a reading is given up."""


@dataclass(slots=True)
class PageOrder:
    """The pages of one reading.

    In the order of ids, a page that begins at or before the last id that came has all that follow it; where one begins
    later, packages before it were deleted and it may have skipped some, so an earlier one is asked for.

    Attributes:
        rows: packages to ask for.
        most: number of pages that are asked for; None for `MOST_PAGES`.
        start: number of packages before the next page.
        first_count, last_count: numbers of packages by the first and the last answer.
        is_sorted: whether all pages so far were in the order of ids.
        pages: number of those that were taken.
    """

    rows: int
    most: int | None = None
    start: int = 0
    first_count: int = 0
    last_count: int = 0
    is_sorted: bool = True
    pages: int = 0
    is_first: bool = True
    _last_id: str | None = None
    _asked: int = 0
    _back: int = 1
    _digest: bytes = b""
    _has_gap: bool = False
    _was_alone: bool = False
    _came: int = 0
    _came_at_end: int = -1
    _fruitless: int = 0

    @property
    def query(self) -> str:
        """The query of the next page."""
        return f"rows={self.rows}&start={self.start}&sort=id+asc&facet=false"

    @property
    def may_have_missed(self) -> bool:
        """Whether a package may have been skipped between two pages."""
        return self._has_gap or (not self.is_sorted and self.pages > 1)

    def must_step_back(self, page: SkimmedAnswer) -> bool:
        """Whether a page does not follow those before, so that an earlier one is asked for instead of it."""
        self._asked += 1
        self.last_count = page.count or 0
        if self.is_first:
            self.first_count = self.last_count
            self.is_first = False
        ids = _ids(page)
        is_unchecked = self.start == 0 or not self.is_sorted or self._last_id is None or self._was_alone
        if is_unchecked or self._is_end(page):
            return False
        if ids and self._last_id is not None and ids[0] <= self._last_id:
            self._back = 1
            return False
        if self._is_spent() or (page.heads and not ids):
            self._has_gap = True
            return False
        self._back *= 2
        self.start = max(0, min(self.start, self.last_count) - self._back)
        return True

    def _is_end(self, page: SkimmedAnswer) -> bool:
        """Whether there is nothing here once more, and nothing new has come since."""
        if page.heads:
            return False
        is_again = self._came == self._came_at_end
        self._came_at_end = self._came
        return is_again

    def go_on(self, page: SkimmedAnswer, came: int, digest: bytes) -> bool:
        """Whether there is another page after one that was taken.

        Args:
            came: number of packages that have come so far.
        """
        self.pages += 1
        ids = _ids(page)
        self._has_gap = self._has_gap or (self._was_alone and came > self._came)
        self._fruitless = 0 if came > self._came else self._fruitless + 1
        self._came = came
        self.is_sorted = self.is_sorted and all(one < other for one, other in pairwise(ids))
        self._last_id = max([*ids, *([self._last_id] if self._last_id is not None else [])], default=None)
        is_repeated = digest == self._digest
        self._digest = digest
        if not page.heads or is_repeated or self.start + len(page.heads) >= self.last_count:
            return False
        if self._is_spent() or self._fruitless > _MOST_FRUITLESS:
            self._has_gap = True
            return False
        # A single package cannot overlap with what follows.
        self._was_alone = len(page.heads) == 1
        self.start += len(page.heads) - (self.is_sorted and not self._was_alone)
        return True

    @property
    def is_endless(self) -> bool:
        """Whether there are more pages than any portal has."""
        return self._asked >= (self.most or MOST_PAGES)

    def _is_spent(self) -> bool:
        """Whether so many pages were asked for that the portal must be changing all the time."""
        if self.is_endless:
            return True
        size = max(1, self.start // max(1, self.pages))
        return self._asked > 3 * (self.first_count // size + 1) + _SPARE


def _ids(page: SkimmedAnswer) -> list[str]:
    return [one.id for one in page.heads if one is not None and isinstance(one.id, str) and one.id]


# ---------------------------------------------------------------- portal reading

ROWS: Final = 1_000
"""Packages to a page, the most that CKAN gives."""
MOST_BYTES: Final = 4 << 30
"""Bytes of all answers together: a portal may make up packages for ever."""
_LOOKED_AT: Final = 100
"""Packages to a page for a look."""
_FAST: Final = 1
_ABSENT: Final = frozenset([400, 404, 405, 410, 501])
"""Statuses of an action that a portal does not have; CKAN answers 400."""
_MOST_FAULTS: Final = 3
"""Packages in a row that cannot be read, before the others are not asked for."""
_SEARCH: Final = "package_search"
_LIST: Final = "package_list"
_WHOLE: Final = "current_package_list_with_resources"
_SHOW: Final = "package_show"

Ask = Callable[[str], DoorAnswer]


@dataclass(frozen=True, slots=True)
class _Page:
    """An answer that was skimmed and is not mapped yet."""

    place: str
    action: str
    first: int
    skimmed: SkimmedAnswer
    wanted: frozenset[int]


@dataclass(slots=True)
class PortalReading:
    """One reading of a portal.

    Attributes:
        ask: fetches an address.
        known: the documents of the last run by their places.
        max_pages: number of pages that are enough for a look; None for all.
        most_pages: number of pages after which a portal is believed to have no end; None for that of all portals.
        seen: ids and names of the packages that came.
        brought: number of packages that each answer brought, by its address.
    """

    portal: str
    space: IriSpace
    ask: Ask
    known: Mapping[str, KnownDocument]
    progress: Progress | None = None
    max_pages: int | None = None
    most_pages: int | None = None
    seen: set[str] = field(default_factory=set)
    brought: dict[str, int] = field(default_factory=dict)
    _given: int = 0
    _size: int = 0
    _records: PackageRecords = field(init=False)
    _documents: dict[str, ReadDocument] = field(default_factory=dict)
    _quarantined: list[Quarantined] = field(default_factory=list)
    _gaps: list[Message] = field(default_factory=list)
    _letter: Message | None = None
    _deferred: list[tuple[_Page, bytes]] | None = None
    _announced: Announced | None = None

    def __post_init__(self) -> None:
        """Put off the mapping as long as all is as it was."""
        self._records = PackageRecords(self.portal, self.space)
        self._deferred = [] if self.known else None

    def read(self) -> SourceContents:
        """The contents of the portal; errors are part of them.

        The bytes of answers are not kept: each package has its own, and no others tell by IRI what they describe, so
        that they could not be erased with it.

        Raises:
            UsageError: its settings are wrong.
        """
        try:
            failed = self._read_pages()
        except BaseException:
            self._records.spool.close()
            raise
        if failed is not None:
            self._records.spool.close()
            return failed
        if self._is_unmoved():
            self._records.spool.close()
            return SourceContents(records=iter(()), unmoved=True)
        self._map_deferred()
        return self._contents()

    @property
    def _rows(self) -> int:
        """The number of packages to ask for in a page."""
        return ROWS if self.max_pages is None else _LOOKED_AT

    # ------------------------------------------------------------ pages of the search

    def _read_pages(self) -> SourceContents | None:
        """Read all pages of the search; returns contents that have failed, if not even the first can be had."""
        pages = PageOrder(self._rows, self.most_pages)
        while True:
            place = action_url(self.portal, _SEARCH, pages.query)
            try:
                data, skimmed = self._fetch(_SEARCH, place)
            except (FetchError, DocumentError) as error:
                if pages.is_first:
                    return self._read_list(error) if _is_absent(error) else self._failure(error)
                self._add_gap(CkanPortalsText.PAGE_UNREAD(start=pages.start + 1, reason=error.reason), error)
                break
            if pages.is_first and not skimmed.heads and skimmed.count == 0:
                return SourceContents(records=iter(()), failed=CkanPortalsText.PORTAL_EMPTY())
            if pages.must_step_back(skimmed):
                continue
            self._take(_SEARCH, place, data, skimmed)
            if self.progress is not None:
                self.progress("read", self._given, skimmed.count)
            if not pages.go_on(skimmed, self._given, hashlib.sha256(data).digest()):
                break
            why = self._why_no_further(pages.pages)
            if why is not None:
                self._gaps.append(why)
                break
        if pages.is_endless:
            self._gaps.append(CkanPortalsText.PAGES_ENDLESS(limit=self.most_pages or MOST_PAGES))
        if pages.may_have_missed and not self._gaps:
            self._complete_from_list(CkanPortalsText.UNSORTED())
        if not self._gaps and {pages.first_count, pages.last_count} != {self._given}:
            given = CkanPortalsText.COUNTS_DIFFER(first=pages.first_count, last=pages.last_count, given=self._given)
            self._gaps.append(given)
        self._announced = Announced(announced=pages.last_count, listed=self._given)
        return None

    def _why_no_further(self, count: int) -> Message | None:
        """Why no page is asked for any more, though there is one."""
        if self._size > MOST_BYTES:
            return WebPagesText.PAGES_TOO_LARGE(count=count, limit=MOST_BYTES)
        return WebPagesText.PAGES_LEFT(count=count) if self.max_pages is not None and count >= self.max_pages else None

    # ------------------------------------------------------------ the list

    def _read_list(self, absence: FetchError | DocumentError) -> SourceContents | None:
        """Read a portal without a search, such as DKAN."""
        try:
            names = self._fetch_list()
        except (FetchError, DocumentError) as error:
            if _is_absent(error) and isinstance(absence, AddressGoneError):
                return self._failure(error, CkanPortalsText.NO_ACTION_API(location=self.portal))
            return self._failure(absence if _is_absent(error) else error)
        # The portal has no search, and its words about that are no document of it.
        self._quarantined.clear()
        if not names:
            return SourceContents(records=iter(()), failed=CkanPortalsText.PORTAL_EMPTY())
        place = action_url(self.portal, _WHOLE)
        try:
            self._take(_WHOLE, place, *self._fetch(_WHOLE, place))
        except (FetchError, DocumentError):
            # What it would have brought is asked for one by one.
            self._quarantined.clear()
        if self.max_pages is None:
            self._read_listed(names)
        elif not self.seen.issuperset(names):
            self._gaps.append(WebPagesText.PAGES_LEFT(count=self.max_pages))
        return None

    def _complete_from_list(self, without: Message) -> None:
        """Make sure that no package was missed, by the list of all.

        Args:
            without: why the reading is not whole if there is no list.
        """
        try:
            self._read_listed(self._fetch_list())
        except (FetchError, DocumentError):
            self._gaps.append(without)

    def _read_listed(self, names: tuple[str, ...]) -> None:
        """Read the listed packages that did not come yet, and those that the list has when it is asked for again."""
        missing = self._show(names)
        try:
            again = self._fetch_list()
        except (FetchError, DocumentError) as error:
            self._add_gap(CkanPortalsText.LIST_UNREAD(reason=error.reason), error)
            return
        if not again:
            self._gaps.append(CkanPortalsText.LIST_UNREAD(reason=CkanPortalsText.PORTAL_EMPTY()))
            return
        missing |= self._show(tuple(one for one in again if one not in missing))
        left = {name: reason for name, reason in missing.items() if name in set(again)}
        if left:
            first = next(iter(left))
            self._gaps.append(
                CkanPortalsText.PACKAGES_UNREAD(count=len(left), package=plain_name(first), reason=left[first])
            )
        listed = sum(one in self.seen for one in again)
        self._announced = Announced(announced=len(again), listed=listed)

    def _show(self, names: tuple[str, ...]) -> dict[str, Message]:
        """Read packages by their names; returns those that could not be read, with the reasons."""
        missing: dict[str, Message] = {}
        faults = 0
        for number, name in enumerate(names):
            if name in self.seen:
                continue
            if self.progress is not None:
                self.progress("read", number, len(names))
            place = action_url(self.portal, _SHOW, f"id={_quote_name(name)}")
            if self._size > MOST_BYTES:
                missing[name] = WebPagesText.PAGES_TOO_LARGE(count=number, limit=MOST_BYTES)
                continue
            if faults >= _MOST_FAULTS:
                missing[name] = next(reversed(missing.values()))
                continue
            try:
                data, skimmed = self._fetch(_SHOW, place)
            except (FetchError, DocumentError) as error:
                missing[name] = error.reason
                self._letter = self._letter or getattr(error, "letter", None)
                faults = 0 if isinstance(error, AddressGoneError) else faults + 1
                continue
            if not _is_package(skimmed, name):
                # A cache that does not heed the query, say. The others are not there because it says so.
                self._documents.pop(place, None)
                missing[name] = CkanPortalsText.OTHER_PACKAGE()
                faults += 1
                continue
            faults = 0
            self._take(_SHOW, place, data, skimmed)
            self.seen.add(name)
        return missing

    def _fetch_list(self) -> tuple[str, ...]:
        place = action_url(self.portal, _LIST)
        data, skimmed = self._fetch(_LIST, place)
        self._take(_LIST, place, data, skimmed)
        return skimmed.names

    # ------------------------------------------------------------ answers

    def _fetch(self, action: str, place: str) -> tuple[bytes, SkimmedAnswer]:
        """The bytes of an answer.

        Raises:
            FetchError: there is none.
            DocumentError: it is no answer of that action; it is quarantined.
        """
        answer = self.ask(place)
        try:
            data = answer.read()
            self._size += len(data)
            skimmed = skim_answer(data, action, Notes(place))
        except DocumentError as error:
            self._put_aside(error, data)
            raise
        finally:
            answer.close()
        self._documents[place] = ReadDocument(
            place=place,
            digest=answer.digest,
            triples=0,
            size=len(data),
            url=answer.url if answer.url == place else answer.url.partition("?")[0],
            status=answer.status,
            announced=skimmed.count,
        )
        return data, skimmed

    def _take(self, action: str, place: str, data: bytes, skimmed: SkimmedAnswer) -> None:
        """Take the packages of an answer that did not come yet; those of one that is as it was are put off."""
        wanted: set[int] = set()
        first = self._given + 1
        for number, head in enumerate(skimmed.heads):
            identifier = None if head is None else head.id
            if head is None or not isinstance(identifier, str) or not identifier:
                # It is counted as one that cannot be read.
                wanted.add(number)
            elif identifier not in self.seen:
                wanted.add(number)
                self._given += 1
                self.seen.add(identifier)
                if isinstance(head.name, str):
                    self.seen.add(head.name)
        known = self.known.get(place)
        is_known = known is not None and known.digest == self._documents[place].digest
        self.brought[place] = self._given + 1 - first
        page = _Page(place, action, first, skimmed, frozenset(wanted))
        if self._deferred is not None and is_known:
            self._deferred.append((page, zlib.compress(data, _FAST)))
            return
        self._map_deferred()
        self._map(page, data)

    def _map_deferred(self) -> None:
        deferred, self._deferred = self._deferred, None
        for page, packed in deferred or ():
            self._map(page, zlib.decompress(packed))

    def _put_aside(self, error: DocumentError, data: bytes) -> None:
        """Note an answer that cannot be read, without its bytes; see `read`."""
        self._quarantined.append(replace(put_aside(error, data), body=None))

    def _map(self, page: _Page, data: bytes) -> None:
        if page.action == _LIST:
            return
        try:
            triples = self._records.take(data, page.action, page.place, page.skimmed.heads, page.wanted.__contains__)
        except DocumentError as error:
            self._put_aside(error, data)
            self._documents.pop(page.place, None)
            self._gaps.append(CkanPortalsText.PAGE_UNREAD(start=page.first, reason=error.reason))
            return
        self._documents[page.place] = replace(self._documents[page.place], triples=triples)

    def _is_unmoved(self) -> bool:
        """Whether all answers are as they were, and there are no others."""
        if self._deferred is None or self._gaps or self._quarantined:
            return False
        return self._documents.keys() == self.known.keys() and all(
            self.known[place].digest == one.digest for place, one in self._documents.items()
        )

    # ------------------------------------------------------------ contents

    def _contents(self) -> SourceContents:
        records = self._records
        gaps = [*self._gaps, *records.gaps()]
        documents = list(self._documents.values())
        if documents:
            findings = tuple(records.findings(documents[0].place))
            documents[0] = replace(documents[0], findings=findings)
        incomplete = (
            None if not gaps else gaps[0] if len(gaps) == 1 else HarvestText.RUN_REASONS(first=gaps[0], second=gaps[1])
        )
        return SourceContents(
            records=records.spool.records(),
            naming=records.spool.naming,
            memberships=records.spool.memberships(),
            documents=tuple(documents),
            quarantined=tuple(self._quarantined),
            incomplete=incomplete,
            letter=self._letter,
            announced=self._announced,
            is_paged=self._announced is not None,
            page_count=self._page_count(),
            on_close=records.spool.close,
        )

    def _page_count(self) -> int | None:
        """The number of pages that the portal has by its count."""
        count = None if self._announced is None else self._announced.announced
        # A portal may give fewer packages to a page than it is asked for.
        return None if count is None else -(-count // max(1, *self.brought.values()))

    def _failure(self, error: FetchError | DocumentError, reason: Message | None = None) -> SourceContents:
        return SourceContents(
            records=iter(()),
            quarantined=tuple(self._quarantined),
            failed=error.reason if reason is None else reason,
            unopened=isinstance(error, FetchError),
            letter=getattr(error, "letter", None),
        )

    def _add_gap(self, reason: Message, error: FetchError | DocumentError) -> None:
        self._gaps.append(reason)
        self._letter = self._letter or getattr(error, "letter", None)


def _is_absent(error: FetchError | DocumentError) -> bool:
    """Whether an error means that the portal has no such action."""
    if isinstance(error, DocumentError):
        return error.code == "ckan:failed"
    return isinstance(error, AddressGoneError) or error.reason.facts.get("status") in _ABSENT


def _is_package(found: SkimmedAnswer, name: str) -> bool:
    """Whether an answer is the package of that name or id."""
    return any(head is not None and name in (head.id, head.name) for head in found.heads)


def _quote_name(name: str) -> str:
    # Half a surrogate pair is in no address; the portal has no such package.
    return quote(name, safe="", errors="replace")
