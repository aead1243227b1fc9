"""A catalogue in pages on a server of this machine: what each page says, and what it answers, can be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

from ..fetch.loopback import AGENCY, Asked, Reply, http

PREFIXES: Final = (
    "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> ."
    " @prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)
PATH: Final = "/catalog.ttl"
FIRST: Final = f"{AGENCY}{PATH}"
TURTLE: Final = "Content-Type: text/turtle"


def view(number: int, last: int) -> str:
    """The controls of today's vocabulary: a view of a collection."""
    here, following = f"<{FIRST}?page={number}>", f"hydra:next <{FIRST}?page={number + 1}> ;" if number < last else ""
    return f"<{FIRST}> hydra:view {here} . {here} {following} a hydra:PartialCollectionView ."


def collection(number: int, last: int) -> str:
    """The controls of the deprecated vocabulary, its links as text, as CKAN writes them."""
    here, following = f"<{FIRST}?page={number}>", ""
    if number < last:
        following = f'hydra:nextPage "{FIRST}?page={number + 1}" ; hydra:next "{FIRST}?page={number + 1}" ;'
    return f'{here} {following} a hydra:PagedCollection ; hydra:lastPage "{FIRST}?page={last}" .'


@dataclass
class PagedSite:
    """The site.

    Attributes:
        pages: keys of the datasets of each page.
        controls: the controls of a page, from its number and the number of pages.
        more: other statements of a page, by its number.
        replies: other replies in place of a page, by its number.
        etags: whether it gives validators.
        before: called before each answer with the number of the page.
        sent: for each request for a page its number, the status and the bytes of the body.
    """

    pages: list[list[str]] = field(default_factory=lambda: [["1", "2"], ["3", "4"], ["5"]])
    controls: Callable[[int, int], str] = view
    more: dict[int, str] = field(default_factory=dict)
    replies: dict[int, Reply] = field(default_factory=dict)
    etags: bool = True
    before: Callable[[int], object] = lambda _: None
    sent: list[tuple[int, int, int]] = field(default_factory=list)

    def body(self, number: int) -> bytes:
        """The document of a page."""
        keys = self.pages[number - 1] if number <= len(self.pages) else []
        datasets = "".join(f'<https://e.vn/{key}> a dcat:Dataset ; dct:title "{key}" .\n' for key in keys)
        controls = self.controls(number, len(self.pages))
        return f"{PREFIXES}{datasets}{controls}\n{self.more.get(number, '')}".encode()

    def answer(self, asked: Asked) -> bytes | Iterable[bytes]:
        """The reply to a request."""
        number = int(parse_qs(urlsplit(asked.target).query).get("page", ["1"])[0])
        self.before(number)
        if number in self.replies:
            self.sent.append((number, 0, 0))
            reply = self.replies[number]
            return reply if isinstance(reply, bytes) else reply(asked)
        body = self.body(number)
        etag = f'ETag: "{hash(body)}"'
        if self.etags and asked.headers.get("if-none-match") == etag.removeprefix("ETag: "):
            self.sent.append((number, 304, 0))
            return http(b"", "304 Not Modified", etag)
        self.sent.append((number, 200, len(body)))
        return http(body, "200 OK", TURTLE, *([etag] if self.etags else []))

    def asked(self) -> list[tuple[int, int]]:
        """Number and status of each page that was asked for since the last time."""
        sent = [(number, status) for number, status, _ in self.sent]
        self.sent.clear()
        return sent
