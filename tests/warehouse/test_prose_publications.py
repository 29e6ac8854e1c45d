"""From one publication to the next only new prose is compared; what was alike before is carried over, or goes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.archive import append_sighting, store_bytes
from pipelines.batches import one_writer, write_batch
from pipelines.database import connect
from pipelines.model import DocumentStatus, Identity, ParsedDocument, Report, Section
from pipelines.parse.signature import sign
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, Sighting
from pipelines.warehouse import publish
from tests.generator.truth import seeded
from tests.warehouse.conftest import build

PORTAL = "42-p"
WORDS = "公开信息政策解读平台栏目群众企业服务审批监督培训机制制度目录更新发布审核保密网站互动留言回应关切重点领域规划"
CARRIED = 101
"""No pair of equal texts has so few equal values: a pair that shows it was not measured again."""


def _text(name: str) -> str:
    """Six hundred characters that nobody else writes."""
    random = seeded(name)
    return "".join("".join(random.choices(WORDS, k=29)) + "。" for _ in range(20))


def _report(
    paths: DataPaths, body: str, text: str, day: int, *, version: str = "1", status: DocumentStatus | None = None
) -> str:
    """The report of a body as it is found at its address; returns the document. Its bytes follow from body and text."""
    identity = Identity(f"{body}局", None, 2023, level="county", kind="department", scope="own_organ")
    sections = (Section(1, "总体情况", "line 1", _text(text)),)
    report = Report(identity, sections=sections, prose=sign(sections, identity)) if status is None else None
    document_id = store_bytes(paths, f"{body} {text}".encode())
    document = ParsedDocument(document_id, "text/html", 5, status or DocumentStatus.NO_TABLES, report)
    with one_writer(paths, PORTAL, version):
        write_batch(paths, PORTAL, version, [document])
    at = datetime(2024, 2, day, tzinfo=UTC)
    append_sighting(paths, Sighting(PORTAL, f"http://{body}", FetchStatus.CHANGED, at, document_id=document_id))
    return document_id


def _night(paths: DataPaths) -> dict[frozenset[str], int]:
    """Build, judge and publish; the pairs of the published file with the values that are equal."""
    build(paths)
    publish(paths)
    with connect(paths.published_database, read_only=True) as connection:
        pairs = connection.execute("select document_id, other_document_id, equal_count from quality.prose_pair")
        return {frozenset((one, other)): count for one, other, count in pairs.fetchall()}


def _mark(paths: DataPaths) -> None:
    """Write a count into the published file that no measurement gives."""
    with connect(paths.published_database) as connection:
        connection.execute("update quality.prose_pair set equal_count = ?", [CARRIED])


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path)


def test_only_new_reports_are_compared_and_old_pairs_are_carried_over(paths: DataPaths) -> None:
    old = [_report(paths, body, "one", 1) for body in ("甲", "乙")]
    alone = _report(paths, "丙", "two", 1)
    assert _night(paths) == {frozenset(old): 128}
    _mark(paths)
    new = _report(paths, "丁", "two", 2)
    assert _night(paths) == {frozenset(old): CARRIED, frozenset((alone, new)): 128}
    # A night without anything new compares nothing.
    _mark(paths)
    assert set(_night(paths).values()) == {CARRIED}


def test_a_pair_goes_when_the_prose_of_one_changes(paths: DataPaths) -> None:
    first, second = (_report(paths, body, "one", 1) for body in ("甲", "乙"))
    assert _night(paths) == {frozenset((first, second)): 128}
    _report(paths, "乙", "rewritten", 2)
    assert _night(paths) == {}


def test_a_pair_goes_when_one_of_its_reports_goes(paths: DataPaths) -> None:
    first, second = (_report(paths, body, "one", 1) for body in ("甲", "乙"))
    assert _night(paths) == {frozenset((first, second)): 128}
    _report(paths, "乙", "one", 2, version="2", status=DocumentStatus.NOT_A_REPORT)
    assert _night(paths) == {}


def test_a_report_that_is_read_anew_is_compared_anew(paths: DataPaths) -> None:
    first, second = (_report(paths, body, "one", 1) for body in ("甲", "乙"))
    assert _night(paths) == {frozenset((first, second)): 128}
    _mark(paths)
    _report(paths, "乙", "one", 2, version="2")
    assert _night(paths) == {frozenset((first, second)): 128}
