"""Addresses are refused by what they are, in every way they can be written."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.fetch.connections import find_refusal
from danhmuc.registry.messages.fetch import FetchText
from danhmuc.vocab.messages import MessageTemplate

KINDS = [
    ("0.0.0.0", FetchText.KIND_RESERVED),
    ("0.1.2.3", FetchText.KIND_RESERVED),
    ("10.0.0.0", FetchText.KIND_PRIVATE),
    ("10.255.255.255", FetchText.KIND_PRIVATE),
    ("100.64.0.1", FetchText.KIND_SHARED),
    ("100.127.255.255", FetchText.KIND_SHARED),
    ("100.100.100.200", FetchText.KIND_METADATA),
    ("127.0.0.1", FetchText.KIND_LOOPBACK),
    ("127.255.255.255", FetchText.KIND_LOOPBACK),
    ("168.63.129.16", FetchText.KIND_METADATA),
    ("169.254.0.1", FetchText.KIND_LINK_LOCAL),
    ("169.254.169.254", FetchText.KIND_METADATA),
    ("172.16.0.1", FetchText.KIND_PRIVATE),
    ("172.31.255.255", FetchText.KIND_PRIVATE),
    ("192.0.0.192", FetchText.KIND_RESERVED),
    ("192.0.2.1", FetchText.KIND_DOCUMENTATION),
    ("192.88.99.1", FetchText.KIND_RESERVED),
    ("192.168.0.1", FetchText.KIND_PRIVATE),
    ("198.18.0.1", FetchText.KIND_RESERVED),
    ("198.19.255.255", FetchText.KIND_RESERVED),
    ("198.51.100.1", FetchText.KIND_DOCUMENTATION),
    ("203.0.113.1", FetchText.KIND_DOCUMENTATION),
    ("224.0.0.1", FetchText.KIND_MULTICAST),
    ("239.255.255.255", FetchText.KIND_MULTICAST),
    ("240.0.0.1", FetchText.KIND_RESERVED),
    ("255.255.255.255", FetchText.KIND_RESERVED),
    ("::", FetchText.KIND_RESERVED),
    ("::1", FetchText.KIND_LOOPBACK),
    ("::7f00:1", FetchText.KIND_RESERVED),
    ("::ffff:127.0.0.1", FetchText.KIND_LOOPBACK),
    ("::ffff:0:10.0.0.1", FetchText.KIND_PRIVATE),
    ("64:ff9b::169.254.169.254", FetchText.KIND_METADATA),
    ("64:ff9b::192.168.1.1", FetchText.KIND_PRIVATE),
    ("64:ff9b:1::1", FetchText.KIND_RESERVED),
    ("100::1", FetchText.KIND_RESERVED),
    ("2001::1", FetchText.KIND_RESERVED),
    ("2001:db8::1", FetchText.KIND_DOCUMENTATION),
    ("2002:7f00:1::1", FetchText.KIND_RESERVED),
    ("2002:808:808::1", FetchText.KIND_RESERVED),
    ("2a00::5efe:10.0.0.1", FetchText.KIND_PRIVATE),
    ("2a00::200:5efe:127.0.0.1", FetchText.KIND_LOOPBACK),
    ("3fff::1", FetchText.KIND_DOCUMENTATION),
    ("4000::1", FetchText.KIND_RESERVED),
    ("5f00::1", FetchText.KIND_RESERVED),
    ("fc00::1", FetchText.KIND_PRIVATE),
    ("fd00:ec2::254", FetchText.KIND_METADATA),
    ("fd20:ce::254", FetchText.KIND_METADATA),
    ("fe80::1", FetchText.KIND_LINK_LOCAL),
    ("fe80::1%eth0", FetchText.KIND_LINK_LOCAL),
    ("fec0::1", FetchText.KIND_RESERVED),
    ("ff02::1", FetchText.KIND_MULTICAST),
    ("", FetchText.KIND_NO_ADDRESS),
    ("2130706433", FetchText.KIND_NO_ADDRESS),
    ("0177.0.0.1", FetchText.KIND_NO_ADDRESS),
    ("agency.example", FetchText.KIND_NO_ADDRESS),
]
INTERNAL = {FetchText.KIND_LOOPBACK, FetchText.KIND_PRIVATE, FetchText.KIND_SHARED}


@pytest.mark.parametrize(("address", "kind"), KINDS)
def test_find_refusal__names_what_an_address_is(address: str, kind: MessageTemplate) -> None:
    refusal = find_refusal(address)
    assert refusal is not None
    assert refusal.template is kind
    assert (find_refusal(address, internal=True) is None) == (kind in INTERNAL)


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"),
        *("128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255"),
        *("2606:4700::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"),
    ],
)
def test_find_refusal__lets_public_addresses_pass(address: str) -> None:
    assert find_refusal(address) is None
    assert find_refusal(address, internal=True) is None


@given(st.ip_addresses())
def test_find_refusal__is_no_laxer_than_python(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """Python's own list, which differs from version to version, lets nothing less pass; but for embedded addresses."""
    embeds = address.version == 6 and (address in ipaddress.ip_network("64:ff9b::/96"))
    if find_refusal(str(address)) is None and not embeds:
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        assert (mapped or address).is_global


@given(st.ip_addresses(v=4))
def test_find_refusal__an_embedded_address_counts_as_itself(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    plain = find_refusal(str(address))
    for embedded in (0xFFFF << 32 | number, 0x64FF9B << 96 | number):
        assert find_refusal(str(ipaddress.IPv6Address(embedded))) == plain
