"""Headers, names and dependencies of SQL files."""

from pathlib import Path

import pytest

from pipelines.errors import SqlFileError
from pipelines.sqlfiles import load_checks, load_models, load_tables, split_languages

TABLE = """-- description: things | 事物
-- grain: thing
-- column a: first | 第一
create table staging.thing (
    a varchar
);
"""
MODEL = """-- description: a | 甲
-- grain: a
-- column a: first | 第一
select a from staging.thing
"""
CHECK = """-- description: It holds.
-- severity: warn
-- blocking: no
select a from core.copy
"""


def _root(folder: Path, **files: str) -> Path:
    for name, text in {"tables/thing": TABLE, "core/copy": MODEL, **files}.items():
        path = folder / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_what_a_select_reads_is_asked_of_the_parser(tmp_path: Path) -> None:
    nested = "with one as (select a from core.copy) select a from one where exists (select 1 from staging.thing)"
    models = load_models(_root(tmp_path, **{"mart/late": MODEL.replace("select a from staging.thing", nested)}))
    assert {model.name: model.dependencies for model in models} == {
        "core.copy": ("staging.thing",),
        "mart.late": ("core.copy", "staging.thing"),
    }


def test_models_come_after_what_they_read(tmp_path: Path) -> None:
    early = MODEL.replace("staging.thing", "core.zebra")
    names = [model.name for model in load_models(_root(tmp_path, **{"core/aardvark": early, "core/zebra": MODEL}))]
    assert names.index("core.aardvark") > names.index("core.zebra")


def test_the_real_files_are_ordered_and_both_languages_are_there() -> None:
    seen = {table.name for table in load_tables()}
    for relation in (*load_tables(), *load_models()):
        for comment in (relation.description, *relation.columns.values()):
            english, chinese = split_languages(comment)
            assert english.isprintable()
            assert chinese, comment
    for model in load_models():
        assert set(model.dependencies) <= seen
        seen.add(model.name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MODEL.replace("grain", "grian"), "line 2: unknown key 'grian'"),
        (MODEL.replace("-- grain: a\n", ""), "has no `-- grain: ...`"),
        (MODEL.replace("-- grain: a", "-- grain"), "line 2: expected `-- key: value`"),
        (MODEL.replace("-- grain: a", "-- grain: a\n-- grain: b"), "line 3: 'grain' is already on line 2"),
        (MODEL.replace("first | 第一", "first"), "line 3: 'column a' must read"),
        (MODEL.replace("first | 第一", "第一 | first"), "line 3: 'column a' must read"),
        (MODEL.replace("-- grain: a", "-- grain: a\n-- kind: index"), "line 3: kind is 'index'"),
        (MODEL.replace("select", "selec"), "not a SELECT that DuckDB understands"),
        (MODEL.replace("select a from staging.thing", "drop table staging.thing"), "not a SELECT"),
        (MODEL + "; select 1", "one SELECT is expected, found 2 statements"),
        (MODEL.replace("staging.thing", "thing"), "'thing' is no CTE of the file"),
        (MODEL.replace("staging.thing", "'thing.parquet'"), "'thing.parquet' is no CTE"),
        (MODEL.replace("staging.thing", "staging.other"), "reads staging.other, which no file under sql/ creates"),
        (MODEL.replace("select a from staging.thing", ""), "no statement after the header"),
        (MODEL.replace("staging.thing", "core.copy"), "read each other in a circle"),
    ],
)
def test_a_wrong_model_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SqlFileError) as error:
        load_models(_root(tmp_path, **{"core/copy": text}))
    assert "copy.sql" in str(error.value) or "core.copy" in str(error.value)
    assert message in str(error.value)


def test_a_table_is_named_for_its_file(tmp_path: Path) -> None:
    with pytest.raises(SqlFileError, match=r"expected `create table <schema>\.other \(`"):
        load_tables(_root(tmp_path, **{"tables/other": TABLE}))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"checks/core.copy/holds": CHECK.replace("warn", "fatal")}, "is 'fatal'; expected info or warn or error"),
        ({"checks/core.copy/holds": CHECK.replace("blocking: no", "blocking: maybe")}, "blocking is 'maybe'"),
        ({"checks/core.copy/holds": CHECK.replace("-- severity", "-- column a: x | 一\n-- severity")}, "unknown key"),
        ({"checks/core.gone/holds": CHECK}, "no relation core.gone is built"),
        ({"checks/core.copy/holds": CHECK, "checks/staging.thing/holds": CHECK}, "names of checks are unique"),
        ({"checks/core.copy/Holds": CHECK}, "names are lower case"),
        ({"checks/staging.thing/holds": CHECK}, "does not read staging.thing"),
        (
            {"checks/staging.thing/holds": CHECK.replace("core.copy", "core.copy, staging.thing")},
            "reads core.copy, which is built after staging.thing",
        ),
    ],
)
def test_a_wrong_check_is_refused(tmp_path: Path, files: dict[str, str], message: str) -> None:
    if len(files) == 2:
        files["checks/staging.thing/holds"] = CHECK.replace("core.copy", "staging.thing")
    with pytest.raises(SqlFileError) as error:
        load_checks(_root(tmp_path, **files))
    assert message in str(error.value)


def test_names_of_checks_are_claims_and_own_faults_are_errors() -> None:
    for check in load_checks():
        assert "_" in check.name, f"{check.name} is no claim"
        assert not check.blocking or check.severity == "error"
        assert check.description.endswith(".")
