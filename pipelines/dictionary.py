"""The data dictionary and the list of checks: Markdown from the headers of the SQL files.

In: every relation of the published file, every check. Out: `docs/dictionary.md`, in English and Chinese, and
`docs/checks.md`. The one idea: a table or check is described once, in its SQL file; the database's comments, Dagster,
the exports and these pages repeat that text.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import yaml

from pipelines.paths import PROJECT_ROOT, SQL_ROOT
from pipelines.sqlfiles import SqlCheck, SqlModel, SqlTable, load_checks, load_models, load_tables, split_languages

DICTIONARY = PROJECT_ROOT / "docs" / "dictionary.md"
CHECKS = PROJECT_ROOT / "docs" / "checks.md"

_HEAD = """# Data dictionary 数据字典

Every table and column of the published file, generated from the headers under `sql/` by `make dictionary`.
The file itself carries the same text as comments.
由 `sql/` 下各文件的表头自动生成，请勿手工修改；发布库内的注释与此相同。
"""
_CHECKS_HEAD = """# Checks 核查

Every check with its claim, how much a failure weighs, and the rule that it answers, generated from the headers under
`sql/checks` by `make dictionary`. A check says `pass`, `fail` or `not_assessable` (an input is missing, or the scope is
another one); `error` costs a report its official grade, `warn` is shown, `info` informs.
由 `sql/checks` 下各文件的表头自动生成，请勿手工修改。
"""
_FAMILIES = {
    "T": "tables of the form 表内勾稽",
    "F": "form and structure 格式与结构",
    "X": "between tables 表间",
    "Y": "between years 跨年",
    "H": "between bodies 上下级",
    "N": "prose against tables 正文与表",
    "D": "duplicates 雷同",
    "U": "units and glued digits 单位与串位",
    "O": "outliers 离群值",
    "S": "source 来源",
    "P": "our own work, most of it blocks the publication 自身数据质量",
    "": "beyond the catalogue 目录之外",
}
_LAYERS = {
    "core": "what is printed, and by whom 原样数据与维度",
    "quality": "what is wrong, missing or changed 质量、缺失与变更",
    "mart": "what to open first 分析入口",
}


def dictionary() -> str:
    """The page as Markdown."""
    relations = sorted(_published(), key=lambda relation: (list(_LAYERS).index(_layer(relation)), relation.name))
    parts = [_HEAD]
    for layer, group in groupby(relations, key=_layer):
        members = list(group)
        parts.append(f"## {layer}: {_LAYERS[layer]}\n")
        parts.append("".join(f"- [`{relation.name}`](#{_anchor(relation.name)})\n" for relation in members))
        parts.extend(_section(relation) for relation in members)
    return "\n".join(parts)


def check_list() -> str:
    """The page of checks as Markdown."""
    checks = sorted(
        load_checks(), key=lambda check: (list(_FAMILIES).index(_family(check)), check.rules[:1], check.name)
    )
    parts = [_CHECKS_HEAD]
    for family, group in groupby(checks, key=_family):
        rows = [
            f"| {', '.join(check.rules)} | [`{check.name}`](../{check.path.relative_to(PROJECT_ROOT).as_posix()})"
            f" | {_cell(check.description)} | {'blocks' if check.blocking else check.severity} |\n"
            for check in group
        ]
        title = f"## {_FAMILIES[family]}\n\n"
        parts.append(f"{title}| rule | check | claim | weight |\n|---|---|---|---|\n{''.join(rows)}")
    rows = [f"| {rule} | {_cell(answer)} |\n" for rule, answer in answered_elsewhere().items()]
    parts.append(f"## Rules without a check 其他\n\n| rule | answered by |\n|---|---|\n{''.join(rows)}")
    return "\n".join(parts)


def answered_elsewhere() -> dict[str, str]:
    """Rules that no check answers: what does instead, or why nothing does."""
    return dict(yaml.safe_load((SQL_ROOT / "checks" / "elsewhere.yaml").read_text(encoding="utf-8")))


def _family(check: SqlCheck) -> str:
    return check.rules[0][0] if check.rules else ""


def write_dictionary(path: Path = DICTIONARY) -> Path:
    """Write the page; returns where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dictionary(), encoding="utf-8")
    return path


def _published() -> Iterator[SqlTable | SqlModel]:
    """Everything but staging, which analysts never see."""
    yield from (table for table in load_tables() if not table.name.startswith("staging."))
    yield from load_models()


def _layer(relation: SqlTable | SqlModel) -> str:
    return relation.name.partition(".")[0]


def _anchor(name: str) -> str:
    """As Git hosts make anchors of headings: lower case, only letters, digits, hyphens and underscores."""
    return name.replace(".", "")


def _section(relation: SqlTable | SqlModel) -> str:
    english, chinese = split_languages(relation.description)
    kind = "view" if isinstance(relation, SqlModel) and relation.kind == "view" else "table"
    lines = [
        f"### {relation.name}",
        "",
        f"{english[0].upper()}{english[1:]}. {chinese}。",
        "",
        f"One row per: {relation.grain} ({kind}).",
        "",
        "| column | meaning | 含义 |",
        "|---|---|---|",
    ]
    for name, comment in relation.columns.items():
        meaning, in_chinese = split_languages(comment)
        lines.append(f"| `{name}` | {_cell(meaning)} | {_cell(in_chinese)} |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    write_dictionary()
    CHECKS.write_text(check_list(), encoding="utf-8")
