"""Serves the sample portal on loopback: ETag, Last-Modified, 304; nothing else can be reached through it."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlsplit

from pipelines.sample.pages import MIXED, SHANGHAI, site

HOST = "127.0.0.1"
PREFERRED_PORT = 8931
"""The same port every time keeps the addresses, so that a second run knows what it has seen."""
_LAST_MODIFIED = formatdate(1_767_225_600, usegmt=True)

_PORTALS = {
    "00/sample.yaml": ("00-sample", "样例门户", "000000", "trs", MIXED, 8),
    "31/sample.yaml": ("31-sample", "样例门户上海栏目", "310000", "generic", SHANGHAI, 2),
}


@dataclass(frozen=True, slots=True)
class ServedSample:
    """The running sample portal.

    Attributes:
        base_url: `http://127.0.0.1:<port>`.
        portals_root: folder of portal YAML that points to it.
    """

    base_url: str
    portals_root: Path


@contextmanager
def serve(*, port: int = PREFERRED_PORT) -> Iterator[ServedSample]:
    """Serve the sample portal while the context is open.

    Args:
        port: port to listen on; any free one when it is taken.

    Yields:
        Where it is served and the portals folder for that address; the folder goes with the context.
    """
    with _server(site(), port) as server, TemporaryDirectory(prefix="gongkai-sample-") as folder:
        base_url = f"http://{HOST}:{server.server_address[1]}"
        root = Path(folder)
        write_portals(root, base_url)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield ServedSample(base_url, root)
        finally:
            server.shutdown()
            thread.join()


def write_portals(root: Path, base_url: str) -> None:
    """Write the YAML of the sample's two portals; on loopback there is no delay to keep."""
    for place, (key, name, adcode, family, path, expected) in _PORTALS.items():
        file = root / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'key: {key}\nname: {name}\nadcode: "{adcode}"\nfamily: {family}\nstart_urls:\n  - {base_url}{path}\n'
            f"delay_seconds: 0\nolder_years_every_days: 0\nexpected_reports_per_year: {expected}\nverified: never\n",
            encoding="utf-8",
        )


def _server(pages: Mapping[str, tuple[str, bytes]], port: int) -> ThreadingHTTPServer:
    try:
        return _SampleServer((HOST, port), pages)
    except OSError:
        return _SampleServer((HOST, 0), pages)


class _SampleServer(ThreadingHTTPServer):
    daemon_threads = True
    # Another process must not share the port: it would answer half of the requests.
    allow_reuse_port = False

    def __init__(self, address: tuple[str, int], pages: Mapping[str, tuple[str, bytes]]) -> None:
        self.pages = pages
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _SampleServer
    protocol_version = "HTTP/1.1"
    server_version = "gongkai-sample"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer a request for a page."""
        self._answer(send_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers only."""
        self._answer(send_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Be quiet: what the crawler asked stands in the archive."""

    def _answer(self, *, send_body: bool) -> None:
        page = self.server.pages.get(urlsplit(self.path).path)
        if page is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        media_type, body = page
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        is_known = self.headers.get("If-None-Match") == etag
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", _LAST_MODIFIED)
        if not is_known:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if send_body and not is_known:
            self.wfile.write(body)
