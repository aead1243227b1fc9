"""Refusals by a server or a firewall before it: how they look, and the letter that asks for a way in."""

from __future__ import annotations

import re
from typing import Final

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import shown_location

from ..messages.fetch import FetchText
from .door_settings import PRODUCT, DoorSettings
from .web_locations import WebLocation

REFUSING_STATUSES: Final = frozenset([403, 406, 451])
HEAD_BYTES: Final = 64 * 1024
"""The part of a page that is looked at."""
_PAGE_TYPES: Final = frozenset([None, "text/html", "application/xhtml+xml"])
_CHALLENGE: Final = re.compile(
    rb"""(?ix) <\s{0,9}title[^>]{0,99}>\s{0,99}(?: just\ a\ moment | attention\ required | request\ rejected
        | access\ denied | are\ you\ (?:a\ )?human | human\ verification | security\ check | ddos-guard
        | pardon\ our\ interruption )
    | /cdn-cgi/challenge-platform/ | \bcf-chl- | _incapsula_resource | \bdistil_r_captcha | captcha-delivery\.com
    | \bawswafintegration\b | \bpx-captcha\b | /_sec/cp_challenge/ | \bgokuprops\b"""
)
_CAPTCHA: Final = re.compile(rb"""(?i)["'/ -](?:[gh]-|re)?captcha""")
_SHORT: Final = 16 * 1024
"""A page that is nothing but a captcha is short; a long one may have a captcha in some form for letters."""


def is_challenge(head: bytes, media_type: str | None) -> bool:
    """Whether the beginning of an answer is a page by which a firewall asks for a person.

    >>> is_challenge(b"<html><title>Just a moment...</title>", "text/html"), is_challenge(b"{}", "application/json")
    (True, False)
    """
    if media_type not in _PAGE_TYPES:
        return False
    head = head[:HEAD_BYTES]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return False
    return _CHALLENGE.search(head) is not None or (len(head) < _SHORT and _CAPTCHA.search(head) is not None)


def write_firewall_letter(location: WebLocation, reason: Message, settings: DoorSettings, time: str) -> Message:
    """The text to send to those who run a server that refuses danhmuc."""
    return FetchText.FIREWALL_LETTER(
        host=location.host,
        location=shown_location(location.url),
        reason=reason,
        time=time,
        user_agent=settings.user_agent,
        contact=settings.contact or FetchText.CONTACT_NONE(),
    )


def write_robots_letter(location: WebLocation, settings: DoorSettings) -> Message:
    """The text to send to those whose robots.txt does not let danhmuc in."""
    path = location.url.removeprefix(location.origin).partition("?")[0]
    return FetchText.ROBOTS_LETTER(
        host=location.host,
        location=shown_location(location.url),
        robots=f"{location.origin}/robots.txt",
        path=path if path.startswith("/") else "/",
        product=PRODUCT,
        user_agent=settings.user_agent,
        contact=settings.contact or FetchText.CONTACT_NONE(),
    )
