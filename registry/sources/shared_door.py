"""The door that all sources of a night share, made when the first of them asks for something.

What only reads files loads nothing of the network.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from ..record.door import DoorAnswer, FetchOptions, HostTraffic, NetworkDoor, SourceDoor
    from ..record.source_settings import SourceSettings


class SharedDoor:
    """A door with the settings of the environment; after `close`, the next source opens it anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: NetworkDoor | None = None

    def for_source(self, location: str, settings: SourceSettings, *, deadline: float | None = None) -> SourceDoor:
        """The door for one visit of a source; see `NetworkDoor`."""
        return _LazySourceDoor(self, location, settings, deadline)

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def open(self) -> NetworkDoor:
        """The door itself.

        Raises:
            UsageError: the environment sets it wrongly.
        """
        with self._lock:
            if self._opened is None:
                from ..fetch import WebDoor  # requests and urllib3 are heavy

                self._opened = WebDoor()
            return self._opened


class _LazySourceDoor:
    """The door for one visit."""

    def __init__(self, shared: SharedDoor, location: str, settings: SourceSettings, deadline: float | None) -> None:
        self._shared = shared
        self._location = location
        self._settings = settings
        self._deadline = deadline
        self._door: SourceDoor | None = None

    @property
    def traffic(self) -> Sequence[HostTraffic]:
        """Counts of what this visit has sent and received, by host."""
        return () if self._door is None else self._door.traffic

    def fetch(self, url: str, **options: Unpack[FetchOptions]) -> DoorAnswer:
        """Ask for a document; see `Door`."""
        if self._door is None:
            self._door = self._shared.open().for_source(self._location, self._settings, deadline=self._deadline)
        return self._door.fetch(url, **options)
