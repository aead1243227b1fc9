"""The credential of a source: read from the environment, sent in one header to one origin, and shown nowhere."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, unquote_plus

from danhmuc.vocab.errors import UsageError

from ..messages.fetch import FetchText

_HEADER: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*): +(\S.*)")
_USER: Final = re.compile(r"([^\s:]+):(\S.*)")
_SENDABLE: Final = re.compile(r"[\x20-\x7e]+")
_MASK: Final = "***"
_LAYERS: Final = 3
_TELLING: Final = 4
"""A part of fewer letters gives nothing away, and stands in many a text by chance."""
_OURS: Final = frozenset(
    [
        *("accept", "accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since"),
        *("if-none-match", "proxy-authorization", "range", "te", "transfer-encoding", "upgrade", "user-agent"),
    ]
)
"""Headers that are the door's own, or that change where a request goes."""


class Credential:
    """One header that gives access to a source. Its ``repr`` does not show it.

    Attributes:
        name: of the header.
        value: of the header.
    """

    __slots__ = ("_secrets", "name", "value")

    def __init__(self, name: str, value: str, secrets: tuple[str, ...]) -> None:
        self.name = name
        self.value = value
        self._secrets = tuple(sorted((one for one in set(secrets) if len(one) >= _TELLING), key=len, reverse=True))

    def stands_in(self, text: str) -> bool:
        """Whether a text gives it away, in small letters or capitals, also percent-encoded several times over."""
        spellings = {text}
        for _ in range(_LAYERS):
            spellings |= {unquote(one) for one in spellings} | {unquote_plus(one) for one in spellings}
        return any(secret.lower() in one.lower() for secret in self._secrets for one in spellings)

    def hide(self, text: str) -> str:
        """The text with three asterisks in place of the credential, or of all of it."""
        for secret in self._secrets:
            text = re.sub(re.escape(secret), _MASK, text, flags=re.IGNORECASE)
        return _MASK if self.stands_in(text) else text

    def __repr__(self) -> str:
        return f"Credential({_MASK})"

    def __reduce__(self) -> str:
        raise TypeError("a credential does not leave its process")


def read_credential(variable: str, environment: Mapping[str, str] = os.environ) -> Credential:
    """The credential that an environment variable holds.

    ``Name: value`` is that header, ``user:password`` is Basic, anything else is the value of ``Authorization``, such as
    ``Bearer …`` or a token alone.

    Raises:
        UsageError: the variable is not set, or no header can hold its value.
    """
    text = environment.get(variable, "").strip()
    if not text:
        raise UsageError(FetchText.CREDENTIAL_UNSET(variable=variable))
    if found := _HEADER.fullmatch(text):
        name, value = found.groups()
        made = Credential(name, value, (value, value.rpartition(" ")[2]))
    elif found := _USER.fullmatch(text):
        packed = base64.b64encode(text.encode()).decode("ascii")
        made = Credential("Authorization", f"Basic {packed}", (text, packed, found.group(2)))
    else:
        made = Credential("Authorization", text, (text, text.rpartition(" ")[2]))
    if _SENDABLE.fullmatch(made.value) is None or made.name.lower() in _OURS:
        raise UsageError(FetchText.CREDENTIAL_UNUSABLE(variable=variable))
    return made
