"""Draws tables as PDF pages, in the ways that producers draw them: true cells in, bytes out."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
LEFT = 60.0
TOP = 780.0

Lines = Literal["strokes", "boxes", "slivers", "rings", "shades", "dashes", "across", "none"]


@dataclass(frozen=True)
class Spot:
    """A true cell: its place, its span, its text; a line feed is a printed line end."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Sheet:
    """A true table: widths of its columns in points, and its cells."""

    widths: tuple[float, ...]
    spots: tuple[Spot, ...]
    row_height: float = 20.0
    size: float = 9.0

    @property
    def row_count(self) -> int:
        return max(spot.row + spot.rows for spot in self.spots)

    def texts(self) -> list[list[str]]:
        """What a faithful reader returns: the text of the covering cell at each place, lines joined."""
        rows = [[""] * len(self.widths) for _ in range(self.row_count)]
        for spot in self.spots:
            for row in range(spot.row, spot.row + spot.rows):
                for column in range(spot.column, spot.column + spot.columns):
                    rows[row][column] = spot.text.replace("\n", "")
        return rows


@dataclass
class Pen:
    """A document being drawn; `y` is where the next thing goes, from the foot of the page upwards."""

    page_size: tuple[float, float] = A4
    lines: Lines = "strokes"
    y: float = TOP
    pages: int = 1
    page_number: str | None = None
    head: str | None = None
    foot: str | None = None
    left: float = LEFT
    mirrored: float = 0.0
    buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.buffer, pagesize=self.page_size, invariant=True)
        self.canvas.setTitle("测试年报")

    def prose(self, text: str, size: float = 12.0) -> None:
        self.text(self.left, self.y - size, text, size)
        self.y -= size * 1.8

    def text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def next_page(self) -> None:
        self._margins()
        self.canvas.showPage()
        self.pages += 1
        self.y = TOP
        self.left += self.mirrored if self.pages % 2 == 0 else -self.mirrored

    def table(
        self, sheet: Sheet, first: int = 0, last: int | None = None, *, open_top: bool = False, open_foot: bool = False
    ) -> None:
        """Draw rows `first` to `last` (not included) of a sheet; a cut cell is printed in its larger part.

        An open top or foot has no line, as at page breaks inside rows.
        """
        last = sheet.row_count if last is None else last
        top = self.y
        for spot in sheet.spots:
            start, end = max(spot.row, first), min(spot.row + spot.rows, last)
            if start >= end:
                continue
            self._cell(
                sheet,
                spot,
                top - (start - first) * sheet.row_height,
                end - start,
                first,
                last,
                start=start,
                opens=(
                    open_top and start == first and spot.row < first,
                    open_foot and end == last and spot.row + spot.rows > last,
                ),
            )
        self.y = top - (last - first) * sheet.row_height

    def _cell(
        self,
        sheet: Sheet,
        spot: Spot,
        top: float,
        rows: int,
        first: int,
        last: int,
        *,
        start: int,
        opens: tuple[bool, bool],
    ) -> None:
        x0 = self.left + sum(sheet.widths[: spot.column])
        x1 = x0 + sum(sheet.widths[spot.column : spot.column + spot.columns])
        bottom = top - rows * sheet.row_height
        self._border(x0, bottom, x1, top, opens)
        middle = spot.row + spot.rows / 2
        if start <= middle < start + rows or (middle == last and start + rows == last and spot.row + spot.rows > last):
            self._print(sheet, spot.text, x0, x1, top, bottom)

    def _print(self, sheet: Sheet, text: str, x0: float, x1: float, top: float, bottom: float) -> None:
        lines = text.split("\n") if text else []
        leading = sheet.size * 1.15
        y = (top + bottom) / 2 + leading * len(lines) / 2 - sheet.size * 0.9
        for line in lines:
            width = pdfmetrics.stringWidth(line, FONT, sheet.size)
            self.text((x0 + x1 - width) / 2, y, line, sheet.size)
            y -= leading

    def _border(self, x0: float, y0: float, x1: float, y1: float, opens: tuple[bool, bool]) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.5)
        sides = [(x0, y0, x0, y1), (x1, y0, x1, y1)]
        if not opens[0]:
            sides.append((x0, y1, x1, y1))
        if not opens[1]:
            sides.append((x0, y0, x1, y0))
        if self.lines == "boxes":
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
        elif self.lines == "slivers":
            for ax, ay, bx, by in sides:
                canvas.rect(ax - 0.25, ay - 0.25, bx - ax + 0.5, by - ay + 0.5, stroke=0, fill=1)
        elif self.lines == "rings":
            path = canvas.beginPath()
            path.rect(x0, y0, x1 - x0, y1 - y0)
            path.rect(x0 + 0.75, y0 + 0.75, x1 - x0 - 1.5, y1 - y0 - 1.5)
            canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
        elif self.lines == "shades":
            canvas.setFillGray(0.85)
            canvas.rect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1, stroke=0, fill=1)
            canvas.setFillGray(0)
        elif self.lines != "none":
            canvas.setDash(*((2, 2) if self.lines == "dashes" else ()))
            canvas.lines([side for side in sides if self.lines != "across" or side[1] == side[3]])

    def _margins(self) -> None:
        width, height = self.page_size
        if self.page_number:
            self.text(width / 2 - 10, 30, self.page_number.format(self.pages), 9)
        if self.head:
            self.text(40, height - 30, self.head, 8)
        if self.foot:
            self.text(40, 20, self.foot.format(self.pages), 8)

    def bytes(self) -> bytes:
        self._margins()
        self.canvas.save()
        return self.buffer.getvalue()


