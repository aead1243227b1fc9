"""Counts of what went over the network, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import Message

from ..language import language, render
from .text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import HostTraffic, PageReading


_NOT_MODIFIED: Final = 304


def print_pages(pages: Sequence[PageReading]) -> None:
    """Print how many pages were asked for, if the source comes in pages."""
    if not pages:
        return
    from danhmuc.registry.messages.sources import WebPagesText

    unmodified = sum(page.status == _NOT_MODIFIED for page in pages)
    print_line(f"  {render(WebPagesText.PAGES_READ(count=len(pages), unmodified=unmodified))}")


def print_network(traffic: Sequence[HostTraffic], letter: Message | None) -> None:
    """Print the counts of each host, and the letter to those who run a server that refuses."""
    if not traffic and letter is None:
        return
    from danhmuc.registry.messages.sources import WebSourcesText
    from danhmuc.registry.reporting.harvests.plain_text import traffic_message

    for host in traffic:
        print_line(f"  {render(traffic_message(host, language()))}")
    if letter is not None:
        print_line(f"  {render(WebSourcesText.LETTER())}")
        for line in render(letter).split("\n"):
            print_line(f"    {line}".rstrip())
