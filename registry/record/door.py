"""The door to the network as far as sources know it, and counts of what went through it.

The door to the network as far as sources know it; sources open no connection themselves.

Whoever harvests hands a door to each reading, or none where there must be no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypedDict, runtime_checkable

from danhmuc.vocab.json_values import json_members

from .source_settings import SourceSettings

# ---------------------------------------------------------------- host traffic
# Counts of what went over the network to one host.


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTraffic:
    """Counts of one host.

    Attributes:
        host: its name.
        requests: requests sent, those for robots.txt, after a redirect and again included.
        bytes: bytes of bodies as they came, before they were decompressed.
        not_modified: answers with status 304.
        retries: requests that were made again.
        waits: times that a request had to wait: for its turn, for Retry-After, before another try.
        wait_seconds: duration of all waits.
        seconds: time from a request to the end of its answer, all added up.
    """

    host: str
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    retries: int = 0
    waits: int = 0
    wait_seconds: float = 0.0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them, seconds to the thousandth."""
        counts = json_members(self, self.__slots__)
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in counts.items()}


# ---------------------------------------------------------------- door


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The validators of a document, by which a server tells whether it has moved; as they came from it."""

    etag: str | None = None
    last_modified: str | None = None


class DoorAnswer(Protocol):
    """The answer of a server.

    Attributes:
        url: final address, after redirects.
        status: of HTTP; 304 if the document has not moved, and then there are no bytes.
        media_type: as the server declares it, without parameters; None if it does not.
        charset: as the server declares it; None if it does not.
        digest: of the bytes, ``sha256:`` and hexadecimal; empty if there are none.
        path: temporary file that has the bytes, if they are many; None if they are in memory.
        has_length: whether the server said where the document ends; if not, a connection that broke off can look like
            the end.
        immutable: whether the server says that the document never changes.
    """

    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def media_type(self) -> str | None: ...
    @property
    def charset(self) -> str | None: ...
    @property
    def path(self) -> Path | None: ...
    @property
    def has_length(self) -> bool: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def immutable(self) -> bool: ...

    def read(self) -> bytes:
        """All bytes, unpacked."""
        ...

    def close(self) -> None:
        """Remove the temporary file, if there is one."""
        ...


class FetchOptions(TypedDict, total=False):
    """The named arguments of `Door.fetch`, for doors that hand them on."""

    conditions: Conditions | None
    internal: bool
    credential_variable: str | None
    accept: str
    deadline: float | None
    delay_seconds: float | None


class Door(Protocol):
    """The one way to the network."""

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
    ) -> DoorAnswer:
        """Ask for a document.

        Args:
            conditions: of the document as it is known; None asks for it in any case.
            internal: whether private addresses are no mistake.
            credential_variable: environment variable that holds what opens the document, if it is not the source's own.
            accept: media types wanted, as in the header Accept.
            deadline: when the answer has to be there, by `time.monotonic`, if that is sooner than the visit has to end.
            delay_seconds: pause between two requests, if it is longer than that of the source.

        Raises:
            FetchError: the document cannot be had; its kind says what to do.
            UsageError: the variable is not set, or holds no credential.
        """
        ...


@runtime_checkable
class SourceDoor(Door, Protocol):
    """The door as one visit of one source has it: its settings hold for all that it asks, and it has its own counts."""

    @property
    def traffic(self) -> Sequence[HostTraffic]:
        """Counts of what this visit has sent and received, by host."""
        ...


class NetworkDoor(Protocol):
    """The door of a night, which all its sources and threads share."""

    def for_source(self, location: str, settings: SourceSettings, *, deadline: float | None = None) -> SourceDoor:
        """The door for one visit of a source.

        Args:
            location: of the source: what opens it is sent to no other server.
            settings: its credential, its pause between requests, and whether private addresses are no mistake.
            deadline: when the visit has to end, by `time.monotonic`; None for no limit.
        """
        ...

    def close(self) -> None:
        """Close all connections; it cannot be used after that."""
        ...