GROUPS_2021: Sequence[tuple[str, Sequence[str]]] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计\n这一情形，不计其他情形）", ()),
    (
        "（三）不予\n公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    ("（四）无法\n提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    (
        "（五）不予\n处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出\n具已获取信息",
        ),
    ),
    (
        "（六）其他\n处理",
        ("1.申请人无正当理由逾期不补正", "2.申请人逾期未按收费通知要求缴纳费用", "3.其他"),
    ),
    ("（七）总计", ()),
)
GROUPS_2019 = tuple((label, () if label.startswith("（六）") else rows) for label, rows in GROUPS_2021)
APPLICANTS = ("商业\n企业", "科研\n机构", "社会公\n益组织", "法律服\n务机构", "其他")
HEADER_ROWS = 3


def application_sheet(
    values: Sequence[Sequence[str]], form: Literal["2019", "2021"] = "2021", value_width: float = 32.0
) -> Sheet:
    """Table three with its header; `values` holds 23 (2019) or 25 (2021) rows of seven."""
    spots = [
        Spot(0, 0, "（本列数据的勾稽关系为：第一项加第二项之和，\n等于第三项加第四项之和）", 3, 3),
        Spot(0, 3, "申请人情况", 1, 7),
        Spot(1, 3, "自然人", 2),
        Spot(1, 4, "法人或其他组织", 1, 5),
        Spot(1, 9, "总计", 2),
        *(Spot(2, 4 + at, label) for at, label in enumerate(APPLICANTS)),
        Spot(3, 0, "一、本年新收政府信息公开申请数量", 1, 3),
        Spot(4, 0, "二、上年结转政府信息公开申请数量", 1, 3),
    ]
    row = 5
    for label, items in GROUPS_2021 if form == "2021" else GROUPS_2019:
        if items:
            spots.append(Spot(row, 1, label, len(items)))
            spots.extend(Spot(row + at, 2, item) for at, item in enumerate(items))
        else:
            spots.append(Spot(row, 1, label, 1, 2))
        row += max(1, len(items))
    spots.append(Spot(5, 0, "三\n、\n本\n年\n度\n办\n理\n结\n果", row - 5))
    spots.append(Spot(row, 0, "四、结转下年度继续办理", 1, 3))
    if len(values) != row - 2:
        msg = f"table three of {form} has {row - 2} rows of values, not {len(values)}"
        raise ValueError(msg)
    spots.extend(Spot(3 + at, 3 + column, text) for at, line in enumerate(values) for column, text in enumerate(line))
    return Sheet((20.0, 50.0, 170.0, *[value_width] * 7), tuple(spots), row_height=23.0)


