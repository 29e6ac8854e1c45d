"""What a run ended with, read from the published file itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines import warehouse
from pipelines.paths import DataPaths


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a published file."""

    path: Path
    documents_by_status: Mapping[str, int]
    reports: int
    organisations: int
    facts: int
    figures: int
    verdicts: Mapping[str, int]

    def lines(self) -> tuple[str, ...]:
        """The summary for people, one line per fact."""
        by_status = ", ".join(f"{count} {status}" for status, count in self.documents_by_status.items())
        judged = ", ".join(f"{count:,} {status.replace('_', ' ')}" for status, count in self.verdicts.items())
        return (
            f"documents  {sum(self.documents_by_status.values()):,} ({by_status or 'none'})",
            f"reports    {self.reports:,} of {self.organisations:,} organisations",
            f"facts      {self.facts:,} cells of the statutory tables, {self.figures:,} figures in the prose",
            f"verdicts   {judged or 'none'}",
            f"published  {self.path}",
        )


def summarise(paths: DataPaths) -> Summary:
    """Counts of the published file; FileNotFoundError when nothing was published yet."""
    with warehouse.connect(paths.published_database, read_only=True) as connection:

        def by(query: str) -> dict[str, int]:
            return dict(connection.execute(query).fetchall())

        def count(table: str) -> int:
            rows = connection.execute("select count(*) from query_table($table)", {"table": table}).fetchone()
            return int(rows[0]) if rows else 0

        return Summary(
            path=paths.published_database,
            documents_by_status=by("select status, count(*) from core.dim_document group by status order by 2 desc, 1"),
            reports=count("core.dim_report"),
            organisations=count("core.dim_organisation"),
            facts=sum(count(f"core.fact_{table}") for table in ("disclosure", "application", "dispute")),
            figures=count("core.fact_figure"),
            verdicts=by("select status, count(*) from quality.check_result group by status order by 1 desc"),
        )
