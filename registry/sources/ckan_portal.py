"""A portal with the action API of CKAN, or with as much of it as DKAN has.

It is read through the door that the visit has, and never when there is none; the mapping to RDF is in `registry/ckan/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages.errors import ErrorsText

from ..ckan.package_fields import find_other_forms, mapping_digest
from ..ckan.portal_reading import PortalReading, portal_of
from ..messages.sources import WebSourcesText
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, Door, DoorAnswer, OtherForm, SourceCheck, Visit
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings
from .addresses import web_location
from .page_requests import PageRequests

_ACCEPT: Final = "application/json, */*;q=0.1"


class CkanSource:
    """A portal: its address, that of its list of datasets and those of its actions are the same source."""

    kind = "ckan"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        self.location = portal_of(web_location(location))
        self.name = _plain_name(self.location)
        self._settings = SourceSettings() if settings is None else settings

    @property
    def mapping_digest(self) -> str:
        """The digest of the mapping; see `MappingSource`."""
        return mapping_digest()

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: in any case, since there is no door.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Ask for all packages, page by page, and map those of the pages that have moved."""
        if visit.door is None:
            return SourceContents(
                records=iter(()), failed=WebSourcesText.NO_DOOR(location=self.location), unopened=True
            )
        requests = PageRequests(visit.door, internal=self._settings.may_be_private, accept=_ACCEPT)
        reading = PortalReading(
            self.location,
            space,
            partial(_answer, requests),
            visit.known,
            progress,
            visit.max_documents,
            self._settings.max_pages,
        )
        try:
            contents = reading.read()
        except UsageError as error:
            # Of this source alone, such as a variable that is not set: the others are harvested.
            reason = ErrorsText.PLACE_AND_REASON(place=self.location, reason=error.message)
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        for place, number in reading.brought.items():
            requests.note(place, datasets=number)
        if contents.failed is None:
            contents.pages = tuple(requests.readings.values())
        return contents

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is asked."""
        return SourceCheck(location=self.location, kind=self.kind)

    def other_forms(self, door: Door) -> tuple[OtherForm, ...]:
        """The forms in which the portal publishes its catalogue beside the API; three requests at most."""
        internal = self._settings.may_be_private
        return find_other_forms(self.location, lambda url: door.fetch(url, internal=internal, accept=_ACCEPT))


def _answer(requests: PageRequests, url: str) -> DoorAnswer:
    """The answer of an action.

    Raises:
        FetchError, UsageError: there is none.
    """
    asked = requests.ask(url, None)
    if asked.error is not None:
        raise asked.error
    assert asked.answer is not None, "nothing is known of it"
    return asked.answer


def _plain_name(location: str) -> str:
    """The host, and the path if there is one."""
    address = urlsplit(location)
    path = unquote(address.path).strip("/").replace("/", "-")
    return f"{address.hostname or 'portal'}-{path}" if path else address.hostname or "portal"
