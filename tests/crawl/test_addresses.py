"""The decisions about addresses, where they are taken: by name, after resolution, per host."""

import asyncio
import time
from pathlib import Path

import pytest
from fake_portal import portal_of
from twisted.internet.address import IPv4Address, IPv6Address

from pipelines.crawl.addresses import AddressPolicy, PublicAddressResolver, address_policy
from pipelines.crawl.hosts import MAX_PAUSE_SECONDS, HostRule, HostTurns, host_rule
from pipelines.crawl.leases import Leases, Moments
from pipelines.crawl.refusals import NotAskedError

PUBLIC = ["61.150.65.235", "180.76.149.248", "2400:3200::1"]
FORBIDDEN = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104
    "10.0.0.7",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert AddressPolicy().refusal(address, 443) is None


@pytest.mark.parametrize("address", FORBIDDEN)
@pytest.mark.parametrize("ports", [frozenset(), frozenset({8931})])
def test_an_address_that_is_not_public_is_refused(address: str, ports: frozenset[int]) -> None:
    assert AddressPolicy(ports).refusal(address, 443)


def test_loopback_is_allowed_only_at_the_ports_that_portals_name() -> None:
    portals = [portal_of("http://127.0.0.1:8931/nb/"), portal_of("http://www.echeng.gov.cn:8080/", delay_seconds=5)]
    policy = address_policy(portals, allow_loopback=True)
    assert policy.refusal("127.0.0.1", 8931) is None
    assert policy.refusal("::1", 8931) is None
    assert policy.refusal("127.0.0.1", 8080)
    assert policy.refusal("127.0.0.1", 22)
    assert policy.refusal("10.0.0.7", 8931)
    assert address_policy(portals, allow_loopback=False).refusal("127.0.0.1", 8931)


class _Receiver:
    def __init__(self) -> None:
        self.addresses: list[object] = []
        self.complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        return

    def addressResolved(self, address: object) -> None:  # noqa: N802
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


class _Reactor:
    """A reactor whose resolver knows a few names."""

    def __init__(self, **names: list[str]) -> None:
        self.names = names
        self.nameResolver = self

    def resolveHostName(self, receiver: _Receiver, host: str, port: int, *_: object) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.names[host]:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


@pytest.mark.parametrize(
    ("addresses", "handed_on"),
    [
        (["61.150.65.235", "2400:3200::1"], 2),
        (["127.0.0.1"], 0),
        (["61.150.65.235", "169.254.169.254"], 0),
        (["::ffff:10.0.0.1"], 0),
        ([], 0),
    ],
)
def test_the_resolver_hands_on_all_addresses_of_a_name_or_none(addresses: list[str], handed_on: int) -> None:
    resolver = PublicAddressResolver(_Reactor(host=addresses), 0, AddressPolicy())
    # Twice: what the cache holds is judged like what was just resolved.
    for _ in range(2):
        receiver = _Receiver()
        resolver.resolveHostName(receiver, "host", 80)
        assert (len(receiver.addresses), receiver.complete) == (handed_on, True)
    assert ("host" in resolver.refused) == (bool(addresses) and handed_on == 0)


RULE = HostRule(
    frozenset({"www.echeng.gov.cn", "61.150.65.235", "127.0.0.1:8931", "[::1]:8931", "files.example.cn:8443"})
)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.echeng.gov.cn/a",
        "https://www.echeng.gov.cn/a",
        "http://WWW.Echeng.GOV.cn./a",
        "http://www.hubei.gov.cn/a",
        "http://file.hubei.gov.cn:8080/a",
        "http://61.150.65.235/a",
        "http://127.0.0.1:8931/a",
        "http://[::1]:8931/a",
        "https://files.example.cn:8443/a",
    ],
)
def test_an_address_of_the_portal_or_of_the_government_may_be_asked(url: str) -> None:
    assert RULE.refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "http://files.example.cn/",
        "http://files.example.cn:8444/",
        "http://evil-gov.cn/",
        "http://gov.cn.evil.com/",
        "http://www.echeng.gov.cn.evil.com/",
        "http://www.echeng.gov.cn@evil.com/",
        "http://user@www.echeng.gov.cn/",
        "http://:@www.echeng.gov.cn/",
        "http://www.echeng.gov.cn:22/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8932/",
        "http://2130706433:8931/",
        "http://0x7f.1:8931/",
        "ftp://www.echeng.gov.cn/",
        "file:///etc/passwd",
        "data:text/html,x",
        "gopher://www.echeng.gov.cn/",
        "//www.echeng.gov.cn/",
        "http:///",
        "http://www.echeng.gov.cn:99999/",
        "http://[::1/",
        "http://gov。cn/",
        "http://www.echeng.gov.cn/" + "a" * 2000,
        "",
    ],
)
def test_every_other_address_is_refused(url: str) -> None:
    reason = RULE.refusal(url)
    assert reason is not None
    assert reason.startswith("refused: ")


