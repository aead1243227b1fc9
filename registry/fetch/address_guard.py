"""The guard of addresses: which of them a source may lead to.

An address is refused by what it is, whatever name led to it. What is not known to be public counts as not public.
Source: the special-purpose address registries of IANA; RFC 4291, 6052 and 7526 for IPv4 addresses within IPv6 ones.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from danhmuc.vocab.messages import Message, MessageTemplate

from ..messages.fetch import FetchText

_INTERNAL: Final = {FetchText.KIND_LOOPBACK, FetchText.KIND_PRIVATE, FetchText.KIND_SHARED}
"""Kinds that a source declared internal may lead to. Metadata services and link-local ones are never a catalogue."""

# The first network that holds an address decides.
_IPV4: Final[tuple[tuple[str, MessageTemplate], ...]] = (
    ("168.63.129.16/32", FetchText.KIND_METADATA),
    ("100.100.100.200/32", FetchText.KIND_METADATA),
    ("169.254.169.254/32", FetchText.KIND_METADATA),
    ("0.0.0.0/8", FetchText.KIND_RESERVED),
    ("10.0.0.0/8", FetchText.KIND_PRIVATE),
    ("100.64.0.0/10", FetchText.KIND_SHARED),
    ("127.0.0.0/8", FetchText.KIND_LOOPBACK),
    ("169.254.0.0/16", FetchText.KIND_LINK_LOCAL),
    ("172.16.0.0/12", FetchText.KIND_PRIVATE),
    ("192.0.0.0/24", FetchText.KIND_RESERVED),
    ("192.0.2.0/24", FetchText.KIND_DOCUMENTATION),
    ("192.88.99.0/24", FetchText.KIND_RESERVED),
    ("192.168.0.0/16", FetchText.KIND_PRIVATE),
    ("198.18.0.0/15", FetchText.KIND_RESERVED),
    ("198.51.100.0/24", FetchText.KIND_DOCUMENTATION),
    ("203.0.113.0/24", FetchText.KIND_DOCUMENTATION),
    ("224.0.0.0/4", FetchText.KIND_MULTICAST),
    ("240.0.0.0/4", FetchText.KIND_RESERVED),
)
_IPV6: Final[tuple[tuple[str, MessageTemplate], ...]] = (
    ("fd00:ec2::254/128", FetchText.KIND_METADATA),
    ("fd20:ce::254/128", FetchText.KIND_METADATA),
    ("::1/128", FetchText.KIND_LOOPBACK),
    ("fc00::/7", FetchText.KIND_PRIVATE),
    ("fe80::/10", FetchText.KIND_LINK_LOCAL),
    ("ff00::/8", FetchText.KIND_MULTICAST),
    ("2001::/23", FetchText.KIND_RESERVED),  # Teredo and other assignments of protocols
    ("2001:db8::/32", FetchText.KIND_DOCUMENTATION),
    ("2002::/16", FetchText.KIND_RESERVED),  # 6to4, given up, by which any IPv4 address could be meant
    ("3fff::/20", FetchText.KIND_DOCUMENTATION),
)
_NETWORKS: Final = {
    4: tuple((ip_network(text), kind) for text, kind in _IPV4),
    6: tuple((ip_network(text), kind) for text, kind in _IPV6),
}
_PUBLIC_IPV6: Final = IPv6Network("2000::/3")
"""All that IANA has ever given out as global unicast."""
_EMBEDDING: Final = (
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated
    IPv6Network("64:ff9b::/96"),  # NAT64, by which networks without IPv4 reach all that has no IPv6
)
"""Networks whose addresses end with the IPv4 one that they stand for."""
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""Third quarter of an address whose last quarter is an IPv4 one."""


def find_refusal(address: str, *, internal: bool = False) -> Message | None:
    """The reason why a source must not lead to a numeric address; None if it may.

    Args:
        address: as a resolver or a socket gives it.
        internal: whether the source is declared internal: private, shared and loopback addresses are then good.

    >>> str(find_refusal("::ffff:169.254.169.254", internal=True)), find_refusal("8.8.8.8")
    ('the address of a metadata service', None)
    """
    try:
        kind = _find_kind(ip_address(address))
    except ValueError:
        kind = FetchText.KIND_NO_ADDRESS
    return None if kind is None or (internal and kind in _INTERNAL) else kind()


def _find_kind(address: IPv4Address | IPv6Address) -> MessageTemplate | None:
    """The kind of an address that is not public; None for one that is."""
    for network, kind in _NETWORKS[address.version]:
        if address in network:
            return kind
    if isinstance(address, IPv4Address):
        return None
    number = int(address)
    if any(address in network for network in _EMBEDDING):
        return _find_kind(IPv4Address(number & 0xFFFFFFFF))
    if address not in _PUBLIC_IPV6:
        return FetchText.KIND_RESERVED
    if number >> 32 & 0xFFFFFFFF in _ISATAP:
        return _find_kind(IPv4Address(number & 0xFFFFFFFF))
    return None
