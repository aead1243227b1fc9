"""The door as one visit of one source has it."""

from __future__ import annotations

from typing import Protocol

from danhmuc.vocab.errors import AddressRefusedError

from ..record.door import Conditions
from ..record.host_traffic import HostTraffic
from ..record.source_settings import SourceSettings
from .answers import Answer, NotModified
from .traffic import Traffic
from .web_locations import read_location


class _Fetch(Protocol):
    def __call__(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        internal: bool = False,
        credential_variable: str | None = None,
        accept: str = "*/*",
        deadline: float | None = None,
        delay_seconds: float | None = None,
        traffic: Traffic | None = None,
    ) -> Answer | NotModified: ...


class WebSourceDoor:
    """The door for one visit: the settings of the source hold for all that it asks, and it has counts of its own.

    What opens the source is sent to the server of its location alone, whatever address it asks for.
    """

    def __init__(
        self, fetch: _Fetch, location: str, settings: SourceSettings, *, deadline: float | None = None
    ) -> None:
        self._fetch = fetch
        self._settings = settings
        self._origin = _origin(location)
        self._deadline = deadline
        self._traffic = Traffic()

    @property
    def traffic(self) -> tuple[HostTraffic, ...]:
        """Counts of what this visit has sent and received, by host."""
        return self._traffic.hosts()

    def fetch(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        internal: bool = False,
        credential_variable: str | None = None,
        accept: str = "*/*",
        deadline: float | None = None,
        delay_seconds: float | None = None,
    ) -> Answer | NotModified:
        """Ask for a document, as `WebDoor.fetch` does; see `Door`."""
        settings = self._settings
        is_at_home = self._origin is not None and _origin(url) == self._origin
        ends = [end for end in (deadline, self._deadline) if end is not None]
        return self._fetch(
            url,
            conditions=conditions,
            internal=internal or settings.may_be_private,
            credential_variable=(credential_variable or settings.credential_variable) if is_at_home else None,
            accept=accept,
            deadline=min(ends, default=None),
            delay_seconds=max(delay_seconds or 0.0, settings.delay_seconds or 0.0),
            traffic=self._traffic,
        )


def _origin(location: str) -> str | None:
    try:
        return read_location(location).origin
    except AddressRefusedError:
        return None
