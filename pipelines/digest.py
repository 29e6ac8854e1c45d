"""The morning digest: what a night brought, in a few lines for people. Read from the published file itself."""

from pipelines import warehouse
from pipelines.paths import DataPaths

_LONGEST_LIST = 10


def digest_lines(paths: DataPaths) -> tuple[str, ...]:
    """New documents, portals that gave nothing, and the checks that fail most.

    Raises:
        FileNotFoundError: nothing was published yet.
    """
    with warehouse.connect(paths.published_database, read_only=True) as connection:
        new = connection.execute(
            "select count(*) from core.dim_document where first_seen_at >= now()::timestamp - interval 1 day"
        ).fetchone()
        silent = connection.execute(
            """
            select portal_id, status from core.dim_portal
            where status not in ('ok', 'not_visited') order by 1 limit ?
            """,
            [_LONGEST_LIST],
        ).fetchall()
        failing = connection.execute(
            """
            select check_name, count(*) from quality.check_result
            where status = 'fail' group by check_name order by 2 desc, 1 limit ?
            """,
            [_LONGEST_LIST],
        ).fetchall()
    return (
        f"new documents since yesterday: {new[0] if new else 0}",
        "portals without an answer: " + (", ".join(f"{key} ({status})" for key, status in silent) or "none"),
        "failing checks: " + (", ".join(f"{name} {count}" for name, count in failing) or "none"),
    )
