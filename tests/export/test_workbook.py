"""What a spreadsheet program reads from our workbooks, read back from the XML itself."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pytest

from pipelines.sqlfiles import SqlTable
from pipelines.workbook import MOST_CHARACTERS, write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

TABLE = SqlTable(
    name="core.sample",
    description="a sample | 样本",
    grain="row",
    columns={"text": "any text | 任意文本", "number": "a number | 数", "day": "a day | 日期"},
    statement="",
    path=Path("core/sample.sql"),
)


def _write(tmp_path: Path, values: str, *, most_rows: int = 100) -> tuple[list[str], dict[str, ET.Element]]:
    connection = duckdb.connect()
    connection.execute("create schema core")
    connection.execute("create table core.sample (text varchar, number decimal(18, 4), day date)")
    connection.execute(f"insert into core.sample {values}")
    columns = [("text", "VARCHAR"), ("number", "DECIMAL(18,4)"), ("day", "DATE")]
    notes = write_workbook(connection, TABLE, columns, tmp_path / "sample.xlsx", most_rows=most_rows)
    with zipfile.ZipFile(tmp_path / "sample.xlsx") as archive:
        names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
        sheets = {
            name: ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - written a moment ago
            for number, name in enumerate(names, 1)
        }
    return notes, sheets


def _texts(sheet: ET.Element) -> list[str]:
    return ["".join(cell.itertext()) for cell in sheet.iter(f"{MAIN}c")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://x/", "1e5"])
def test_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    _, sheets = _write(tmp_path, f"values ('{text.replace(chr(39), chr(39) * 2)}', 1.5, '2021-03-31')")
    sheet = sheets["sample"]
    cell = next(cell for cell in sheet.iter(f"{MAIN}c") if cell.get("r") == "A2")
    assert cell.get("t") in {"inlineStr", "s"}
    assert "".join(cell.itertext()) == text
    assert list(sheet.iter(f"{MAIN}f")) == []
    assert list(sheet.iter(f"{MAIN}hyperlink")) == []


def test_numbers_and_days_are_typed_and_nothing_stays_empty(tmp_path: Path) -> None:
    _, sheets = _write(tmp_path, "values (null, 1498000.25, '2021-03-31'), ('x', 99999999999999.1234, null)")
    cells = {cell.get("r"): cell for cell in sheets["sample"].iter(f"{MAIN}c")}
    assert "A2" not in cells
    assert "C3" not in cells
    assert (cells["B2"].get("t"), float("".join(cells["B2"].itertext()))) == (None, 1498000.25)
    assert (cells["C2"].get("t"), "".join(cells["C2"].itertext())) == (None, "44286")
    pane = next(sheets["sample"].iter(f"{MAIN}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


def test_rows_beyond_a_sheet_go_on_in_the_next_and_the_reader_is_told(tmp_path: Path) -> None:
    notes, sheets = _write(tmp_path, "select 'r' || i, i, null from range(7) as t(i)", most_rows=3)
    assert list(sheets) == ["sample", "sample 2", "sample 3", "dictionary 字段说明"]
    assert [len(list(sheet.iter(f"{MAIN}row"))) for sheet in sheets.values()] == [4, 4, 2, 7]
    assert "3 sheets" in notes[0]


def test_a_text_too_long_for_a_cell_is_cut_visibly(tmp_path: Path) -> None:
    notes, sheets = _write(tmp_path, f"select repeat('公', {MOST_CHARACTERS + 1}), 1, null")
    text = _texts(sheets["sample"])[3]
    assert text.startswith("公公")
    assert text.endswith("公…")
    assert "1 texts are cut" in notes[0]


def test_the_dictionary_explains_every_column_in_both_languages(tmp_path: Path) -> None:
    _, sheets = _write(tmp_path, "values ('a', 1, null)")
    texts = _texts(sheets["dictionary 字段说明"])
    assert texts[:8] == ["column", "type", "meaning", "含义", "core.sample", "", "a sample", "样本"]
    assert {"number", "DECIMAL(18,4)", "a number", "数"} <= set(texts)
