"""The door to the network as far as sources know it; sources open no connection themselves.

Whoever harvests hands a door to each reading, or none where there must be no network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Conditions", "Door", "DoorAnswer"]


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
        digest: of the bytes, ``sha256:`` and hexadecimal; empty if there are none.
    """

    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def media_type(self) -> str | None: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def digest(self) -> str: ...

    def read(self) -> bytes:
        """All bytes, unpacked."""
        ...


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
            internal: whether the source is declared internal, so that private addresses are no mistake.
            credential_variable: environment variable that holds the credential of the source; None if it needs none.
            accept: media types wanted, as in the header Accept.
            deadline: when the answer has to be there, by `time.monotonic`; None for no other limit than the door's own.
            delay_seconds: pause that the source wants between two requests.

        Raises:
            FetchError: the document cannot be had; its kind says what to do.
            UsageError: the variable is not set, or holds no credential.
        """
        ...
