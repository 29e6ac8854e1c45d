from datetime import date
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest

from pipelines.errors import ConfigurationError
from pipelines.paths import SHIPPED_PORTALS
from pipelines.portals.registry import Family, load_portals, own_hosts
from pipelines.regions.codes import load_regions

CORRECT = """\
# 鄂城区
key: 42-echeng
name: 鄂城区人民政府
adcode: "420704"
family: trs
start_urls:
  - http://www.echeng.gov.cn/gk/xxgk/
  - http://10.0.0.1:8080/nb/
hosts: [files.example.cn]
exclude:
  - 征求意见
expected_reports_per_year: 40
organisations:
  - 鄂城区财政局
"""


def write(root: Path, text: str, place: str = "42/echeng.yaml") -> Path:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaint(root: Path, text: str, place: str = "42/echeng.yaml") -> str:
    write(root, text, place)
    with pytest.raises(ConfigurationError) as caught:
        load_portals(root, known_adcodes={"420704", "420000"})
    return str(caught.value)


def test_a_portal_is_read_with_its_defaults(tmp_path: Path) -> None:
    write(tmp_path, CORRECT)
    portal = load_portals(tmp_path, known_adcodes={"420704"})["42-echeng"]
    assert portal.name == "鄂城区人民政府"
    assert portal.delay_seconds == 5
    assert portal.verified == "never"
    assert portal.organisations == ("鄂城区财政局",)
    assert own_hosts(portal) == {"www.echeng.gov.cn", "10.0.0.1:8080", "files.example.cn"}


def test_a_day_of_verification_is_a_date(tmp_path: Path) -> None:
    write(tmp_path, CORRECT + "verified: 2026-11-02\n")
    assert load_portals(tmp_path)["42-echeng"].verified == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("family: trs", "family: trs\ncolour: red", "line 6: colour: unknown key"),
        ("family: trs", "family: wordpress", "line 5: family: Input should be"),
        ('adcode: "420704"', 'adcode: "429999"', "line 4: adcode: 429999 is no division code"),
        ('adcode: "420704"', "adcode: 420704", "line 4: adcode: Input should be a valid string"),
        ('adcode: "420704"', 'adcode: "320000"', "name different provinces"),
        ("name: 鄂城区人民政府\n", "", "line 2: name: is missing"),
        ("name: 鄂城区人民政府", "name: [a]", "line 3: name: Input should be a valid string"),
        ("http://www.echeng.gov.cn/gk/xxgk/", "ftp://www.echeng.gov.cn/", "line 7: start_urls.0: must begin with http"),
        ("http://10.0.0.1:8080/nb/", "http://user:x@a.gov.cn/", "line 8: start_urls.1: must not hold a user name"),
        ("http://10.0.0.1:8080/nb/", "http://a.gov.cn:99999/", "line 8: start_urls.1: Port out of range"),
        ("http://10.0.0.1:8080/nb/", "http:///nb/", "line 8: start_urls.1: names no host"),
        ("http://10.0.0.1:8080/nb/", '"http://a.gov.cn/ b"', "line 8: start_urls.1: is no URL"),
        ("files.example.cn", "https://files.example.cn/", "line 9: hosts.0: must be a host name"),
        ("  - 征求意见", "  - '(征求'", "line 11: exclude.0: is no regular expression"),
        ("expected_reports_per_year: 40", "expected_reports_per_year: 0", "line 12: expected_reports_per_year"),
        ("expected_reports_per_year: 40", "delay_seconds: 1", "below 5 is accepted for loopback"),
        ("expected_reports_per_year: 40", "delay_seconds: .inf", "line 12: delay_seconds"),
        ("expected_reports_per_year: 40", "name: again", "line 12: name is given twice"),
        ("key: 42-echeng", "key: 42-other", "line 2: key is 42-other, its place says 42-echeng"),
        ("key: 42-echeng", "key: ../x", "line 2: key: must be two digits"),
        ("family: trs", "family: [trs", "line 6: no YAML"),
    ],
)
def test_a_mistake_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in CORRECT
    message = complaint(tmp_path, CORRECT.replace(old, new))
    assert "echeng.yaml" in message
    assert expected in message


@pytest.mark.parametrize("text", ["", "- a\n", "just text\n"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert "line 1" in complaint(tmp_path, text) or "mapping" in complaint(tmp_path, text)


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    message = complaint(tmp_path, CORRECT.replace("trs", "trx").replace("name: 鄂", "title: 鄂"))
    assert len(message.splitlines()) == 3


def test_aliases_that_could_grow_without_end_are_refused(tmp_path: Path) -> None:
    bomb = CORRECT.replace("- 鄂城区财政局", "- &a 鄂城区财政局\n  - *a")
    assert "aliases" in complaint(tmp_path, bomb)


@pytest.mark.parametrize("place", ["echeng.yaml", "hubei/echeng.yaml", "42/a/echeng.yaml", "42/echeng.yml"])
def test_a_file_at_another_place_is_refused(tmp_path: Path, place: str) -> None:
    assert "<province, two digits>/<portal>.yaml" in complaint(tmp_path, CORRECT, place)


def test_a_small_delay_is_accepted_on_loopback_only(tmp_path: Path) -> None:
    local = CORRECT.replace("http://www.echeng.gov.cn/gk/xxgk/", "http://127.0.0.1:8931/").replace(
        "http://10.0.0.1:8080/nb/", "http://localhost:8931/"
    )
    write(tmp_path, local + "delay_seconds: 0\n")
    assert load_portals(tmp_path)["42-echeng"].delay_seconds == 0


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        load_portals(tmp_path / "nowhere")


def test_the_portals_that_ship_are_valid_and_polite() -> None:
    portals = load_portals(SHIPPED_PORTALS, known_adcodes={region.adcode for region in load_regions()})
    assert portals
    assert list(portals) == sorted(portals)
    assert all(portal.delay_seconds >= 5 for portal in portals.values())


def test_the_portals_that_ship_cover_all_families_and_say_where_they_are_from() -> None:
    portals = load_portals(SHIPPED_PORTALS)
    assert len(portals) >= 60
    assert {portal.family for portal in portals.values()} == set(get_args(Family))
    # Every province that publishes such reports, and central bodies.
    provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    assert {portal.adcode[:2] for portal in portals.values()} == {"00", *provinces.split()}
    assert {portal.verified for portal in portals.values()} == {"never"}
    for path in SHIPPED_PORTALS.rglob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# source: "), path


def test_a_portal_that_starts_at_a_site_or_another_list_says_that_its_list_is_unknown() -> None:
    portals = load_portals(SHIPPED_PORTALS)
    assert sum(portal.list_known for portal in portals.values()) >= 60
    for portal in portals.values():
        if all(urlsplit(url).path in {"", "/"} for url in portal.start_urls):
            assert not portal.list_known, portal.key
