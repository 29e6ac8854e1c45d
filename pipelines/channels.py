"""Which published files there are: tonight's, the ones before it, and the stable one that a person vouches for.

In: `published/gongkai.duckdb`, the nightly channel. Out: `published/previous/gongkai-<time>.duckdb`, and
`published/stable/gongkai.duckdb` by promotion. The one idea: every file is complete and never written again, so
channels are further names of it (hard links); a name changes by rename, whatever a kill interrupts.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy2

import duckdb

from pipelines.database import exclusive, literal, open_database
from pipelines.errors import ConfigurationError, UsageError, WarehouseError
from pipelines.paths import DataPaths

KEPT_FILES = 7
"""How many earlier files stay when `$GONGKAI_KEEP_PUBLISHED` does not say."""

UNFINISHED = ".unfinished-"
OVERVIEW = "overview.html"


@dataclass(frozen=True, slots=True)
class Promotion:
    """What became the stable file.

    Attributes:
        path: the stable file.
        reports: reports in it.
        errors_before: failing verdicts of severity error in the former stable file, over reports that both hold; None
            when there was no former file.
        errors_now: the same in the promoted file.
    """

    path: Path
    reports: int
    errors_before: int | None
    errors_now: int


def stable_database(paths: DataPaths) -> Path:
    """The file of the stable channel."""
    return paths.published / "stable" / paths.published_database.name


def replace(new: Path, target: Path) -> None:
    """Give a finished file the name of a published one, and keep the file that had it under the time it was written.

    Raises:
        ConfigurationError: `$GONGKAI_KEEP_PUBLISHED` is not a number.
    """
    kept = _kept_files()
    make_durable(new)
    if target.exists() and kept:
        earlier = target.parent / "previous"
        earlier.mkdir(exist_ok=True)
        written = datetime.fromtimestamp(target.stat().st_mtime, UTC)
        # A killed publication may have linked the file already: the name is that of the file, so it is the same one.
        _link(target, earlier / f"{target.stem}-{written:%Y%m%dT%H%M%S.%fZ}{target.suffix}")
    new.replace(target)
    make_durable(target.parent)
    for path in previous_files(target)[kept:]:
        path.unlink(missing_ok=True)


def previous_files(target: Path) -> list[Path]:
    """Earlier files of a channel, the latest first."""
    return sorted((target.parent / "previous").glob(f"{target.stem}-*{target.suffix}"), reverse=True)


def promote(paths: DataPaths, *, even_if_worse: bool = False) -> Promotion:
    """Make the nightly file the stable one, if it is no step back from the stable file.

    It is a step back when a report of the stable file is gone, or when more verdicts of severity error fail on the
    reports that both files hold. New reports may bring new failures: that is news, not a regression.

    Args:
        paths: where the files are.
        even_if_worse: a person has looked at the difference and vouches for the file.

    Raises:
        UsageError: nothing is published.
        WarehouseError: the file is a step back.
    """
    nightly, stable = paths.published_database, stable_database(paths)
    if not nightly.exists():
        raise UsageError(f"{nightly} does not exist, so there is nothing to promote; run `gongkai publish`")
    with exclusive(nightly), exclusive(stable):
        reports, gone, before, now = _compare(nightly, stable)
        if not even_if_worse:
            _require_no_step_back(stable, gone, before, now)
        remove_unfinished(stable)
        unfinished = stable.with_name(f"{UNFINISHED}{os.getpid()}.duckdb")
        _link(nightly, unfinished)
        overview = nightly.with_name(OVERVIEW)
        replace(unfinished, stable)
        if overview.exists():
            _link(overview, stable.with_name(f"{UNFINISHED}{OVERVIEW}")).replace(stable.with_name(OVERVIEW))
    return Promotion(stable, reports, before, now)


def make_durable(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_unfinished(target: Path) -> None:
    """Remove what this or a killed process left; only the holder of the lock does so."""
    for path in target.parent.glob(f"{UNFINISHED}*"):
        if path.is_file():
            path.unlink(missing_ok=True)


def _kept_files() -> int:
    text = os.environ.get("GONGKAI_KEEP_PUBLISHED", str(KEPT_FILES))
    if not text.isdecimal():
        raise ConfigurationError(f"GONGKAI_KEEP_PUBLISHED is {text!r}; expected how many earlier files to keep, e.g. 7")
    return int(text)


def _link(existing: Path, name: Path) -> Path:
    """Another name for a file; a copy where the file system knows no hard links."""
    try:
        name.hardlink_to(existing)
    except FileExistsError:
        pass
    except OSError:
        unfinished = name.with_name(f"{UNFINISHED}{name.name}")
        copy2(existing, unfinished)
        unfinished.replace(name)
    return name


@contextmanager
def _attached(**files: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_database() as connection:
        for name, path in files.items():
            connection.execute(f"attach {literal(str(path))} as {name} (read_only)")
        yield connection


def _compare(nightly: Path, stable: Path) -> tuple[int, int, int | None, int]:
    """Reports of the nightly file; reports that only the stable file holds; errors of both over common reports."""
    errors = (
        "select count(*) from {one}.quality.check_result as verdict"
        " semi join {other}.core.dim_report as report on report.report_id = verdict.report_id"
        " where verdict.status = 'fail' and verdict.severity = 'error'"
    )
    if not stable.exists():
        with _attached(nightly=nightly) as connection:
            return (
                _count(connection, "select count(*) from nightly.core.dim_report"),
                0,
                None,
                _count(connection, errors.format(one="nightly", other="nightly")),
            )
    if stable.samefile(nightly):
        raise UsageError(f"{stable} is the nightly file already; there is nothing to promote")
    try:
        with _attached(nightly=nightly, stable=stable) as connection:
            return (
                _count(connection, "select count(*) from nightly.core.dim_report"),
                _count(
                    connection,
                    "select count(*) from stable.core.dim_report as before"
                    " anti join nightly.core.dim_report as now on now.report_id = before.report_id",
                ),
                _count(connection, errors.format(one="stable", other="nightly")),
                _count(connection, errors.format(one="nightly", other="stable")),
            )
    except duckdb.Error as error:
        raise WarehouseError(f"{stable}: cannot be compared with {nightly}; move it away: {error}") from error


def _count(connection: duckdb.DuckDBPyConnection, select: str) -> int:
    row = connection.execute(select).fetchone()
    return int(row[0]) if row else 0


def _require_no_step_back(stable: Path, gone: int, before: int | None, now: int) -> None:
    reasons = []
    if gone:
        reasons.append(f"{gone} of its reports are gone")
    if before is not None and now > before:
        reasons.append(f"verdicts of severity error that fail on common reports rose from {before} to {now}")
    if reasons:
        raise WarehouseError(
            f"{stable} stays as it is: {'; '.join(reasons)};"
            " look at quality.run_diff, then promote with --even-if-worse"
        )
