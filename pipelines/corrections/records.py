"""Decisions and corrections of people: two YAML files in, rows of `staging.decision` and `staging.correction` out.

A decision belongs to a finding with the values it judged: it outlives every rebuild, and lapses by itself when a value
changes. A correction belongs to a cell with the print that a person saw: it is shown beside the print, never in its
place. Nothing here changes a number. Every mistake in a file is refused with file and line.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.errors import ConfigurationError

HERE = Path(__file__).parent
_MAX_FILE_BYTES = 8 * 1024 * 1024
_ReportId = Annotated[str, Field(min_length=3, max_length=80)]
_Reason = Annotated[str, Field(min_length=8, max_length=1000)]
_Author = Annotated[str, Field(min_length=2, max_length=100)]
Entry = TypeVar("Entry", bound=BaseModel)


class Decision(BaseModel):
    """What a person says of one failing verdict.

    Attributes:
        check: name of the check.
        report: report_id.
        subject: as in `quality.check_result`.
        expected: the demanded value that was judged; with `actual` it keys the decision.
        actual: the value found that was judged.
        decision: `confirmed`, the finding is right, or `dismissed`, it is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    check: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    report: _ReportId
    subject: Annotated[str, Field(min_length=1, max_length=200)]
    expected: str | int | float | None = None
    actual: str | int | float | None = None
    decision: Literal["confirmed", "dismissed"]
    reason: _Reason
    author: _Author
    decided_on: date


class Correction(BaseModel):
    """A value that a person read from the original.

    Attributes:
        report: report_id.
        cell: table, row and column in contract codes, e.g. `dispute review total`.
        expect: the print for which the correction holds; with another print it lapses.
        value: what the original shows, in the unit of the fact (money in 元); None for a blank.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    report: _ReportId
    cell: Annotated[str, Field(pattern=r"^(disclosure|application|dispute) [a-z_]+ [a-z_]+$")]
    expect: Annotated[str, Field(max_length=400)]
    value: int | float | None
    reason: _Reason
    author: _Author
    corrected_on: date


def decision_rows(path: Path = HERE / "decisions.yaml") -> tuple[Mapping[str, object], ...]:
    """Rows of `staging.decision`.

    Raises:
        ConfigurationError: the file cannot be read or an entry is wrong or given twice; names file and line.
    """
    return tuple(
        {
            "check_name": entry.check,
            "report_id": entry.report,
            "subject": entry.subject,
            "expected": _text(entry.expected),
            "actual": _text(entry.actual),
            "decision": entry.decision,
            "reason": entry.reason,
            "author": entry.author,
            "decided_on": entry.decided_on,
        }
        for entry in _unique(path, _entries(path, Decision), ("check", "report", "subject"))
    )


def correction_rows(path: Path = HERE / "corrections.yaml") -> tuple[Mapping[str, object], ...]:
    """Rows of `staging.correction`; raises as `decision_rows` does."""
    rows = []
    for entry in _unique(path, _entries(path, Correction), ("report", "cell")):
        table_code, row_code, column_code = entry.cell.split(" ")
        rows.append(
            {
                "report_id": entry.report,
                "table_code": table_code,
                "row_code": row_code,
                "column_code": column_code,
                "expected_raw_text": entry.expect,
                "corrected_value": None if entry.value is None else Decimal(str(entry.value)),
                "reason": entry.reason,
                "author": entry.author,
                "corrected_on": entry.corrected_on,
            }
        )
    return tuple(rows)


def _text(value: str | float | None) -> str | None:
    return None if value is None else str(value)


def _entries(path: Path, kind: type[Entry]) -> Iterator[tuple[int, Entry]]:
    """Entries with the line each begins on."""
    for item in _compose(path):
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            raise ConfigurationError(f"{path} line {line}: an entry is a mapping of {', '.join(kind.model_fields)}")
        try:
            yield line, kind.model_validate(_plain(path, item))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ConfigurationError(f"{path} line {line}: {place}: {first['msg']}") from None


def _compose(path: Path) -> list[yaml.Node]:
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise ConfigurationError(f"{path}: larger than {_MAX_FILE_BYTES} bytes; split it")
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read: {error}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(f"{path} line {line}: no YAML: {error.problem}") from None
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value == ""):
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise ConfigurationError(f"{path} line 1: a list of entries is expected")
    return list(root.value)


def _plain(path: Path, node: yaml.MappingNode) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(value, yaml.ScalarNode):
            raise ConfigurationError(f"{path} line {line}: {key.value}: one value is expected")
        if key.value in plain:
            raise ConfigurationError(f"{path} line {line}: {key.value} is given twice")
        plain[key.value] = yaml.safe_load(yaml.serialize(value))
    return plain


def _unique(path: Path, entries: Iterator[tuple[int, Entry]], key: tuple[str, ...]) -> Iterator[Entry]:
    seen: dict[tuple[object, ...], int] = {}
    for line, entry in entries:
        place = tuple(getattr(entry, name) for name in key)
        if place in seen:
            raise ConfigurationError(f"{path} line {line}: the same {' and '.join(key)} as on line {seen[place]}")
        seen[place] = line
        yield entry
