"""The national forms, from YAML to typed values.

In: `2019.yaml`, `2021.yaml` beside this module. Out: `Form` values, and the rows of the staging tables `form_item` and
`form_identity`. The one idea: a form is a list of cells (table, row, column); everything else, labels, groups and sums,
hangs on these codes, which are those of the contract.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NoReturn, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.errors import ConfigurationError
from pipelines.model import TABLE_CODES, TableCode

FORMS_ROOT = Path(__file__).resolve().parent
Code = str
_CODE = Field(pattern=r"^[a-z][a-z0-9_]*$")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FormColumn(_Strict):
    """A column of a statutory table.

    Attributes:
        unit: unit of the fact, 件, 项 or 元.
        printed_unit: unit that the form prints in the header when it is not the unit of the fact (万元).
        signed: whether a negative number is possible (本年增/减).
        money: whether the value is an amount of money; all others are counts.
    """

    code: Code = _CODE
    label: str = Field(min_length=1)
    unit: Literal["件", "项", "元"]
    aliases: tuple[str, ...] = Field(default=(), strict=False)
    printed_unit: Literal["元", "万元", "亿元"] | None = None
    signed: bool = False
    money: bool = False


class FormGroup(_Strict):
    """A heading cell that several rows share, e.g. （三）不予公开 or 第二十条第（五）项."""

    code: Code = _CODE
    label: str = Field(min_length=1)
    parent: Code | None
    aliases: tuple[str, ...] = Field(default=(), strict=False)


class FormRow(_Strict):
    """A row of a statutory table.

    Attributes:
        group: code of the innermost group that the row belongs to, None for rows without one.
        columns: codes of the columns that the row has, in print order; empty in the YAML means all of the table.
    """

    code: Code = _CODE
    label: str = Field(min_length=1)
    group: Code | None = None
    columns: tuple[Code, ...] = Field(default=(), strict=False)
    aliases: tuple[str, ...] = Field(default=(), strict=False)


class FormTable(_Strict):
    """A statutory table: 二 disclosure, 三 application, 四 dispute."""

    label: str
    columns: tuple[FormColumn, ...] = Field(strict=False, min_length=1)
    groups: tuple[FormGroup, ...] = Field(default=(), strict=False)
    rows: tuple[FormRow, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _codes_are_known_and_unique(self) -> Self:
        columns = [column.code for column in self.columns]
        groups = [group.code for group in self.groups]
        rows = [row.code for row in self.rows]
        for name, codes in (("columns", columns), ("rows and groups", rows + groups)):
            repeated = sorted({code for code in codes if codes.count(code) > 1})
            if repeated:
                msg = f"{name} repeat the codes {', '.join(repeated)}"
                raise ValueError(msg)
        for row in self.rows:
            unknown = [code for code in row.columns if code not in columns]
            if unknown or (row.group is not None and row.group not in groups):
                msg = f"row {row.code} names {', '.join(unknown) or row.group}, which this table does not have"
                raise ValueError(msg)
        seen: set[str] = set()
        for group in self.groups:
            if group.parent is not None and group.parent not in seen:
                msg = f"group {group.code} names the parent {group.parent}, which does not stand above it"
                raise ValueError(msg)
            seen.add(group.code)
        return self

    def column(self, code: Code) -> FormColumn:
        """The column of this code; KeyError when the table does not have it."""
        return next((column for column in self.columns if column.code == code), None) or _missing(code)

    @cached_property
    def rows_by_code(self) -> Mapping[Code, FormRow]:
        """The rows, asked by their code."""
        return {row.code: row for row in self.rows}

    @cached_property
    def _row_columns(self) -> Mapping[Code, tuple[FormColumn, ...]]:
        chosen = {row.code: tuple(self.column(code) for code in row.columns) for row in self.rows}
        return {code: columns or self.columns for code, columns in chosen.items()}

    def row_columns(self, row: FormRow) -> tuple[FormColumn, ...]:
        """Columns that a row of this table has, in print order."""
        return self._row_columns[row.code]

    def cells(self) -> Iterator[tuple[FormRow, FormColumn]]:
        """Every cell of the table, row by row."""
        return ((row, column) for row in self.rows for column in self.row_columns(row))

    def rows_of(self, code: Code) -> tuple[Code, ...]:
        """Rows that a code stands for: the row itself, or all rows below a group."""
        if any(row.code == code for row in self.rows):
            return (code,)
        inner = {code}
        for group in self.groups:
            if group.parent in inner:
                inner.add(group.code)
        return tuple(row.code for row in self.rows if row.group in inner) or _missing(code)


def _missing(code: Code) -> NoReturn:
    raise KeyError(code)


class FormIdentity(_Strict):
    """Sums of `left` equal sums of `right`, once for each column or each row of the table (domain, 2.4)."""

    code: Code = _CODE
    table: TableCode
    per: Literal["row", "column"]
    left: tuple[Code, ...] = Field(strict=False, min_length=1)
    right: tuple[Code, ...] = Field(strict=False, min_length=1)


class _CellCounts(_Strict):
    disclosure: int
    application: int
    dispute: int


class Form(_Strict):
    """One version of the national form.

    Attributes:
        version: `2019` or `2021`.
        source: the document that issued the form.
        cells: how many cells each table must have; a guard against a lost line in the YAML.
    """

    version: str = Field(pattern=r"^20\d\d$")
    source: str
    cells: _CellCounts
    tables: Mapping[TableCode, FormTable]
    identities: tuple[FormIdentity, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        for code in TABLE_CODES:
            if code not in self.tables:
                msg = f"table {code} is missing"
                raise ValueError(msg)
            found, expected = len(tuple(self.tables[code].cells())), getattr(self.cells, code)
            if found != expected:
                msg = f"table {code} has {found} cells, cells.{code} says {expected}"
                raise ValueError(msg)
        for identity in self.identities:
            for _ in self.identity_terms(identity):
                pass
        return self

    def identity_terms(self, identity: FormIdentity) -> Iterator[tuple[str, Code, Code, Literal["left", "right"]]]:
        """Terms of an identity: (subject, row, column, side), subject being what it is judged on.

        Raises:
            ValueError: a term names a code that its table does not have.
        """
        table = self.tables[identity.table]
        sides: tuple[tuple[Literal["left", "right"], tuple[Code, ...]], ...] = (
            ("left", identity.left),
            ("right", identity.right),
        )
        try:
            if identity.per == "column":
                for column in table.columns:
                    for side, codes in sides:
                        for row in (row for code in codes for row in table.rows_of(code)):
                            yield f"{identity.table} {column.code}", row, column.code, side
            else:
                for row_code in (row.code for row in table.rows):
                    for side, codes in sides:
                        for code in codes:
                            yield f"{identity.table} {row_code}", row_code, table.column(code).code, side
        except KeyError as error:
            msg = f"identity {identity.code} names {error.args[0]}, which table {identity.table} does not have"
            raise ValueError(msg) from error


def load_form(path: Path) -> Form:
    """One form from its YAML file.

    Raises:
        ConfigurationError: the file is not YAML or breaks the schema; names the file and the key.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        msg = f"{path}: not a readable YAML file: {error}"
        raise ConfigurationError(msg) from error
    try:
        form = Form.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(file)"
        msg = f"{path}: {key}: {first['msg']} ({error.error_count()} problems in this file; correct this one first)"
        raise ConfigurationError(msg) from error
    if form.version != path.stem:
        msg = f"{path}: version: expected {path.stem!r} as in the file name, found {form.version!r}"
        raise ConfigurationError(msg)
    return form