def test_the_hosts_of_the_yaml_are_the_portals_own() -> None:
    rule = host_rule(portal_of("http://127.0.0.1:8931/nb/", hosts=["files.example.cn"]))
    assert rule.refusal("http://127.0.0.1:8931/other/") is None
    assert rule.refusal("https://files.example.cn/a.pdf") is None


def test_one_request_at_a_time_per_host_and_the_longest_wish_wins(tmp_path: Path) -> None:
    async def scene() -> tuple[list[tuple[str, float]], float]:
        turns = HostTurns(Leases(tmp_path / "leases"))
        log: list[tuple[str, float]] = []
        began = time.monotonic()

        async def ask(host: str, delay: float) -> None:
            async with turns.turn(host, delay):
                log.append((host, time.monotonic() - began))
                await asyncio.sleep(0.02)

        await asyncio.gather(ask("a", 0.1), ask("a", 0.1), ask("b", 0.1))
        turns.pause("b", 0.2)
        turns.slow_down("a", 0.3)
        paused = time.monotonic()
        await asyncio.gather(ask("b", 0), ask("a", 0))
        return log, time.monotonic() - paused

    log, waited = asyncio.run(scene())
    moments = [at for host, at in log if host == "a"]
    assert moments[1] - moments[0] >= 0.1
    assert moments[2] - moments[1] >= 0.3
    assert next(at for host, at in log if host == "b") < moments[1]
    assert waited >= 0.2


def test_who_waits_for_a_turn_is_told_when_the_crawl_stops(tmp_path: Path) -> None:
    async def scene() -> float:
        turns = HostTurns(Leases(tmp_path / "leases"))
        turns.pause("a", 60)
        began = time.monotonic()

        async def ask() -> None:
            async with turns.turn("a", 0):
                raise AssertionError("nobody may ask")

        waiting = asyncio.gather(ask(), ask(), return_exceptions=True)
        await asyncio.sleep(0.05)
        turns.close()
        assert [type(error) for error in await waiting] == [NotAskedError, NotAskedError]
        return time.monotonic() - began

    assert asyncio.run(scene()) < 5


def test_a_lease_is_one_processs_until_it_is_given_back_and_moments_outlast_it(tmp_path: Path) -> None:
    mine, others = Leases(tmp_path / "leases"), Leases(tmp_path / "leases")
    lease = mine.take("www.echeng.gov.cn")
    assert lease is not None
    assert others.take("www.echeng.gov.cn") is None
    assert others.take("[::1]:8080") is not None
    mine.note_start("www.echeng.gov.cn", 5.0)
    mine.note_rest("www.echeng.gov.cn", 9.0)
    others.note_rest("www.echeng.gov.cn", 7.0)
    lease.release()
    assert others.take("www.echeng.gov.cn") is not None
    assert others.moments("www.echeng.gov.cn") == Moments(5.0, 9.0)


def test_moments_that_cannot_be_are_bounded(tmp_path: Path) -> None:
    leases = Leases(tmp_path / "leases")
    assert leases.moments("a") == Moments()
    # Written before the machine was started again, whose clock then begins anew.
    leases.note_start("a", time.monotonic() + 10**9)
    leases.note_rest("a", time.monotonic() + 10**9)
    assert leases.moments("a").last_start <= time.monotonic()
    assert leases.moments("a").not_before < time.monotonic()
    leases.note_rest("a", time.monotonic() + 60)
    assert leases.moments("a").not_before > time.monotonic()
    (tmp_path / "leases" / "a.moments").write_bytes(b"torn")
    assert leases.moments("a") == Moments()
    leases.note_start("a", 1.0)
    assert leases.moments("a").last_start == 1.0


def test_what_a_portal_asks_to_wait_is_bounded(tmp_path: Path) -> None:
    leases = Leases(tmp_path / "leases")
    HostTurns(leases).pause("a", 99_999_999.0)
    assert 200 < leases.moments("a").not_before - time.monotonic() <= MAX_PAUSE_SECONDS
