"""What a person at a terminal sees of a crawl, and that a pipe gets nothing of it."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from fake_portal import FakePortal, list_of, portal_of, report

from pipelines.paths import PROJECT_ROOT

TITLE = "测试局2023年政府信息公开工作年度报告"


def command(fake: FakePortal, folder: Path) -> tuple[list[str], dict[str, str]]:
    """`gongkai crawl` of a fake portal, with a data directory and portals of its own."""
    fake.answers = {
        "/nb/": list_of((TITLE, "/a.html"), (TITLE, "/b.html")),
        "/a.html": report(),
        "/b.html": report("b"),
    }
    place = folder / "portals" / "42" / "fake.yaml"
    place.parent.mkdir(parents=True)
    values = portal_of(f"{fake.url}/nb/").model_dump(mode="json", exclude_defaults=True)
    place.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    environment = {**os.environ, "GONGKAI_PORTALS": str(folder / "portals"), "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("GONGKAI_DAGSTER_STORAGE", None)
    environment["DAGSTER_HOME"] = str(PROJECT_ROOT)
    return [sys.executable, "-m", "pipelines.cli", "crawl", "--data", str(folder / "data")], environment


def read_to_the_end(descriptor: int) -> str:
    pieces = []
    try:
        while piece := os.read(descriptor, 4096):
            pieces.append(piece)
    except OSError:
        # Linux says so when the last process of the terminal has closed it.
        pass
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", b"".join(pieces).decode(errors="replace"))


@pytest.mark.slow
def test_a_crawl_shows_its_progress_on_a_terminal_also_below_dagster(fake: FakePortal, tmp_path: Path) -> None:
    call, environment = command(fake, tmp_path)
    ours, theirs = pty.openpty()
    with subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True) as child:
        os.close(theirs)
        shown = read_to_the_end(ours)
    os.close(ours)
    assert child.returncode == 0, shown
    assert "crawling: 2 new" in shown


@pytest.mark.slow
def test_a_crawl_in_a_pipe_is_quiet(fake: FakePortal, tmp_path: Path) -> None:
    call, environment = command(fake, tmp_path)
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
