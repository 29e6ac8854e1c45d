"""The description of an export, as a Frictionless data package (datapackage.org, version 2).

In: what was written. Out: `datapackage.json`. The one idea: fields and their meaning come from the headers under sql/,
the same text that is in the database, in Dagster and in the data dictionary.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.sqlfiles import SqlModel, SqlTable, split_languages

Format = Literal["parquet", "csv", "xlsx"]

_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FIELD_TYPES = (
    (r"(TINY|SMALL|BIG|HUGE|U.*)?INT(EGER)?", "integer"),
    (r"DECIMAL\(.*\)|DOUBLE|FLOAT", "number"),
    (r"BOOLEAN", "boolean"),
    (r"DATE", "date"),
    (r"TIMESTAMP.*", "datetime"),
    (r".*\[\]", "array"),
)


@dataclass(frozen=True, slots=True)
class Resource:
    """One table in one format.

    Attributes:
        columns: names and types in the database, in order.
        files: below the folder of the export.
        notes: what a reader must know, bilingual.
    """

    table: SqlTable | SqlModel
    format: Format
    columns: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    byte_count: int
    row_count: int
    notes: tuple[str, ...] = ()


def write_package(file: Path, resources: Sequence[Resource], *, created: str | None) -> None:
    """Write the description of all files of an export."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "gongkai",
        "title": "Annual reports on government information disclosure | 政府信息公开工作年度报告",
        **({"created": created} if created else {}),
        "resources": [_described(resource) for resource in resources],
    }
    file.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def field_type(kind: str) -> str:
    """Type of a field in the data package, from the type in the database."""
    return next((name for pattern, name in _FIELD_TYPES if re.fullmatch(pattern, kind)), "string")


def _described(resource: Resource) -> dict[str, object]:
    english, chinese = split_languages(resource.table.description)
    files = list(resource.files)
    described: dict[str, object] = {
        "name": f"{resource.table.name}.{resource.format}",
        "title": f"{resource.table.name} {chinese}",
        "description": " ".join([english + ".", f"One row per {resource.table.grain}.", *resource.notes]),
        "type": "table",
        "path": files[0] if len(files) == 1 else files,
        "format": resource.format,
        "mediatype": _MEDIA_TYPES[resource.format],
        "bytes": resource.byte_count,
        "rowCount": resource.row_count,
        "schema": {"fields": _fields(resource), "missingValues": [""]},
    }
    if resource.format == "csv":
        described |= {"encoding": "utf-8", "dialect": {"delimiter": ",", "header": True, "doubleQuote": True}}
    return described


def _fields(resource: Resource) -> list[dict[str, str]]:
    return [
        {"name": name, "type": field_type(kind), "description": resource.table.columns[name]}
        for name, kind in resource.columns
    ]
