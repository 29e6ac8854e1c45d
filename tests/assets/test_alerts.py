"""What reaches people without their looking."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from assets.alerts import WEBHOOK, send


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    received: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the base class
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv(WEBHOOK, f"http://127.0.0.1:{server.server_port}/hook")
    yield received
    server.shutdown()


def test_a_message_reaches_the_webhook_as_json(webhook: list[dict[str, str]]) -> None:
    send("两份新报告", logging.getLogger("test"))

    assert webhook == [{"text": "两份新报告"}]


def test_a_webhook_that_is_down_is_logged_without_its_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(WEBHOOK, "http://127.0.0.1:9/secret-token")

    send("the night", logging.getLogger("test"))

    assert "the night" in caplog.text
    assert "secret-token" not in caplog.text


def test_without_a_webhook_the_message_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(WEBHOOK, raising=False)
    with caplog.at_level(logging.INFO):
        send("the night", logging.getLogger("test"))

    assert "the night" in caplog.text