@cache
def load_forms(root: Path = FORMS_ROOT) -> Mapping[str, Form]:
    """All form versions, oldest first, by version.

    Raises:
        ConfigurationError: a file is wrong, or there is none.
    """
    forms = {form.version: form for form in map(load_form, sorted(root.glob("*.yaml")))}
    if not forms:
        msg = f"{root}: no form found; expected files such as 2021.yaml"
        raise ConfigurationError(msg)
    return forms


def form_item_rows() -> tuple[dict[str, object], ...]:
    """Rows of `staging.form_item`: one per cell of each form."""
    return tuple(
        {
            "form_version": form.version,
            "table_code": code,
            "row_code": row.code,
            "column_code": column.code,
            "row_label": row.label,
            "column_label": column.label,
            "unit": column.unit,
            "row_ordinal": row_ordinal,
            "column_ordinal": column_ordinal,
            "parent_row_code": row.group,
            "is_signed": column.signed,
            "is_money": column.money,
        }
        for form in load_forms().values()
        for code, table in form.tables.items()
        for row_ordinal, row in enumerate(table.rows, start=1)
        for column_ordinal, column in enumerate(table.row_columns(row), start=1)
    )


def form_identity_rows() -> tuple[dict[str, object], ...]:
    """Rows of `staging.form_identity`: one per term of each identity of each form."""
    return tuple(
        {
            "form_version": form.version,
            "identity_code": identity.code,
            "subject": subject,
            "table_code": identity.table,
            "row_code": row,
            "column_code": column,
            "side": side,
        }
        for form in load_forms().values()
        for identity in form.identities
        for subject, row, column, side in form.identity_terms(identity)
    )
