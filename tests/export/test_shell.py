"""The shell answers, changes nothing, and lets no page write on the terminal."""

import csv
import io

import pytest
from click.testing import CliRunner, Result

from pipelines import shell
from pipelines.cli import gongkai
from pipelines.errors import UsageError
from pipelines.paths import DataPaths
from tests.export.conftest import HOSTILE


def _ask(paths: DataPaths, *arguments: str, piped: str | None = None) -> Result:
    return CliRunner().invoke(gongkai, ["sql", "--data", str(paths.root), *arguments], input=piped)


def test_a_query_prints_a_table_and_csv_prints_every_row(published: DataPaths) -> None:
    table = _ask(published, "select report_year, count(*) as reports from core.dim_report group by 1 order by 1")
    assert table.exit_code == 0
    assert ["2019", "20"] in [line.replace("│", " ").split() for line in table.output.splitlines()]
    rows = list(csv.reader(io.StringIO(_ask(published, "--csv", "from core.dim_report").output)))
    assert len(rows) == 121
    assert any(HOSTILE in row for row in rows)
    cut = _ask(published, "from core.fact_dispute")
    assert "the first 200 rows" in cut.output


def test_statements_come_from_a_pipe_too(published: DataPaths) -> None:
    answer = _ask(published, "--csv", piped="select 1 as a; select 2 as b;")
    assert answer.output == "a\n1\nb\n2\n"


@pytest.mark.parametrize(
    "statement", ["delete from storage.dim_report", "create table core.x as select 1", "drop view core.fact_dispute"]
)
def test_nothing_can_be_changed(published: DataPaths, statement: str) -> None:
    with pytest.raises(UsageError, match="read-only"), shell.open_published(published.published_database) as connection:
        shell.run(connection, statement)


def test_a_wrong_query_is_explained_as_wrong_usage(published: DataPaths) -> None:
    answer = _ask(published, "select nothing from nowhere")
    assert isinstance(answer.exception, UsageError)
    assert "nowhere" in str(answer.exception)


def test_without_a_published_file_the_way_to_one_is_named(tmp_path: pytest.TempPathFactory) -> None:
    answer = CliRunner().invoke(gongkai, ["sql", "--data", str(tmp_path), "select 1"])
    assert "gongkai publish" in str(answer.exception)


def test_no_control_character_reaches_the_terminal(published: DataPaths) -> None:
    answer = _ask(
        published, "select chr(27) || ']0;owned' || chr(7) || chr(8238) || '公开' as text, '[red]x[/red]' as m"
    )
    assert "\x1b" not in answer.output
    assert "\x07" not in answer.output
    assert "公开" in answer.output
    assert "[red]x[/red]" in answer.output


def test_a_person_is_shown_tables_columns_and_mistakes(
    published: DataPaths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter([".tables", ".columns core.dim_report", ".help", "select 40 +", "2 as answer;", "select x;", ".quit"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    with shell.open_published(published.published_database) as connection:
        shell.repl(connection, as_csv=False)
    captured = capsys.readouterr()
    assert "mart.report_overview" in captured.out
    assert "storage." not in captured.out
    assert "报告年度" in captured.out
    assert "42" in captured.out
    assert "Ctrl-D" in captured.err
    assert 'column "x" was not found' in captured.err