def dispute_sheet(values: Sequence[str]) -> Sheet:
    """Table four with its header; 15 values."""
    results = ("结果\n维持", "结果\n纠正", "其他\n结果", "尚未\n审结", "总计")
    return Sheet(
        (31.0,) * 15,
        (
            Spot(0, 0, "行政复议", 1, 5),
            Spot(0, 5, "行政诉讼", 1, 10),
            *(Spot(1, at, label, 2) for at, label in enumerate(results)),
            Spot(1, 5, "未经复议直接起诉", 1, 5),
            Spot(1, 10, "复议后起诉", 1, 5),
            *(Spot(2, 5 + at, results[at % 5]) for at in range(10)),
            *(Spot(3, at, text) for at, text in enumerate(values)),
        ),
        row_height=26.0,
    )


def disclosure_sheet_2021(values: Sequence[str]) -> Sheet:
    """Table two of the form of 2021; ten values."""
    rules, norms, rest = values[:3], values[3:6], values[6:]
    return Sheet(
        (150.0, 100.0, 100.0, 100.0),
        (
            Spot(0, 0, "第二十条第（一）项", 1, 4),
            *(
                Spot(1, at, text)
                for at, text in enumerate(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"))
            ),
            Spot(2, 0, "规章"),
            *(Spot(2, 1 + at, text) for at, text in enumerate(rules)),
            Spot(3, 0, "行政规范性文件"),
            *(Spot(3, 1 + at, text) for at, text in enumerate(norms)),
            Spot(4, 0, "第二十条第（五）项", 1, 4),
            Spot(5, 0, "信息内容"),
            Spot(5, 1, "本年处理决定数量", 1, 3),
            Spot(6, 0, "行政许可"),
            Spot(6, 1, rest[0], 1, 3),
            Spot(7, 0, "第二十条第（六）项", 1, 4),
            Spot(8, 0, "信息内容"),
            Spot(8, 1, "本年处理决定数量", 1, 3),
            Spot(9, 0, "行政处罚"),
            Spot(9, 1, rest[1], 1, 3),
            Spot(10, 0, "行政强制"),
            Spot(10, 1, rest[2], 1, 3),
            Spot(11, 0, "第二十条第（八）项", 1, 4),
            Spot(12, 0, "信息内容"),
            Spot(12, 1, "本年收费金额（单位：万元）", 1, 3),
            Spot(13, 0, "行政事业性收费"),
            Spot(13, 1, rest[3], 1, 3),
        ),
    )


def disclosure_sheet_2019(values: Sequence[str]) -> Sheet:
    """Table two of the form of 2019; 22 values by block."""
    spots: list[Spot] = []
    widths = (150.0, 60.0, 40.0, 100.0, 100.0)
    thirds = ((1, 2), (3, 1), (4, 1))
    given = iter(values)
    row = 0
    for article, header, labels, places in (
        ("一", ("本年新\n制作数量", "本年新\n公开数量", "对外公开\n总数量"), ("规章", "规范性文件"), thirds),
        ("五", ("上一年\n项目数量", "本年增/减", "处理决定\n数量"), ("行政许可", "其他对外管理服务事项"), thirds),
        ("六", ("上一年\n项目数量", "本年增/减", "处理决定\n数量"), ("行政处罚", "行政强制"), thirds),
        ("八", ("上一年项目数量", "本年增/减"), ("行政事业性收费",), ((1, 1), (2, 3))),
        ("九", ("采购项目数量", "采购总金额"), ("政府集中采购",), ((1, 1), (2, 3))),
    ):
        spots.append(Spot(row, 0, f"第二十条第（{article}）项", 1, 5))
        spots.append(Spot(row + 1, 0, "信息内容"))
        spots.extend(Spot(row + 1, at, text, 1, wide) for text, (at, wide) in zip(header, places, strict=True))
        row += 2
        for label in labels:
            spots.append(Spot(row, 0, label))
            spots.extend(Spot(row, at, next(given), 1, wide) for at, wide in places)
            row += 1
    return Sheet(widths, tuple(spots), row_height=24.0)
