"""Which addresses count as public, in every dress an IPv4 address can wear."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiltrekk.core.addresses import is_public, may_call

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.255 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: 2002:a9fe:a9fe:: 2001:0:7f00:1:: 2001::1 2001:db8::1 fc00::1
fd12:3456::1 fe80::1 fe80::5efe:10.0.0.1 fec0::1 ff02::1 ff0e::1 100::1 2606:4700::5efe:127.0.0.1
2606:4700::200:5efe:10.0.0.1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 172.15.255.255 100.63.255.255 100.128.0.1 192.167.255.255 223.255.255.254
2606:4700:4700::1111 2a00:1450:400f::8a 64:ff9b::8.8.8.8 2002:808:808::1
"""


@pytest.mark.req("SEC-69")
@pytest.mark.parametrize("address", PRIVATE.split())
def test_what_is_not_public_is_not_called(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.req("SEC-69")
@pytest.mark.parametrize("address", PUBLIC.split())
def test_what_is_public_is_called(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


_V4 = st.ip_addresses(v=4).filter(lambda one: not is_public(one))


@pytest.mark.req("SEC-69")
@given(_V4)
def test_no_dress_makes_a_private_address_public(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    dressed = [
        0x64FF9B << 96 | number,  # NAT64
        0x2002 << 112 | number << 80,  # 6to4
        0xFFFF << 32 | number,  # mapped
        number,  # compatible
        0x2606_4700 << 96 | 0x5EFE << 32 | number,  # ISATAP
        0x2001 << 112 | number << 64,  # Teredo's server
    ]
    assert not any(is_public(ipaddress.IPv6Address(one)) for one in dressed)


def test_this_machine_counts_only_where_it_is_said() -> None:
    for address in ("127.0.0.1", "::1"):
        assert may_call(address, loopback=True)
        assert not may_call(address, loopback=False)
    assert not may_call("10.0.0.1", loopback=True)
