"""Where a chain of pages leads, by addresses alone."""

from __future__ import annotations

import pytest

from danhmuc.registry.document_reading import PageControls
from danhmuc.registry.sources.page_requests import ChainedPage, PageChain
from danhmuc.vocab.reading import read_document

HYDRA = "http://www.w3.org/ns/hydra/core#"


def chain(next_: str, url: str = "https://e.vn/a/c.ttl", place: str | None = None) -> PageChain:
    """A chain of one page, which leads to another."""
    controls = PageControls()
    data = f"<> <{HYDRA}next> {next_} .".encode()
    controls.add(read_document(data, place=url, base=url).descriptions)
    controls.choose_own({url}, is_first=True)
    made = PageChain()
    made.add(
        ChainedPage(
            asked=url,
            url=url,
            final_url=url,
            place=place or url,
            digest="sha256:1",
            etag=None,
            last_modified=None,
            controls=controls,
        )
    )
    return made


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("<?page=2>", "https://e.vn/a/c.ttl?page=2"),
        ('"?page=2"', "https://e.vn/a/c.ttl?page=2"),
        ('"/2"', "https://e.vn/2"),
        ('"2"', "https://e.vn/a/2"),
        ('"//f.vn/2"', "https://f.vn/2"),
        ('" ?page=2 "', "https://e.vn/a/c.ttl?page=2"),
        ("<https://E.vn:443/2#x>", "https://e.vn/2"),
    ],
)
def test_next__is_resolved_against_the_address_of_its_page(link: str, address: str) -> None:
    made = chain(link)
    assert (made.next_address(), made.whys) == (address, [])


@pytest.mark.parametrize("link", ["<http://e.vn/2>", '"http://f.vn/2"'])
def test_next__from_https_to_http_is_not_asked_for(link: str) -> None:
    made = chain(link)
    assert made.next_address() is None
    assert "is not encrypted and was not asked for: http://" in str(made.whys[0])


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("https://e.vn/a/c.ttl?page=2", "http://old.vn/b/k.rdf?page=2"),
        ("https://e.vn/a/page/2", "http://old.vn/b/page/2"),
        ("https://e.vn/2", "https://e.vn/2"),
        ("https://other.vn/a/c.ttl?page=2", "https://other.vn/a/c.ttl?page=2"),
    ],
)
def test_before__addresses_beside_the_first_page_moved_with_it(address: str, before: str) -> None:
    assert chain("<?page=2>", place="http://old.vn/b/k.rdf").as_before(address) == before


@pytest.mark.parametrize("place", ["https://e.vn/a/c.ttl", "c.ttl"])
def test_before__of_a_source_that_was_not_moved_on_the_web_they_are_as_they_are(place: str) -> None:
    address = "https://e.vn/a/c.ttl?page=2"
    assert chain("<?page=2>", place=place).as_before(address) == address
