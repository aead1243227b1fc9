"""What one robots.txt says to us."""

from __future__ import annotations

from danhmuc.registry.fetch.politeness import MAX_ROBOTS_BYTES, RobotsFile

URL = "https://agency.example/catalog.ttl"


def test_parse__a_line_that_is_cut_off_does_not_count() -> None:
    head, last = b"User-agent: *\n", b"\nDisallow: /cat"
    padding = b"#" * (MAX_ROBOTS_BYTES - len(head) - len(last))
    assert len(head + padding + last) == MAX_ROBOTS_BYTES
    assert RobotsFile.parse(head + padding + last).allows(URL)
    assert not RobotsFile.parse(head + padding[1:] + last).allows(URL)


def test_parse__many_wildcards_cost_nothing() -> None:
    rule = b"User-agent: *\nDisallow: /" + b"*a" * 1000 + b"$\n"
    assert RobotsFile.parse(rule).allows("https://agency.example/" + "a" * 900)


def test_parse__a_delay_has_a_limit() -> None:
    assert RobotsFile.parse(b"User-agent: danhmuc\nCrawl-delay: 2.5").delay == 2.5
    assert RobotsFile.parse(b"User-agent: *\nCrawl-delay: 86400").delay == 60
    assert RobotsFile.parse(b"User-agent: *\nCrawl-delay: nan\n").delay == 0
