"""An export holds what the published file holds, says what it means, and harms nobody."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import duckdb
import pytest
from click.testing import CliRunner

from pipelines import export as exporting
from pipelines.cli import gongkai
from pipelines.datapackage import field_type
from pipelines.errors import UsageError, WarehouseError
from pipelines.export import FORMATS, exportable, exported_by_default
from pipelines.paths import DataPaths
from tests.export.conftest import HOSTILE

FACTS = "core.fact_application"


@pytest.fixture(scope="module")
def exported(published: DataPaths, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "all"
    exporting.export(published, target, formats=("parquet", "csv"), bom=True)
    return target


def _same(published: DataPaths, table: str, select: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published.published_database}' as published (read_only)")
        for one, other in ((f"from published.{table}", select), (select, f"from published.{table}")):
            row = connection.execute(f"select count(*) from ({one} except all {other})").fetchone()  # noqa: S608
            assert row == (0,), (table, one)


def test_parquet_holds_every_row_divided_by_year(published: DataPaths, exported: Path) -> None:
    folders = {path.name for path in (exported / "parquet/core/fact_application").iterdir()}
    assert folders == {f"year={year}" for year in range(2019, 2025)}
    for table in (FACTS, "core.fact_disclosure", "core.dim_report", "mart.report_overview"):
        schema, _, name = table.partition(".")
        # Every file holds all columns by itself, as the package describes them; its folder adds nothing.
        files = f"read_parquet('{exported}/parquet/{schema}/{name}/*/*.parquet', hive_partitioning = false)"
        _same(published, table, f"from {files}")
    wrong = duckdb.sql(
        f"select count(*) from read_parquet('{exported}/parquet/core/fact_application/*/*.parquet')"  # noqa: S608
        " where right(report_id, 4)::integer <> year"
    ).fetchall()
    assert wrong == [(0,)]


def test_csv_tells_null_from_empty_text(published: DataPaths, exported: Path) -> None:
    file = exported / "csv/core/fact_application.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfreport_id,outcome_code,applicant_code,")
    types = "{report_id: varchar, form_version: varchar, raw_text: varchar}"
    _same(published, FACTS, f"from read_csv('{file}', header = true, types = {types}, allow_quoted_nulls = false)")


def test_the_package_describes_every_file_and_field(published: DataPaths, exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    expected = {
        f"{table.name}.{one}" for table in exportable() if exported_by_default(table) for one in ("parquet", "csv")
    }
    assert {resource["name"] for resource in package["resources"]} == expected
    described = set()
    for resource in package["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        assert resource["bytes"] == sum((exported / path).stat().st_size for path in paths)
        described |= set(paths)
        assert all(" | " in field["description"] for field in resource["schema"]["fields"])
    found = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert found == described | {"datapackage.json"}
    facts = next(resource for resource in package["resources"] if resource["name"] == f"{FACTS}.parquet")
    assert {field["name"]: field["type"] for field in facts["schema"]["fields"]} == {
        "report_id": "string", "outcome_code": "string", "applicant_code": "string", "application_count": "integer",
        "cell_state": "string", "raw_text": "string", "locator": "string", "form_version": "string",
        "document_id": "string",
    }  # fmt: skip
    assert facts["rowCount"] == 20440


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("BIGINT", "integer"), ("UTINYINT", "integer"), ("DECIMAL(18,4)", "number"), ("DOUBLE", "number"),
     ("TIMESTAMP", "datetime"), ("DATE", "date"), ("VARCHAR[]", "array"), ("VARCHAR", "string"),
     ("BOOLEAN", "boolean")],
)  # fmt: skip
def test_types_of_fields(kind: str, expected: str) -> None:
    assert field_type(kind) == expected


def test_an_export_is_never_written_over_anything(published: DataPaths, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        exporting.export(published, tmp_path / "full")
    with pytest.raises(UsageError, match=r"no table core\.fact"):
        exporting.export(published, tmp_path / "new", tables=["core.fact"])
    with pytest.raises(UsageError, match="gongkai publish"):
        exporting.export(DataPaths(tmp_path / "nothing"), tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full"]
    (tmp_path / "empty").mkdir()
    exporting.export(published, tmp_path / "empty", formats=("csv",), tables=["core.dim_form_item"])
    assert (tmp_path / "empty/csv/core/dim_form_item.csv").exists()
    assert not (tmp_path / "empty/csv/core/dim_form_item.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_export_that_fails_leaves_nothing(
    published: DataPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise WarehouseError("no space")

    monkeypatch.setattr(exporting, "write_package", fail)
    with pytest.raises(WarehouseError, match="no space"):
        exporting.export(published, tmp_path / "new", formats=("csv",), tables=["core.dim_form_item"])
    assert list(tmp_path.iterdir()) == []


def test_every_format_is_written_for_a_table_without_rows(published: DataPaths, tmp_path: Path) -> None:
    result = exporting.export(published, tmp_path / "new", formats=FORMATS, tables=["quality.suspect_cell"])
    assert [(resource.row_count, len(resource.files)) for resource in result.resources] == [(0, 1)] * 3


def test_the_published_file_of_another_version_is_refused_with_advice(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    paths.published.mkdir(parents=True)
    with duckdb.connect(paths.published_database) as connection:
        connection.execute("create schema core")
    with pytest.raises(WarehouseError, match="run `gongkai publish`"):
        exporting.export(paths, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_hostile_text_is_in_the_export_as_it_was_printed(exported: Path) -> None:
    row = duckdb.sql(
        f"select distinct title, published_date from '{exported}/parquet/core/dim_report/year=2020/*.parquet'"  # noqa: S608
    ).fetchall()
    assert row == [(HOSTILE, date(2021, 1, 20))]


def test_the_command_exports_and_says_what_it_wrote(published: DataPaths, tmp_path: Path) -> None:
    target = tmp_path / "out"
    arguments = ["export", "--data", str(published.root), "--to", str(target), "--format", "xlsx, csv"]
    answer = CliRunner().invoke(gongkai, [*arguments, "--table", "core.dim_form_item"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("exported   2 tables, 796 rows, ")
    assert (target / "xlsx/core/dim_form_item.xlsx").exists()
    again = CliRunner().invoke(gongkai, arguments)
    assert isinstance(again.exception, UsageError)
    unknown = CliRunner().invoke(gongkai, [*arguments[:-1], "pdf"])
    assert isinstance(unknown.exception, UsageError)
    assert "known are parquet, csv, xlsx" in str(unknown.exception)


def test_the_command_promotes_the_published_file(published: DataPaths, tmp_path: Path) -> None:
    copytree(published.root, tmp_path / "data")
    arguments = ["publish", "--data", str(tmp_path / "data")]
    answer = CliRunner().invoke(gongkai, [*arguments, "--promote"])
    assert answer.output == f"stable     {tmp_path}/data/published/stable/gongkai.duckdb (120 reports)\n"
    wrong = CliRunner().invoke(gongkai, [*arguments, "--even-if-worse"])
    assert isinstance(wrong.exception, UsageError)
