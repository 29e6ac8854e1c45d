"""Values of the pipelines as Dagster metadata. Numbers stay numbers, so that the UI plots them over time."""

from collections.abc import Iterable, Mapping, Sequence

import dagster as dg

_SPECIAL = str.maketrans(
    {"|": "\\|", "<": "&lt;", ">": "&gt;", "[": "\\[", "]": "\\]", "`": "\\`", "\n": " ", "\r": " "}
)
LONGEST_CELL = 160


def markdown_cell(value: object) -> str:
    """Text from outside as the cell of a Markdown table: no markup, no line break, bounded."""
    text = "" if value is None else str(value)
    shown = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
    return shown.translate(_SPECIAL)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> dg.MarkdownMetadataValue:
    """A Markdown table of escaped cells."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(markdown_cell(value) for value in row) + " |" for row in rows]
    return dg.MetadataValue.md("\n".join(lines))


def column_schema(columns: Iterable[tuple[str, str, str]]) -> dg.TableSchema:
    """The column schema that the UI shows, from (name, type, description)."""
    return dg.TableSchema(
        columns=[dg.TableColumn(name=name, type=kind, description=text) for name, kind, text in columns]
    )


def counts(prefix: str, values: Mapping[str, int]) -> dict[str, int]:
    """One numeric entry per count, each plotted by itself."""
    return {f"{prefix}_{name}": count for name, count in sorted(values.items())}
