"""Table three and four written by hand in the dialects of the wild (domain, 6), for the tests of this folder."""

from collections.abc import Callable, Sequence

from pipelines.forms.template import load_forms
from pipelines.model import Fact, Page
from pipelines.parse.tables import Tables, read_tables
from pipelines.read.html import read_html
from pipelines.read.text import read_text

RESULTS = "三、本年度办理结果"
HEADER = [
    ["(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
WIDTH = 10
Values = dict[str, list[str]]


def labels(version: str) -> list[tuple[str, list[str]]]:
    """Code and label cells of each row as the form prints them: a group only on its first row."""
    table = load_forms()[version].tables["application"]
    groups = {group.code: group.label for group in table.groups}
    seen: set[str] = set()
    rows = []
    for row in table.rows:
        cells = [RESULTS] if row.group and "results" not in seen else []
        seen |= {"results"} if row.group else set()
        if row.group not in {None, "results", *seen}:
            cells.append(groups[row.group or ""])
            seen.add(row.group or "")
        rows.append((row.code, [*cells, row.label]))
    return rows


def zeros(version: str = "2021", **changed: Sequence[str]) -> Values:
    """A table of zeros with some rows changed."""
    return {code: list(changed.get(code, ["0"] * 7)) for code, _ in labels(version)}


def rows_of(values: Values, version: str) -> list[list[str]]:
    return [[*cells, *values[code]] for code, cells in labels(version)]


def dialect_a(values: Values, version: str = "2021") -> list[str]:
    lines: list[str] = []
    rows = [*HEADER, *rows_of(values, version)]
    for number, row in enumerate(rows, start=1):
        lines += [f"{cell} |" if cell else "|" for cell in row]
        if len(row) < WIDTH and number < len(rows):
            lines.append("|" * (WIDTH - len(row)))
    return lines


def dialect_a2(values: Values, version: str = "2021") -> list[str]:
    return [
        line for row in [*HEADER, *rows_of(values, version)] for cell in row for line in ([cell] * bool(cell) + ["|"])
    ]


def dialect_b(values: Values, version: str = "2021") -> list[str]:
    def line(row: list[str]) -> str:
        return (" ".join(f"{cell} |" if cell else "|" for cell in row) + " " + "|" * (WIDTH - len(row))).strip()

    return [line(row) for row in [*HEADER, *rows_of(values, version)]]


def dialect_c(values: Values, version: str = "2021") -> list[str]:
    return [" ".join(f"{cell} |" if cell else "|" for cell in row) for row in [*HEADER, *rows_of(values, version)]]


def dialect_d(values: Values, version: str = "2021") -> list[str]:
    return [f"| {line}" for line in dialect_b(values, version)]


def dialect_f(values: Values, version: str = "2021") -> list[str]:
    return [cell for row in [*HEADER, *rows_of(values, version)] for cell in row]


def dialect_g(values: Values, version: str = "2021") -> list[str]:
    return ["\t".join(row) for row in [*HEADER, *rows_of(values, version)]]


def spaced(values: Values, version: str = "2021") -> list[str]:
    return [" ".join(row) for row in [*HEADER, *rows_of(values, version)]]


def markdown(values: Values, version: str = "2021") -> list[str]:
    names = [*HEADER[1][:1], *HEADER[2], "总计"]
    lines = ["| 项目 | " + " | ".join(names) + " |", "|---" * 8 + "|"]
    return lines + ["| " + " | ".join([cells[-1], *values[code]]) + " |" for code, cells in labels(version)]


def places(values: Values, version: str = "2021") -> list[list[str]]:
    """Every place of the table, blank where a span covers it."""
    rows = [
        [HEADER[0][0], "", "", "申请人情况", *[""] * 6],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", *HEADER[2], ""],
    ]
    for code, cells in labels(version):
        if cells[-1][0].isdigit():
            rows.append([*[""] * (3 - len(cells)), *cells, *values[code]])
        elif cells[-1][0] in "一二四":
            rows.append([cells[-1], "", "", *values[code]])
        else:
            rows.append([*[""] * (2 - len(cells)), *cells, "", *values[code]])
    return rows


def without_rule(values: Values, version: str = "2021") -> list[str]:
    return ["|" + "|".join(row) + "|" for row in places(values, version)]


DIALECTS: dict[str, Callable[..., list[str]]] = {
    "A": dialect_a,
    "A2": dialect_a2,
    "B": dialect_b,
    "C": dialect_c,
    "D": dialect_d,
    "E": markdown,
    "F": dialect_f,
    "G": dialect_g,
    "spaced": spaced,
    "without rule": without_rule,
}


def html_table(values: Values, version: str = "2021", header: str | None = None) -> str:
    """The table with the spans of the form."""
    heights = {
        RESULTS: len(values) - 3,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
        "（六）其他处理": 3,
    }
    rows = []
    for _, cells in labels(version):
        if len(cells) == 1 and cells[0][0] in "一二四":
            spans = [f'<td colspan="3">{cells[0]}</td>']
        else:
            *groups, label = cells
            spans = [f'<td rowspan="{heights[group]}">{group}</td>' for group in groups]
            spans.append(f"<td{'' if label[0].isdigit() else ' colspan=2'}>{label}</td>")
        rows.append(spans)
    body = [
        "<tr>" + "".join(spans) + "".join(f"<td>{cell}</td>" for cell in values[code]) + "</tr>"
        for spans, (code, _) in zip(rows, labels(version), strict=True)
    ]
    top = (
        header
        if header is not None
        else (
            f'<tr><td colspan="3" rowspan="3">{HEADER[0][0]}</td><td colspan="7">申请人情况</td></tr>'
            '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>'
            "<tr>" + "".join(f"<td>{name}</td>" for name in HEADER[2]) + "</tr>"
        )
    )
    return f"<table>{top}{''.join(body)}</table>"


def text_page(lines: Sequence[str]) -> Page:
    return read_text(
        ("\n".join(["三、收到和处理政府信息公开申请情况", *lines, "四、其他情况", "无。"]) + "\n").encode()
    )


def html_page(*parts: str) -> Page:
    return read_html(f"<html><body>{''.join(parts)}</body></html>".encode())


def read_text_table(lines: Sequence[str]) -> Tables:
    return read_tables(text_page(lines))


def read_html_table(*parts: str) -> Tables:
    return read_tables(html_page(*parts))


def row(tables: Tables, code: str, table: str = "application") -> list[Fact]:
    return [fact for fact in tables.facts if (fact.table, fact.row) == (table, code)]


def prints(tables: Tables, code: str, table: str = "application") -> list[str | None]:
    """What was read of a row: value, `blank` and so on."""
    return [str(fact.value) if fact.value is not None else fact.state.value for fact in row(tables, code, table)]
