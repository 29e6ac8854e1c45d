"""Batches of parsed documents on disk. In: `ParsedDocument`s. Out: `parsed/<version>/<portal>/<batch>/<table>.parquet`.

The one idea: a batch is a folder that appears complete or not at all, and its name sorts by time.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from filelock import FileLock
from pyarrow import parquet as pyarrow_parquet

from pipelines.model import Hints, ParsedDocument
from pipelines.paths import DataPaths
from pipelines.rows import PARSED_TABLES, arrow_schema, tables_from_documents

ROW_GROUP_DOCUMENTS = 250
"""Documents held in memory before they are written."""

Claim = tuple[str | None, int | None]
"""Agency and year that a person claimed for a document."""

_UNFINISHED = ".unfinished-"
_parquet: Any = pyarrow_parquet  # has no type hints


def portal_folder(paths: DataPaths, portal_id: str, parser_version: str) -> Path:
    """Where the batches of a portal are."""
    return paths.parsed / parser_version / portal_id


@contextmanager
def one_writer(paths: DataPaths, portal_id: str, parser_version: str) -> Iterator[None]:
    """Keep a second process from parsing the same portal, and remove what a killed one left."""
    folder = portal_folder(paths, portal_id, parser_version)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        for unfinished in folder.glob(f"{_UNFINISHED}*"):
            rmtree(unfinished)
        yield


def claims_of_parsed(paths: DataPaths, portal_id: str, parser_version: str) -> dict[str, Claim]:
    """Documents that this version of the parser has parsed, with what was claimed about them then."""
    claims: dict[str, Claim] = {}
    for file in sorted(portal_folder(paths, portal_id, parser_version).glob("[!.]*/parsed_document.parquet")):
        columns = _parquet.read_table(file, columns=["document_id", "claimed_agency", "claimed_year"]).to_pydict()
        claims |= dict(
            zip(
                columns["document_id"],
                zip(columns["claimed_agency"], columns["claimed_year"], strict=True),
                strict=True,
            )
        )
    return claims


def write_batch(
    paths: DataPaths,
    portal_id: str,
    parser_version: str,
    documents: Iterable[ParsedDocument],
    *,
    hints: Mapping[str, Hints] | None = None,
) -> Path:
    """Write parsed documents as one batch; the caller holds `one_writer`.

    Args:
        paths: the data directory.
        portal_id: where the documents came from.
        parser_version: who read them.
        documents: taken one by one; memory holds `ROW_GROUP_DOCUMENTS` of them.
        hints: claims of people, by document id.

    Returns:
        The folder of the batch.
    """
    folder = portal_folder(paths, portal_id, parser_version)
    # The name sorts by time: of several results for the same bytes the latest counts.
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}"
    unfinished = folder / f"{_UNFINISHED}{name}"
    unfinished.mkdir(parents=True)
    try:
        with ExitStack() as stack:
            writers = {
                table: stack.enter_context(
                    _parquet.ParquetWriter(
                        unfinished / f"{table}.parquet", arrow_schema(f"staging.{table}"), compression="zstd"
                    )
                )
                for table in PARSED_TABLES
            }
            remaining = iter(documents)
            while group := list(islice(remaining, ROW_GROUP_DOCUMENTS)):
                tables = tables_from_documents(group, portal_id=portal_id, parser_version=parser_version, hints=hints)
                for table, rows in tables.items():
                    writers[table].write_table(rows)
        for table in PARSED_TABLES:
            _make_durable(unfinished / f"{table}.parquet")
        _make_durable(unfinished)
        unfinished.rename(folder / name)
        _make_durable(folder)
    finally:
        rmtree(unfinished, ignore_errors=True)
    return folder / name


def _make_durable(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
