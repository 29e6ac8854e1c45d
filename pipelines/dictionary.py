"""The data dictionary: Markdown from the headers of the SQL files.

In: every relation of the published file. Out: `docs/dictionary.md`, in English and Chinese. The one idea: a table is
described once, in its SQL file; the database's comments, Dagster, the exports and this page repeat that text.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipelines.paths import PROJECT_ROOT
from pipelines.sqlfiles import SqlModel, SqlTable, load_models, load_tables, split_languages

DICTIONARY = PROJECT_ROOT / "docs" / "dictionary.md"

_HEAD = """# Data dictionary 数据字典

Every table and column of the published file, generated from the headers under `sql/` by `make dictionary`.
The file itself carries the same text as comments.
由 `sql/` 下各文件的表头自动生成，请勿手工修改；发布库内的注释与此相同。
"""
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
