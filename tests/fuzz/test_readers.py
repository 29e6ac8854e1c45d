"""Any bytes give a page or one of the two named errors, in bounded time: a short run; `make fuzz` is the long one."""

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Hints
from pipelines.parse.report import parse_page
from pipelines.read.document import read_document
from tests.fuzz.targets import TARGETS, attack, seeds

Edit = tuple[str, int, int, bytes]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["remove", "double", "overwrite", "insert", "cut"]),
        st.integers(0, 1_000_000),
        st.integers(1, 200),
        st.binary(min_size=1, max_size=12)
        | st.sampled_from([b"\0", b"\xff" * 8, b"<", b">", b"|", b"99999999", b"(" * 200]),
    ),
    min_size=1,
    max_size=6,
)


@cache
def seed_inputs(name: str) -> list[bytes]:
    return sorted(seeds(name), key=len)[:40]


def edited(data: bytes, edits: list[Edit]) -> bytes:
    """A document after accidents: stretches lost, doubled, overwritten, inserted; or cut off at a place."""
    for kind, place, length, content in edits:
        at = place % (len(data) + 1)
        match kind:
            case "remove":
                data = data[:at] + data[at + length :]
            case "double":
                data = data[: at + length] + data[at:]
            case "overwrite":
                data = data[:at] + content + data[at + len(content) :]
            case "insert":
                data = data[:at] + content + data[at:]
            case _:
                data = data[:at] if at > len(data) // 2 else data
    return data


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_damaged_document_gives_a_page_or_a_named_error(name: str) -> None:
    inputs = seed_inputs(name)

    @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    @given(which=st.integers(0, len(inputs) - 1), edits=EDITS)
    def damaged(which: int, edits: list[Edit]) -> None:
        attack(name, edited(inputs[which], edits))

    damaged()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_an_undamaged_seed_is_read(name: str) -> None:
    read = 0
    for data in seed_inputs(name)[-3:]:
        TARGETS[name].read(data)
        read += 1
    assert read == 3


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    data=st.binary(max_size=400),
    head=st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04word/", b"<html><table>", b"|---|\n", b"\x1f\x8b", b"GIF89a"]
    ),
)
@example(data=b"", head=b"")
def test_random_bytes_give_a_page_or_a_named_error(data: bytes, head: bytes) -> None:
    try:
        page = read_document(head + data)
    except (UnreadableDocumentError, NeedsOcrError):
        return
    parse_page(page, Hints())
