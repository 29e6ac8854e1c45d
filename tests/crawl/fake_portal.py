"""A portal on loopback whose every answer a test decides, and a crawl of it in the crawler's own process."""

import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import BinaryIO

from pipelines.crawl.run import crawl_portals
from pipelines.paths import DataPaths
from pipelines.portals.registry import Portal
from pipelines.sightings import PortalVisit

TABLE = "<table>" + "<tr>" + "<td>0</td>" * 40 + "</tr></table>"


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    declared_length: int | None = None
    stream: Callable[[], Iterator[bytes]] | None = None
    reset: bool = False


@dataclass(frozen=True)
class Asked:
    path: str
    at: float
    headers: Mapping[str, str]
    form: str = ""


Route = Callable[[Asked], Answer]


def html(body: str, encoding: str = "utf-8", **headers: str) -> Answer:
    return Answer(
        f"<html><body>{body}</body></html>".encode(encoding), headers={"Content-Type": "text/html", **headers}
    )


def report(text: str = "", **headers: str) -> Answer:
    return html(f"{text}{TABLE}", **headers)


def list_of(*links: tuple[str, str], more: str = "") -> Answer:
    items = "".join(f'<li><a href="{url}">{title}</a><span>2024-01-19</span></li>' for title, url in links)
    return html(f"<ul>{items}</ul>{more}")


class FakePortal:
    """Answers by path: one answer, or several in turn of which the last one stays."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.sent: list[tuple[str, int]] = []
        self.most_at_a_time = 0
        self._at_a_time = 0
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def paths_asked(self, *, robots: bool = False) -> list[str]:
        return [each.path for each in self.asked if robots or each.path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> Answer:
        found = self.answers.get(asked.path)
        route = self.routes.get(asked.path.partition("?")[0])
        if found is None and route:
            return route(asked)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found or Answer(b"not here", 404)

    @contextmanager
    def count(self) -> Iterator[None]:
        with self._lock:
            self._at_a_time += 1
            self.most_at_a_time = max(self.most_at_a_time, self._at_a_time)
        yield
        with self._lock:
            self._at_a_time -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        portal = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                asked = Asked(self.path, time.monotonic(), dict(self.headers), form)
                portal.asked.append(asked)
                with portal.count():
                    answer = portal.answer(asked)
                    time.sleep(answer.after)
                    if answer.reset:
                        hang_up(self.connection)
                        self.close_connection = True
                    else:
                        self.reply(answer)

            do_POST = do_GET  # noqa: N815 - name of http.server

            def reply(self, answer: Answer) -> None:
                etag = answer.headers.get("ETag")
                known = etag is not None and self.headers.get("If-None-Match") == etag
                portal.sent.append((self.path, 304 if known else answer.status))
                self.send_response(304 if known else answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if known:
                    self.end_headers()
                    return
                if answer.stream:
                    self.send_header("Connection", "close")
                    self.end_headers()
                    pour(self.wfile, answer.stream())
                    self.close_connection = True
                    return
                length = len(answer.body) if answer.declared_length is None else answer.declared_length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(answer.body)
                self.close_connection = length != len(answer.body)

            def log_message(self, *_: object) -> None:
                return

        return Handler


def pour(file: BinaryIO, chunks: Iterator[bytes]) -> None:
    try:
        file.writelines(chunks)
    except (BrokenPipeError, ConnectionResetError):
        return


def hang_up(connection: socket.socket) -> None:
    # No lingering: closing sends a reset instead of an end.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def portal_of(*urls: str, key: str = "42-fake", family: str = "generic", **values: object) -> Portal:
    known = {"key": key, "name": "测试门户", "adcode": f"{key[:2]}0000", "family": family, "start_urls": urls}
    return Portal.model_validate({**known, "delay_seconds": 0, "older_years_every_days": 0, **values})


def crawl(paths: DataPaths, *portals: Portal, seconds: float = 60) -> Sequence[PortalVisit]:
    return crawl_portals(portals, paths, time_limit_seconds=seconds)
