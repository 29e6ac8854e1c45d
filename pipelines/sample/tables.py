"""The three statutory tables as portals print them: rows of cells with spans, from the figures of `reports.yaml`.

Labels are those of the national forms, written out here a second time on purpose: pages that were rendered from the
parser's own templates would prove nothing about the parser.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Cells = Mapping[str, tuple[str, ...]]
BLANK = "_"


@dataclass(frozen=True, slots=True)
class Span:
    """A printed cell: its text (a line feed is a break inside the cell), and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


Row = tuple[Span, ...]
Table = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of table two: clause, header labels, rows by code, and the columns that each cell covers."""

    clause: str
    header: tuple[str, ...]
    rows: Mapping[str, str]
    widths: tuple[int, ...] = (1, 1, 1, 1)


_CHANGES = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
_DECISIONS = ("信息内容", "本年处理决定数量")
_BLOCKS_2019 = (
    _Block(
        "一",
        ("信息内容", "本年新\n制作数量", "本年新\n公开数量", "对外公开总数量"),
        {"regulations": "规章", "normative_documents": "规范性文件"},
    ),
    _Block("五", _CHANGES, {"licences": "行政许可", "other_services": "其他对外管理服务事项"}),
    _Block("六", _CHANGES, {"penalties": "行政处罚", "compulsory_measures": "行政强制"}),
    _Block("八", _CHANGES[:3], {"administrative_fees": "行政事业性收费"}, (1, 1, 2)),
    _Block(
        "九",
        ("信息内容", "采购项目数量", "采购总金额"),
        {"central_procurement": "政府集中采购"},
        (1, 1, 2),
    ),
)
_BLOCKS_2021 = (
    _Block(
        "一",
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        {"regulations": "规章", "normative_documents": "行政规范性文件"},
    ),
    _Block("五", _DECISIONS, {"licences": "行政许可"}, (1, 3)),
    _Block("六", _DECISIONS, {"penalties": "行政处罚", "compulsory_measures": "行政强制"}, (1, 3)),
    _Block(
        "八",
        ("信息内容", "本年收费金额（单位：万元）"),
        {"administrative_fees": "行政事业性收费"},
        (1, 3),
    ),
)
_SKEWED_WIDTHS = {
    "一": ((1, 1, 2, 1), (1, 1, 2, 1)),
    "五": ((1, 1, 2, 1), (1, 2, 1, 1)),
    "六": ((1, 1, 2, 1), (1, 2, 1, 1)),
    "八": ((1, 2, 2), (1, 2, 2)),
    "九": ((1, 2, 2), (1, 2, 2)),
}
"""Header and data columns of 上海市政府办公厅 2019: in blocks five and six they do not stand under each other."""

_IDENTITY_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_DENIED = {
    "denied_state_secret": "1.属于国家秘密",
    "denied_by_law": "2.其他法律行政法规禁止公开",
    "denied_safety_stability": "3.危及“三安全一稳定”",
    "denied_third_party_rights": "4.保护第三方合法权益",
    "denied_internal_affairs": "5.属于三类内部事务信息",
    "denied_deliberative": "6.属于四类过程性信息",
    "denied_enforcement_file": "7.属于行政执法案卷",
    "denied_administrative_inquiry": "8.属于行政查询事项",
}
_UNAVAILABLE = {
    "unavailable_not_held": "1.本机关不掌握相关政府信息",
    "unavailable_needs_creation": "2.没有现成信息需要另行制作",
    "unavailable_unclear_request": "3.补正后申请内容仍不明确",
}
_NOT_PROCESSED = {
    "not_processed_petition": "1.信访举报投诉类申请",
    "not_processed_repeat": "2.重复申请",
    "not_processed_publication": "3.要求提供公开出版物",
    "not_processed_excessive": "4.无正当理由大量反复申请",
    "not_processed_reconfirmation": "5.要求行政机关确认或重新出具已获取信息",
}
_OTHER_2021 = {
    "other_overdue_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_unpaid_fee": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_misc": "3.其他",
}
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def application_rows(form: str) -> tuple[str, ...]:
    """Codes of the rows of table three in printed order: 23 (2019) or 25 (2021)."""
    other = ("other",) if form == "2019" else tuple(_OTHER_2021)
    outcomes = (*_DENIED, *_UNAVAILABLE, *_NOT_PROCESSED, *other)
    return ("received_new", "carried_in", "granted", "granted_in_part", *outcomes, "total_processed", "carried_forward")


def disclosure_table(form: str, cells: Cells, *, labels: Mapping[str, str], skewed: bool = False) -> Table:
    """Table two. Blocks none of whose rows has cells are left out, as some reports leave them out.

    Args:
        form: `2019` or `2021`.
        cells: printed cells by row code.
        labels: row labels that differ from the form's.
        skewed: columns of header and data do not stand under each other.
    """
    rows: list[Row] = []
    for block in _BLOCKS_2019 if form == "2019" else _BLOCKS_2021:
        present = {code: labels.get(code, label) for code, label in block.rows.items() if code in cells}
        if not present:
            continue
        header_widths, data_widths = _SKEWED_WIDTHS[block.clause] if skewed else (block.widths, block.widths)
        rows.append((Span(f"第二十条第（{block.clause}）项", sum(header_widths)),))
        rows.append(_row(block.header, header_widths))
        rows.extend(_row((label, *cells[code]), data_widths) for code, label in present.items())
    return tuple(rows)


def application_table(form: str, cells: Cells, *, placeholders: bool = False) -> Table:
    """Table three: three rows of header, then 23 (2019) or 25 (2021) rows under ten columns.

    Args:
        form: `2019` or `2021`.
        cells: seven printed cells by row code, of every row.
        placeholders: empty header cells where others have row spans.
    """
    header = _application_header_with_placeholders() if placeholders else _application_header()
    outcomes = tuple(_outcomes(form, cells))
    group = Span("三、本年度办理结果", rows=len(outcomes))
    return (
        *header,
        (Span("一、本年新收政府信息公开申请数量", 3), *_values(cells, "received_new")),
        (Span("二、上年结转政府信息公开申请数量", 3), *_values(cells, "carried_in")),
        (group, *outcomes[0]),
        *outcomes[1:],
        (Span("四、结转下年度继续办理", 3), *_values(cells, "carried_forward")),
    )


def dispute_table(values: Sequence[str]) -> Table:
    """Table four: three rows of header and one of 15 values."""
    return (
        (Span("行政复议", 5), Span("行政诉讼", 10)),
        (*(Span(label, rows=2) for label in _RESULTS), Span("未经复议直接起诉", 5), Span("复议后起诉", 5)),
        tuple(Span(label) for label in (*_RESULTS, *_RESULTS)),
        tuple(Span(value) for value in values),
    )


def _application_header() -> Table:
    return (
        (Span(_IDENTITY_NOTE, 3, 3), Span("申请人情况", 7)),
        (Span("自然人", rows=2), Span("法人或其他组织", 5), Span("总计", rows=2)),
        tuple(map(Span, _ORGANISATIONS)),
    )


def _application_header_with_placeholders() -> Table:
    return (
        (Span(_IDENTITY_NOTE, 3), Span("申请人情况", 7)),
        (Span("", 3), Span("自然人"), Span("法人或其他组织", 5), Span("总计")),
        (Span("", 3), Span(""), *map(Span, _ORGANISATIONS), Span("")),
    )


def _outcomes(form: str, cells: Cells) -> Iterator[Row]:
    """The rows under 三、本年度办理结果, without the cell of that group."""
    yield (Span("（一）予以公开", 2), *_values(cells, "granted"))
    yield (
        Span("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2),
        *_values(cells, "granted_in_part"),
    )
    yield from _group("（三）不予公开", _DENIED, cells)
    yield from _group("（四）无法提供", _UNAVAILABLE, cells)
    yield from _group("（五）不予处理", _NOT_PROCESSED, cells)
    if form == "2019":
        yield (Span("（六）其他处理", 2), *_values(cells, "other"))
    else:
        yield from _group("（六）其他处理", _OTHER_2021, cells)
    yield (Span("（七）总计", 2), *_values(cells, "total_processed"))


def _group(label: str, rows: Mapping[str, str], cells: Cells) -> Iterator[Row]:
    for number, (code, row_label) in enumerate(rows.items()):
        first = (Span(label, rows=len(rows)),) if number == 0 else ()
        yield (*first, Span(row_label), *_values(cells, code))


def _values(cells: Cells, code: str) -> Row:
    return tuple(Span(text) for text in cells[code])


def _row(texts: Sequence[str], widths: Sequence[int]) -> Row:
    return tuple(Span(text, width) for text, width in zip(texts, widths, strict=True))
