"""Which network addresses may be connected to: public ones, decided after the name was resolved.

The test sits in the resolver of the reactor, so it sees every connection, those after a redirect included, and the
addresses it lets pass are the very ones connected to: a name cannot resolve to something else in between. Proxies of
the environment are off (settings), because behind one the name would be resolved elsewhere.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingHostnameResolver

from pipelines.portals.registry import Portal, is_loopback

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be connected to.

    Attributes:
        loopback_ports: ports at which loopback may be connected to; empty unless `GONGKAI_ALLOW_LOOPBACK=1`.
    """

    loopback_ports: frozenset[int] = frozenset()

    def refusal(self, address: str, port: int) -> str | None:
        """Why this address must not be connected to; None when it may."""
        ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
        if ip.is_loopback and self.loopback_ports:
            if port in self.loopback_ports:
                return None
            return f"{address} port {port} is loopback, and no portal names this port"
        if ip.is_global and not ip.is_multicast:
            return None
        return f"{address} is no public address"


def address_policy(portals: Iterable[Portal], *, allow_loopback: bool) -> AddressPolicy:
    """The policy for these portals: loopback only where it is allowed, and only at the ports that they name."""
    if not allow_loopback:
        return AddressPolicy()
    portals = tuple(portals)
    urls = {url for portal in portals for url in portal.start_urls}
    urls |= {f"http://{host}/" for portal in portals for host in portal.hosts}
    return AddressPolicy(frozenset(port_of(url) for url in urls if is_loopback(url)))


def port_of(url: str) -> int:
    """Port of an http or https address, the scheme's own when it names none."""
    parts = urlsplit(url)
    return parts.port or _DEFAULT_PORTS[parts.scheme]


def _unwrapped(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address inside an IPv6 one (mapped, 6to4, NAT64): the one that is reached in the end."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


class PublicAddressResolver(CachingHostnameResolver):
    """The reactor's resolver: hands on a name's addresses only when every one of them may be connected to.

    Attributes:
        refused: reason by host name, for those that were not handed on.
    """

    def __init__(self, reactor: Any, cache_size: int, policy: AddressPolicy) -> None:
        super().__init__(reactor, cache_size)
        self.policy = policy
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "PublicAddressResolver":
        """Called by Scrapy with the process; the policy is one of its settings."""
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), crawler.settings["GONGKAI_ADDRESS_POLICY"])

    def resolveHostName(  # noqa: N802 - name of Twisted's interface
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve, then judge all addresses before the first is handed on."""
        judged: Any = _JudgedReceiver(resolutionReceiver, hostName, portNumber, self)
        return super().resolveHostName(judged, hostName, portNumber, addressTypes, transportSemantics)

    def judge(self, host: str, port: int, addresses: Iterable[Any]) -> bool:
        """Whether all addresses of a name may be connected to; a single bad one condemns the name."""
        reasons = [reason for each in addresses if (reason := self.policy.refusal(each.host, port))]
        if reasons:
            self.refused[host] = f"{host} resolves to a forbidden address: {reasons[0]}"
        return not reasons


class _JudgedReceiver:
    """Collects the addresses of one resolution and hands them on only together (Twisted's IResolutionReceiver)."""

    def __init__(self, receiver: Any, host: str, port: int, resolver: PublicAddressResolver) -> None:
        self._receiver = receiver
        self._host = host
        self._port = port
        self._resolver = resolver
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: object) -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._resolver.judge(self._host, self._port, self._addresses):
            for address in self._addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
