from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from fake_portal import Answer, FakePortal, html
from simulated_portals import FAMILIES, first_night, publish

from pipelines.cli import gongkai
from pipelines.crawl.fingerprint import fingerprint
from pipelines.crawl.probe import ProbeError, probe
from pipelines.errors import UsageError
from pipelines.portals.registry import Portal

CODES = frozenset({"321322", "420704"})
HEAD = '<meta name="SiteName" content="沭阳县人民政府"><meta name="SiteIDCode" content="3213220001">'


def test_a_site_is_asked_once_and_its_yaml_drafted(fake: FakePortal) -> None:
    column = (
        '<a href="/syx/gknb/list.shtml">政府信息公开年报</a><a href="/syx/x/202401/' + "a" * 32 + '.shtml">某文</a>'
    )
    fake.answers = {"/": html(f"{HEAD}{column}")}
    found = probe(f"{fake.url}/", known_adcodes=CODES)
    assert fake.paths_asked() == ["/"]
    draft = yaml.safe_load(found.draft())
    assert draft == {
        "key": "32-127-0-0-1",
        "name": "沭阳县人民政府",
        "adcode": "321322",
        "family": "ucap",
        "start_urls": [f"{fake.url}/syx/gknb/list.shtml"],
        "verified": "never",
    }
    Portal.model_validate(draft)


def test_a_saved_page_is_probed_without_any_request(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_text(
        "<!-- saved from url=(0042)http://www.echeng.gov.cn/gk/nb/ --><html><title>鄂城</title>"
        '<script>createPageHTML(5, 0, "index", "html");</script></html>',
        encoding="utf-8",
    )
    result = CliRunner().invoke(gongkai, ["portals", "probe", str(saved)])
    assert result.exit_code == 0
    draft = yaml.safe_load(result.output)
    assert (draft["family"], draft["name"]) == ("trs", "鄂城")
    assert draft["start_urls"] == ["http://www.echeng.gov.cn/gk/nb/"]
    assert "adcode: unknown" in result.output


def test_a_site_that_blocks_or_is_no_page_is_said_so(fake: FakePortal, tmp_path: Path) -> None:
    fake.answers = {"/": Answer(b"<script>$_ts=1</script>", 412)}
    with pytest.raises(ProbeError, match=r"blocked: .*412"):
        probe(f"{fake.url}/", known_adcodes=CODES)
    with pytest.raises(UsageError):
        probe(str(tmp_path / "absent.html"), known_adcodes=CODES)
    with pytest.raises(UsageError, match=r"^http://: names no host; http:// or https:// and the host of a site"):
        probe("http://", known_adcodes=CODES)
    with pytest.raises(UsageError, match="neither a saved page nor an address"):
        probe("ftp://a.gov.cn/", known_adcodes=CODES)


def test_a_host_that_fails_is_told_of_and_not_tried_for_minutes(fake: FakePortal) -> None:
    fake.answers = {"/": Answer(b"", 503)}
    with pytest.raises(ProbeError, match="the server answers 503"):
        probe(f"{fake.url}/", known_adcodes=CODES)
    assert fake.paths_asked() == ["/"]


@pytest.mark.parametrize("family", FAMILIES)
def test_article_addresses_alone_never_name_a_wrong_family(fake: FakePortal, family: str) -> None:
    _, articles = publish(fake, family, first_night())
    page = "".join(f'<a href="{path}">x</a>' for path in articles)
    assert fingerprint("http://a.gov.cn/", page).family in {family, "generic"}


def test_hostile_markup_costs_no_time() -> None:
    for piece in ("createPageHTML(" + "'" * 50, "/art/2020/1/", "/public/column/1", "<a " * 10, "jpage/more"):
        fingerprint("http://a.gov.cn/", piece * (2**21 // len(piece)))
