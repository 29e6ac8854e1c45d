"""50 portals with 2,000 reports on loopback at once: time against what politeness dictates, memory, manners.

Each portal is a host of its own (127.0.0.x), so that turns count per host as they do outside.
"""

import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from pipelines import archive
from pipelines.paths import DataPaths

pytestmark = pytest.mark.benchmark
PORTALS, REPORTS, LISTS = 50, 40, 4
DELAY = 2.0
TABLE = "<table>" + "<tr>" + "<td>0</td>" * 40 + "</tr></table>"


class Site(BaseHTTPRequestHandler):
    """Lists, articles with an ETag, and a robots.txt with one forbidden address; notes who asks when."""

    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    at_a_time: ClassVar[defaultdict[str, int]] = defaultdict(int)
    most_at_a_time = 0
    moments: ClassVar[defaultdict[str, list[float]]] = defaultdict(list)
    has_trap = False
    forbidden: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        with self.lock:
            type(self).at_a_time[host] += 1
            type(self).most_at_a_time = max(self.most_at_a_time, self.at_a_time[host])
            self.moments[host].append(time.monotonic())
            if self.path.startswith("/secret/"):
                self.forbidden.append(self.path)
        self.answer()
        with self.lock:
            type(self).at_a_time[host] -= 1

    def answer(self) -> None:
        etag = f'"{self.path}"'
        known = self.headers.get("If-None-Match") == etag
        body = b"" if known else page(self.path)
        self.send_response(304 if known else 200)
        self.send_header("ETag", etag)
        if not known:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


def page(path: str) -> bytes:
    if path == "/robots.txt":
        return b"User-agent: *\nDisallow: /secret/"
    if found := re.fullmatch(r"/nb/(?:index_(\d+)\.html)?", path):
        number = int(found[1] or 0)
        first = number * REPORTS // LISTS
        links = "".join(
            f'<li><a href="/nb/{each}.html">第{each}局2025年政府信息公开工作年度报告</a></li>'
            for each in range(first, first + REPORTS // LISTS)
        )
        call = f'<script>createPageHTML({LISTS}, 0, "index", "html");</script>' if number == 0 else ""
        trap = (
            '<li><a href="/secret/x.html">某局2025年政府信息公开工作年度报告</a></li>'
            if number == 0 and Site.has_trap
            else ""
        )
        return f"<ul>{links}{trap}</ul>{call}".encode()
    return f"<h1>{path}</h1>{TABLE}".encode() + b"<p>" + b"x" * 20_000 + b"</p>"


class Server(ThreadingHTTPServer):
    """Takes the first requests of all hosts at once; with the usual backlog some would only arrive a second later."""

    request_queue_size = 256
    daemon_threads = True


@contextmanager
def server() -> Iterator[int]:
    running = Server(("0.0.0.0", 0), Site)  # noqa: S104 - all of 127.0.0.0/8, for the time of the test
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running.server_address[1]
    running.shutdown()
    running.server_close()


def crawl(paths: DataPaths, port: int) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one crawl process over all portals."""
    job = {
        "data": str(paths.root),
        "portals": [
            {
                "key": f"42-p{number}",
                "name": "x",
                "adcode": "420000",
                "family": "trs",
                "start_urls": [f"http://127.0.0.{number + 2}:{port}/nb/"],
                "delay_seconds": DELAY,
            }
            for number in range(PORTALS)
        ],
        "user_agent": "gongkai/benchmark",
        "allow_loopback": True,
        "time_limit_seconds": 600,
    }
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "pipelines.crawl"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(job) + "\n")
    child.stdin.flush()
    peak = 0.0
    status = Path(f"/proc/{child.pid}/status")
    while child.poll() is None:
        time.sleep(0.25)
        if os.name == "posix" and status.exists() and (found := re.search(r"VmHWM:\s+(\d+)", status.read_text())):
            peak = max(peak, int(found[1]) / 1024)
    child.stdin.close()
    return time.monotonic() - began, peak


@pytest.mark.timeout(1500)
def test_fifty_portals_at_once(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data")
    with server() as port:
        for night in ("first", "second"):
            Site.moments.clear()
            # Of the second night only: a visit that is not whole is continued by the next, which then asks for nothing.
            Site.has_trap = night == "second"
            seconds, megabytes = crawl(paths, port)
            requests = [len(moments) for moments in Site.moments.values()]
            dictated = (max(requests) - 1) * DELAY
            known = sum(len(archive.known_urls(paths, key)) for key in archive.portal_ids(paths))
            shortest = min(
                later - earlier for moments in Site.moments.values() for earlier, later in itertools.pairwise(moments)
            )
            sys.stdout.write(
                f"\n{night} night: {len(requests)} hosts, {sum(requests)} requests, {known} documents in the archive, "
                f"{seconds:.1f} s; the delays dictate {dictated:.1f} s, ratio {seconds / dictated:.2f}; "
                f"peak {megabytes:.0f} MB; at most {Site.most_at_a_time} request(s) at a time per host, "
                f"shortest pause {shortest:.2f} s, {len(Site.forbidden)} forbidden addresses asked\n"
            )
