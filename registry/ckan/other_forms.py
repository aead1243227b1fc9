"""The catalogue of a portal in other forms than the action API: DCAT, which says more, or data.json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danhmuc.vocab.errors import FetchError, HostUnavailableError
from danhmuc.vocab.terms import DCAT

from ..record.door import DoorAnswer
from ..record.source_check import OtherForm

_HEAD: Final = 1 << 18
_PLACES: Final = (("catalog.ttl", "rdf"), ("catalog.xml", "rdf"), ("data.json", "data-json"))
"""Where ckanext-dcat and DKAN publish them, the best first."""


def find_other_forms(portal: str, ask: Callable[[str], DoorAnswer]) -> tuple[OtherForm, ...]:
    """The first of these forms that the portal has; empty if it has none."""
    for name, kind in _PLACES:
        try:
            answer = ask(portal + name)
        except HostUnavailableError:
            break
        except FetchError:
            continue
        try:
            head = answer.read()[:_HEAD]
        finally:
            answer.close()
        if _is_of_kind(head, kind):
            return (OtherForm(url=portal + name, kind=kind),)
    return ()


def _is_of_kind(head: bytes, kind: str) -> bool:
    if kind == "rdf":
        return DCAT.iri.encode() in head and head.lstrip()[:1] != b"{"
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"dataset"' in head
