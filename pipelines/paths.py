"""The names of everything under the data directory, and where the project's own files are."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SQL_ROOT = PROJECT_ROOT / "sql"
SHIPPED_PORTALS = PROJECT_ROOT / "pipelines" / "portals"


@dataclass(frozen=True, slots=True)
class DataPaths:
    """Every path below one data directory. Nothing is created by naming it.

    Attributes:
        root: `--data`, else `$GONGKAI_DATA`, else `./data` of the project.
    """

    root: Path

    @property
    def archive(self) -> Path:
        """Content-addressed bytes: `archive/<first two hex digits>/<sha256>`."""
        return self.root / "archive"

    @property
    def archive_index(self) -> Path:
        """One append-only JSON Lines file of sightings per portal."""
        return self.root / "archive" / "index"

    @property
    def visits(self) -> Path:
        """One append-only JSON Lines file of portal visits per portal."""
        return self.root / "archive" / "visits"

    @property
    def crawl_leases(self) -> Path:
        """Locks by which crawl processes take turns at hosts and portals."""
        return self.root / "archive" / "leases"

    @property
    def inbox(self) -> Path:
        """Where people drop files in by hand."""
        return self.root / "inbox"

    @property
    def parsed(self) -> Path:
        """Parsed Parquet: `parsed/<parser version>/<portal>/<batch>/<table>.parquet`."""
        return self.root / "parsed"

    @property
    def warehouse(self) -> Path:
        """The working database; analysts never open it."""
        return self.root / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The folder analysts read from."""
        return self.root / "published"

    @property
    def published_database(self) -> Path:
        """The published file, replaced atomically."""
        return self.published / "gongkai.duckdb"

    @property
    def dagster(self) -> Path:
        """Dagster's run history, logs and artifacts."""
        return self.root / "dagster"


def data_paths(explicit: str | os.PathLike[str] | None = None) -> DataPaths:
    """The data directory by precedence: the argument, `$GONGKAI_DATA`, `data` in the project."""
    chosen = explicit or os.environ.get("GONGKAI_DATA") or PROJECT_ROOT / "data"
    return DataPaths(Path(chosen).expanduser().resolve())


def portals_root() -> Path:
    """The portals folder: `$GONGKAI_PORTALS`, else the one that ships."""
    return Path(os.environ.get("GONGKAI_PORTALS") or SHIPPED_PORTALS)
